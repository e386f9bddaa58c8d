//! The mark that an incident is a major one, with its stages (clause 6.2 b).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// The mark that an incident is a major one, with its stages (clause 6.2 b).
    MajorIncident {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// When it was declared a major incident.
            declared_at: Timestamp,
        }
        may {
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// What it is about, in one line.
            title: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// The incident that is marked: subject of an incident.v1 record. Absent: the subject itself
            /// names it.
            incident: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// When it was noticed.
            detected_at: Timestamp,
            /// The person who declared it.
            declared_by: String,
            /// When customers were first told.
            communicated_at: Timestamp,
            /// When the service worked again.
            restored_at: Timestamp,
            /// When it was closed.
            closed_at: Timestamp,
            /// What happened when, in order.
            timeline: Vec<TimelineEntry>,
            /// How many users were affected.
            affected_users: u64,
            /// What it meant for the customer's business.
            impact: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// The problem that stands behind it: subject of a problem.v1 record.
            problem: String,
            /// The change or release that caused it: subject of a change.v1 or release.v1 record.
            caused_by: String,
            /// The invocation of the continuity plan that it led to: subject of a
            /// continuity_invocation.v1 record.
            continuity_invocation: String,
            /// When the root cause was known.
            root_cause_found_at: Timestamp,
            /// Until when its review is due.
            review_due_at: Timestamp,
            /// When its review was held.
            reviewed_at: Timestamp,
            /// What was learnt, one sentence each.
            lessons: Vec<String>,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

record! {
    /// One entry of a timeline.
    TimelineEntry {
        must {
            /// When it happened.
            at: Timestamp,
            /// What happened.
            what: String,
        }
        may {
            /// Who did it.
            by: String,
        }
    }
}

attributes!(MajorIncident {
    service,
    component,
    priority,
    assignment_group,
    supplier,
    title
});

impl Rules for MajorIncident {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("detected_at", self.detected_at, "restored_at", self.restored_at)?;
        rules::in_order("declared_at", self.declared_at, "closed_at", self.closed_at)
    }
}
