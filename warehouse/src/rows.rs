//! The rows that ingest writes: events, dead letters and the plan of each insert.

use crate::native::Block;
use bytes::Bytes;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A row of `events` (migration 0001). Times are milliseconds since 1970 UTC; `""` and `None` mean "not stated".
#[derive(Clone, Debug, PartialEq, Serialize, clickhouse::Row)]
#[allow(missing_docs)] // the columns are described in migrations/0001_events.sql
pub struct EventRow {
    #[serde(serialize_with = "text")]
    pub topic: Arc<str>,
    pub partition: i32,
    pub offset: i64,
    pub source: String,
    pub id: String,
    pub r#type: String,
    pub subject: String,
    pub occurred_at: i64,
    pub sequence: u64,
    pub recorded_at: i64,
    pub service: String,
    pub component: String,
    pub state: String,
    pub priority: String,
    pub grade: String,
    pub channel: String,
    pub assignment_group: String,
    pub supplier: String,
    pub assigned_to: String,
    pub category: String,
    pub title: String,
    pub opened_at: Option<i64>,
    pub responded_at: Option<i64>,
    pub responded_by: String,
    pub stated_sla_met: Option<u8>,
    #[serde(serialize_with = "bytes")]
    pub body: Bytes,
}

/// A row of `dead_letters` (migration 0002).
#[derive(Clone, Debug, PartialEq, Serialize, clickhouse::Row)]
pub struct DeadLetterRow {
    /// Where it came from.
    #[serde(serialize_with = "text")]
    pub topic: Arc<str>,
    /// Kafka partition; 0 for files and HTTP.
    pub partition: i32,
    /// Kafka offset, line number of a file, or running number of an HTTP source.
    pub offset: i64,
    /// First arrival, milliseconds since 1970 UTC.
    pub recorded_at: i64,
    /// Short stable code for counting (`not-json`, `unknown-type`, …).
    pub reason_code: String,
    /// One sentence: field, what is wrong, remedy.
    pub reason: String,
    /// The bytes as they came.
    #[serde(serialize_with = "bytes")]
    pub raw: Bytes,
    /// When a replay accepted it, milliseconds since 1970 UTC.
    pub replayed_at: Option<i64>,
    /// Where the replayed event is stored: `topic:partition:offset`.
    pub replayed_to: String,
}

/// A row of `ingest_batches` (migration 0003): one insert's range, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, clickhouse::Row)]
pub struct BatchRow {
    /// Where it came from.
    #[serde(serialize_with = "text")]
    pub topic: Arc<str>,
    /// Kafka partition; 0 for files and HTTP.
    pub partition: i32,
    /// First offset of the range.
    pub first_offset: i64,
    /// Last offset of the range.
    pub last_offset: i64,
    /// Messages received in it (fewer than offsets where the topic has gaps).
    pub messages: u64,
    /// When the range was fixed, milliseconds since 1970 UTC.
    pub planned_at: i64,
}

impl EventRow {
    /// The columns in the order of [`EventRow::block`], for `insert into events (…)`.
    pub const COLUMNS: &str = "topic, partition, offset, source, id, type, subject, occurred_at, sequence, recorded_at, \
        service, component, state, priority, grade, channel, assignment_group, supplier, assigned_to, category, title, \
        opened_at, responded_at, responded_by, stated_sla_met, body";

    /// The rows as one Native block.
    pub fn block(rows: &[Self]) -> Bytes {
        let body_bytes: usize = rows.iter().map(|row| row.body.len()).sum();
        let mut block = Block::new(26, rows.len(), 1024 + rows.len() * 300 + body_bytes);
        block.strings("topic", rows.iter().map(|row| row.topic.as_bytes()));
        block.int32("partition", rows.iter().map(|row| row.partition));
        block.int64("offset", rows.iter().map(|row| row.offset));
        block.strings("source", rows.iter().map(|row| &row.source));
        block.strings("id", rows.iter().map(|row| &row.id));
        block.strings("type", rows.iter().map(|row| &row.r#type));
        block.strings("subject", rows.iter().map(|row| &row.subject));
        block.millis("occurred_at", rows.iter().map(|row| row.occurred_at));
        block.uint64("sequence", rows.iter().map(|row| row.sequence));
        block.millis("recorded_at", rows.iter().map(|row| row.recorded_at));
        block.strings("service", rows.iter().map(|row| &row.service));
        block.strings("component", rows.iter().map(|row| &row.component));
        block.strings("state", rows.iter().map(|row| &row.state));
        block.strings("priority", rows.iter().map(|row| &row.priority));
        block.strings("grade", rows.iter().map(|row| &row.grade));
        block.strings("channel", rows.iter().map(|row| &row.channel));
        block.strings("assignment_group", rows.iter().map(|row| &row.assignment_group));
        block.strings("supplier", rows.iter().map(|row| &row.supplier));
        block.strings("assigned_to", rows.iter().map(|row| &row.assigned_to));
        block.strings("category", rows.iter().map(|row| &row.category));
        block.strings("title", rows.iter().map(|row| &row.title));
        block.nullable_millis("opened_at", rows.iter().map(|row| row.opened_at));
        block.nullable_millis("responded_at", rows.iter().map(|row| row.responded_at));
        block.strings("responded_by", rows.iter().map(|row| &row.responded_by));
        block.nullable_uint8("stated_sla_met", rows.iter().map(|row| row.stated_sla_met));
        block.strings("body", rows.iter().map(|row| &row.body));
        block.finish()
    }
}

impl DeadLetterRow {
    /// The columns in the order of [`DeadLetterRow::block`].
    pub const COLUMNS: &str =
        "topic, partition, offset, recorded_at, reason_code, reason, raw, replayed_at, replayed_to";

    /// The rows as one Native block.
    pub fn block(rows: &[Self]) -> Bytes {
        let raw_bytes: usize = rows.iter().map(|row| row.raw.len()).sum();
        let mut block = Block::new(9, rows.len(), 512 + rows.len() * 200 + raw_bytes);
        block.strings("topic", rows.iter().map(|row| row.topic.as_bytes()));
        block.int32("partition", rows.iter().map(|row| row.partition));
        block.int64("offset", rows.iter().map(|row| row.offset));
        block.millis("recorded_at", rows.iter().map(|row| row.recorded_at));
        block.strings("reason_code", rows.iter().map(|row| &row.reason_code));
        block.strings("reason", rows.iter().map(|row| &row.reason));
        block.strings("raw", rows.iter().map(|row| &row.raw));
        block.nullable_millis("replayed_at", rows.iter().map(|row| row.replayed_at));
        block.strings("replayed_to", rows.iter().map(|row| &row.replayed_to));
        block.finish()
    }
}

impl BatchRow {
    /// The columns in the order of [`BatchRow::block`].
    pub const COLUMNS: &str = "topic, partition, first_offset, last_offset, messages, planned_at";

    /// The rows as one Native block.
    pub fn block(rows: &[Self]) -> Bytes {
        let mut block = Block::new(6, rows.len(), 256 + rows.len() * 64);
        block.strings("topic", rows.iter().map(|row| row.topic.as_bytes()));
        block.int32("partition", rows.iter().map(|row| row.partition));
        block.int64("first_offset", rows.iter().map(|row| row.first_offset));
        block.int64("last_offset", rows.iter().map(|row| row.last_offset));
        block.uint64("messages", rows.iter().map(|row| row.messages));
        block.millis("planned_at", rows.iter().map(|row| row.planned_at));
        block.finish()
    }

    /// The deduplication token: a function of the range alone (design: ingest rule 1).
    pub fn token(&self) -> String {
        format!(
            "{}:{}:{}-{}",
            self.topic, self.partition, self.first_offset, self.last_offset
        )
    }
}

fn text<S: Serializer>(value: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value)
}

fn bytes<S: Serializer>(value: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clickhouse::Row;

    #[test]
    fn the_column_lists_are_those_of_the_rows() {
        assert_eq!(EventRow::COLUMNS, EventRow::COLUMN_NAMES.join(", "));
        assert_eq!(DeadLetterRow::COLUMNS, DeadLetterRow::COLUMN_NAMES.join(", "));
        assert_eq!(BatchRow::COLUMNS, BatchRow::COLUMN_NAMES.join(", "));
    }

    #[test]
    fn a_token_is_a_function_of_the_range_alone() {
        let mut batch = BatchRow {
            topic: "incident".into(),
            partition: 3,
            first_offset: 10,
            last_offset: 19,
            messages: 10,
            planned_at: 1,
        };
        let token = batch.token();
        batch.messages = 4;
        batch.planned_at = 2;
        assert_eq!(
            (token.as_str(), batch.token()),
            ("incident:3:10-19", token.clone())
        );
    }
}
