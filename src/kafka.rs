//! Kafka from this side: settings of the configuration, a producer, whether it can be reached, how far a group has read.
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use ingest::source::kafka::Settings;
use rdkafka::ClientConfig;
use rdkafka::Offset;
use rdkafka::TopicPartitionList;
use rdkafka::consumer::{BaseConsumer, Consumer as _};
use rdkafka::producer::FutureProducer;

use crate::config::Config;

/// Longest wait for one answer of a broker.
const ANSWER: Duration = Duration::from_secs(5);

/// The consumer's settings, with the pass-through properties of `kafka.properties`.
///
/// # Errors
/// No brokers are configured.
pub fn settings(config: &Config) -> Result<Settings> {
    let Some(brokers) = config.optional("kafka.bootstrap") else {
        bail!(
            "no Kafka brokers are configured: set --kafka HOST:PORT, KAFKA_BOOTSTRAP, or `bootstrap` below [kafka]; \
             `service-report import FILE` and `service-report demo` work without Kafka"
        );
    };
    let mut settings = Settings::new(brokers, config.text("kafka.group"), config.list("kafka.topics"));
    let properties = config.kafka_properties().into_iter();
    settings.librdkafka = properties
        .map(|(name, value)| (name, value.reveal().to_owned()))
        .collect();
    Ok(settings)
}

/// A producer that waits until every replica has a message, and sends none twice.
///
/// # Errors
/// librdkafka refuses a property.
pub fn producer(settings: &Settings) -> Result<FutureProducer> {
    let mut config = client(settings);
    config
        .set("enable.idempotence", "true")
        .set("linger.ms", "20")
        .set("message.timeout.ms", "60000");
    config
        .create()
        .context("librdkafka refuses the configuration of the producer")
}

/// Asks the brokers for anything, so that a wrong address is told at once and in words.
///
/// # Errors
/// Nobody answers within five seconds.
pub async fn reach(settings: &Settings) -> Result<()> {
    let consumer: BaseConsumer = client(settings)
        .create()
        .context("librdkafka refuses the configuration")?;
    let brokers = settings.brokers.clone();
    tokio::task::spawn_blocking(move || consumer.fetch_metadata(None, ANSWER)).await?.with_context(|| {
        format!(
            "Kafka is not reachable at {brokers} within {} s; is the address right (--kafka, KAFKA_BOOTSTRAP), does the \
             broker run, and does it want TLS ([kafka.properties] \"security.protocol\")?",
            ANSWER.as_secs()
        )
    })?;
    Ok(())
}

/// Waits until the number of messages that the group has not committed is `enough`.
///
/// # Errors
/// A broker does not answer in time.
pub async fn wait_until(settings: &Settings, enough: impl Fn(u64) -> bool) -> Result<()> {
    let mut watch = Watch::new(settings)?;
    loop {
        let asked = tokio::task::spawn_blocking(move || {
            let outstanding = watch.outstanding();
            (watch, outstanding)
        });
        let (back, outstanding) = asked.await?;
        if enough(outstanding?) {
            return Ok(());
        }
        watch = back;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Looks from outside how far a group has read.
struct Watch {
    consumer: BaseConsumer,
    topics: Vec<String>,
}

impl Watch {
    /// Watches the group and the topics of these settings.
    ///
    /// # Errors
    /// librdkafka refuses a property.
    fn new(settings: &Settings) -> Result<Self> {
        let mut config = client(settings);
        config.set("group.id", &settings.group);
        let consumer = config.create().context("librdkafka refuses the configuration")?;
        Ok(Self {
            consumer,
            topics: settings.topics.clone(),
        })
    }

    /// Messages that the group has not committed yet. Blocks while brokers answer.
    ///
    /// # Errors
    /// A broker does not answer in time.
    fn outstanding(&self) -> Result<u64> {
        let mut asked = TopicPartitionList::new();
        for topic in &self.topics {
            let metadata = self.consumer.fetch_metadata(Some(topic), ANSWER)?;
            for partition in metadata.topics().iter().flat_map(|topic| topic.partitions()) {
                asked.add_partition(topic, partition.id());
            }
        }
        let committed = self
            .consumer
            .committed_offsets(asked, ANSWER)
            .context("asking for committed offsets")?;
        let mut outstanding = 0;
        for place in committed.elements() {
            let (low, high) = self
                .consumer
                .fetch_watermarks(place.topic(), place.partition(), ANSWER)?;
            let read = match place.offset() {
                Offset::Offset(offset) => offset.max(low),
                _ => low,
            };
            outstanding += u64::try_from(high - read).unwrap_or(0);
        }
        Ok(outstanding)
    }
}

fn client(settings: &Settings) -> ClientConfig {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", &settings.brokers)
        .set("client.id", "service-report");
    for (name, value) in &settings.librdkafka {
        config.set(name, value);
    }
    config
}
