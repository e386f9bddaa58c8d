//! What a report's JSON carries; `schemas/report.v1.schema.json` says the same in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Month;
use crate::report::{Complaint, Divergence, LowScore, Outage, Populations, SupplierScore};
use crate::text::Name;
use crate::texts::RegisterEntry;

/// The JSON document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Always `report.v1`.
    pub schema: &'static str,
    /// Always `service-report`.
    pub report: &'static str,
    /// What the report is, what it is made of, and who agreed to it.
    pub control: Control,
    /// Names of the ids that occur, by kind.
    pub names: BTreeMap<&'static str, BTreeMap<String, Name>>,
    /// Every figure in every scope.
    pub figures: Vec<Figure>,
    /// What the figures count, by rule id.
    pub populations: Populations,
    /// Targets in force in the month, with how far they were kept.
    pub targets: Vec<AgreedTarget>,
    /// Every breach with its ledger.
    pub breaches: Vec<Breach>,
    /// Where the time of counted records went, by group and by waiting party.
    pub contributions: Vec<crate::marts::ContributionRow>,
    /// How much of their target the counted records used.
    pub target_use: Vec<crate::marts::TargetUseRow>,
    /// What is at risk, what divisions and suppliers took, and what was excluded.
    pub levels: crate::marts::Levels,
    /// Records resolved in the month where the source's own verdict differs from ours.
    pub verdict_differences: Vec<VerdictDifference>,
    /// Records opened by weekday and hour.
    pub workload_hours: Vec<WorkloadHour>,
    /// Service requests opened by the item of the service catalogue that they ask for.
    pub request_items: Vec<crate::marts::RequestItemRow>,
    /// Headline figures: control limits, signals and forecasts.
    pub trends: Vec<crate::report::Trend>,
    /// Major incidents, their stages, and services before and after them.
    #[serde(flatten)]
    pub major_incidents: crate::marts::MajorIncidents,
    /// Releases and new or changed services against their plan, and the forward schedule.
    #[serde(flatten)]
    pub deployments: crate::marts::Deployments,
    /// Continuity plans invoked and drilled, and how ready services are.
    #[serde(flatten)]
    pub continuity: crate::marts::Continuity,
    /// Each day of each service: agreed, lost, planned, not monitored.
    pub availability_days: Vec<crate::marts::AvailabilityDayRow>,
    /// Stretches in which a service was unavailable without a break.
    pub outages: Vec<Outage>,
    /// Waves of surveys by service and by customer.
    pub satisfaction: Vec<crate::marts::WaveRow>,
    /// What comments of the latest wave are about.
    pub satisfaction_themes: Vec<crate::marts::ThemeRow>,
    /// Services by what customers and targets say of them.
    pub divergences: Vec<Divergence>,
    /// Overall scores that need a written review.
    pub low_scores: Vec<LowScore>,
    /// The latest evaluation of each supplier.
    pub supplier_scores: Vec<SupplierScore>,
    /// Complaints of the month, and those still open.
    pub complaints: Vec<Complaint>,
    /// The rules that find nonconformities and signs.
    pub rules: Vec<super::Rule>,
    /// Nonconformities that rules found in the month.
    pub findings: Vec<super::Finding>,
    /// Nonconformities that people entered.
    pub nonconformities: Vec<crate::marts::NonconformityRow>,
    /// Actions under way in the month, or whose effect is to be checked.
    pub actions: Vec<crate::marts::ActionRow>,
    /// Problems open at the cut.
    pub problems: Vec<crate::marts::ProblemRow>,
    /// Signs that a figure may have been polished.
    pub integrity_signs: Vec<crate::marts::SignRow>,
}

/// Identity and origin of a report (clause 6.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// Who reports.
    pub organisation: String,
    /// By name.
    pub organisation_name: Name,
    /// The month.
    pub month: Month,
    /// First instant, RFC 3339 in the organisation's zone.
    pub period_start: String,
    /// First instant after it.
    pub period_end: String,
    /// The zone in which months are cut.
    pub time_zone: String,
    /// Up to when knowledge counts.
    pub as_of: String,
    /// The earlier of period end and as-of.
    pub cut: String,
    /// Whether the month was over when it was computed.
    pub period_complete: bool,
    /// Content hash of the definitions used.
    pub definitions: String,
    /// `draft` until an edition is signed off.
    pub status: String,
    /// The registered reports that this document holds.
    pub registered: Vec<RegisterEntry>,
    /// What it was made of.
    pub data: DataSource,
}

/// What a month was made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataSource {
    /// Events used.
    pub events: u64,
    /// Records known.
    pub records: u64,
    /// The first event used, RFC 3339 in UTC; none without events.
    pub first_occurred_at: Option<String>,
    /// The last.
    pub last_occurred_at: Option<String>,
    /// The latest recording.
    pub last_recorded_at: Option<String>,
    /// Events with a state that the definitions do not have.
    pub states_unknown: u64,
    /// Events that state no state.
    pub states_not_stated: u64,
    /// Computed months of the thirteen.
    pub months_computed: Vec<Month>,
}

/// Which records a figure speaks of. An absent key means all; the empty string means not stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Scope {
    /// Type of record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// Service or sub-service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Support group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_group: Option<String>,
    /// Channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// A figure with everything it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Stable: the figure's id, and after `|` each dimension of the scope as `name=value`.
    pub id: String,
    /// The figure's id.
    pub figure: String,
    /// The month.
    pub month: Month,
    /// Which records.
    pub scope: Scope,
    /// `ratio`, `count` or `ms`.
    pub unit: String,
    /// Numerator, count or sum; null where it was not measured in the month.
    pub numerator: Option<i64>,
    /// Of how many; null for plain counts.
    pub denominator: Option<i64>,
    /// As the page shows it.
    pub value: Value,
    /// The goal.
    pub target: Option<Goal>,
    /// Against the goal.
    pub verdict: Verdict,
    /// The rule that says what is counted; a key of `populations`.
    pub population: String,
    /// The month before.
    pub previous_month: Option<Part>,
    /// A year before.
    pub same_month_last_year: Option<Part>,
    /// Sum of numerators and of denominators since January; null for stocks, which do not add up.
    pub year_to_date: Option<YearToDate>,
    /// Thirteen months, oldest first.
    pub months: Vec<MonthPart>,
}

/// How a value is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// `percent` (cut, never rounded), `counts` (below 20), `number`, `duration` or `none`.
    #[serde(rename = "as")]
    pub shown_as: String,
    /// For `percent` the digits, for `counts` "n of d" as `n/d`, for `number` the number, for `duration`
    /// the mean in milliseconds.
    pub text: Option<String>,
}

/// A goal as two integers: at least `met` of `of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// At least this many …
    pub met: i64,
    /// … of so many.
    pub of: i64,
}

/// A figure against its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Goal reached.
    Met,
    /// Goal not reached.
    Missed,
    /// Nothing was counted.
    NoData,
    /// No goal was agreed.
    NoTarget,
}

/// Numerator and denominator of another month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Numerator, count or sum.
    pub numerator: i64,
    /// Of how many.
    pub denominator: Option<i64>,
}

/// A sum over the months since January.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearToDate {
    /// Sum of numerators.
    pub numerator: i64,
    /// Sum of denominators.
    pub denominator: Option<i64>,
    /// How many months since January are computed.
    pub months_computed: usize,
    /// How many there are.
    pub months: usize,
}

/// One of thirteen months of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthPart {
    /// The month.
    pub month: Month,
    /// Whether the month has been computed; without, nothing is known of it.
    pub computed: bool,
    /// Numerator, count or sum; null where the figure was not measured.
    pub numerator: Option<i64>,
    /// Of how many.
    pub denominator: Option<i64>,
    /// The goal as it stood then.
    pub target: Option<Goal>,
    /// Against that goal.
    pub verdict: Verdict,
}

/// An agreed target over exactly the records that its agreement covers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreedTarget {
    /// What was agreed.
    #[serde(flatten)]
    pub target: crate::marts::TargetRow,
    /// Sub-services with an agreement of their own: taken out of the service's figure.
    pub without: Vec<String>,
    /// Records that kept it.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
    /// Against the goal.
    pub verdict: Verdict,
}

/// A breach with its record's ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Breach {
    /// `response` or `resolution`.
    pub measure: String,
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Service at breach.
    pub service: String,
    /// Priority at breach.
    pub priority: String,
    /// Group that held it at breach; empty for unassigned.
    pub assignment_group: String,
    /// First crossing, RFC 3339 in UTC.
    pub breached_at: String,
    /// Whether the crossing lies in this month.
    pub breached_in_month: bool,
    /// Whether its clock still ran at the cut.
    pub still_open: bool,
    /// The target that was crossed.
    pub target_ms: i64,
    /// Counted time at its end or at the cut.
    pub elapsed_ms: i64,
    /// `elapsed_ms - target_ms`.
    pub overrun_ms: i64,
    /// The record's clock.
    pub ledger: Option<Ledger>,
}

/// A record's clock. The buckets sum exactly to `wall_ms`, the groups exactly to `elapsed_ms`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ledger {
    /// The agreement that measures it.
    pub agreement: String,
    /// Its calendar.
    pub calendar: String,
    /// `excluded` or `counted`.
    pub resolved_gap_policy: String,
    /// Start, RFC 3339 in UTC.
    pub opened_at: String,
    /// First answer by a person.
    pub responded_at: Option<String>,
    /// Resolution.
    pub resolved_at: Option<String>,
    /// End of the ledger.
    pub ended_at: String,
    /// All of it.
    pub wall_ms: u64,
    /// Counted.
    pub elapsed_ms: u64,
    /// Paused.
    pub waiting_ms: u64,
    /// Paused, by party.
    pub waiting_by: BTreeMap<String, u64>,
    /// Outside service hours.
    pub out_of_hours_ms: u64,
    /// Taken away by holidays and closures.
    pub holiday_ms: u64,
    /// Excluded by agreement.
    pub excluded_ms: u64,
    /// Resolved and later reopened.
    pub resolved_gap_ms: u64,
    /// Counted, by group.
    pub elapsed_by_group: BTreeMap<String, u64>,
    /// How often it was reopened.
    pub reopened_count: u64,
    /// The source's own verdict.
    pub stated_sla_met: Option<bool>,
}

/// A record on which the source and we do not agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictDifference {
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its priority.
    pub priority: String,
    /// Counted time.
    pub elapsed_ms: u64,
    /// Its target.
    pub target_ms: Option<u64>,
    /// What the source says.
    pub stated_met: bool,
    /// What we find.
    pub ours_met: bool,
}

/// Records opened in one hour of one weekday.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkloadHour {
    /// Type of the records.
    pub record_type: String,
    /// Service; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// 1 is Monday, 7 Sunday.
    pub weekday: u8,
    /// 0 to 23, in the organisation's zone.
    pub hour: u8,
    /// How many.
    pub opened: u64,
}
