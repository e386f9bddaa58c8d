//! The cause that a person assigned to a record.

use crate::record::{attributes, record};
use crate::rules::Rules;

record! {
    /// The cause that a person assigned to a record.
    CauseCoding {
        must {
            /// Kind of the record, without version: `incident`.
            record_type: String,
            /// The record: its subject.
            record: String,
            /// Cause code in the organisation's own list.
            cause: String,
            /// The person who assigned it.
            coded_by: String,
        }
        may {
            /// The `source` of the record's events, where two sources use the same subject.
            record_source: String,
            /// Why, in words.
            note: String,
        }
    }
}

attributes!(CauseCoding {});

impl Rules for CauseCoding {}
