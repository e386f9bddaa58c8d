//! The events of the records behind a figure, with the place from which each came.

use std::collections::{BTreeMap, BTreeSet};

use clickhouse::Row;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use super::shares::Share;
use crate::Error;
use crate::run::Job;

/// One stored event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventPlace {
    /// Type of its record.
    pub record_type: String,
    /// Whose it is.
    pub source: String,
    /// The record's number.
    pub record: String,
    /// With `source`, its identity.
    pub id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was recorded here.
    pub recorded_at: Timestamp,
    /// Where it came from.
    pub topic: String,
    /// Where it came from.
    pub partition: i32,
    /// Where it came from.
    pub offset: i64,
    /// What keeps it out of the figure: `after-the-cut`, `repeated`, or nothing.
    pub left_out: Option<&'static str>,
}

#[derive(Row, Deserialize)]
struct Line {
    source: String,
    record: String,
    id: String,
    occurred_ms: i64,
    recorded_ms: i64,
    topic: String,
    partition: i32,
    offset: i64,
    counts: u8,
}

/// So many records are asked for at once.
const AT_ONCE: usize = 500;

const EVENTS: &str = "select toString(source) as source, record, id, \
    toUnixTimestamp64Milli(occurred_at) as occurred_ms, toUnixTimestamp64Milli(recorded_at) as recorded_ms, \
    toString(topic) as topic, partition, offset, toUInt8(counts) as counts \
    from stg_record_events(kind = {kind:String}, as_of = {as_of:DateTime64(3, 'UTC')}, records = {records:Array(String)}) \
    where empty({spans:Array(Tuple(String, String, Int64, Int64))}) \
        or arrayExists(s -> (s.1, s.2) = (source, record) and occurred_ms between s.3 and s.4, \
            {spans:Array(Tuple(String, String, Int64, Int64))}) \
    order by occurred_ms, sequence, id, topic, partition, offset";

/// A record of checks is a stream without end: of it the checks that found the service down, and the one that ended it.
const STREAMS: &str = "monitor_check";

/// The events of every record in the shares, and of what was told of their time, known as of.
pub(super) async fn of(warehouse: &Warehouse, job: &Job, shares: &[Share]) -> Result<Vec<EventPlace>, Error> {
    let mut kinds: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let own = shares.iter().flat_map(|share| &share.of);
    let told = shares
        .iter()
        .flat_map(|share| &share.time)
        .map(|part| &part.record);
    for one in own.chain(told) {
        kinds
            .entry(&one.record_type)
            .or_default()
            .insert((&one.source, &one.record));
    }
    let spans = times_down(shares);
    let mut events = Vec::new();
    for (kind, records) in kinds {
        let spans: Vec<_> = spans.iter().filter(|_| kind == STREAMS).collect();
        let names: Vec<&str> = records.iter().map(|(_, record)| *record).collect();
        for some in names.chunks(AT_ONCE) {
            let lines: Vec<Line> = job
                .query(warehouse, EVENTS)
                .param("kind", kind)
                .param("records", some)
                .param("spans", &spans)
                .fetch_all()
                .await
                .map_err(Error::query(format!("looking for the events of {kind} records")))?;
            let ours = lines
                .into_iter()
                .filter(|line| records.contains(&(line.source.as_str(), line.record.as_str())));
            events.extend(ours.filter_map(|line| place(kind, line, job.cut())));
        }
    }
    events.sort_by(|a, b| {
        let key = |one: &EventPlace| {
            (
                one.record_type.clone(),
                one.source.clone(),
                one.record.clone(),
                one.occurred_at,
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(events)
}

/// From the first check that found a service down to the one that ended it, both included: source, record, begin and end.
fn times_down(shares: &[Share]) -> BTreeSet<(&str, &str, i64, i64)> {
    let told = shares.iter().flat_map(|share| &share.time);
    told.filter(|part| part.record.record_type == STREAMS)
        .map(|part| {
            (
                part.record.source.as_str(),
                part.record.record.as_str(),
                part.whole_begins_at.as_millisecond(),
                part.whole_ends_at.as_millisecond(),
            )
        })
        .collect()
}

fn place(kind: &str, line: Line, cut: Timestamp) -> Option<EventPlace> {
    let occurred_at = Timestamp::from_millisecond(line.occurred_ms).ok()?;
    let left_out = if line.counts == 0 {
        Some("repeated")
    } else {
        (occurred_at >= cut).then_some("after-the-cut")
    };
    Some(EventPlace {
        record_type: kind.to_owned(),
        source: line.source,
        record: line.record,
        id: line.id,
        occurred_at,
        recorded_at: Timestamp::from_millisecond(line.recorded_ms).ok()?,
        topic: line.topic,
        partition: line.partition,
        offset: line.offset,
        left_out,
    })
}
