//! How statements reach ClickHouse from here: parameters in one notation, tables aside under names of their own.

use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use warehouse::Warehouse;

use crate::Error;

/// Runs a statement that gives nothing back.
///
/// # Errors
/// ClickHouse refuses; `doing` says what was being done.
pub(crate) async fn execute(warehouse: &Warehouse, sql: &str, doing: &str) -> Result<(), Error> {
    let query = warehouse.client().query_raw(sql);
    query.execute().await.map_err(Error::query(doing))
}

/// An instant as ClickHouse reads it, in UTC and milliseconds; finer parts are cut off.
pub(crate) fn instant(instant: Timestamp) -> String {
    let whole = Timestamp::from_millisecond(instant.as_millisecond()).unwrap_or(instant);
    whole
        .to_zoned_datetime(TimeZone::UTC)
        .strftime("%Y-%m-%d %H:%M:%S.%3f")
        .to_string()
}

/// A name part for a table written aside, unlike those of other runs in this and in other processes. What a process
/// that died left behind is replaced by the next one with its number, and may be dropped when none runs.
pub(crate) fn build_suffix() -> String {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    format!("build_{}_{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed))
}
