//! Giving up a query whose client went away.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::Duration;

use crate::engine::Engine;

const WAITING: u8 = 0;
const RUNNING: u8 = 1;
const OVER: u8 = 2;
const ABANDONED: u8 = 3;

/// Between two requests to the engine to give up; the first may come before the query is known to it.
const AGAIN: Duration = Duration::from_millis(20);

/// Where a query stands, shared by the thread that runs it and the connection that asked for it.
pub(crate) struct Progress {
    state: AtomicU8,
    /// The number that marks the query in the engine.
    pub(crate) tag: u64,
}

impl Progress {
    /// A query that has not begun, with a tag of its own.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            state: AtomicU8::new(WAITING),
            tag: rand::random::<u64>() | 1,
        })
    }

    /// The query begins and may be cancelled from now on; `false` if nobody waits for it any more.
    pub(crate) fn begin(&self) -> bool {
        let order = (Ordering::AcqRel, Ordering::Acquire);
        self.state
            .compare_exchange(WAITING, RUNNING, order.0, order.1)
            .is_ok()
    }

    /// Held by the thread that runs the query; dropped, the query is over, however it went.
    pub(crate) fn attend(self: &Arc<Self>) -> Attendance {
        Attendance(Arc::clone(self))
    }

    fn is_over(&self) -> bool {
        self.state.load(Ordering::Acquire) == OVER
    }
}

/// See [`Progress::attend`].
pub(crate) struct Attendance(Arc<Progress>);

impl Drop for Attendance {
    fn drop(&mut self) {
        self.0.state.store(OVER, Ordering::Release);
    }
}

/// Held by the connection while it waits; dropped before the query is over, it cancels the query.
///
/// Only a query that has said [`Progress::begin`] is cancelled: changes run to their end.
pub(crate) struct Interest {
    progress: Arc<Progress>,
    engine: Arc<Engine>,
}

impl Interest {
    /// Interest in a query of this engine.
    pub(crate) fn new(progress: &Arc<Progress>, engine: &Arc<Engine>) -> Self {
        Self {
            progress: Arc::clone(progress),
            engine: Arc::clone(engine),
        }
    }
}

impl Drop for Interest {
    fn drop(&mut self) {
        let order = (Ordering::AcqRel, Ordering::Acquire);
        let state = &self.progress.state;
        if state.compare_exchange(WAITING, ABANDONED, order.0, order.1) != Err(RUNNING) {
            return;
        }
        let (progress, engine) = (Arc::clone(&self.progress), Arc::clone(&self.engine));
        thread::spawn(move || {
            while !progress.is_over() {
                engine.kill(Some(progress.tag));
                thread::sleep(AGAIN);
            }
        });
    }
}
