//! The door of the pipeline: records as they came, handed over under backpressure.

use crate::Error;
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::mpsc;

/// One record of a source, as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    /// Kafka topic, `file:<name>:<sha256 prefix>` or `http:<instance>`.
    pub topic: Arc<str>,
    /// Kafka partition; 0 for files and HTTP.
    pub partition: i32,
    /// Kafka offset, line number or running number; rises within a topic and partition.
    pub offset: i64,
    /// The event's bytes.
    pub bytes: Bytes,
    /// Set by a source that already knows that this cannot become an event (a row that does not map).
    pub refusal: Option<Refusal>,
}

/// Why a record cannot become an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Short stable code for counting (`not-json`, `unknown-type`, …).
    pub code: String,
    /// One sentence: field, what is wrong, remedy.
    pub reason: String,
}

impl Refusal {
    /// Header of a Kafka message whose sender knows that it is no event; its value is the reason.
    pub const HEADER: &str = "service-report-refused";

    /// A row of a foreign export that does not map.
    pub(crate) fn unmapped(reason: String) -> Self {
        Self {
            code: "unmapped-row".into(),
            reason,
        }
    }
}

/// Where sources hand over their records. Clones feed the same pipeline.
#[derive(Clone)]
pub struct Intake {
    pub(crate) chunks: mpsc::Sender<Chunk>,
}

/// Records that were read together, in the order of their offsets.
pub(crate) struct Chunk {
    /// Which assignment of partitions they were read under; 0 for sources without assignments.
    pub(crate) generation: u64,
    pub(crate) records: Vec<Raw>,
    /// Offsets below which nothing is left to read (end of a partition behind gaps).
    pub(crate) skips: Vec<Skip>,
}

/// Nothing is stored in this partition below `to` that has not been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skip {
    pub(crate) topic: Arc<str>,
    pub(crate) partition: i32,
    pub(crate) to: i64,
}

impl Raw {
    /// A record whose bytes are to be decoded.
    pub fn new(topic: Arc<str>, partition: i32, offset: i64, bytes: Bytes) -> Self {
        Self {
            topic,
            partition,
            offset,
            bytes,
            refusal: None,
        }
    }
}

impl Intake {
    /// Hands records over, in rising order of offsets per topic and partition; waits while the pipeline is full.
    /// A thousand at a time is a good measure.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the pipeline has stopped.
    pub async fn send(&self, records: Vec<Raw>) -> Result<(), Error> {
        let chunk = Chunk {
            generation: 0,
            records,
            skips: Vec::new(),
        };
        self.chunks.send(chunk).await.map_err(|_| Error::Stopped)
    }
}
