//! What a person wrote beside a figure or a section of a report. Figure or section must be named.

use std::collections::BTreeMap;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};
use crate::value::Month;

record! {
    /// What a person wrote beside a figure or a section of a report. Figure or section must be named.
    Commentary {
        must {
            /// The month commented on.
            month: Month,
            /// The commentary by language.
            text: BTreeMap<String, String>,
            /// The person who wrote it.
            author: String,
        }
        may {
            /// The figure commented on: an id of the definitions.
            figure: String,
            /// The section commented on.
            section: String,
            /// The report in which it stands: an id of the definitions. Absent: all.
            report: String,
            /// The edition in which it stands. Absent: all.
            edition: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// Whether it was taken back.
            withdrawn: bool,
        }
    }
}

attributes!(Commentary { service, priority });

impl Rules for Commentary {
    fn check(&self) -> Result<(), Rejection> {
        rules::any_of(&[
            ("figure", self.figure.is_some()),
            ("section", self.section.is_some()),
        ])
    }
}
