//! An audit of the management system, planned or held (clause 4.5.4.2).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// An audit of the management system, planned or held (clause 4.5.4.2).
    Audit {
        must {
            /// Kind in the organisation's own words, such as `internal`, `certification` or
            /// `surveillance`.
            kind: String,
            /// Until when it is due by the audit plan.
            due_at: Timestamp,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The process concerned: an id of the definitions, such as `change-management`.
            process: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// Clauses of the standard audited.
            clauses: Vec<String>,
            /// When it began. Absent: not held yet.
            begins_at: Timestamp,
            /// When it ended.
            ends_at: Timestamp,
            /// The person or body that audits.
            auditor: String,
            /// Nonconformities found: subjects of nonconformity.v1 records.
            nonconformities: Vec<String>,
            /// How many observations were made.
            observations: u64,
            /// When all findings were settled.
            closed_at: Timestamp,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(Audit {
    service,
    supplier,
    title
});

impl Rules for Audit {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)
    }
}
