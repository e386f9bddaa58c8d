//! The rows that a report is made of, as the SQL files of this crate select them from the marts.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use crate::Month;

mod availability;
mod complaints;
mod continuity;
mod deployments;
mod instant;
mod integrity;
mod levels;
mod major_incidents;
mod nonconformities;
mod satisfaction;

pub use availability::{AvailabilityDayRow, AvailabilityMarts, OutageRow, StretchRow};
pub use complaints::ComplaintRow;
pub use continuity::*;
pub use deployments::*;
pub use instant::Instant;
pub use integrity::*;
pub use levels::*;
pub use major_incidents::*;
pub use nonconformities::*;
pub use satisfaction::{LowScoreRow, SatisfactionMarts, SupplierScoreRow, ThemeRow, WaveRow};

/// All that a month's report needs of the marts. Milliseconds are since 1970-01-01 UTC where a name ends in
/// `_at`, lengths where it ends in `_ms`. In a dimension `*` means all and the empty string "not stated".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marts {
    /// The month reported on.
    pub month: Month,
    /// The month and up to twelve before it that are computed, oldest first; those missing are "not computed".
    pub months: Vec<MonthRow>,
    /// All figures of those months.
    pub figures: Vec<FigureRow>,
    /// Breaches of the month, and those before it that are still open.
    pub breaches: Vec<BreachRow>,
    /// Ledgers of the breached records, and of those where the source's own verdict differs.
    pub ledger: Vec<LedgerRow>,
    /// Where the time of the records that count towards a resolution target went.
    pub contributions: Vec<ContributionRow>,
    /// How much of their target the counted records used.
    pub target_use: Vec<TargetUseRow>,
    /// Records opened by weekday and hour.
    pub hours: Vec<HourRow>,
    /// What was promised: targets in force in the month.
    pub targets: Vec<TargetRow>,
    /// Service requests by catalogue item.
    pub request_items: Vec<RequestItemRow>,
    /// Control limits, signals and forecasts of headline figures.
    pub trends: Vec<TrendRow>,
    /// Major incidents.
    pub major_incidents: MajorIncidents,
    /// Releases and new or changed services.
    pub deployments: Deployments,
    /// Continuity plans invoked and drilled.
    pub continuity: Continuity,
    /// Days and outages of services.
    pub availability: AvailabilityMarts,
    /// Surveys and evaluations.
    pub satisfaction: SatisfactionMarts,
    /// Complaints of the month, and those still open.
    pub complaints: Vec<ComplaintRow>,
    /// Nonconformities found and entered, and problems.
    pub nonconformities: Nonconformities,
    /// Signs that a figure may have been polished.
    pub signs: Vec<SignRow>,
    /// Service levels beyond attainment.
    pub levels: Levels,
}

/// Service requests opened in the month for one catalogue item.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct RequestItemRow {
    /// Service, `*` for all.
    pub service: String,
    /// The item; empty where none is named.
    pub item: String,
    /// How many.
    pub opened: u64,
}

/// The trend of one headline figure over everything; values in millionths.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct TrendRow {
    /// The figure.
    pub figure: String,
    /// Type of the records, `*` for all.
    pub record_type: String,
    /// The months that it rests on: first day, numerator, denominator.
    pub history: Vec<(String, i64, Option<i64>)>,
    /// Mean of the months before; none below six.
    pub centre: Option<i64>,
    /// Lower limit.
    pub lower: Option<i64>,
    /// Upper limit.
    pub upper: Option<i64>,
    /// First day of the month and rule.
    pub signals: Vec<(String, String)>,
    /// First day of the month, low, middle, high.
    pub forecast: Vec<(String, i64, i64, i64)>,
}

/// One computed month: when it was cut, what was known, what it was made of.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct MonthRow {
    /// First day, `YYYY-MM-DD`.
    pub month: String,
    /// Up to when knowledge counts.
    pub as_of: i64,
    /// The earlier of month end and `as_of`.
    pub cut: i64,
    /// Content hash of the definitions used.
    pub definitions: String,
    /// The zone in which months are cut.
    pub time_zone: String,
    /// First instant of the month.
    pub month_start: i64,
    /// First instant after the month.
    pub month_end: i64,
    /// Events used.
    pub events: u64,
    /// Records known.
    pub records: u64,
    /// Events with a state that the definitions do not have.
    pub states_unknown: u64,
    /// Events that state no state.
    pub states_not_stated: u64,
    /// The first event used.
    pub first_occurred_at: Option<i64>,
    /// The last event used.
    pub last_occurred_at: Option<i64>,
    /// The latest recording among them.
    pub last_recorded_at: Option<i64>,
}

/// One figure of one month in one scope.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct FigureRow {
    /// First day of its month, `YYYY-MM-DD`.
    pub month: String,
    /// Its id, for example `resolution.attainment`.
    pub figure: String,
    /// `incident`, `service_request` …
    pub record_type: String,
    /// Service or sub-service id.
    pub service: String,
    /// Priority id.
    pub priority: String,
    /// Group id.
    pub assignment_group: String,
    /// Channel id.
    pub channel: String,
    /// The counted, the met, or a sum of milliseconds.
    pub numerator: i64,
    /// Of how many; none for plain counts.
    pub denominator: Option<i64>,
    /// `ratio`, `count` or `ms`.
    pub unit: String,
    /// The goal is `goal_met` of `goal_of`, where one was agreed.
    pub goal_met: Option<i64>,
    /// See `goal_met`.
    pub goal_of: Option<i64>,
    /// `met`, `missed`, `no-data`, or empty without a goal.
    pub verdict: String,
}

/// One breach.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct BreachRow {
    /// `response` or `resolution`.
    pub measure: String,
    /// Type of the record.
    pub record_type: String,
    /// Where the record comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Service at breach.
    pub service: String,
    /// Its top service.
    pub top_service: String,
    /// Priority at breach.
    pub priority: String,
    /// Group that held it when the target was crossed.
    pub assignment_group: String,
    /// First crossing.
    pub breached_at: i64,
    /// The target that was crossed.
    pub target_ms: i64,
    /// Counted time at the cut or at the end of the clock.
    pub elapsed_ms: i64,
    /// 1 when the clock still runs at the cut.
    pub still_open: u8,
    /// 1 when the crossing lies in this month.
    pub breached_in_month: u8,
}

/// One record's clock, every millisecond of it (domain rule 8).
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Service (rule 16).
    pub service: String,
    /// Its top service.
    pub top_service: String,
    /// Priority (rule 16).
    pub priority: String,
    /// Group (rule 16).
    pub assignment_group: String,
    /// The agreement that measures it.
    pub agreement: String,
    /// The calendar that measures it.
    pub calendar: String,
    /// `excluded` or `counted`.
    pub resolved_gap_policy: String,
    /// Phase at the cut.
    pub phase: String,
    /// Start of the clock.
    pub opened_at: i64,
    /// First answer by a person.
    pub responded_at: Option<i64>,
    /// Start of the last unbroken run of resolved states.
    pub resolved_at: Option<i64>,
    /// End of the ledger: resolution, or the cut.
    pub ended_at: i64,
    /// `ended_at - opened_at`; the sum of the next six buckets.
    pub wall_ms: u64,
    /// Counted time.
    pub elapsed_ms: u64,
    /// Paused time.
    pub waiting_ms: u64,
    /// Paused time by party.
    pub waiting_by: Vec<(String, u64)>,
    /// Outside the service hours.
    pub out_of_hours_ms: u64,
    /// Service hours that a holiday or closure took away.
    pub holiday_ms: u64,
    /// Excluded by agreement.
    pub excluded_ms: u64,
    /// Resolved, and later reopened.
    pub resolved_gap_ms: u64,
    /// Counted time by group, sums to `elapsed_ms`.
    pub elapsed_by_group: Vec<(String, u64)>,
    /// Resolution target in force at the end.
    pub resolution_target_ms: Option<u64>,
    /// First crossing of the resolution target.
    pub breached_at: Option<i64>,
    /// Response target.
    pub response_target_ms: Option<u64>,
    /// Counted time to the response.
    pub response_elapsed_ms: Option<u64>,
    /// First crossing of the response target.
    pub response_breached_at: Option<i64>,
    /// How often it was reopened.
    pub reopened_count: u64,
    /// The source's own verdict.
    pub stated_sla_met: Option<u8>,
    /// 1 when resolved in the month.
    pub resolved_in_month: u8,
    /// 1 when in the attainment's denominator.
    pub resolution_counted: u8,
    /// 1 when in its numerator.
    pub resolution_met: u8,
}

/// Time of the counted records that went to one group or one waiting party.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ContributionRow {
    /// Type of the records.
    pub record_type: String,
    /// Top service.
    pub service: String,
    /// Priority.
    pub priority: String,
    /// `group` (counted time) or `waiting` (paused time).
    pub part: String,
    /// The group or the party.
    pub name: String,
    /// Its time.
    pub ms: u64,
    /// Records in which it had time.
    pub records: u64,
}

/// Records that used as much of their target.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct TargetUseRow {
    /// Type of the records.
    pub record_type: String,
    /// 0 is up to a tenth of the target, 9 up to the whole of it, 20 twice and more.
    pub tenth: u8,
    /// How many.
    pub records: u64,
}

/// Records opened in one hour of one weekday.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct HourRow {
    /// Type of the records.
    pub record_type: String,
    /// Service, `*` for all.
    pub service: String,
    /// 1 is Monday, 7 Sunday.
    pub weekday: u8,
    /// 0 to 23, in the organisation's zone.
    pub hour: u8,
    /// How many.
    pub opened: u64,
}

/// One agreed target, in the version in force in the month.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct TargetRow {
    /// The agreement.
    pub agreement: String,
    /// `sla`, `ola` or `contract`.
    pub kind: String,
    /// The service covered.
    pub service: String,
    /// The record type.
    pub record_type: String,
    /// The priority.
    pub priority: String,
    /// `response` or `resolution`.
    pub measure: String,
    /// First day of the version, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Within which time.
    pub target_ms: u64,
    /// In how many …
    pub goal_met: i64,
    /// … of how many.
    pub goal_of: i64,
}
