//! Files as a source: NDJSON of events, and foreign exports (CSV, JSON, NDJSON) through a mapping.
//!
//! A file is a topic of its own, `file:<name>:<first 12 hex digits of a SHA-256>`, with one partition whose offsets are
//! the record numbers from 0. The hash is that of the file and of the mapping that reads it, so the same file imported
//! twice has the same ranges and the deduplication of inserts holds for it as it does for Kafka; and after a mapping is
//! mended, the file is read anew: what was stored is the same events by identity, what was refused comes in.

mod csv;
mod json;
mod lines;
mod open;
mod produce;
mod records;

use std::sync::Arc;

use bytes::Bytes;

pub use open::open;
pub use produce::produce;
pub use records::Records;

use crate::mapping::{Mapped, Mapping, Reason, RowProblem, Summary};
use crate::{Error, Intake, Raw, Refusal, Source};

/// The longest record of a file, in bytes: what Kafka takes as one message by default.
pub const MAX_RECORD_BYTES: usize = 1024 * 1024;

/// Records handed over to the pipeline at a time.
const CHUNK: usize = 1000;

/// A file on its way into the pipeline.
pub struct Import<'a, 'm, P> {
    /// The opened file.
    pub records: Records<'m>,
    /// Where the account of the import is kept; complete when the feed has ended.
    pub summary: &'a mut Summary,
    /// Called after every thousand records with the file as far as it is read.
    pub progress: P,
}

impl<P: FnMut(&Records<'_>) + Send> Source for Import<'_, '_, P> {
    async fn feed(mut self, intake: Intake) -> Result<(), Error> {
        let mut chunk = Vec::with_capacity(CHUNK);
        loop {
            let record = self.records.next().transpose()?;
            let ended = record.is_none();
            if let Some(record) = record {
                self.summary.add(&record.event);
                chunk.push(record.into_raw(self.records.topic()));
            }
            if chunk.len() == CHUNK || (ended && !chunk.is_empty()) {
                intake
                    .send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))
                    .await?;
                (self.progress)(&self.records);
            }
            if ended {
                return Ok(());
            }
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy)]
pub enum Contents<'m> {
    /// One event of ours per line (NDJSON).
    Events,
    /// A foreign export.
    Export(&'m Mapping),
}

/// One record of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Number of the record in its file, from 0, blank lines and the header not counted.
    pub offset: i64,
    /// Line at which it starts, from 1.
    pub line: u64,
    /// Its own bytes, without the line end.
    pub raw: Vec<u8>,
    /// The event that it is or maps to, or why it gives none.
    pub event: Result<Mapped, RowProblem>,
    /// Whether it is a row of a foreign export, whose own bytes are no event.
    pub exported: bool,
}

/// A record as a message for Kafka.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'r> {
    /// The topic that carries the event's kind.
    pub topic: schemas::Topic,
    /// The subject, so that one record stays in one partition.
    pub key: &'r str,
    /// Structured CloudEvents JSON.
    pub payload: &'r str,
}

impl Record {
    /// The record for the pipeline: the event's bytes, or its own bytes on the way to the dead letters.
    pub fn into_raw(self, topic: &Arc<str>) -> Raw {
        let refusal = self.refusal().map(Refusal::unmapped);
        let bytes = match self.event {
            Ok(mapped) => Bytes::from(mapped.json),
            Err(_) => Bytes::from(self.raw),
        };
        Raw {
            topic: Arc::clone(topic),
            partition: 0,
            offset: self.offset,
            bytes,
            refusal,
        }
    }

    /// Why the record gives no event. What should be one of our events is not refused here but by decoding, in the
    /// words that it has for all sources.
    fn refusal(&self) -> Option<String> {
        let problem = self.event.as_ref().err()?;
        let told = self.exported || problem.reason == Reason::TooLong;
        told.then(|| problem.to_string())
    }

    /// The record for Kafka; `None` when it gives no event.
    pub fn message(&self) -> Option<Message<'_>> {
        let mapped = self.event.as_ref().ok()?;
        let (topic, key) = (mapped.event.kind.topic(), mapped.event.subject.as_str());
        Some(Message {
            topic,
            key,
            payload: &mapped.json,
        })
    }
}
