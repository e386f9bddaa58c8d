//! A person's decision on one edition of a report.

use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;
use crate::value::Month;

record! {
    /// A person's decision on one edition of a report.
    SignOff {
        must {
            /// The report: an id of the definitions.
            report: String,
            /// The edition.
            edition: String,
            /// The role in which the person decides.
            role: String,
            /// The person.
            person: String,
            /// What the person decided.
            decision: Decision,
        }
        may {
            /// The month reported on.
            month: Month,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Hash of the edition that the person saw.
            content_hash: String,
            /// A remark.
            note: String,
        }
    }
}

vocabulary! {
    /// What the person decided.
    Decision {
        /// The person agrees.
        Approved = "approved",
        /// The person does not agree.
        Refused = "refused",
    }
}

attributes!(SignOff { service });

impl Rules for SignOff {}
