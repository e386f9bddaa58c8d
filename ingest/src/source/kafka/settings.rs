//! Where the topics are and how they are read; librdkafka's own settings pass through.

use crate::Error;
use rdkafka::ClientConfig;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// A consumer's settings. [`Settings::new`] has the defaults.
#[derive(Clone)]
pub struct Settings {
    /// `host:port` of one or more brokers, separated by commas.
    pub brokers: String,
    /// Consumer group; members of one group share the partitions.
    pub group: String,
    /// Topics to read.
    pub topics: Vec<String>,
    /// Where to begin in a partition for which the group has committed nothing.
    pub reset: Reset,
    /// Longest wait for what is under way before a partition is given up, and at the end.
    pub drain: Duration,
    /// How often the watermarks are committed.
    pub commit_every: Duration,
    /// librdkafka's own settings: TLS, SASL, timeouts. Never printed.
    pub librdkafka: BTreeMap<String, String>,
}

/// Where to begin without a committed offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reset {
    /// With the oldest message.
    #[default]
    Earliest,
    /// With the next message.
    Latest,
    /// Not at all: stop with an error.
    Error,
}

impl Settings {
    /// Settings with their defaults.
    pub fn new(brokers: impl Into<String>, group: impl Into<String>, topics: Vec<String>) -> Self {
        Self {
            brokers: brokers.into(),
            group: group.into(),
            topics,
            reset: Reset::Earliest,
            drain: Duration::from_secs(20),
            commit_every: Duration::from_millis(500),
            librdkafka: BTreeMap::new(),
        }
    }

    /// # Errors
    /// A pass-through setting that would break the guarantee that nothing is committed before it is durable.
    pub(crate) fn consumer_config(&self) -> Result<ClientConfig, Error> {
        let mut config = ClientConfig::new();
        let reset = match self.reset {
            Reset::Earliest => "earliest",
            Reset::Latest => "latest",
            Reset::Error => "error",
        };
        let own = [
            ("bootstrap.servers", self.brokers.as_str()),
            ("group.id", &self.group),
            ("auto.offset.reset", reset),
            ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"),
        ];
        let defaults = [
            ("client.id", "service-report"),
            ("partition.assignment.strategy", "cooperative-sticky"),
            ("queued.max.messages.kbytes", "65536"),
            ("queued.min.messages", "50000"),
            ("statistics.interval.ms", "1000"),
        ];
        for (key, value) in defaults.into_iter().chain(own) {
            config.set(key, value);
        }
        for (key, value) in &self.librdkafka {
            if own.iter().any(|(fixed, _)| fixed == key) {
                return Err(Error::Settings(format!(
                    "kafka setting {key} is not free: ingest sets it itself"
                )));
            }
            config.set(key, value);
        }
        if config.get("statistics.interval.ms") == Some("0") {
            return Err(Error::Settings(
                "kafka setting statistics.interval.ms must be above 0: lag and repeated commits follow it"
                    .into(),
            ));
        }
        Ok(config)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("brokers", &self.brokers)
            .field("group", &self.group)
            .field("topics", &self.topics)
            .field("reset", &self.reset)
            .field("drain", &self.drain)
            .field("commit_every", &self.commit_every)
            .field("librdkafka", &self.librdkafka.keys())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings::new("127.0.0.1:9092", "g", vec!["incident".into()])
    }

    #[test]
    fn nothing_is_committed_by_itself() {
        let config = settings().consumer_config().unwrap();
        assert_eq!(config.get("enable.auto.commit"), Some("false"));
        assert_eq!(config.get("enable.auto.offset.store"), Some("false"));
        assert_eq!(
            config.get("partition.assignment.strategy"),
            Some("cooperative-sticky")
        );
        assert_eq!(config.get("auto.offset.reset"), Some("earliest"));
    }

    #[test]
    fn tls_and_sasl_pass_through_and_are_not_printed() {
        let mut settings = settings();
        settings
            .librdkafka
            .insert("sasl.password".into(), "hunter2".into());
        assert_eq!(
            settings.consumer_config().unwrap().get("sasl.password"),
            Some("hunter2")
        );
        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn the_guarantee_cannot_be_configured_away() {
        for (key, value) in [("enable.auto.commit", "true"), ("statistics.interval.ms", "0")] {
            let mut settings = settings();
            settings.librdkafka.insert(key.into(), value.into());
            assert!(settings.consumer_config().is_err(), "{key}={value}");
        }
    }
}
