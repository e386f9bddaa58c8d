//! A Kafka of librdkafka's own in this process, read by the real pipeline while it is written to.
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use futures_util::future::try_join_all;
use ingest::mapping::{Mapping, Summary};
use ingest::source::file::{self, Contents};
use ingest::source::kafka::{self as source, Settings};
use ingest::{Error, Metrics};
use rdkafka::mocking::MockCluster;
use rdkafka::producer::{DefaultProducerContext, FutureProducer, FutureRecord};
use rdkafka::util::Timeout;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use warehouse::Warehouse;

use crate::config::Config;
use crate::demo::Message;
use crate::{kafka, pipeline};

/// The broker keeps 5 MiB a partition and drops older messages silently, so this many at most are on their way.
const OUTSTANDING: u64 = 6_000;
/// Messages sent between two looks at what is outstanding.
const CHUNK: usize = 2_000;
const PARTITIONS: i32 = 4;

/// The broker, a producer for it, and the pipeline that reads it.
pub struct MockKafka {
    settings: Settings,
    producer: FutureProducer,
    stop: watch::Sender<bool>,
    pipeline: JoinHandle<Result<ingest::Summary, Error>>,
    // Last, so that it outlives its clients.
    _cluster: MockCluster<'static, DefaultProducerContext>,
}

impl MockKafka {
    /// Starts broker and pipeline.
    ///
    /// # Errors
    /// No free port, unsafe tables, a refused login.
    pub async fn start(config: &Config, warehouse: &Warehouse) -> Result<Self> {
        let cluster = MockCluster::new(1).context("cannot start librdkafka's own broker")?;
        let topics = config.list("kafka.topics");
        for topic in &topics {
            cluster
                .create_topic(topic, PARTITIONS, 1)
                .with_context(|| format!("cannot make the topic {topic}"))?;
        }
        let mut settings = Settings::new(cluster.bootstrap_servers(), "demo", topics);
        settings.commit_every = Duration::from_millis(100);
        // The default of 500 ms makes a consumer of this broker wait most of its time.
        settings
            .librdkafka
            .insert("fetch.wait.max.ms".into(), "10".into());
        let producer = kafka::producer(&Settings {
            librdkafka: Default::default(),
            ..settings.clone()
        })?;
        let mut options = pipeline::options(config, &Metrics::default())?;
        options.batch.age = Duration::from_millis(150);
        let (stop, stopped) = watch::channel(false);
        let (consumed, warehouse) = (settings.clone(), warehouse.clone());
        let pipeline = tokio::spawn(async move { source::run(consumed, &warehouse, options, stopped).await });
        Ok(Self {
            _cluster: cluster,
            settings,
            producer,
            stop,
            pipeline,
        })
    }

    /// Where clients find the broker.
    pub fn brokers(&self) -> &str {
        &self.settings.brokers
    }

    /// Sends made-up messages, no faster than the pipeline stores them.
    ///
    /// # Errors
    /// The broker refuses a message.
    pub async fn send(&self, messages: Vec<Message>) -> Result<()> {
        let begun = Instant::now();
        for chunk in messages.chunks(CHUNK) {
            let sent = chunk.iter().map(|message| {
                let record = FutureRecord::to(message.topic)
                    .key(&message.key)
                    .payload(&message.payload);
                self.producer.send(record, Timeout::Never)
            });
            try_join_all(sent)
                .await
                .map_err(|(error, _)| error)
                .context("sending events")?;
            room(&self.settings).await?;
        }
        told(messages.len() as u64, begun);
        Ok(())
    }

    /// Sends an export's events, no faster than the pipeline stores them; says which rows gave none.
    ///
    /// # Errors
    /// The file cannot be read, the broker refuses a message.
    pub async fn send_file(&self, path: &Path, mapping: &Mapping) -> Result<()> {
        let begun = Instant::now();
        let records = file::open(path, Contents::Export(mapping))?;
        let mut summary = Summary::default();
        let name = |topic: schemas::Topic| topic.as_str().to_owned();
        let wait = |_: &file::Records<'_>| {
            let waited = tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(room(&self.settings))
            });
            if let Err(error) = waited {
                tracing::warn!("cannot see how far the pipeline has read: {error:#}");
            }
        };
        file::produce(records, &self.producer, name, &mut summary, wait).await?;
        println!("{}: {summary}", path.display());
        told(summary.events, begun);
        Ok(())
    }

    /// Waits until everything that was sent is durable, and ends the pipeline.
    ///
    /// # Errors
    /// What stopped the pipeline before.
    pub async fn finish(self) -> Result<()> {
        let begun = Instant::now();
        let mut pipeline = self.pipeline;
        tokio::select! {
            caught_up = kafka::wait_until(&self.settings, |outstanding| outstanding == 0) => caught_up?,
            ended = &mut pipeline => { ended??; }
        }
        self.stop.send_replace(true);
        let stored = pipeline.await??;
        println!(
            "{} events and {} dead letters durable in {} batches, {:.1} s after the last was sent",
            stored.events,
            stored.dead_letters,
            stored.batches,
            begun.elapsed().as_secs_f64()
        );
        Ok(())
    }
}

/// Waits until few enough messages are on their way.
async fn room(settings: &Settings) -> Result<()> {
    kafka::wait_until(settings, |outstanding| outstanding <= OUTSTANDING).await
}

fn told(messages: u64, begun: Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    println!("{messages} events sent through Kafka in {seconds:.1} s");
}
