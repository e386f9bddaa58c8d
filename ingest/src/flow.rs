//! The flow through the pipeline: records into lanes, batches into inserts, inserts into watermarks.

use crate::batch::Batch;
use crate::durable::{Durable, Key};
use crate::intake::{Chunk, Raw, Skip};
use crate::lane::Lane;
use crate::options::{Options, Step};
use crate::pipeline::{Control, Summary};
use crate::sink::{Sink, Stored};
use crate::{Error, plan};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;
use warehouse::Warehouse;
use warehouse::rows::BatchRow;

pub(crate) struct Flow {
    pub(crate) inserts: JoinSet<Result<Inserted, Error>>,
    pub(crate) plans: JoinSet<Result<Planned, Error>>,
    pub(crate) summary: Summary,
    warehouse: Warehouse,
    options: Arc<Options>,
    sink: Sink,
    durable: Arc<Durable>,
    lanes: HashMap<Key, Lane>,
    /// Records of a partition that were read under this generation or before are no longer ours.
    fences: HashMap<Key, u64>,
    drains: Vec<(Vec<Key>, oneshot::Sender<()>)>,
    turns: Arc<Semaphore>,
    lanes_made: u64,
}

/// A batch that is durable.
pub(crate) struct Inserted {
    lane: u64,
    plan: BatchRow,
    stored: Stored,
}

/// What earlier runs planned for a lane.
pub(crate) struct Planned {
    key: Key,
    lane: u64,
    ranges: Vec<(i64, i64)>,
}

/// Records that may wait for earlier plans before no more are taken.
const MOST_HELD: usize = 20_000;

impl Flow {
    pub(crate) fn new(warehouse: &Warehouse, options: Options, durable: Arc<Durable>) -> Self {
        let options = Arc::new(options);
        Self {
            inserts: JoinSet::new(),
            plans: JoinSet::new(),
            summary: Summary::default(),
            warehouse: warehouse.clone(),
            sink: Sink::new(warehouse, options.clone()),
            durable,
            lanes: HashMap::new(),
            fences: HashMap::new(),
            drains: Vec::new(),
            turns: Arc::new(Semaphore::new(options.in_flight.max(1))),
            lanes_made: 0,
            options,
        }
    }

    /// How often batches are looked at for their age.
    pub(crate) fn tick(&self) -> Duration {
        (self.options.batch.age / 4).clamp(Duration::from_millis(2), Duration::from_millis(250))
    }

    /// Whether another chunk may come in; otherwise sources wait, and Kafka's is paused.
    pub(crate) fn has_room(&self) -> bool {
        let held: usize = self.lanes.values().map(Lane::held).sum();
        self.inserts.len() <= self.options.in_flight && held < MOST_HELD
    }

    /// Whether everything taken is durable.
    pub(crate) fn is_settled(&self) -> bool {
        self.lanes.values().all(Lane::is_settled)
    }

    /// Takes a chunk.
    ///
    /// # Errors
    /// A source without assignments whose offsets do not rise: its ranges would mean nothing.
    pub(crate) fn accept(&mut self, chunk: Chunk) -> Result<(), Error> {
        let now = (self.options.clock)();
        for raw in chunk.records {
            self.record(raw, chunk.generation, now)?;
        }
        for Skip { topic, partition, to } in chunk.skips {
            let key = (topic, partition);
            let Some(lane) = self.lane(&key, chunk.generation, to) else {
                continue;
            };
            let batches = lane.skip(to);
            self.insert(&key, batches);
            self.advance(&key);
        }
        Ok(())
    }

    pub(crate) fn control(&mut self, control: Control) {
        match control {
            Control::Drain {
                keys,
                generation,
                done,
            } => {
                let keys = keys.unwrap_or_else(|| self.lanes.keys().cloned().collect());
                for key in &keys {
                    self.fences.insert(key.clone(), generation);
                    let batch = self.lanes.get_mut(key).and_then(Lane::drain);
                    self.insert(key, batch.into_iter().collect());
                }
                self.drains.push((keys, done));
                self.answer_drains();
            }
            Control::Forget { keys, generation } => {
                for key in keys.unwrap_or_else(|| self.lanes.keys().cloned().collect()) {
                    if let Some(lane) = self.lanes.remove(&key) {
                        lane.inserts.iter().for_each(tokio::task::AbortHandle::abort);
                    }
                    self.durable.forget(&key);
                    self.fences.insert(key, generation);
                }
            }
        }
    }

    pub(crate) fn inserted(
        &mut self,
        joined: Result<Result<Inserted, Error>, JoinError>,
    ) -> Result<(), Error> {
        let Inserted {
            lane: id,
            plan,
            stored,
        } = match joined {
            Ok(inserted) => inserted?,
            Err(gone) if gone.is_cancelled() => return Ok(()),
            Err(_) => return Err(Error::Stopped),
        };
        self.summary.events += stored.events;
        self.summary.dead_letters += stored.dead_letters;
        self.summary.batches += 1;
        let key = (plan.topic.clone(), plan.partition);
        if let Some(lane) = self.lanes.get_mut(&key).filter(|lane| lane.id == id) {
            lane.watermark.durable(plan.last_offset);
            lane.inserts.retain(|insert| !insert.is_finished());
            (self.options.on_step)(Step::AfterAck, &plan);
            self.advance(&key);
        }
        self.answer_drains();
        Ok(())
    }

    pub(crate) fn planned(&mut self, joined: Result<Result<Planned, Error>, JoinError>) -> Result<(), Error> {
        let Planned {
            key,
            lane: id,
            ranges,
        } = joined.map_err(|_| Error::Stopped)??;
        let Some(lane) = self.lanes.get_mut(&key).filter(|lane| lane.id == id) else {
            return Ok(());
        };
        let batches = lane.recovered(&key, ranges, &self.options);
        self.insert(&key, batches);
        self.advance(&key);
        Ok(())
    }

    pub(crate) fn cut_aged(&mut self) {
        let now = Instant::now();
        let keys: Vec<Key> = self.lanes.keys().cloned().collect();
        for key in keys {
            let batch = self
                .lanes
                .get_mut(&key)
                .and_then(|lane| lane.cut_aged(now, &self.options));
            self.insert(&key, batch.into_iter().collect());
        }
        let oldest = self.lanes.values().filter_map(Lane::oldest).min();
        let age = oldest.map_or(0.0, |oldest| now.duration_since(oldest).as_secs_f64());
        self.options.metrics.oldest_unacknowledged.set(age);
    }

    /// Cuts everything open: the sources have nothing more.
    pub(crate) fn finish(&mut self) {
        let keys: Vec<Key> = self.lanes.keys().cloned().collect();
        for key in keys {
            let batch = self.lanes.get_mut(&key).and_then(Lane::finish);
            self.insert(&key, batch.into_iter().collect());
        }
    }

    fn record(&mut self, raw: Raw, generation: u64, now: Timestamp) -> Result<(), Error> {
        let key = (raw.topic.clone(), raw.partition);
        let options = self.options.clone();
        let Some(lane) = self.lane(&key, generation, raw.offset) else {
            return Ok(());
        };
        if lane.has_seen(raw.offset) {
            let (topic, partition, offset) = (raw.topic, raw.partition, raw.offset);
            if generation == 0 {
                return Err(Error::Settings(format!(
                    "{topic}:{partition}: offset {offset} does not rise"
                )));
            }
            tracing::warn!(%topic, partition, offset, "read twice, the second is ignored");
            return Ok(());
        }
        let batches = lane.push(raw, now, &options);
        self.insert(&key, batches);
        Ok(())
    }

    /// The lane of a partition, made at its first record, when its earlier plan is asked for. `None` where the record
    /// was read under an assignment that has ended.
    fn lane(&mut self, key: &Key, generation: u64, offset: i64) -> Option<&mut Lane> {
        if self.fences.get(key).is_some_and(|fence| generation <= *fence) {
            return None;
        }
        if !self.lanes.contains_key(key) {
            self.lanes_made += 1;
            let (id, key) = (self.lanes_made, key.clone());
            let (warehouse, retry) = (self.warehouse.clone(), self.options.retry);
            self.lanes.insert(key.clone(), Lane::new(id));
            self.plans.spawn(async move {
                let ranges = plan::above(&warehouse, &retry, &key.0, key.1, offset).await?;
                Ok(Planned {
                    key,
                    lane: id,
                    ranges,
                })
            });
        }
        self.lanes.get_mut(key)
    }

    fn insert(&mut self, key: &Key, batches: Vec<Batch>) {
        let Some(lane) = self.lanes.get_mut(key) else {
            return;
        };
        for batch in batches {
            let (sink, turns, id) = (self.sink.clone(), self.turns.clone(), lane.id);
            lane.inserts.push(self.inserts.spawn(async move {
                let _turn = turns.acquire_owned().await.map_err(|_| Error::Stopped)?;
                let plan = batch.plan.clone();
                let stored = sink.store(batch).await?;
                Ok(Inserted {
                    lane: id,
                    plan,
                    stored,
                })
            }));
        }
    }

    fn advance(&mut self, key: &Key) {
        let moved = self.lanes.get_mut(key).and_then(|lane| lane.watermark.advance());
        if let Some(below) = moved {
            self.durable.publish(key, below);
        }
    }

    fn answer_drains(&mut self) {
        let lanes = &self.lanes;
        let settled = |keys: &[Key]| keys.iter().all(|key| lanes.get(key).is_none_or(Lane::is_settled));
        for (_, done) in self.drains.extract_if(.., |(keys, _)| settled(keys)) {
            // The asker may have given up waiting; then there is nobody to tell.
            let _ = done.send(());
        }
    }
}
