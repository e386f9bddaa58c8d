//! Kafka as a source: reads under backpressure, commits what is durable, drains before a partition leaves.

mod assignment;
mod reader;
mod settings;

pub use settings::{Reset, Settings};

use crate::pipeline::Control;
use crate::{Error, Options, Summary, start};
use assignment::Assignment;
use rdkafka::consumer::{BaseConsumer, Consumer};
use reader::Reader;
use tokio::sync::watch;
use warehouse::Warehouse;

/// Consumes the topics until `stop` turns true; then drains, commits and leaves the group.
///
/// # Errors
/// Kafka refuses the configuration or the rights; ClickHouse refuses what no retry can mend.
pub async fn run(
    settings: Settings,
    warehouse: &Warehouse,
    options: Options,
    stop: watch::Receiver<bool>,
) -> Result<Summary, Error> {
    let metrics = options.metrics.clone();
    let (intake, running) = start(warehouse, options).await?;
    let (controls, durable) = (running.controls.clone(), running.durable.clone());
    let assignment = Assignment::new(controls.clone(), durable, metrics, settings.drain);
    let consumer: BaseConsumer<Assignment> = settings
        .consumer_config()?
        .create_with_context(assignment)
        .map_err(Error::kafka("configuring the consumer"))?;
    let topics: Vec<&str> = settings.topics.iter().map(String::as_str).collect();
    consumer.subscribe(&topics).map_err(Error::kafka("subscribing"))?;
    tracing::info!(
        brokers = settings.brokers,
        group = settings.group,
        ?topics,
        "consuming"
    );

    // librdkafka is polled on a thread of its own: its callbacks wait for the drain.
    let reader = Reader::new(consumer, intake, settings.commit_every);
    let read = tokio::task::spawn_blocking(move || reader.read_until(&stop)).await;
    // What could not be drained in time is not waited for: it is not committed and will be read again.
    let _ = controls.send(Control::Forget {
        keys: None,
        generation: u64::MAX,
    });
    let summary = running.finish().await?;
    read.unwrap_or(Err(Error::Stopped))?;
    Ok(summary)
}
