//! A complaint as it stood after one update (clause 7.1).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A complaint as it stood after one update (clause 7.1).
    Complaint {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// When it was received.
            received_at: Timestamp,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// How it was reported: an id of the definitions, such as phone, portal or monitoring.
            channel: String,
            /// Category in the organisation's own words.
            category: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who has it in hand: a name or an account of the source.
            assigned_to: String,
            /// When its receipt was confirmed.
            acknowledged_at: Timestamp,
            /// When a person first answered in substance.
            answered_at: Timestamp,
            /// When it was decided whether it is justified.
            decided_at: Timestamp,
            /// Whether it is justified. Absent: not decided.
            upheld: bool,
            /// When it was settled.
            resolved_at: Timestamp,
            /// When it was closed.
            closed_at: Timestamp,
            /// The earlier complaint that it repeats: subject of a complaint.v1 record.
            repeat_of: String,
            /// When it was escalated. Absent: not escalated.
            escalated_at: Timestamp,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// Themes in the organisation's own words.
            themes: Vec<String>,
            /// The record that it is about: subject of an incident.v1 or service_request.v1 record.
            record: String,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(Complaint { service, state, priority, channel, assignment_group, supplier, assigned_to, category, title, opened_at = received_at });

impl Rules for Complaint {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order(
            "received_at",
            self.received_at,
            "acknowledged_at",
            self.acknowledged_at,
        )?;
        rules::in_order("received_at", self.received_at, "answered_at", self.answered_at)?;
        rules::in_order("received_at", self.received_at, "resolved_at", self.resolved_at)
    }
}
