//! An information security incident as it stood after one update (clause 6.6).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// An information security incident as it stood after one update (clause 6.6).
    SecurityIncident {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Class of the security incident in the organisation's own words.
            class: String,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// The configuration item concerned, as the configuration database names it.
            configuration_item: String,
            /// The incident it belongs to: subject of an incident.v1 record.
            incident: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// How it was reported: an id of the definitions, such as phone, portal or monitoring.
            channel: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who has it in hand: a name or an account of the source.
            assigned_to: String,
            /// When it began, as far as known.
            began_at: Timestamp,
            /// When it was noticed.
            detected_at: Timestamp,
            /// When it could not spread any more.
            contained_at: Timestamp,
            /// Until when it had to be contained.
            contain_due_at: Timestamp,
            /// When normal work was possible again.
            recovered_at: Timestamp,
            /// When it was closed.
            closed_at: Timestamp,
            /// When it was reported to the authority.
            reported_at: Timestamp,
            /// Whether personal data were touched.
            personal_data: bool,
            /// How many users are affected.
            affected_users: u64,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// The problem that stands behind it: subject of a problem.v1 record.
            problem: String,
            /// What was learnt, one sentence each.
            lessons: Vec<String>,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(SecurityIncident {
    service,
    component,
    state,
    priority,
    channel,
    assignment_group,
    supplier,
    assigned_to,
    title
});

impl Rules for SecurityIncident {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("began_at", self.began_at, "detected_at", self.detected_at)?;
        rules::in_order("detected_at", self.detected_at, "contained_at", self.contained_at)
    }
}
