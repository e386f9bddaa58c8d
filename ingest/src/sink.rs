//! Making a batch durable: plan, dead letters, events; the same bytes and token until ClickHouse has them.

use crate::Error;
use crate::batch::Batch;
use crate::metrics::{DeadLetterLabel, TopicLabel};
use crate::options::{Options, Step};
use crate::verdict::{Verdict, judge};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use warehouse::Warehouse;
use warehouse::rows::{BatchRow, DeadLetterRow, EventRow};

/// Inserts batches; shared by all inserts in flight.
#[derive(Clone)]
pub(crate) struct Sink {
    client: clickhouse::Client,
    options: Arc<Options>,
}

/// How much a batch stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) events: u64,
    pub(crate) dead_letters: u64,
}

/// One insert: where to, under which token, what.
struct Insert<'a> {
    table: &'static str,
    columns: &'static str,
    token: &'a str,
    block: Bytes,
}

impl Sink {
    pub(crate) fn new(warehouse: &Warehouse, options: Arc<Options>) -> Self {
        let client = warehouse
            .client()
            .clone()
            .with_setting("async_insert", "0")
            .with_setting("insert_deduplicate", "1")
            // A batch may span years; one insert is one token, so it must not be cut by the server.
            .with_setting("max_partitions_per_insert_block", "0")
            // Behind a Distributed table the answer waits for the shards.
            .with_setting("distributed_foreground_insert", "1");
        Self { client, options }
    }

    /// Returns when everything of the batch is durable.
    ///
    /// # Errors
    /// What no retry can mend: login, rights, tables.
    pub(crate) async fn store(&self, mut batch: Batch) -> Result<Stored, Error> {
        let token = batch.plan.token();
        if !batch.planned_before {
            batch.plan.planned_at = (self.options.clock)().as_millisecond();
            self.plan(&batch.plan, &token).await?;
        }
        self.step(Step::BeforeInsert, &batch.plan);
        if !batch.dead_letters.is_empty() {
            self.dead_letters(&batch.dead_letters, &token, || {
                self.step(Step::DeadLetter, &batch.plan)
            })
            .await?;
        }
        let refused = match batch.events.is_empty() {
            true => Vec::new(),
            false => self.events(&batch.events, &token).await?,
        };
        if !refused.is_empty() {
            let token = format!("{token}:refused");
            self.dead_letters(&refused, &token, || self.step(Step::DeadLetter, &batch.plan))
                .await?;
        }
        self.step(Step::AfterInsert, &batch.plan);
        Ok(self.count(&batch, &refused))
    }

    /// Stores a replayed event and marks its dead letter. False when ClickHouse refuses the row.
    ///
    /// # Errors
    /// What no retry can mend.
    pub(crate) async fn replay(
        &self,
        row: EventRow,
        mark: DeadLetterRow,
        place: &str,
    ) -> Result<bool, Error> {
        let token = format!("{place}:replay");
        let block = EventRow::block(&[row]);
        let insert = Insert {
            table: "events",
            columns: EventRow::COLUMNS,
            token: &token,
            block,
        };
        if self.until_answered(&insert, || ()).await?.is_some() {
            return Ok(false);
        }
        self.dead_letters(&[mark], &token, || ()).await?;
        Ok(true)
    }

    async fn plan(&self, plan: &BatchRow, token: &str) -> Result<(), Error> {
        let block = BatchRow::block(std::slice::from_ref(plan));
        let insert = Insert {
            table: "ingest_batches",
            columns: BatchRow::COLUMNS,
            token,
            block,
        };
        self.must(&insert, || ()).await
    }

    async fn dead_letters(&self, rows: &[DeadLetterRow], token: &str, sent: impl Fn()) -> Result<(), Error> {
        let block = DeadLetterRow::block(rows);
        let insert = Insert {
            table: "dead_letters",
            columns: DeadLetterRow::COLUMNS,
            token,
            block,
        };
        self.must(&insert, sent).await
    }

    /// Inserts events; what the server refuses is halved until single rows are left, which are returned as dead
    /// letters. The halves' tokens are functions of their ranges too.
    async fn events(&self, rows: &[EventRow], token: &str) -> Result<Vec<DeadLetterRow>, Error> {
        let mut refused = Vec::new();
        let mut waiting = vec![(rows, token.to_owned())];
        while let Some((rows, token)) = waiting.pop() {
            let block = EventRow::block(rows);
            let insert = Insert {
                table: "events",
                columns: EventRow::COLUMNS,
                token: &token,
                block,
            };
            match (self.until_answered(&insert, || ()).await?, rows) {
                (None, _) => {}
                (Some(words), [row]) => refused.push(refused_row(row, &words)),
                (Some(_), rows) => {
                    let (front, back) = rows.split_at(rows.len() / 2);
                    waiting.extend([back, front].map(|half| (half, range_token(half))));
                }
            }
        }
        Ok(refused)
    }

    /// Inserts what no event can spoil: a refusal of the data is an error like a missing table.
    async fn must(&self, insert: &Insert<'_>, sent: impl Fn()) -> Result<(), Error> {
        match self.until_answered(insert, sent).await? {
            None => Ok(()),
            Some(words) => Err(Error::warehouse(insert.doing())(
                clickhouse::error::Error::BadResponse(words),
            )),
        }
    }

    /// Tries until ClickHouse has the rows (`None`) or refuses them (its words).
    async fn until_answered(&self, insert: &Insert<'_>, sent: impl Fn()) -> Result<Option<String>, Error> {
        let mut wait = self.options.retry.first;
        loop {
            let begun = Instant::now();
            let error = match self.attempt(insert, &sent).await {
                Ok(()) => {
                    self.options
                        .metrics
                        .insert_seconds
                        .observe(begun.elapsed().as_secs_f64());
                    return Ok(None);
                }
                Err(error) => error,
            };
            match judge(&error) {
                Verdict::RefusedData => return Ok(Some(error.to_string())),
                Verdict::Stop => return Err(Error::warehouse(insert.doing())(error)),
                Verdict::TryAgain => {
                    self.options.metrics.retries.inc();
                    tracing::warn!(table = insert.table, token = insert.token, %error, ?wait, "insert is tried again");
                    tokio::time::sleep(wait).await;
                    wait = Duration::min(wait * 2, self.options.retry.most);
                }
            }
        }
    }

    async fn attempt(&self, insert: &Insert<'_>, sent: impl Fn()) -> clickhouse::error::Result<()> {
        let answer = Some(self.options.retry.answer);
        let mut request = self
            .client
            .insert_formatted_with(format!(
                "insert into {} ({}) format Native",
                insert.table, insert.columns
            ))
            .with_setting("insert_deduplication_token", insert.token)
            .with_timeouts(answer, answer);
        request.send(insert.block.clone()).await?;
        sent();
        request.end().await
    }

    fn step(&self, step: Step, plan: &BatchRow) {
        (self.options.on_step)(step, plan);
    }

    fn count(&self, batch: &Batch, refused: &[DeadLetterRow]) -> Stored {
        let topic = batch.plan.topic.to_string();
        let events = (batch.events.len() - refused.len()) as u64;
        self.options
            .metrics
            .events
            .get_or_create(&TopicLabel { topic: topic.clone() })
            .inc_by(events);
        for letter in batch.dead_letters.iter().chain(refused) {
            let label = DeadLetterLabel {
                topic: topic.clone(),
                reason: letter.reason_code.clone(),
            };
            self.options.metrics.dead_letters.get_or_create(&label).inc();
        }
        Stored {
            events,
            dead_letters: (batch.dead_letters.len() + refused.len()) as u64,
        }
    }
}

impl Insert<'_> {
    fn doing(&self) -> String {
        format!("inserting {} into {}", self.token, self.table)
    }
}

fn range_token(rows: &[EventRow]) -> String {
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => {
            format!(
                "{}:{}:{}-{}:part",
                first.topic, first.partition, first.offset, last.offset
            )
        }
        _ => String::new(),
    }
}

fn refused_row(row: &EventRow, words: &str) -> DeadLetterRow {
    DeadLetterRow {
        topic: row.topic.clone(),
        partition: row.partition,
        offset: row.offset,
        recorded_at: row.recorded_at,
        reason_code: "refused-by-warehouse".into(),
        reason: format!("ClickHouse refused the row: {words}; mend the event or the table and replay"),
        raw: row.body.clone(),
        replayed_at: None,
        replayed_to: String::new(),
    }
}
