//! A maintenance window, `[begins_at, ends_at)`, as it stood after one update.

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A maintenance window, `[begins_at, ends_at)`, as it stood after one update.
    Maintenance {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// First instant of the planned window.
            begins_at: Timestamp,
            /// First instant after the planned window.
            ends_at: Timestamp,
        }
        may {
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// What it is about, in one line.
            title: String,
            /// When it was approved. Absent: not approved, it excuses nothing.
            approved_at: Timestamp,
            /// The person or board that approved it.
            approved_by: String,
            /// When customers were told.
            announced_at: Timestamp,
            /// Whether it was called off.
            cancelled: bool,
            /// When the work began.
            actual_begins_at: Timestamp,
            /// When the work ended.
            actual_ends_at: Timestamp,
            /// The person who approved that a window entered after the outage began excuses it (case
            /// A25).
            exception_approved_by: String,
            /// When that exception was approved.
            exception_approved_at: Timestamp,
            /// Why that exception was approved.
            exception_reason: String,
            /// The change it belongs to: subject of a change.v1 record.
            change: String,
            /// The release it belongs to: subject of a release.v1 record.
            release: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
        }
    }
}

attributes!(Maintenance {
    service,
    component,
    assignment_group,
    supplier,
    title
});

impl Rules for Maintenance {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)?;
        rules::in_order(
            "actual_begins_at",
            self.actual_begins_at,
            "actual_ends_at",
            self.actual_ends_at,
        )
    }
}
