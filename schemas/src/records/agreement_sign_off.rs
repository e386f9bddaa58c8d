//! A person's agreement to an SLA, OLA or contract, to a report description, a figure or a calendar (clause 6.2).

use jiff::civil::Date;

use super::sign_off::Decision;
use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;

record! {
    /// A person's agreement to an SLA, OLA or contract, to a report description, a figure or a calendar
    /// (clause 6.2).
    AgreementSignOff {
        must {
            /// What was agreed.
            document_type: DocumentType,
            /// Its id in the definitions.
            document: String,
            /// The role in which the person decides.
            role: String,
            /// The person.
            person: String,
            /// What the person decided.
            decision: Decision,
        }
        may {
            /// The version: its valid-from date.
            valid_from: Date,
            /// The party for which the person decides: an id of the definitions.
            party: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// Hash of the text that the person saw.
            content_hash: String,
            /// A remark.
            note: String,
        }
    }
}

vocabulary! {
    /// What was agreed.
    DocumentType {
        /// An SLA, OLA or supplier contract.
        Agreement = "agreement",
        /// A report description of the register (clause 6.2).
        Report = "report",
        /// A figure's definition and target.
        Kpi = "kpi",
        /// A calendar of service hours.
        Calendar = "calendar",
    }
}

attributes!(AgreementSignOff { service });

impl Rules for AgreementSignOff {}
