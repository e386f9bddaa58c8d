//! A running pipeline: started before its source, finished when everything handed to it is durable.

use crate::durable::{Durable, Key};
use crate::flow::Flow;
use crate::intake::{Chunk, Intake};
use crate::options::Options;
use crate::{Error, guard};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use warehouse::Warehouse;

/// Starts a pipeline. Drop every clone of the intake and await [`Running::finish`]: then all is durable.
///
/// # Errors
/// Tables are missing or unsafe (no deduplication window, no fsync); ClickHouse refuses the login.
pub async fn start(warehouse: &Warehouse, options: Options) -> Result<(Intake, Running), Error> {
    guard::check(warehouse).await?;
    let (chunks, incoming) = mpsc::channel(options.waiting_chunks.max(1));
    let (controls, controlled) = mpsc::unbounded_channel();
    let durable = Arc::new(Durable::default());
    let flow = Flow::new(warehouse, options, durable.clone());
    let ended = durable.clone();
    let task = tokio::spawn(async move {
        let result = drive(flow, incoming, controlled).await;
        ended.stop();
        result
    });
    Ok((
        Intake { chunks },
        Running {
            task,
            controls,
            durable,
        },
    ))
}

/// A running pipeline, seen from outside.
pub struct Running {
    task: JoinHandle<Result<Summary, Error>>,
    pub(crate) controls: mpsc::UnboundedSender<Control>,
    pub(crate) durable: Arc<Durable>,
}

/// What a pipeline stored in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records stored as events.
    pub events: u64,
    /// Records stored as dead letters.
    pub dead_letters: u64,
    /// Inserted ranges.
    pub batches: u64,
}

impl Running {
    /// Waits until everything handed to the intake is durable; drop the intake first.
    ///
    /// # Errors
    /// What stopped the pipeline.
    pub async fn finish(self) -> Result<Summary, Error> {
        self.task.await.unwrap_or(Err(Error::Stopped))
    }
}

/// What a source with assignments tells the pipeline beside the records.
pub(crate) enum Control {
    /// Make everything of these partitions durable (all when `None`), then answer. Records of `generation` and before
    /// that are still on their way are dropped.
    Drain {
        keys: Option<Vec<Key>>,
        generation: u64,
        done: oneshot::Sender<()>,
    },
    /// Forget these partitions (all when `None`) and what is not durable of them.
    Forget { keys: Option<Vec<Key>>, generation: u64 },
}

async fn drive(
    mut flow: Flow,
    mut chunks: mpsc::Receiver<Chunk>,
    mut controls: mpsc::UnboundedReceiver<Control>,
) -> Result<Summary, Error> {
    let mut tick = tokio::time::interval(flow.tick());
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ended = false;
    while !(ended && flow.is_settled()) {
        tokio::select! {
            biased;
            Some(control) = controls.recv() => flow.control(control),
            Some(inserted) = flow.inserts.join_next() => flow.inserted(inserted)?,
            Some(planned) = flow.plans.join_next() => {
                flow.planned(planned)?;
                if ended {
                    flow.finish();
                }
            }
            _ = tick.tick() => flow.cut_aged(),
            chunk = chunks.recv(), if !ended && flow.has_room() => match chunk {
                Some(chunk) => {
                    // A control that was sent before this chunk may not have been seen yet.
                    while let Ok(control) = controls.try_recv() {
                        flow.control(control);
                    }
                    flow.accept(chunk)?;
                }
                None => {
                    ended = true;
                    flow.finish();
                }
            },
        }
    }
    Ok(flow.summary)
}
