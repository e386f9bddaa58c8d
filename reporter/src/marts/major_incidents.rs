//! Rows of report type 6: major incidents, their stages, and how services did before and after.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::Instant;

/// What report type 6 is made of. In the JSON each list stands under the name of its mart.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MajorIncidents {
    /// Major incidents that concern the month.
    #[serde(rename = "major_incidents")]
    pub incidents: Vec<MajorIncidentRow>,
    /// Their stages.
    #[serde(rename = "major_incident_stages")]
    pub stages: Vec<StageRow>,
    /// Their services before and after.
    #[serde(rename = "major_incident_windows")]
    pub windows: Vec<WindowRow>,
    /// What follows from them.
    #[serde(rename = "major_incident_actions")]
    pub actions: Vec<FollowUpRow>,
}

/// One major incident that concerns the month.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct MajorIncidentRow {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// The incident that it marks.
    pub incident: String,
    /// Its title.
    pub title: String,
    /// The services that it names, the one first named first.
    pub services: Vec<String>,
    /// Its priority; empty when not stated.
    pub priority: String,
    /// Who declared it.
    pub declared_by: String,
    /// How many users were affected.
    pub affected_users: Option<i64>,
    /// What it meant for the business.
    pub impact: String,
    /// The organisation's code of the cause.
    pub cause: String,
    /// The problem behind it.
    pub problem: String,
    /// The root cause in words.
    pub root_cause: String,
    /// The change or release that caused it.
    pub caused_by: String,
    /// The invocation of a continuity plan that it led to.
    pub continuity_invocation: String,
    /// What told of the beginning first: `outage`, `incident`, `detection` or `declaration`.
    pub begun_by: String,
    /// When it began.
    pub begun_at: Instant,
    /// When it was declared.
    pub declared_at: Instant,
    /// When the service was restored, else when it was closed; none while it goes on.
    pub ended_at: Option<Instant>,
    /// From the beginning to the end, or to the cut.
    pub duration_ms: i64,
    /// When the root cause was known.
    pub root_cause_found_at: Option<Instant>,
    /// Until when the review was due.
    pub review_due_at: Option<Instant>,
    /// When the review was held.
    pub reviewed_at: Option<Instant>,
    /// Whether it was declared in the month.
    pub declared_in_month: bool,
    /// So long before and after it is compared.
    pub observed_ms: i64,
    /// So much of the time after it lies before the cut.
    pub after_ms: i64,
    /// What happened when, and who did it.
    pub timeline: Vec<(Instant, String, String)>,
    /// What was learnt.
    pub lessons: Vec<String>,
}

/// One stage of a major incident against its target.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct StageRow {
    /// Where the major incident comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Order of the stages, from 0.
    pub position: u8,
    /// `begun`, `detected`, `declared`, `communicated`, `restored` or `reviewed`.
    pub stage: String,
    /// From when it is counted.
    pub from_at: Option<Instant>,
    /// When it was reached.
    pub reached_at: Option<Instant>,
    /// How long that took.
    pub took_ms: Option<i64>,
    /// Within which time it was to be reached …
    pub within_ms: Option<i64>,
    /// … or by the end of which working day after.
    pub working_days: Option<u32>,
    /// Until when it was to be reached.
    pub due_at: Option<Instant>,
    /// `met`, `missed`, `open` (not reached, not overdue), empty without a target.
    pub verdict: String,
}

/// How an affected service did before or after a major incident.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct WindowRow {
    /// Where the major incident comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// The service, with all below it.
    pub service: String,
    /// `before` or `after`.
    pub part: String,
    /// First instant.
    pub begins_at: Instant,
    /// First instant after it, no later than the cut.
    pub ends_at: Instant,
    /// Incidents opened.
    pub incidents_opened: i64,
    /// Incidents resolved.
    pub incidents_resolved: i64,
    /// Their time from opening to resolution by the clock, added up.
    pub resolution_ms: i64,
    /// Answers to surveys.
    pub answers: i64,
    /// Their scores on a scale of 1 to 5, in hundredths, added up.
    pub points: i64,
    /// Complaints received.
    pub complaints: i64,
    /// Agreed service time.
    pub agreed_ms: i64,
    /// Downtime in it.
    pub down_ms: i64,
}

/// One action that follows from a major incident.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct FollowUpRow {
    /// Where the major incident comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// The action's number.
    pub action: String,
    /// `corrective`, `preventive` or `improvement`.
    pub kind: String,
    /// What is to be done.
    pub title: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_at: Option<Instant>,
    /// When it was done.
    pub closed_at: Option<Instant>,
    /// Whether it was dropped.
    pub cancelled: bool,
    /// When its effect was checked.
    pub verified_at: Option<Instant>,
    /// Whether it worked.
    pub effective: Option<bool>,
    /// Whether the action itself was ever entered.
    pub known: bool,
}
