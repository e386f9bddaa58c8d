//! What is durable, told from the pipeline to its sources: the watermark of each partition.

use crate::Error;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// A topic and partition.
pub(crate) type Key = (Arc<str>, i32);

/// Watermarks by partition: the first offset that is not durable.
#[derive(Debug, Default)]
pub(crate) struct Durable {
    marks: Mutex<Marks>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Marks {
    all: HashMap<Key, i64>,
    fresh: HashMap<Key, i64>,
    stopped: bool,
}

impl Durable {
    pub(crate) fn publish(&self, key: &Key, below: i64) {
        let mut marks = self.lock();
        marks.all.insert(key.clone(), below);
        marks.fresh.insert(key.clone(), below);
        drop(marks);
        self.changed.notify_waiters();
    }

    /// The pipeline has ended: nothing more will become durable.
    pub(crate) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_waiters();
    }

    /// The watermarks that moved since the last call.
    pub(crate) fn take(&self) -> HashMap<Key, i64> {
        std::mem::take(&mut self.lock().fresh)
    }

    /// Every watermark.
    pub(crate) fn all(&self) -> HashMap<Key, i64> {
        self.lock().all.clone()
    }

    /// The watermark of a partition.
    pub(crate) fn below(&self, key: &Key) -> Option<i64> {
        self.lock().all.get(key).copied()
    }

    /// Forgets a partition that now belongs to another consumer.
    pub(crate) fn forget(&self, key: &Key) {
        let mut marks = self.lock();
        marks.all.remove(key);
        marks.fresh.remove(key);
    }

    /// Waits until the record at `offset` is durable.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the pipeline ended before.
    pub(crate) async fn wait_for(&self, key: &Key, offset: i64) -> Result<(), Error> {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            {
                let marks = self.lock();
                if marks.all.get(key).is_some_and(|below| *below > offset) {
                    return Ok(());
                }
                if marks.stopped {
                    return Err(Error::Stopped);
                }
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Marks> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
