//! A difference between the configuration database and what was found.

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A difference between the configuration database and what was found.
    ConfigurationDeviation {
        must {
            /// The configuration item, as the configuration database names it.
            configuration_item: String,
            /// When it was found.
            found_at: Timestamp,
        }
        may {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// Class of the configuration item in the organisation's own words.
            class: String,
            /// The attribute that differs.
            attribute: String,
            /// What the configuration database says.
            recorded: String,
            /// What was found.
            found: String,
            /// The person or tool that found it.
            found_by: String,
            /// The approved change that explains it: subject of a change.v1 record. Absent: unauthorised.
            change: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// When record and reality were equal again.
            corrected_at: Timestamp,
            /// The nonconformity raised for it: subject of a nonconformity.v1 record.
            nonconformity: String,
        }
    }
}

attributes!(ConfigurationDeviation {
    service,
    component,
    assignment_group
});

impl Rules for ConfigurationDeviation {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("found_at", self.found_at, "corrected_at", self.corrected_at)
    }
}
