//! Rows of service levels beyond attainment: what is at risk, what each party took, what was excluded.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::instant::{flag, instant, instant_or_null};

/// What the marts say of a month beyond attainment. Instants are milliseconds here and RFC 3339 in JSON.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Levels {
    /// Targets of open records that are not breached and from their warning share on, the first due first.
    pub open_targets: Vec<OpenTargetRow>,
    /// Every promise in force at the month's end, and what came of it.
    pub promises: Vec<PromiseRow>,
    /// How far divisions and suppliers kept to their agreements.
    pub parties: Vec<PartyRow>,
    /// Each record on which one did not.
    pub party_misses: Vec<PartyMissRow>,
    /// The service levels' counted time by supplier; sums exactly to the records' elapsed time.
    pub supplier_shares: Vec<SupplierShareRow>,
    /// What was entered to be left out of the clocks of records.
    pub exclusions: Vec<ExclusionRow>,
}

/// A target of an open record that is at risk.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct OpenTargetRow {
    /// `response` or `resolution`.
    pub measure: String,
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Its service.
    pub service: String,
    /// Its priority.
    pub priority: String,
    /// The group that holds it.
    pub assignment_group: String,
    /// The supplier that holds it.
    pub supplier: String,
    /// The agreement that measures it.
    pub agreement: String,
    /// Start of the clock.
    #[serde(serialize_with = "instant")]
    pub opened_at: i64,
    /// What is allowed.
    pub target_ms: i64,
    /// What is used of it at the cut.
    pub used_ms: i64,
    /// What is left.
    pub left_ms: i64,
    /// When nothing is left, if the clock runs on from the cut.
    #[serde(serialize_with = "instant_or_null")]
    pub due_at: Option<i64>,
    /// 1 when the clock stands still at the cut.
    #[serde(serialize_with = "flag")]
    pub paused: u8,
}

/// A promise of a service level agreement on a service that it names.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct PromiseRow {
    /// The agreement.
    pub agreement: String,
    /// The service.
    pub service: String,
    /// Type of the records; empty for a promise on the service as a whole.
    pub record_type: String,
    /// Their priority; empty likewise.
    pub priority: String,
    /// `response`, `resolution`, `availability`, `interruptions` …
    pub measure: String,
    /// Met, up (milliseconds) or counted.
    pub numerator: i64,
    /// Of how many.
    pub denominator: Option<i64>,
    /// At least so many …
    pub goal_met: Option<i64>,
    /// … of so many.
    pub goal_of: Option<i64>,
    /// Or at most so many.
    pub at_most: Option<i64>,
    /// `met`, `missed`, `no-data` or `not-measured`.
    pub verdict: String,
    /// So much of …
    pub used: i64,
    /// … what the promise allows is used.
    pub allowed: i64,
    /// Misses, interruptions or milliseconds of downtime that it still bears.
    pub left_over: Option<i64>,
    /// 1 when it is met, and used from its warning share on.
    #[serde(serialize_with = "flag")]
    pub at_risk: u8,
}

/// A division or supplier against its own agreement.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct PartyRow {
    /// The agreement.
    pub agreement: String,
    /// `ola` or `contract`.
    pub kind: String,
    /// The division or supplier; empty where the agreement names groups.
    pub party: String,
    /// Records on which it kept to it …
    pub met: i64,
    /// … of so many counted.
    pub counted: i64,
    /// Missed ones that are still open.
    pub open_missed: i64,
    /// Its own time on those counted, by its own calendar.
    pub elapsed_ms: i64,
}

/// A record on which a division or supplier did not keep to its agreement.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct PartyMissRow {
    /// The agreement.
    pub agreement: String,
    /// `ola` or `contract`.
    pub kind: String,
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its service.
    pub service: String,
    /// Its priority while the party last held it.
    pub priority: String,
    /// The target that was crossed.
    pub target_ms: i64,
    /// The party's own time.
    pub elapsed_ms: i64,
    /// First crossing.
    #[serde(serialize_with = "instant")]
    pub breached_at: i64,
    /// 1 when the record is open at the cut.
    #[serde(serialize_with = "flag")]
    pub still_open: u8,
}

/// Counted time of the records that count towards a resolution target, by the supplier who held it.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct SupplierShareRow {
    /// Type of the records.
    pub record_type: String,
    /// The supplier; empty for none.
    pub supplier: String,
    /// Its time.
    pub ms: i64,
    /// Records in which it had time.
    pub records: i64,
}

/// A stretch of a record that somebody entered to be left out.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ExclusionRow {
    /// The entry's number.
    pub entry: String,
    /// Type of the record.
    pub record_type: String,
    /// Where the record comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its service.
    pub service: String,
    /// The agreement that measures it.
    pub agreement: String,
    /// The rule of the agreement.
    pub rule: String,
    /// `applied`, `not-approved`, `withdrawn` or `no-rule`.
    pub status: String,
    /// First instant of the stretch.
    #[serde(serialize_with = "instant")]
    pub begins_at: i64,
    /// First instant after it.
    #[serde(serialize_with = "instant")]
    pub ends_at: i64,
    /// Service time that it took out of the clock.
    pub excluded_ms: i64,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    #[serde(serialize_with = "instant")]
    pub entered_at: i64,
    /// Who approved it; empty for nobody.
    pub approved_by: String,
    /// When.
    #[serde(serialize_with = "instant_or_null")]
    pub approved_at: Option<i64>,
    /// Why, in words.
    pub reason: String,
}
