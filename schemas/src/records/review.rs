//! A review, due or held: management review, service review, agreement review, access review.

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A review, due or held: management review, service review, agreement review, access review.
    Review {
        must {
            /// Kind in the organisation's own words, such as `management`, `service`, `sla`, `ola`,
            /// `supplier`, `access` or `training`.
            kind: String,
            /// Until when it is due.
            due_at: Timestamp,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The agreement concerned: an id of the definitions.
            agreement: String,
            /// The process concerned: an id of the definitions, such as `change-management`.
            process: String,
            /// When it was held. Absent: not yet.
            held_at: Timestamp,
            /// The person who led it.
            chair: String,
            /// Roles or persons who took part.
            participants: Vec<String>,
            /// Inputs that were dealt with, such as the ten of clause 4.5.4.3.
            inputs: Vec<String>,
            /// What was decided.
            decisions: Vec<ReviewDecision>,
            /// How many things were to be reviewed: access rights, trainings.
            items_due: u64,
            /// How many of those were reviewed.
            items_done: u64,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

record! {
    /// A decision that a review took.
    ReviewDecision {
        must {
            /// What was decided.
            decision: String,
        }
        may {
            /// Who carries it out.
            owner: String,
            /// Until when.
            due_at: Timestamp,
            /// The action that follows: subject of an action.v1 record.
            action: String,
        }
    }
}

attributes!(Review {
    service,
    supplier,
    title
});

impl Rules for Review {
    fn check(&self) -> Result<(), Rejection> {
        rules::at_most("items_done", self.items_done, "items_due", self.items_due)
    }
}
