//! The polling thread: messages into chunks, chunks into the pipeline, watermarks into commits.

use super::assignment::Assignment;
use crate::Error;
use crate::intake::{Chunk, Intake, Raw, Refusal};
use bytes::Bytes;
use rdkafka::Message;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::{BorrowedHeaders, Headers};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::watch;

pub(crate) struct Reader {
    consumer: BaseConsumer<Assignment>,
    intake: Intake,
    commit_every: Duration,
    committed: Instant,
    /// Read and not handed over yet.
    outbox: VecDeque<Chunk>,
    paused: bool,
    topics: HashMap<String, Arc<str>>,
}

const CHUNK_RECORDS: usize = 1_000;
const CHUNK_BYTES: usize = 1024 * 1024;
/// Chunks that may wait here before the pipeline is waited for.
const OUTBOX_CHUNKS: usize = 4;
/// Pausing throws prefetched messages away, so a short wait for room comes first.
const PATIENCE: Duration = Duration::from_secs(1);
const POLL: Duration = Duration::from_millis(50);

impl Reader {
    pub(crate) fn new(consumer: BaseConsumer<Assignment>, intake: Intake, commit_every: Duration) -> Self {
        Self {
            consumer,
            intake,
            commit_every,
            committed: Instant::now(),
            outbox: VecDeque::new(),
            paused: false,
            topics: HashMap::new(),
        }
    }

    /// Reads until `stop` turns true or the pipeline has ended; then drains, commits and leaves the group.
    pub(crate) fn read_until(mut self, stop: &watch::Receiver<bool>) -> Result<(), Error> {
        // Dropping the sender of `stop` asks to stop too.
        while !*stop.borrow() && stop.has_changed().is_ok() && !self.intake.chunks.is_closed() {
            self.hand_over()?;
            self.poll_chunk()?;
            self.commit_if_due();
        }
        self.consumer.context().drain(None);
        self.commit_last();
        self.consumer.context().close();
        Ok(())
    }

    /// Hands the outbox over as far as there is room; pauses consumption when there is none for a while.
    fn hand_over(&mut self) -> Result<(), Error> {
        while let Some(chunk) = self.outbox.pop_front() {
            match self.intake.chunks.try_send(chunk) {
                Ok(()) => {}
                Err(TrySendError::Closed(_)) => return Ok(()),
                Err(TrySendError::Full(chunk)) => {
                    self.outbox.push_front(chunk);
                    break;
                }
            }
        }
        if self.outbox.is_empty() && self.paused {
            self.resume()?;
        } else if self.outbox.len() >= OUTBOX_CHUNKS && !(self.paused || self.room_comes()) {
            self.pause()?;
        }
        Ok(())
    }

    /// Waits a little for room in the pipeline.
    fn room_comes(&self) -> bool {
        let wait = async {
            tokio::time::timeout(PATIENCE, self.intake.chunks.reserve())
                .await
                .is_ok()
        };
        tokio::runtime::Handle::current().block_on(wait)
    }

    fn pause(&mut self) -> Result<(), Error> {
        tracing::info!("ClickHouse is behind: consumption pauses");
        self.paused = true;
        self.consumer.context().set_paused(true);
        let ours = self
            .consumer
            .assignment()
            .map_err(Error::kafka("reading the assignment"))?;
        self.consumer.pause(&ours).map_err(Error::kafka("pausing"))
    }

    fn resume(&mut self) -> Result<(), Error> {
        tracing::info!("consumption resumes");
        self.paused = false;
        self.consumer.context().set_paused(false);
        let ours = self
            .consumer
            .assignment()
            .map_err(Error::kafka("reading the assignment"))?;
        self.consumer.resume(&ours).map_err(Error::kafka("resuming"))
    }

    /// Reads what is there, at most one chunk, waiting shortly for the first message.
    fn poll_chunk(&mut self) -> Result<(), Error> {
        let mut chunk = Chunk {
            generation: self.generation(),
            records: Vec::new(),
            skips: Vec::new(),
        };
        let (mut bytes, mut wait) = (0, POLL);
        while chunk.records.len() < CHUNK_RECORDS && bytes < CHUNK_BYTES {
            let polled = self.consumer.poll(wait);
            wait = Duration::ZERO;
            let generation = self.consumer.context().generation();
            if generation != chunk.generation {
                let next = Chunk {
                    generation,
                    records: Vec::new(),
                    skips: Vec::new(),
                };
                self.outbox.extend(
                    [std::mem::replace(&mut chunk, next)]
                        .into_iter()
                        .filter(Chunk::has_content),
                );
            }
            match polled {
                None => break,
                Some(Ok(message)) => {
                    let topic = shared(&mut self.topics, message.topic());
                    let payload = Bytes::copy_from_slice(message.payload().unwrap_or_default());
                    bytes += payload.len();
                    chunk.records.push(Raw {
                        refusal: message.headers().and_then(refusal),
                        ..Raw::new(topic, message.partition(), message.offset(), payload)
                    });
                }
                Some(Err(error)) if stops(&error) => return Err(Error::kafka("consuming")(error)),
                Some(Err(error)) => tracing::warn!(%error, "kafka: consumption goes on"),
            }
        }
        chunk.skips = self.consumer.context().take_skips();
        self.outbox.extend([chunk].into_iter().filter(Chunk::has_content));
        if self.paused && self.outbox.len() > 2 * OUTBOX_CHUNKS {
            // Partitions that came during the pause are not paused yet.
            self.pause()?;
        }
        Ok(())
    }

    fn commit_if_due(&mut self) {
        if self.committed.elapsed() < self.commit_every {
            return;
        }
        self.committed = Instant::now();
        let offsets = self.consumer.context().uncommitted();
        if offsets.count() > 0
            && let Err(error) = self.consumer.commit(&offsets, CommitMode::Async)
        {
            self.consumer.context().commit_again();
            tracing::warn!(%error, "commit failed, it is tried again");
        }
    }

    /// Commits every watermark and waits for the broker's word; tries again for as long as a drain may take.
    fn commit_last(&self) {
        let begun = Instant::now();
        let offsets = self.consumer.context().watermarks();
        while offsets.count() > 0
            && let Err(error) = self.consumer.commit(&offsets, CommitMode::Sync)
        {
            if left(&error) || begun.elapsed() >= self.consumer.context().patience() {
                tracing::warn!(%error, "the last commit failed: nothing is lost, the next reader cuts the same ranges");
                return;
            }
            tracing::warn!(%error, "the last commit failed, it is tried again");
            std::thread::sleep(POLL);
        }
    }

    fn generation(&self) -> u64 {
        self.consumer.context().generation()
    }
}

impl Chunk {
    fn has_content(&self) -> bool {
        !self.records.is_empty() || !self.skips.is_empty()
    }
}

fn shared(topics: &mut HashMap<String, Arc<str>>, name: &str) -> Arc<str> {
    if let Some(topic) = topics.get(name) {
        return topic.clone();
    }
    let topic: Arc<str> = name.into();
    topics.insert(name.to_owned(), topic.clone());
    topic
}

/// The reason of a sender that knows that its message is no event.
fn refusal(headers: &BorrowedHeaders) -> Option<Refusal> {
    const MOST_CHARACTERS: usize = 2_000;
    let header = headers.iter().find(|header| header.key == Refusal::HEADER)?;
    let reason = String::from_utf8_lossy(header.value.unwrap_or_default());
    Some(Refusal::unmapped(reason.chars().take(MOST_CHARACTERS).collect()))
}

/// Errors that waiting cannot mend.
fn stops(error: &KafkaError) -> bool {
    let code = match error {
        KafkaError::MessageConsumptionFatal(_) => return true,
        KafkaError::MessageConsumption(code) => code,
        _ => return false,
    };
    matches!(
        code,
        RDKafkaErrorCode::TopicAuthorizationFailed
            | RDKafkaErrorCode::GroupAuthorizationFailed
            | RDKafkaErrorCode::ClusterAuthorizationFailed
            | RDKafkaErrorCode::AutoOffsetReset
            | RDKafkaErrorCode::InvalidGroupId
    )
}

/// The group goes on without this member: nothing that it commits counts.
fn left(error: &KafkaError) -> bool {
    let KafkaError::ConsumerCommit(code) = error else {
        return false;
    };
    matches!(
        code,
        RDKafkaErrorCode::UnknownMemberId
            | RDKafkaErrorCode::IllegalGeneration
            | RDKafkaErrorCode::FencedInstanceId
            | RDKafkaErrorCode::AssignmentLost
    )
}
