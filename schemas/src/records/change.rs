//! A change as it stood after one update (clause 9.2).

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};
use crate::value::Currency;

record! {
    /// A change as it stood after one update (clause 9.2).
    Change {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Class of the change.
            class: ChangeClass,
        }
        may {
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// What it is about, in one line.
            title: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// Configuration items that it touches.
            configuration_items: Vec<String>,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// Kind of request in the organisation's own words; completion is counted by it.
            category: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who has it in hand: a name or an account of the source.
            assigned_to: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// When it was asked for.
            requested_at: Timestamp,
            /// The person who asked for it.
            requested_by: String,
            /// Risk in the organisation's own words.
            risk: String,
            /// Whether its effect on information security was assessed.
            security_assessed: bool,
            /// When its cost was estimated.
            costed_at: Timestamp,
            /// Estimated cost, in `currency`.
            planned_cost: f64,
            /// Actual cost, in `currency`.
            cost: f64,
            /// Currency of the amounts: three capital letters of ISO 4217.
            currency: Currency,
            /// Effort in person-months.
            person_months: f64,
            /// When it was approved. Absent: not approved.
            approved_at: Timestamp,
            /// The person or board that approved it.
            approved_by: String,
            /// First instant of the planned window.
            planned_start_at: Timestamp,
            /// First instant after the planned window.
            planned_end_at: Timestamp,
            /// Until when it must be done, where somebody set a date: a critical patch for instance.
            due_at: Timestamp,
            /// When the work began.
            implemented_start_at: Timestamp,
            /// When the work ended.
            implemented_end_at: Timestamp,
            /// How it ended.
            outcome: Outcome,
            /// Why it failed or was backed out.
            failure_reason: String,
            /// Incidents that it caused: subjects of incident.v1 records.
            caused_incidents: Vec<String>,
            /// Cause code of a failure, such as `wrong-configuration-data`.
            cause: String,
            /// The release it belongs to: subject of a release.v1 record.
            release: String,
            /// The problem that it removes: subject of a problem.v1 record.
            problem: String,
            /// When it was reviewed after implementation.
            reviewed_at: Timestamp,
            /// When it was closed.
            closed_at: Timestamp,
        }
    }
}

vocabulary! {
    /// Class of a change.
    ChangeClass {
        /// Above the organisation's limit of effort or cost: clause 5 applies.
        Major = "major",
        /// Assessed and approved one by one.
        Minor = "minor",
        /// As minor, where major and minor are not told apart.
        Normal = "normal",
        /// Approved once for all, low risk.
        Standard = "standard",
        /// Cannot wait for the normal way.
        Emergency = "emergency",
    }
}

vocabulary! {
    /// How a change or a release ended.
    Outcome {
        /// It does what it should.
        Successful = "successful",
        /// It does not, and stayed.
        Failed = "failed",
        /// It was taken back.
        BackedOut = "backed_out",
    }
}

attributes!(Change { service, component, state, priority, assignment_group, supplier, assigned_to, category, title, opened_at = requested_at });

impl Rules for Change {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order(
            "planned_start_at",
            self.planned_start_at,
            "planned_end_at",
            self.planned_end_at,
        )?;
        rules::in_order(
            "implemented_start_at",
            self.implemented_start_at,
            "implemented_end_at",
            self.implemented_end_at,
        )
    }
}
