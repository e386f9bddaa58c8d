//! The audit of configuration records of one class (clause 9.1).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// The audit of configuration records of one class (clause 9.1).
    ConfigurationAudit {
        must {
            /// Class of configuration items in the organisation's own words.
            class: String,
            /// Until when it had to be audited.
            due_at: Timestamp,
        }
        may {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The audit round that it belongs to.
            audit: String,
            /// When it was audited. Absent: not yet.
            audited_at: Timestamp,
            /// The person who audited.
            audited_by: String,
            /// How many items were to be audited.
            items_due: u64,
            /// How many items were audited.
            items_audited: u64,
            /// How many of the audited items were recorded correctly.
            items_correct: u64,
            /// How many mandatory attributes the audited items have.
            attributes_mandatory: u64,
            /// How many of those are filled.
            attributes_filled: u64,
            /// Deviations found: subjects of configuration_deviation.v1 records.
            deviations: Vec<String>,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(ConfigurationAudit { service });

impl Rules for ConfigurationAudit {
    fn check(&self) -> Result<(), Rejection> {
        rules::at_most(
            "items_correct",
            self.items_correct,
            "items_audited",
            self.items_audited,
        )?;
        rules::at_most(
            "attributes_filled",
            self.attributes_filled,
            "attributes_mandatory",
            self.attributes_mandatory,
        )
    }
}
