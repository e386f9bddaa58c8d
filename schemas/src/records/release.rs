//! A release as it stood after one update (clause 9.3).

use jiff::Timestamp;

use super::change::Outcome;
use crate::record::{attributes, record, vocabulary};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A release as it stood after one update (clause 9.3).
    Release {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
        }
        may {
            /// Kind of the release. Absent: the source does not tell emergencies apart.
            kind: ReleaseKind,
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// What it is about, in one line.
            title: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// Version that it brings.
            version: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// Changes that it carries: subjects of change.v1 records.
            changes: Vec<String>,
            /// When it was asked for.
            requested_at: Timestamp,
            /// Whether it was tested before it went live.
            tested: bool,
            /// Whether it stood on the release schedule.
            scheduled: bool,
            /// When its deployment was approved.
            approved_at: Timestamp,
            /// The person or board that approved it.
            approved_by: String,
            /// First instant of the planned deployment.
            planned_start_at: Timestamp,
            /// First instant after the planned deployment.
            planned_end_at: Timestamp,
            /// When the deployment began.
            deployed_start_at: Timestamp,
            /// When it was live.
            deployed_end_at: Timestamp,
            /// How many acceptance criteria were agreed.
            acceptance_criteria: u64,
            /// How many of those were met before it went live.
            acceptance_criteria_met: u64,
            /// How it ended.
            outcome: Outcome,
            /// Why it was backed out.
            back_out_reason: String,
            /// Planned loss of service, in seconds.
            planned_downtime_seconds: u64,
            /// Actual loss of service, in seconds.
            actual_downtime_seconds: u64,
            /// Defects known when it went live.
            defects_known: u64,
            /// Defects found in live use since.
            defects_found: u64,
            /// Incidents that it caused: subjects of incident.v1 records.
            caused_incidents: Vec<String>,
            /// When it was reviewed.
            reviewed_at: Timestamp,
            /// When it was closed.
            closed_at: Timestamp,
        }
    }
}

vocabulary! {
    /// Kind of a release.
    ReleaseKind {
        /// Tested and scheduled.
        Normal = "normal",
        /// Untested or unscheduled.
        Emergency = "emergency",
    }
}

attributes!(Release { service, component, state, assignment_group, supplier, title, opened_at = requested_at });

impl Rules for Release {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order(
            "planned_start_at",
            self.planned_start_at,
            "planned_end_at",
            self.planned_end_at,
        )?;
        rules::in_order(
            "deployed_start_at",
            self.deployed_start_at,
            "deployed_end_at",
            self.deployed_end_at,
        )?;
        rules::at_most(
            "acceptance_criteria_met",
            self.acceptance_criteria_met,
            "acceptance_criteria",
            self.acceptance_criteria,
        )
    }
}
