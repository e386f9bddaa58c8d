//! Dead letters: listed for people, replayed after a rule was mended.

use crate::Error;
use crate::decode::{Decoded, decode};
use crate::intake::Raw;
use crate::options::Options;
use crate::sink::Sink;
use bytes::Bytes;
use serde::Deserialize;
use std::sync::Arc;
use warehouse::Warehouse;
use warehouse::rows::DeadLetterRow;

/// Which dead letters are meant; an empty filter means all that are still dead.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this topic.
    pub topic: Option<String>,
    /// Only this reason code (`unknown-type`, …).
    pub reason_code: Option<String>,
    /// At most so many, oldest first.
    pub limit: Option<u64>,
}

/// A dead letter that was not replayed yet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, clickhouse::Row)]
pub struct DeadLetter {
    /// Where it came from.
    pub topic: String,
    /// Kafka partition; 0 for files and HTTP.
    pub partition: i32,
    /// Kafka offset, line number, running number.
    pub offset: i64,
    /// First arrival, milliseconds since 1970 UTC.
    pub recorded_at: i64,
    /// Short stable code.
    pub reason_code: String,
    /// One sentence: field, what is wrong, remedy.
    pub reason: String,
    /// The bytes as they came.
    #[serde(deserialize_with = "bytes_of")]
    pub raw: Vec<u8>,
}

/// What a replay did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Letters that are events now.
    pub stored: u64,
    /// Letters that are still refused; they stay as they are.
    pub still_dead: u64,
}

/// The dead letters that were not replayed, oldest first.
///
/// # Errors
/// ClickHouse refuses the query.
pub async fn list(warehouse: &Warehouse, filter: &Filter) -> Result<Vec<DeadLetter>, Error> {
    let query = warehouse
        .client()
        .query(LIST)
        .bind(filter.topic.as_deref().unwrap_or_default())
        .bind(filter.reason_code.as_deref().unwrap_or_default())
        .bind(filter.limit.unwrap_or(u64::MAX));
    query
        .fetch_all()
        .await
        .map_err(Error::warehouse("listing the dead letters"))
}

/// Decodes dead letters again under today's rules and stores those that are events now, at their old place and
/// with today's `recorded_at`. A replay that was broken off can be repeated.
///
/// # Errors
/// ClickHouse refuses what no retry can mend.
pub async fn replay(warehouse: &Warehouse, filter: &Filter, options: Options) -> Result<Replayed, Error> {
    let (clock, limits) = (options.clock, options.limits);
    let sink = Sink::new(warehouse, Arc::new(options));
    let mut done = Replayed::default();
    for letter in list(warehouse, filter).await? {
        let raw = Raw::new(
            letter.topic.as_str().into(),
            letter.partition,
            letter.offset,
            letter.raw.into(),
        );
        let now = clock();
        match decode(raw.clone(), now, &limits) {
            Decoded::DeadLetter(_) => done.still_dead += 1,
            Decoded::Event(row) => {
                let place = format!("{}:{}:{}", row.topic, row.partition, row.offset);
                let mark = DeadLetterRow {
                    topic: raw.topic,
                    partition: raw.partition,
                    offset: raw.offset,
                    recorded_at: now.as_millisecond(),
                    reason_code: letter.reason_code,
                    reason: letter.reason,
                    raw: Bytes::new(),
                    replayed_at: Some(now.as_millisecond()),
                    replayed_to: place.clone(),
                };
                match sink.replay(*row, mark, &place).await? {
                    true => done.stored += 1,
                    false => done.still_dead += 1,
                }
            }
        }
    }
    Ok(done)
}

const LIST: &str = "
    select toString(topic) as topic, partition, offset, toUnixTimestamp64Milli(min(d.recorded_at)) as recorded_at,
        toString(any(d.reason_code)) as reason_code, any(d.reason) as reason, any(d.raw) as raw
    from dead_letters as d
    where (? as wanted_topic) = '' or topic = wanted_topic
    group by topic, partition, offset
    having countIf(replayed_at is not null) = 0 and ((? as wanted_code) = '' or reason_code = wanted_code)
    order by recorded_at, topic, partition, offset
    limit ?";

fn bytes_of<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    struct Raw;
    impl serde::de::Visitor<'_> for Raw {
        type Value = Vec<u8>;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("bytes")
        }
        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
    }
    deserializer.deserialize_bytes(Raw)
}
