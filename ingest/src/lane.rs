//! One topic and partition inside the pipeline: held until its earlier plan is known, then cut and acknowledged.

use crate::ack::Watermark;
use crate::batch::{Batch, Cutter};
use crate::decode::decode;
use crate::durable::Key;
use crate::intake::Raw;
use crate::options::Options;
use jiff::Timestamp;
use tokio::task::AbortHandle;
use tokio::time::Instant;

/// The state of one partition.
pub(crate) struct Lane {
    /// Tells this lane from an earlier one of the same partition.
    pub(crate) id: u64,
    pub(crate) watermark: Watermark,
    /// Inserts under way.
    pub(crate) inserts: Vec<AbortHandle>,
    cutter: Option<Cutter>,
    held: Vec<Held>,
    held_since: Instant,
    next: i64,
}

enum Held {
    Record(Raw, Timestamp),
    Skip(i64),
}

impl Lane {
    pub(crate) fn new(id: u64) -> Self {
        Self {
            id,
            watermark: Watermark::default(),
            inserts: Vec::new(),
            cutter: None,
            held: Vec::new(),
            held_since: Instant::now(),
            next: i64::MIN,
        }
    }

    /// Whether this offset or a later one was taken already; takes note of it.
    pub(crate) fn has_seen(&mut self, offset: i64) -> bool {
        let seen = offset < self.next;
        self.next = self.next.max(offset + 1);
        seen
    }

    /// Takes a record that arrived at `now`; returns the batches that it completes.
    pub(crate) fn push(&mut self, raw: Raw, now: Timestamp, options: &Options) -> Vec<Batch> {
        let Some(cutter) = &mut self.cutter else {
            self.held.push(Held::Record(raw, now));
            return Vec::new();
        };
        let (offset, bytes) = (raw.offset, raw.bytes.len());
        let batches = cutter.push(offset, decode(raw, now, &options.limits), bytes, &options.batch);
        self.note(batches)
    }

    /// Nothing is left to read below `to`: what is open may end, and the offsets up to there need no insert.
    pub(crate) fn skip(&mut self, to: i64) -> Vec<Batch> {
        let Some(cutter) = &mut self.cutter else {
            self.held.push(Held::Skip(to));
            return Vec::new();
        };
        let batches = cutter.skip_to(to).into_iter().collect();
        let open = cutter.oldest().is_some();
        let batches = self.note(batches);
        if !open {
            self.watermark.skip(to);
        }
        batches
    }

    /// The earlier plan is known: what was held is cut.
    pub(crate) fn recovered(&mut self, key: &Key, planned: Vec<(i64, i64)>, options: &Options) -> Vec<Batch> {
        self.cutter = Some(Cutter::new(key.0.clone(), key.1, planned));
        let held = std::mem::take(&mut self.held);
        held.into_iter()
            .flat_map(|held| match held {
                Held::Record(raw, now) => self.push(raw, now, options),
                Held::Skip(to) => self.skip(to),
            })
            .collect()
    }

    pub(crate) fn cut_aged(&mut self, now: Instant, options: &Options) -> Option<Batch> {
        let batch = self.cutter.as_mut()?.cut_aged(now, &options.batch)?;
        self.note(vec![batch]).pop()
    }

    /// Cuts what is open before the partition goes to another consumer; what is held is dropped and read again.
    pub(crate) fn drain(&mut self) -> Option<Batch> {
        self.held.clear();
        let batch = self.cutter.as_mut()?.drain()?;
        self.note(vec![batch]).pop()
    }

    /// Cuts what is open at the end of a source that has nothing more.
    pub(crate) fn finish(&mut self) -> Option<Batch> {
        let batch = self.cutter.as_mut()?.skip_to(i64::MAX)?;
        self.note(vec![batch]).pop()
    }

    /// Whether everything taken is durable.
    pub(crate) fn is_settled(&self) -> bool {
        let open = self
            .cutter
            .as_ref()
            .is_some_and(|cutter| cutter.oldest().is_some());
        self.held.is_empty() && !open && self.watermark.is_settled()
    }

    /// Records that wait for the earlier plan.
    pub(crate) fn held(&self) -> usize {
        self.held.len()
    }

    /// When the oldest record that is not durable arrived.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        let held = (!self.held.is_empty()).then_some(self.held_since);
        let open = self.cutter.as_ref().and_then(Cutter::oldest);
        [held, open, self.watermark.oldest()].into_iter().flatten().min()
    }

    fn note(&mut self, batches: Vec<Batch>) -> Vec<Batch> {
        for batch in &batches {
            self.watermark.cut(batch.plan.last_offset, batch.arrived);
        }
        batches
    }
}
