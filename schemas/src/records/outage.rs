//! A loss of a service or of a component, `[begins_at, ends_at)`, as known after one update (clause 6.3).

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A loss of a service or of a component, `[begins_at, ends_at)`, as known after one update (clause
    /// 6.3).
    Outage {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// First instant of the outage.
            begins_at: Timestamp,
        }
        may {
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// The configuration item concerned, as the configuration database names it.
            configuration_item: String,
            /// What it is about, in one line.
            title: String,
            /// First instant after the outage. Absent: it goes on.
            ends_at: Timestamp,
            /// How much is lost. Absent: interruption.
            kind: OutageKind,
            /// Whether the source calls it planned. Only approved maintenance excuses it.
            planned: bool,
            /// Whether it was entered by mistake and does not count.
            cancelled: bool,
            /// Grade in the organisation's own scale, such as A to G.
            grade: String,
            /// How many users were affected.
            affected_users: u64,
            /// What noticed it: a monitor, a user, staff; in the organisation's own words.
            detected_by: String,
            /// When it was noticed.
            detected_at: Timestamp,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// The incident it belongs to: subject of an incident.v1 record.
            incident: String,
            /// The change that caused it: subject of a change.v1 record.
            change: String,
            /// The release that caused it: subject of a release.v1 record.
            release: String,
            /// The problem that stands behind it: subject of a problem.v1 record.
            problem: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The maintenance window that it belongs to: subject of a maintenance.v1 record.
            maintenance: String,
        }
    }
}

vocabulary! {
    /// How much of the service is lost.
    OutageKind {
        /// It cannot be used.
        Interruption = "interruption",
        /// It can be used, but worse than agreed.
        Degradation = "degradation",
    }
}

attributes!(Outage {
    service,
    component,
    grade,
    assignment_group,
    supplier,
    title
});

impl Rules for Outage {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)
    }
}
