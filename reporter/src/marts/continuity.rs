//! Rows of report type 8: invocations and drills of continuity plans, and how ready services are.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::Instant;

/// What report type 8 is made of. In the JSON each list stands under the name of its mart.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Continuity {
    /// Invocations and drills that concern the month.
    #[serde(rename = "continuity_events")]
    pub events: Vec<ContinuityEventRow>,
    /// Services and their plans at the cut.
    #[serde(rename = "continuity_readiness")]
    pub readiness: Vec<ReadinessRow>,
}

/// One invocation or drill of a continuity plan.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ContinuityEventRow {
    /// `invocation` or `drill`.
    pub event: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title; of a drill without one, its method.
    pub title: String,
    /// The plan.
    pub plan: String,
    /// The services that it names.
    pub services: Vec<String>,
    /// Why it is listed: `invoked`, `held`, `due` or `going-on`.
    pub listed: String,
    /// Why it was invoked, or what the drill supposes.
    pub reason: String,
    /// When the service was lost.
    pub disrupted_at: Option<Instant>,
    /// When the major incident was declared.
    pub declared_at: Option<Instant>,
    /// Until when the drill was due.
    pub due_at: Option<Instant>,
    /// When it was invoked, or the drill began.
    pub begins_at: Option<Instant>,
    /// Who decided.
    pub begun_by: String,
    /// From the declaration to the decision.
    pub decision_ms: Option<i64>,
    /// When the service worked again.
    pub recovered_at: Option<Instant>,
    /// When normal working was back, or the drill was over.
    pub ended_at: Option<Instant>,
    /// Recovery time achieved.
    pub recovery_ms: Option<i64>,
    /// Recovery time agreed.
    pub rto_ms: Option<i64>,
    /// Who says so: `record` or `agreement`.
    pub rto_by: String,
    /// `met`, `missed`, `open`, empty without a limit.
    pub rto_verdict: String,
    /// Stretch of data lost.
    pub data_loss_ms: Option<i64>,
    /// The most that was agreed.
    pub rpo_ms: Option<i64>,
    /// Who says so.
    pub rpo_by: String,
    /// As `rto_verdict`.
    pub rpo_verdict: String,
    /// Objectives of the drill.
    pub objectives: Option<i64>,
    /// Of those, met.
    pub objectives_met: Option<i64>,
    /// The major incident behind it.
    pub major_incident: String,
    /// When it was reviewed.
    pub reviewed_at: Option<Instant>,
    /// What was learnt.
    pub lessons: Vec<String>,
}

/// How ready a service with its plan was at the cut.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ReadinessRow {
    /// The service.
    pub service: String,
    /// The plan; empty for a critical service without one.
    pub plan: String,
    /// Whether the service is critical.
    pub critical: bool,
    /// Whether the definitions name the plan.
    pub defined: bool,
    /// Whether it was in force.
    pub valid: bool,
    /// When it was last invoked.
    pub last_invoked_at: Option<Instant>,
    /// When the last drill began.
    pub last_tested_at: Option<Instant>,
    /// Whether that was in time.
    pub last_tested_in_time: Option<bool>,
    /// The next drill due.
    pub next_due_at: Option<Instant>,
    /// Drills overdue.
    pub overdue: i64,
}
