//! The organisation and its own vocabulary: priorities, states, groups, suppliers, customers, channels, grades.

use jiff::tz::TimeZone;

use super::ids::{
    ChannelId, CustomerId, DivisionId, GradeId, GroupId, PartyId, PriorityId, RecordType, StateId, SupplierId,
};
use super::major_incident::MajorIncidents;

/// Who reports, and the words that its records use (`organisation.toml`).
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// Short name without spaces.
    pub id: String,
    /// Names for readers.
    pub names: Names,
    /// Months are cut, and weekdays and hours counted, in this time zone.
    pub time_zone: TimeZone,
    /// The IANA name of `time_zone`, as written.
    pub time_zone_name: String,
    /// In order of rank, the most urgent first.
    pub priorities: Vec<Priority>,
    /// In the order of the file.
    pub states: Vec<State>,
    /// In the order of the file.
    pub channels: Vec<Channel>,
    /// In the order of the file, the most severe first.
    pub grades: Vec<Grade>,
    /// In the order of the file.
    pub divisions: Vec<Division>,
    /// In the order of the file.
    pub groups: Vec<Group>,
    /// In the order of the file.
    pub suppliers: Vec<Supplier>,
    /// In the order of the file.
    pub customers: Vec<Customer>,
    /// The management objectives that report items serve, numbered from 1.
    pub objectives: Vec<Objective>,
    /// What is agreed on major incidents.
    pub major_incidents: MajorIncidents,
}

/// One name per language; a language that was not written has the other's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// English.
    pub en: String,
    /// Traditional Chinese.
    pub zh_hant: String,
}

/// An urgency class that targets are agreed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// As `priority` in events.
    pub id: PriorityId,
    /// 1 is the most urgent; no two for the same kind of record are equal.
    pub rank: u32,
    /// The kinds of record that use it; empty = every kind.
    pub record_types: Vec<RecordType>,
    /// Names for readers.
    pub names: Names,
}

impl Priority {
    /// Whether records of this kind use it.
    pub fn is_used_by(&self, record_type: &RecordType) -> bool {
        self.record_types.is_empty() || self.record_types.contains(record_type)
    }
}

/// A state of a record, placed in the life of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// As `state` in events.
    pub id: StateId,
    /// What the clock makes of it.
    pub phase: Phase,
    /// Whom it waits on: stated for each waiting state, and for no other.
    pub waiting_on: Option<PartyId>,
    /// Names for readers.
    pub names: Names,
}

/// The five phases that the organisation's states are sorted into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Somebody works on it, or should.
    Open,
    /// It waits on somebody; whether this pauses the clock is each agreement's word.
    Waiting,
    /// Solved; the clock stops at its start.
    Resolved,
    /// Solved and confirmed.
    Closed,
    /// Withdrawn; leaves the populations.
    Cancelled,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Waiting,
        Self::Resolved,
        Self::Closed,
        Self::Cancelled,
    ];

    /// As written in definitions and in the table of states.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A way by which records arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// As `channel` in events.
    pub id: ChannelId,
    /// Names for readers.
    pub names: Names,
    /// Whether what arrives by it was found by monitoring and not by people.
    pub monitoring: bool,
}

/// A severity grade of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// As `grade` in events.
    pub id: GradeId,
    /// Names for readers.
    pub names: Names,
    /// Whether a record of this grade counts as a service interruption in availability.
    pub interrupts_service: bool,
}

/// A division of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Referred to by groups and agreements.
    pub id: DivisionId,
    /// Names for readers.
    pub names: Names,
}

/// A support group, of a division or of a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// As `assignment_group` in events.
    pub id: GroupId,
    /// Names for readers.
    pub names: Names,
    /// The division it belongs to.
    pub division: Option<DivisionId>,
    /// The supplier whose people it is, if it is outside.
    pub supplier: Option<SupplierId>,
}

/// Somebody outside who is bound by a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    /// As `supplier` in events.
    pub id: SupplierId,
    /// Names for readers.
    pub names: Names,
}

/// Somebody whom services are agreed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Referred to by services and agreements.
    pub id: CustomerId,
    /// Names for readers.
    pub names: Names,
}

/// What management wants from service management.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// From 1.
    pub number: u32,
    /// The objective in words.
    pub names: Names,
}
