//! Rows of availability: days, outages, and the stretches that are drawn.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

/// What the month's report shows of availability (domain rule 9).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AvailabilityMarts {
    /// Each day of each service.
    pub days: Vec<AvailabilityDayRow>,
    /// Stretches in which a service was unavailable without a break.
    pub outages: Vec<OutageRow>,
    /// Stretches of the month that are no ordinary service.
    pub stretches: Vec<StretchRow>,
}

/// A day of a service. Agreed hours are agreed service time, planned, excluded and unmonitored time.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct AvailabilityDayRow {
    /// Service or sub-service.
    pub service: String,
    /// Local date, `YYYY-MM-DD`.
    pub day: String,
    /// The day up to the cut.
    pub wall_ms: u64,
    /// Known to be unavailable, excused or not.
    pub wall_down_ms: u64,
    /// Agreed service hours.
    pub hours_ms: u64,
    /// Agreed service time.
    pub ast_ms: u64,
    /// Downtime in it.
    pub down_ms: u64,
    /// Agreed hours taken out by approved maintenance.
    pub planned_ms: u64,
    /// Agreed hours left out by agreed exclusions.
    pub excluded_ms: u64,
    /// Agreed hours in which no monitor watched.
    pub unmonitored_hours_ms: u64,
    /// Downtime times affected users.
    pub user_ms: u64,
}

/// An outage: a service, with all parts below it, unavailable without a break.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct OutageRow {
    /// Service or sub-service.
    pub service: String,
    /// Its outermost service.
    pub top_service: String,
    /// First instant.
    pub begins_at: i64,
    /// First instant after it; the cut while it goes on.
    pub ends_at: i64,
    /// 1 when it goes on at the cut.
    pub open: u8,
    /// When it first cost agreed service time.
    pub started_at: Option<i64>,
    /// `ends_at - begins_at`; the sum of the next four.
    pub wall_ms: u64,
    /// Downtime in agreed service time.
    pub counted_ms: u64,
    /// Excused by maintenance or an agreed exclusion.
    pub excused_ms: u64,
    /// Outside agreed hours.
    pub out_of_hours_ms: u64,
    /// Not known for lack of monitoring.
    pub unmonitored_ms: u64,
    /// Downtime that lies in the month.
    pub counted_in_month_ms: u64,
    /// Cause codes of its records.
    pub causes: Vec<String>,
    /// The outages and incidents that tell of it.
    pub records: Vec<String>,
    /// Changes that caused it.
    pub changes: Vec<String>,
    /// Maintenance windows and exclusions that excuse some of it.
    pub excused_by: Vec<String>,
}

/// A stretch of the month in which a service was down, excused, left out, or not watched.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct StretchRow {
    /// Service or sub-service.
    pub service: String,
    /// `down`, `excused`, `out-of-hours` and `unknown` of outages, else `planned`, `excluded` or `unmonitored`.
    pub kind: String,
    /// First instant.
    pub begins_at: i64,
    /// First instant after it.
    pub ends_at: i64,
}
