//! A nonconformity against the standard, the management system or service requirements (clause 6.2 d).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};
use crate::value::Month;

record! {
    /// A nonconformity against the standard, the management system or service requirements (clause 6.2
    /// d).
    Nonconformity {
        must {
            /// The rule that was broken: a clause, a procedure, a service requirement.
            rule: String,
            /// When it was found.
            found_at: Timestamp,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// What found it, in the organisation's own words: audit, review, figure, deviation.
            source: String,
            /// The record that found it: subject of an audit.v1, review.v1 or configuration_deviation.v1
            /// record.
            found_in: String,
            /// Severity in the organisation's own words.
            severity: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The process concerned: an id of the definitions, such as `change-management`.
            process: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// What shows it.
            evidence: String,
            /// The root cause in words.
            root_cause: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// What was done at once.
            correction: String,
            /// The person who answers for it.
            owner: String,
            /// Until when it must be settled.
            due_at: Timestamp,
            /// When it was settled.
            closed_at: Timestamp,
            /// The figure that fell below its target: an id of the definitions.
            figure: String,
            /// The month of that figure.
            month: Month,
            /// Whether it is disputed by the supplier.
            dispute: bool,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(Nonconformity { service, state, supplier, title, opened_at = found_at });

impl Rules for Nonconformity {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("found_at", self.found_at, "closed_at", self.closed_at)
    }
}
