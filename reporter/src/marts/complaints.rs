//! Rows of complaints: each with its times, its cause and what followed.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

/// A complaint of the month, or one that is still open.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ComplaintRow {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The service concerned.
    pub service: String,
    /// Its outermost service.
    pub top_service: String,
    /// Who complained.
    pub customer: String,
    /// How it came.
    pub channel: String,
    /// Its cause, empty where nobody said.
    pub cause: String,
    /// Complaints of the same outermost service and cause in the three months before.
    pub same_cause_before: u64,
    /// When it was received.
    pub received_at: i64,
    /// When its receipt was confirmed.
    pub acknowledged_at: Option<i64>,
    /// When it was first answered in substance.
    pub answered_at: Option<i64>,
    /// Until when the agreement promises that answer.
    pub answer_due_at: Option<i64>,
    /// When it was decided.
    pub decided_at: Option<i64>,
    /// When it was settled.
    pub resolved_at: Option<i64>,
    /// When it was escalated.
    pub escalated_at: Option<i64>,
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
    /// 1 when the confirmation is late.
    pub acknowledge_late: u8,
    /// 1 when the answer is late.
    pub answer_late: u8,
    /// 1 when the settlement is late.
    pub resolve_late: u8,
    /// 1 justified, 0 not; none while undecided.
    pub upheld: Option<u8>,
    /// The complaint that it repeats.
    pub repeat_of: String,
    /// 1 while it is not settled.
    pub open: u8,
    /// 1 when received in the month.
    pub received_in_month: u8,
    /// 1 when settled in the month.
    pub resolved_in_month: u8,
    /// Actions that follow.
    pub actions: Vec<String>,
    /// Their states: `open`, `overdue`, `done`, `effective`, `not-effective`, `cancelled`, `unknown`.
    pub action_states: Vec<String>,
}
