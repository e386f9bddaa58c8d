//! An ingestor inside the test: one member of the consumer group.

use super::checks::LONG;
use super::mock::quick;
use ingest::source::kafka::{self, Settings};
use ingest::{Error, Options, Summary};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use warehouse::Warehouse;

/// The group of every member.
pub const GROUP: &str = "group";

pub struct Member {
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<Summary, Error>>,
}

impl Member {
    /// One with settings that keep tests quick.
    pub fn join(bootstrap: &str, topic: &str, warehouse: &Warehouse, options: Options) -> Self {
        Self::with(settings(bootstrap, topic), warehouse, options)
    }

    pub fn with(settings: Settings, warehouse: &Warehouse, options: Options) -> Self {
        let (stop, stopped) = watch::channel(false);
        let warehouse = warehouse.clone();
        let task = tokio::spawn(async move { kafka::run(settings, &warehouse, options, stopped).await });
        Self { stop, task }
    }

    /// Asks it to stop and waits for its account.
    pub async fn leave(self) -> Summary {
        self.stop.send_replace(true);
        tokio::time::timeout(LONG, self.task)
            .await
            .expect("a member that was asked to stop does so")
            .unwrap()
            .unwrap()
    }
}

/// Settings of a quick member.
pub fn settings(bootstrap: &str, topic: &str) -> Settings {
    let mut settings = Settings::new(bootstrap, GROUP, vec![topic.to_owned()]);
    settings.librdkafka = quick();
    settings.commit_every = Duration::from_millis(30);
    settings
}
