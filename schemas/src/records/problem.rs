//! A problem or known error as it stood after one update.

use jiff::Timestamp;

use super::ticket::Response;
use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;

record! {
    /// A problem or known error as it stood after one update.
    Problem {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// The configuration item concerned, as the configuration database names it.
            configuration_item: String,
            /// State in the organisation's own words: an id of the definitions. Absent: the source does
            /// not say, the record keeps the state it had.
            state: String,
            /// Priority: an id of the definitions.
            priority: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who has it in hand: a name or an account of the source.
            assigned_to: String,
            /// Category in the organisation's own words.
            category: String,
            /// When the problem was opened. Absent: the time of its first event.
            opened_at: Timestamp,
            /// Whether incidents led to it or it was found before.
            origin: ProblemOrigin,
            /// The answer given with or before this update.
            response: Response,
            /// Incidents it explains: subjects of incident.v1 records.
            incidents: Vec<String>,
            /// The major incident that it looks into: subject of a major_incident.v1 record.
            major_incident: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// The root cause in words.
            root_cause: String,
            /// When the root cause was known.
            root_cause_found_at: Timestamp,
            /// Whether it is a known error: root cause or workaround known.
            known_error: bool,
            /// When it became a known error.
            known_error_at: Timestamp,
            /// The workaround in words.
            workaround: String,
            /// When the workaround was known.
            workaround_at: Timestamp,
            /// The change that removes the cause: subject of a change.v1 record.
            change: String,
            /// When it was resolved, as the source states it. Information only.
            resolved_at: Timestamp,
            /// When it was closed, as the source states it. Information only.
            closed_at: Timestamp,
            /// The source's own verdict whether the service level was met. Kept beside ours, never used
            /// for it.
            stated_sla_met: bool,
            /// Close code in the organisation's own words.
            close_code: String,
            /// How often it was reopened, as the source counts. Information only.
            reopen_count: u64,
        }
    }
}

vocabulary! {
    /// How a problem came to be known.
    ProblemOrigin {
        /// Incidents led to it.
        Reactive = "reactive",
        /// It was found before it caused an incident.
        Proactive = "proactive",
    }
}

attributes!(Problem {
    service,
    component,
    state,
    priority,
    assignment_group,
    supplier,
    assigned_to,
    category,
    title,
    opened_at,
    response,
    stated_sla_met
});

impl Rules for Problem {}
