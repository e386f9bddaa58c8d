//! A corrective or preventive action or an improvement, with the check that it worked (clause 4.5.5).

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;
use crate::value::Month;

record! {
    /// A corrective or preventive action or an improvement, with the check that it worked (clause 4.5.5).
    Action {
        must {
            /// Why it is taken.
            kind: ActionKind,
            /// What is to be done, in one line.
            title: String,
        }
        may {
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// The person who answers for it.
            owner: String,
            /// When it was decided. Absent: the time of its first event.
            opened_at: Timestamp,
            /// Until when it must be done.
            due_at: Timestamp,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The process concerned: an id of the definitions, such as `change-management`.
            process: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The nonconformity that it answers: subject of a nonconformity.v1 record.
            nonconformity: String,
            /// The problem that stands behind it: subject of a problem.v1 record.
            problem: String,
            /// The review that decided it: subject of a review.v1 record.
            review: String,
            /// The figure that it shall move: an id of the definitions.
            figure: String,
            /// The month of the figure that led to it.
            month: Month,
            /// When it was done.
            closed_at: Timestamp,
            /// Whether it was dropped.
            cancelled: bool,
            /// Until when its effect is to be checked.
            effectiveness_due_at: Timestamp,
            /// When its effect was checked.
            verified_at: Timestamp,
            /// The person who checked its effect.
            verified_by: String,
            /// Whether it worked. Absent: not checked.
            effective: bool,
            /// Benefit expected, in `benefit_unit`.
            expected_benefit: f64,
            /// Benefit reached, in `benefit_unit`.
            realised_benefit: f64,
            /// What the benefit is counted in.
            benefit_unit: String,
        }
    }
}

vocabulary! {
    /// Why an action is taken.
    ActionKind {
        /// So that a nonconformity does not come back.
        Corrective = "corrective",
        /// So that it does not come at all.
        Preventive = "preventive",
        /// So that something gets better.
        Improvement = "improvement",
    }
}

attributes!(Action {
    service,
    state,
    priority,
    supplier,
    title,
    opened_at
});

impl Rules for Action {}
