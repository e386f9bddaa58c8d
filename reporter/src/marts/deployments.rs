//! Rows of report type 7: releases and new or changed services against their plan, and what is planned next.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::Instant;

/// What report type 7 is made of. In the JSON each list stands under the name of its mart.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Deployments {
    /// Releases and deployments that concern the month.
    #[serde(rename = "release_outcomes")]
    pub outcomes: Vec<ReleaseRow>,
    /// What is planned for the month after.
    #[serde(rename = "forward_schedule")]
    pub schedule: Vec<ScheduleRow>,
}

/// One release or deployment of a new or changed service against its plan.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ReleaseRow {
    /// `release` or `service_deployment`.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The version it brings.
    pub version: String,
    /// `normal` or `emergency`, empty when not stated; of a deployment `new`, `changed`, `transferred` or `removed`.
    pub kind: String,
    /// The services that it names.
    pub services: Vec<String>,
    /// Why it is listed: `deployed`, `due`, `undone` or `withdrawn`.
    pub listed: String,
    /// When it was asked for.
    pub requested_at: Option<Instant>,
    /// When it was approved.
    pub approved_at: Option<Instant>,
    /// Planned begin.
    pub planned_start_at: Option<Instant>,
    /// Planned end.
    pub planned_end_at: Option<Instant>,
    /// When the deployment began.
    pub deployed_start_at: Option<Instant>,
    /// When it was live.
    pub deployed_end_at: Option<Instant>,
    /// Wall time from the request until it was live; none where it is said to be asked for later.
    pub lead_ms: Option<i64>,
    /// When its record ceased to say that it was live.
    pub withdrawn_at: Option<Instant>,
    /// `on-time`, `late`, `not-planned` or `not-live`.
    pub timing: String,
    /// How late it was, or is at the cut.
    pub late_ms: Option<i64>,
    /// Why it is an emergency: `kind`, `untested`, `unscheduled`.
    pub emergency_because: Vec<String>,
    /// How it ended; empty when not stated.
    pub outcome: String,
    /// Why it was backed out.
    pub back_out_reason: String,
    /// Acceptance criteria agreed.
    pub acceptance_criteria: Option<i64>,
    /// Of those, met.
    pub acceptance_criteria_met: Option<i64>,
    /// Planned loss of service.
    pub planned_downtime_ms: Option<i64>,
    /// Actual loss of service.
    pub actual_downtime_ms: Option<i64>,
    /// Incidents that it caused, as told.
    pub incidents_caused: i64,
    /// Incidents of its services in the 14 days after it, as far as the cut; none where no incident has ever been reported.
    pub incidents_after: Option<i64>,
    /// Incidents of its services in the 28 days before.
    pub incidents_before: Option<i64>,
    /// How much of the 14 days lies before the cut.
    pub after_ms: Option<i64>,
    /// Expected outcomes planned.
    pub outcome_targets: Option<i64>,
    /// Of those, reached.
    pub outcome_targets_met: Option<i64>,
    /// Whether the cost kept to the budget.
    pub cost_within_budget: Option<bool>,
    /// When the customer accepted it.
    pub accepted_at: Option<Instant>,
    /// Until when its review is due.
    pub review_due_at: Option<Instant>,
    /// When it was reviewed.
    pub reviewed_at: Option<Instant>,
}

/// One piece of work planned for the month after.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ScheduleRow {
    /// `change`, `release`, `service_deployment` or `maintenance`.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Its class or kind.
    pub kind: String,
    /// The services that it names.
    pub services: Vec<String>,
    /// Planned begin.
    pub begins_at: Instant,
    /// Planned end.
    pub ends_at: Option<Instant>,
    /// Whether it was approved at the cut.
    pub approved: bool,
    /// When customers were told.
    pub announced_at: Option<Instant>,
}
