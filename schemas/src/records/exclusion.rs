//! A stretch `[begins_at, ends_at)` of a record that shall not count, by a rule of the agreement (domain rule 8).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A stretch `[begins_at, ends_at)` of a record that shall not count, by a rule of the agreement
    /// (domain rule 8).
    Exclusion {
        must {
            /// Kind of the record, without version: `incident`, `outage` or `monitor_check`; `service` for a time
            /// window of a service.
            record_type: String,
            /// The record: its subject; of a time window the service: an id of the definitions.
            record: String,
            /// The rule of the agreement that allows it: an id of the definitions.
            rule: String,
            /// First instant excluded.
            begins_at: Timestamp,
            /// First instant that counts again.
            ends_at: Timestamp,
            /// The person who entered it.
            entered_by: String,
        }
        may {
            /// The `source` of the record's events, where two sources use the same subject.
            record_source: String,
            /// The person who approved it. Absent: not approved, it excludes nothing.
            approved_by: String,
            /// When it was approved.
            approved_at: Timestamp,
            /// Why, in words.
            reason: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Whether it was taken back.
            withdrawn: bool,
        }
    }
}

attributes!(Exclusion { service });

impl Rules for Exclusion {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)
    }
}
