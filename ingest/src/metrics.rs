//! What ingest tells Prometheus: progress, lag, dead letters, insert latency.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use std::sync::atomic::AtomicU64;

/// Shared counters of one process; clones count into the same place.
#[derive(Clone, Debug)]
pub struct Metrics {
    pub(crate) events: Family<TopicLabel, Counter>,
    pub(crate) dead_letters: Family<DeadLetterLabel, Counter>,
    pub(crate) lag: Family<PartitionLabel, Gauge>,
    pub(crate) oldest_unacknowledged: Gauge<f64, AtomicU64>,
    pub(crate) insert_seconds: Histogram,
    pub(crate) retries: Counter,
    pub(crate) paused: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(crate) struct TopicLabel {
    pub(crate) topic: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(crate) struct DeadLetterLabel {
    pub(crate) topic: String,
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(crate) struct PartitionLabel {
    pub(crate) topic: String,
    pub(crate) partition: i32,
}

impl Metrics {
    /// Registers all of them under the prefix `service_report_ingest`.
    pub fn register(&self, registry: &mut Registry) {
        let registry = registry.sub_registry_with_prefix("service_report_ingest");
        registry.register("events", "Events stored", self.events.clone());
        registry.register(
            "dead_letters",
            "Dead letters stored, by reason",
            self.dead_letters.clone(),
        );
        registry.register(
            "lag_messages",
            "Messages of the topic that are not committed yet",
            self.lag.clone(),
        );
        registry.register_with_unit(
            "oldest_unacknowledged",
            "Age of the oldest record that is read and not durable; 0 when there is none",
            Unit::Seconds,
            self.oldest_unacknowledged.clone(),
        );
        registry.register_with_unit(
            "insert",
            "Time of one insert, from the first byte to the answer",
            Unit::Seconds,
            self.insert_seconds.clone(),
        );
        registry.register(
            "retries",
            "Inserts tried again after a passing error",
            self.retries.clone(),
        );
        registry.register(
            "paused",
            "1 while consumption is paused because ClickHouse is behind",
            self.paused.clone(),
        );
    }

    /// Age in seconds of the oldest record that is read and not durable; 0 when there is none. Health follows it.
    pub fn oldest_unacknowledged_seconds(&self) -> f64 {
        self.oldest_unacknowledged.get()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            events: Family::default(),
            dead_letters: Family::default(),
            lag: Family::default(),
            oldest_unacknowledged: Gauge::default(),
            insert_seconds: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
            retries: Counter::default(),
            paused: Gauge::default(),
        }
    }
}
