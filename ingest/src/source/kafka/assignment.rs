//! Which partitions are ours: drained and committed before they leave, measured while they stay.

use crate::durable::{Durable, Key};
use crate::intake::Skip;
use crate::metrics::{Metrics, PartitionLabel};
use crate::pipeline::Control;
use rdkafka::client::ClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer, ConsumerContext, Rebalance};
use rdkafka::error::KafkaError;
use rdkafka::statistics::{Partition, Statistics};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The context of the consumer: librdkafka calls it on the polling thread.
pub(crate) struct Assignment {
    /// Rises with every rebalance; records are handed over with the one they were read under.
    generation: AtomicU64,
    /// The broker was seen to lack a watermark: the next commit names every partition again.
    behind: AtomicBool,
    /// The reader has drained and committed for the last time.
    closing: AtomicBool,
    state: Mutex<State>,
    controls: mpsc::UnboundedSender<Control>,
    durable: Arc<Durable>,
    metrics: Metrics,
    drain: Duration,
}

#[derive(Default)]
struct State {
    owned: HashSet<Key>,
    /// Ends of partitions that are read and not committed to the end, as the last statistics showed them.
    ends: HashMap<Key, i64>,
    skips: Vec<Skip>,
}

impl Assignment {
    pub(crate) fn new(
        controls: mpsc::UnboundedSender<Control>,
        durable: Arc<Durable>,
        metrics: Metrics,
        drain: Duration,
    ) -> Self {
        Self {
            generation: AtomicU64::new(1),
            behind: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            state: Mutex::default(),
            controls,
            durable,
            metrics,
            drain,
        }
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    pub(crate) fn set_paused(&self, paused: bool) {
        self.metrics.paused.set(i64::from(paused));
    }

    /// Ends of partitions that can be committed although no message stands there (gaps behind the last message).
    pub(crate) fn take_skips(&self) -> Vec<Skip> {
        std::mem::take(&mut self.lock().skips)
    }

    /// The next commit names every partition again.
    pub(crate) fn commit_again(&self) {
        self.behind.store(true, Ordering::SeqCst);
    }

    /// The watermarks of our partitions that moved; all of them after the broker was seen to lack one.
    pub(crate) fn uncommitted(&self) -> TopicPartitionList {
        let fresh = self.durable.take();
        match self.behind.swap(false, Ordering::SeqCst) {
            true => self.watermarks(),
            false => self.ours(fresh),
        }
    }

    /// The watermarks of all our partitions.
    pub(crate) fn watermarks(&self) -> TopicPartitionList {
        self.ours(self.durable.all())
    }

    /// Nothing more is read: what now leaves is drained and committed already.
    pub(crate) fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
    }

    /// The longest that a drain or the last commit may take.
    pub(crate) fn patience(&self) -> Duration {
        self.drain
    }

    /// Makes what was read durable, waiting no longer than the drain time. `None` means all partitions.
    pub(crate) fn drain(&self, keys: Option<Vec<Key>>) {
        let (done, drained) = oneshot::channel();
        let drain = Control::Drain {
            keys,
            generation: self.generation(),
            done,
        };
        if self.controls.send(drain).is_err() {
            return;
        }
        let waited = tokio::runtime::Handle::current()
            .block_on(async { tokio::time::timeout(self.drain, drained).await });
        if waited.is_err() {
            tracing::warn!(waited = ?self.drain, "drain took too long: what is not durable will be read again");
        }
    }

    fn leave(&self, consumer: &BaseConsumer<Self>, keys: &[Key]) {
        if !consumer.assignment_lost() && !self.closing.load(Ordering::SeqCst) {
            self.drain(Some(keys.to_vec()));
            let marks = self.durable.all();
            let ours = offsets(marks.into_iter().filter(|(key, _)| keys.contains(key)));
            if ours.count() > 0
                && let Err(error) = consumer.commit(&ours, CommitMode::Sync)
            {
                tracing::warn!(%error, "the last commit before leaving failed: the next reader cuts the same ranges");
            }
        }
        let generation = self.generation();
        let forget = Control::Forget {
            keys: Some(keys.to_vec()),
            generation,
        };
        // Without a pipeline there is nothing left to forget.
        let _ = self.controls.send(forget);
        let mut state = self.lock();
        for key in keys {
            state.owned.remove(key);
            state.ends.remove(key);
            self.metrics.lag.remove(&label(key));
        }
        state
            .skips
            .retain(|skip| !keys.contains(&(skip.topic.clone(), skip.partition)));
    }

    fn measure(&self, key: Key, partition: &Partition) {
        let mut state = self.lock();
        if !state.owned.contains(&key) {
            return;
        }
        if partition.consumer_lag >= 0 {
            self.metrics
                .lag
                .get_or_create(&label(&key))
                .set(partition.consumer_lag);
        }
        // rdkafka tells nobody how an asynchronous commit ended; what the broker has accepted is in the statistics.
        if self.durable.below(&key) > Some(partition.committed_offset) {
            self.commit_again();
        }
        let end = partition.eof_offset;
        let all_read =
            partition.fetchq_cnt == 0 && partition.next_offset == end && partition.app_offset <= end;
        if !all_read || partition.committed_offset >= end {
            state.ends.remove(&key);
        } else if state.ends.insert(key.clone(), end) == Some(end) {
            // Twice the same: nothing arrived between two statistics, so nothing below the end is still on its way.
            state.skips.push(Skip {
                topic: key.0,
                partition: key.1,
                to: end,
            });
        }
    }

    fn ours(&self, marks: HashMap<Key, i64>) -> TopicPartitionList {
        let state = self.lock();
        offsets(marks.into_iter().filter(|(key, _)| state.owned.contains(key)))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConsumerContext for Assignment {
    fn pre_rebalance(&self, consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {
        match rebalance {
            Rebalance::Assign(partitions) => {
                let keys = keys(partitions);
                tracing::info!(?keys, "partitions assigned");
                self.generation.fetch_add(1, Ordering::SeqCst);
                self.lock().owned.extend(keys);
            }
            Rebalance::Revoke(partitions) => {
                let keys = keys(partitions);
                tracing::info!(?keys, lost = consumer.assignment_lost(), "partitions revoked");
                self.leave(consumer, &keys);
                self.generation.fetch_add(1, Ordering::SeqCst);
            }
            Rebalance::Error(error) => tracing::error!(%error, "rebalance failed"),
        }
    }
}

impl ClientContext for Assignment {
    fn stats(&self, statistics: Statistics) {
        for (name, topic) in statistics.topics {
            let name: Arc<str> = name.into();
            for (number, partition) in topic.partitions.iter().filter(|(number, _)| **number >= 0) {
                self.measure((name.clone(), *number), partition);
            }
        }
    }

    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        match level {
            RDKafkaLogLevel::Debug => tracing::debug!(facility, "{message}"),
            RDKafkaLogLevel::Info | RDKafkaLogLevel::Notice => tracing::info!(facility, "{message}"),
            RDKafkaLogLevel::Warning => tracing::warn!(facility, "{message}"),
            _ => tracing::error!(facility, "{message}"),
        }
    }

    fn error(&self, error: KafkaError, reason: &str) {
        tracing::warn!(%error, reason, "kafka");
    }
}

fn keys(partitions: &TopicPartitionList) -> Vec<Key> {
    partitions
        .elements()
        .iter()
        .map(|element| (element.topic().into(), element.partition()))
        .collect()
}

fn offsets(marks: impl Iterator<Item = (Key, i64)>) -> TopicPartitionList {
    let mut list = TopicPartitionList::new();
    for ((topic, partition), below) in marks {
        if let Err(error) = list.add_partition_offset(&topic, partition, Offset::Offset(below)) {
            tracing::error!(%error, %topic, partition, below, "offset cannot be committed");
        }
    }
    list
}

fn label((topic, partition): &Key) -> PartitionLabel {
    PartitionLabel {
        topic: topic.to_string(),
        partition: *partition,
    }
}
