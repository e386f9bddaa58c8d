//! A slow and obvious second opinion on every record's ledger: event by event, window by window, from the rules in
//! words (domain section 4) and not from the SQL.

mod excluded;
mod life;
mod walk;

use std::collections::BTreeMap;

use aggregator::Month;
use aggregator::definitions::Definitions;
use serde::Deserialize;

use crate::events::Update;
use excluded::Excluded;
use life::{Finish, Life};
use walk::Calendars;

/// What is compared of a record's ledger; the columns of [`COLUMNS`].
#[derive(Clone, Debug, PartialEq, Deserialize, clickhouse::Row)]
pub(crate) struct Line {
    pub(crate) record_type: String,
    pub(crate) source: String,
    pub(crate) record: String,
    pub(crate) service: String,
    pub(crate) priority: String,
    pub(crate) assignment_group: String,
    pub(crate) supplier: String,
    pub(crate) agreement: String,
    pub(crate) state: String,
    pub(crate) phase: String,
    pub(crate) opened_at: i64,
    pub(crate) responded_at: Option<i64>,
    pub(crate) resolved_at: Option<i64>,
    pub(crate) ended_at: i64,
    pub(crate) wall_ms: i64,
    pub(crate) elapsed_ms: i64,
    pub(crate) waiting_ms: i64,
    pub(crate) waiting_by: Vec<(String, i64)>,
    pub(crate) out_of_hours_ms: i64,
    pub(crate) holiday_ms: i64,
    pub(crate) excluded_by: Vec<(String, i64)>,
    pub(crate) resolved_gap_ms: i64,
    pub(crate) elapsed_by_group: Vec<(String, i64)>,
    pub(crate) elapsed_by_supplier: Vec<(String, i64)>,
    pub(crate) resolution_target_ms: Option<i64>,
    pub(crate) breached_at: Option<i64>,
    pub(crate) breached_target_ms: Option<i64>,
    pub(crate) breached_priority: String,
    pub(crate) breached_group: String,
    pub(crate) response_target_ms: Option<i64>,
    pub(crate) response_elapsed_ms: Option<i64>,
    pub(crate) response_breached_at: Option<i64>,
    pub(crate) reopened_count: u32,
    pub(crate) stated_sla_met: Option<u8>,
    pub(crate) opened_in_month: u8,
    pub(crate) resolved_in_month: u8,
    pub(crate) open_at_end: u8,
    pub(crate) cancelled: u8,
    pub(crate) resolution_counted: u8,
    pub(crate) resolution_met: u8,
    pub(crate) response_counted: u8,
    pub(crate) response_met: u8,
    pub(crate) open_at_start: u8,
    pub(crate) reopened_in_month: u8,
}

/// How the mart is read to be compared.
pub(crate) const COLUMNS: &str = "
    toString(record_type), toString(source), record, toString(service), toString(priority),
    toString(assignment_group), toString(supplier), toString(agreement), toString(state), toString(phase),
    toUnixTimestamp64Milli(opened_at), toUnixTimestamp64Milli(responded_at), toUnixTimestamp64Milli(resolved_at),
    toUnixTimestamp64Milli(ended_at), toInt64(wall_ms), toInt64(elapsed_ms), toInt64(waiting_ms),
    waiting_by::Array(Tuple(String, Int64)), toInt64(out_of_hours_ms), toInt64(holiday_ms),
    excluded_by::Array(Tuple(String, Int64)), toInt64(resolved_gap_ms), elapsed_by_group::Array(Tuple(String, Int64)),
    elapsed_by_supplier::Array(Tuple(String, Int64)), resolution_target_ms::Nullable(Int64),
    toUnixTimestamp64Milli(breached_at), breached_target_ms::Nullable(Int64), toString(breached_priority),
    toString(breached_group), response_target_ms::Nullable(Int64), response_elapsed_ms::Nullable(Int64),
    toUnixTimestamp64Milli(response_breached_at), reopened_count, stated_sla_met, opened_in_month, resolved_in_month,
    open_at_end, cancelled, resolution_counted, resolution_met, response_counted, response_met, open_at_start,
    reopened_in_month";

/// The ledger of a month as of an instant, in order of record type, source and record.
pub(crate) fn ledger(definitions: &Definitions, updates: &[Update], month: Month, as_of: i64) -> Vec<Line> {
    let (start, end) = month.bounds(&definitions.organisation.time_zone).unwrap();
    let (start, cut) = (start.as_millisecond(), end.as_millisecond().min(as_of));
    let mut first: BTreeMap<(&str, &str), &Update> = BTreeMap::new();
    for update in updates.iter().filter(|update| update.recorded_at <= as_of) {
        let kept = first.entry((&update.source, &update.id)).or_insert(update);
        if update.recorded_at < kept.recorded_at {
            *kept = update;
        }
    }
    let mut records: BTreeMap<(&str, &str, &str), Vec<&Update>> = BTreeMap::new();
    let (entries, updates): (Vec<&Update>, Vec<&Update>) = first
        .into_values()
        .filter(|update| update.occurred_at < cut)
        .partition(|update| update.record_type == "exclusion");
    let excluded = Excluded::of(entries, cut);
    for update in updates {
        let key = (
            update.record_type.as_str(),
            update.source.as_str(),
            update.record.as_str(),
        );
        records.entry(key).or_default().push(update);
    }
    let mut calendars = Calendars::default();
    let lines = records.into_values().filter_map(|mut updates| {
        updates.sort_by_key(|update| (update.occurred_at, update.sequence, update.id.clone()));
        let life = Life::new(definitions, updates, cut, &excluded)?;
        (life.finish == Finish::Open || life.ended_at >= start).then(|| life.line(&mut calendars, start))
    });
    lines.collect()
}
