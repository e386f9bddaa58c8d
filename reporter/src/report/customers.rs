//! What a report's JSON carries of outages, satisfaction and complaints; instants are RFC 3339 in UTC.

use serde::{Deserialize, Serialize};

use crate::Month;

/// An outage: a service, with all parts below it, unavailable without a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outage {
    /// Service or sub-service.
    pub service: String,
    /// First instant.
    pub begins_at: String,
    /// First instant after it; the cut while it goes on.
    pub ends_at: String,
    /// Whether it goes on at the cut.
    pub open: bool,
    /// When it first cost agreed service time.
    pub started_at: Option<String>,
    /// All of it; the sum of the next four.
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
    /// Cause codes.
    pub causes: Vec<String>,
    /// The outages and incidents that tell of it.
    pub records: Vec<String>,
    /// Changes that caused it.
    pub changes: Vec<String>,
    /// Maintenance windows and exclusions that excuse some of it.
    pub excused_by: Vec<String>,
}

/// A service by what its customers and its targets say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Divergence {
    /// The service.
    pub service: String,
    /// The month in which customers were asked, and of the targets.
    pub month: Month,
    /// Targets met.
    pub targets_met: i64,
    /// Of how many that had something to judge.
    pub targets: i64,
    /// Customers' judgements.
    pub answers: u64,
    /// Their sum, in hundredths of a point.
    pub points: i64,
    /// What the two say together.
    pub reading: Reading,
}

/// What targets and customers say together; the more they differ the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// All targets met, satisfaction below its goal.
    Watermelon,
    /// Targets missed, satisfaction as agreed.
    Reverse,
    /// Neither as agreed.
    Bad,
    /// Both as agreed.
    Good,
}

/// An overall score of 3 points or less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LowScore {
    /// `all`, `service`, `customer` or `supplier`.
    pub kind: String,
    /// The service, customer or supplier; `*` for all.
    pub subject: String,
    /// When the wave was sent, or the evaluation entered.
    pub judged_at: String,
    /// How many judged.
    pub answers: u64,
    /// Sum of their points, in hundredths.
    pub points: i64,
    /// When it was reviewed.
    pub reviewed_at: Option<String>,
    /// The review's number or text; null where there is none.
    pub review: Option<String>,
}

/// A supplier's latest evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupplierScore {
    /// The supplier.
    pub supplier: String,
    /// The service evaluated; null for the supplier as a whole.
    pub service: Option<String>,
    /// Where the evaluation comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// When it was entered.
    pub evaluated_at: String,
    /// Its score in hundredths of a point.
    pub points: i64,
    /// The score before.
    pub previous_points: Option<i64>,
    /// Targets of the contract that were met.
    pub targets_met: Option<i64>,
    /// Of how many.
    pub targets_measured: Option<i64>,
    /// The written review; null where there is none.
    pub written_review: Option<String>,
}

/// A complaint with its times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The service concerned.
    pub service: String,
    /// Who complained.
    pub customer: String,
    /// How it came.
    pub channel: String,
    /// Its cause; null where nobody said.
    pub cause: Option<String>,
    /// Complaints of the same outermost service and cause in the three months before.
    pub same_cause_before: u64,
    /// When it was received.
    pub received_at: String,
    /// When its receipt was confirmed.
    pub acknowledged_at: Option<String>,
    /// When it was first answered in substance.
    pub answered_at: Option<String>,
    /// Until when the agreement promises that answer.
    pub answer_due_at: Option<String>,
    /// When it was decided.
    pub decided_at: Option<String>,
    /// When it was settled.
    pub resolved_at: Option<String>,
    /// When it was escalated.
    pub escalated_at: Option<String>,
    /// Working days to the confirmation, or those that are over at the cut.
    pub acknowledge_days: i64,
    /// Working days to the answer.
    pub answer_days: i64,
    /// Working days to the settlement.
    pub resolve_days: i64,
    /// Service time to the answer, in the promise's calendar.
    pub answer_ms: Option<i64>,
    /// The most that the agreement allows.
    pub answer_within_ms: Option<i64>,
    /// Whether the confirmation is late.
    pub acknowledge_late: bool,
    /// Whether the answer is late.
    pub answer_late: bool,
    /// Whether the settlement is late.
    pub resolve_late: bool,
    /// Whether it was found justified; null while undecided.
    pub upheld: Option<bool>,
    /// The complaint that it repeats.
    pub repeat_of: Option<String>,
    /// Whether it is not settled.
    pub open: bool,
    /// Whether it was received in the month.
    pub received_in_month: bool,
    /// Actions that follow, with their states at the cut.
    pub actions: Vec<FollowUp>,
}

/// An action that follows from a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// The action's number.
    pub record: String,
    /// `open`, `overdue`, `done`, `effective`, `not-effective`, `cancelled` or `unknown`.
    pub state: String,
}
