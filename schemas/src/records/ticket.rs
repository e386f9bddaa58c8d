//! Incidents and service requests: tickets.

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;

record! {
    /// A ticket: an incident or a service request as it stood after one update.
    Ticket {
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
            /// Grade in the organisation's own scale, such as A to G.
            grade: String,
            /// How it was reported: an id of the definitions, such as phone, portal or monitoring.
            channel: String,
            /// The group that has it in hand: an id of the definitions. Absent: nobody yet.
            assignment_group: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// The person who has it in hand: a name or an account of the source.
            assigned_to: String,
            /// Category in the organisation's own words.
            category: String,
            /// The item of the service catalogue that was asked for.
            item: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// When the record was opened. Absent: the time of its first event.
            opened_at: Timestamp,
            /// The answer given with or before this update. The earliest by a person is the response.
            response: Response,
            /// Directions in which it was escalated so far.
            escalations: Vec<Escalation>,
            /// Whether the service desk could have resolved it at the first contact.
            first_contact_resolvable: bool,
            /// Whether it was resolved at the first contact.
            first_contact_resolved: bool,
            /// When it was resolved, as the source states it. Information only: the state tells the
            /// clock.
            resolved_at: Timestamp,
            /// When it was closed, as the source states it. Information only.
            closed_at: Timestamp,
            /// The source's own verdict whether the service level was met. Kept beside ours, never used
            /// for it.
            stated_sla_met: bool,
            /// The problem that stands behind it: subject of a problem.v1 record.
            problem: String,
            /// The change that resolves it: subject of a change.v1 record.
            change: String,
            /// The change or release that caused it: subject of a change.v1 or release.v1 record.
            caused_by: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// Close code in the organisation's own words.
            close_code: String,
            /// The record that it repeats or belongs to, of the same kind.
            parent: String,
            /// How often it was reopened, as the source counts. Information only.
            reopen_count: u64,
            /// How often its group changed, as the source counts. Information only.
            reassignment_count: u64,
            /// How many users are affected.
            affected_users: u64,
            /// Whether the source marks it as a major incident. The stages are told by major_incident.v1.
            major: bool,
        }
    }
}

record! {
    /// An answer to the customer.
    Response {
        must {
            /// When the answer was given.
            at: Timestamp,
            /// Whether a person or a machine answered.
            by: Responder,
        }
        may {
        }
    }
}

vocabulary! {
    /// The direction in which a ticket was escalated.
    Escalation {
        /// To a group that knows more.
        Functional = "functional",
        /// To a person who may decide more.
        Hierarchical = "hierarchical",
    }
}

vocabulary! {
    /// Who gave an answer. Only a person's answer is a response (domain rule 6).
    Responder {
        /// A person answered.
        Person = "person",
        /// A machine acknowledged: no response.
        Automatic = "automatic",
    }
}

attributes!(Ticket {
    service,
    component,
    state,
    priority,
    grade,
    channel,
    assignment_group,
    supplier,
    assigned_to,
    category,
    title,
    opened_at,
    response,
    stated_sla_met
});

impl Rules for Ticket {}
