//! How ingest behaves: limits of events and batches, retries, and what is told to whom.

use crate::metrics::Metrics;
use jiff::Timestamp;
use std::time::Duration;
use warehouse::rows::BatchRow;

/// Everything a pipeline can be told. `Options::new(clock)` has the defaults.
#[derive(Clone)]
pub struct Options {
    /// Gives `recorded_at`; the caller's clock, so that tests can hold it.
    pub clock: fn() -> Timestamp,
    /// What an event may look like.
    pub limits: Limits,
    /// When a batch is cut.
    pub batch: BatchLimits,
    /// Batches being inserted at the same time over different ranges; at least 2 keeps the server busy.
    pub in_flight: usize,
    /// Chunks of records that may wait between a source and the batcher before the source must pause.
    pub waiting_chunks: usize,
    /// Waits between tries of one insert.
    pub retry: Retry,
    /// Called at each step of a batch; does nothing by default. Fault tests stop the process in it.
    pub on_step: fn(Step, &BatchRow),
    /// Where progress is counted.
    pub metrics: Metrics,
}

/// Limits of one event.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest event in bytes; larger ones are dead letters.
    pub event_bytes: usize,
    /// How far `time` may lie after the arrival; later ones are dead letters.
    pub future: Duration,
}

/// A batch is cut when the first of these is reached.
#[derive(Clone, Copy, Debug)]
pub struct BatchLimits {
    /// Records of one batch.
    pub rows: usize,
    /// Bytes of its records as they came.
    pub bytes: usize,
    /// Age of its oldest record.
    pub age: Duration,
}

/// Waits between tries: doubled from `first` up to `most`, for as long as it takes.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// Wait after the first failure.
    pub first: Duration,
    /// Longest wait.
    pub most: Duration,
    /// Longest wait for one answer of ClickHouse.
    pub answer: Duration,
}

/// The steps of one batch that a crash can fall between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The plan is durable, nothing is inserted yet.
    BeforeInsert,
    /// Dead letters are on the way to ClickHouse, the answer is not there yet.
    DeadLetter,
    /// Everything is inserted, nobody knows it yet.
    AfterInsert,
    /// The range is acknowledged, its offset is not committed yet.
    AfterAck,
}

impl Options {
    /// The defaults, with the caller's clock.
    pub fn new(clock: fn() -> Timestamp) -> Self {
        Self {
            clock,
            limits: Limits {
                event_bytes: 1024 * 1024,
                future: Duration::from_secs(24 * 60 * 60),
            },
            batch: BatchLimits {
                rows: 65_536,
                bytes: 32 * 1024 * 1024,
                age: Duration::from_secs(1),
            },
            in_flight: 3,
            waiting_chunks: 64,
            retry: Retry {
                first: Duration::from_millis(100),
                most: Duration::from_secs(15),
                answer: Duration::from_secs(180),
            },
            on_step: |_, _| {},
            metrics: Metrics::default(),
        }
    }
}
