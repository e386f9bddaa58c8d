//! The design and transition of a new or changed service (clause 5), against its plan.

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};
use crate::value::Currency;

record! {
    /// The design and transition of a new or changed service (clause 5), against its plan.
    ServiceDeployment {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// What it does to the service.
            kind: DeploymentKind,
            /// When it shall be live.
            planned_at: Timestamp,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who answers for it.
            owner: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// When it was asked for.
            requested_at: Timestamp,
            /// When it was approved.
            approved_at: Timestamp,
            /// When it was live.
            deployed_at: Timestamp,
            /// Approved budget, in `currency`.
            budget: f64,
            /// Actual cost, in `currency`.
            cost: f64,
            /// Currency of the amounts: three capital letters of ISO 4217.
            currency: Currency,
            /// Effort in person-months.
            person_months: f64,
            /// How many service acceptance criteria were agreed.
            acceptance_criteria: u64,
            /// How many of those were met.
            acceptance_criteria_met: u64,
            /// When the customer accepted it.
            accepted_at: Timestamp,
            /// The person who accepted it.
            accepted_by: String,
            /// Whether acceptance was passed at the first try.
            accepted_first_time: bool,
            /// When it was taken back.
            backed_out_at: Timestamp,
            /// Why it was taken back.
            back_out_reason: String,
            /// How many expected outcomes were planned.
            outcome_targets: u64,
            /// How many of those were reached.
            outcome_targets_met: u64,
            /// When the outcome was compared with the plan.
            outcome_assessed_at: Timestamp,
            /// Until when the post-implementation review is due.
            review_due_at: Timestamp,
            /// When the post-implementation review was held.
            reviewed_at: Timestamp,
            /// How many users the service has at the start.
            users: u64,
            /// Releases that bring it: subjects of release.v1 records.
            releases: Vec<String>,
            /// Changes that bring it: subjects of change.v1 records.
            changes: Vec<String>,
            /// What was learnt, one sentence each.
            lessons: Vec<String>,
        }
    }
}

vocabulary! {
    /// What a deployment does to the service (clause 5).
    DeploymentKind {
        /// The service is new.
        New = "new",
        /// The service changes in a major way.
        Changed = "changed",
        /// The service goes to another party.
        Transferred = "transferred",
        /// The service ends.
        Removed = "removed",
    }
}

attributes!(ServiceDeployment { service, state, assignment_group, supplier, title, opened_at = requested_at });

impl Rules for ServiceDeployment {
    fn check(&self) -> Result<(), Rejection> {
        rules::at_most(
            "acceptance_criteria_met",
            self.acceptance_criteria_met,
            "acceptance_criteria",
            self.acceptance_criteria,
        )?;
        rules::at_most(
            "outcome_targets_met",
            self.outcome_targets_met,
            "outcome_targets",
            self.outcome_targets,
        )
    }
}
