//! Agreements: who promised whom which targets, on which calendar and clock rules, and from when.

use jiff::civil::Date;

use super::ids::{
    AgreementId, CalendarId, CustomerId, DivisionId, GroupId, PriorityId, RecordType, ServiceId, StateId,
    SupplierId,
};
use super::organisation::Names;

/// A promise in versions (`agreements/*.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Named in ledgers and reports.
    pub id: AgreementId,
    /// Service level agreement, operational level agreement, or supplier contract.
    pub kind: AgreementKind,
    /// Names for readers.
    pub names: Names,
    /// Who promises, in words.
    pub provider: String,
    /// To whom, in words.
    pub customer: String,
    /// The customer whom a service level agreement is made with.
    pub customer_id: Option<CustomerId>,
    /// The division that an operational level agreement binds.
    pub division: Option<DivisionId>,
    /// The supplier whom a contract binds.
    pub supplier: Option<SupplierId>,
    /// The support groups whose share of a record's time it judges: stated, else those of its division or
    /// supplier. Empty for a service level agreement.
    pub groups: Vec<GroupId>,
    /// Whether the groups are stated, one by one.
    pub names_groups: bool,
    /// The services covered, with all their sub-services. A sub-service's own agreement goes first.
    pub services: Vec<ServiceId>,
    /// Sorted by `valid_from`, no two equal.
    pub versions: Vec<AgreementVersion>,
}

/// What kind of promise it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgreementKind {
    /// Service level agreement 服務水準協議: with the customer.
    Sla,
    /// Operational level agreement 營運水準協議: between divisions.
    Ola,
    /// Underpinning contract 支援契約: with a supplier.
    Contract,
}

impl AgreementKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Sla, Self::Ola, Self::Contract];

    /// As written in definitions and in the tables of rules and targets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sla => "sla",
            Self::Ola => "ola",
            Self::Contract => "contract",
        }
    }
}

/// What was agreed from a date on; it holds for records opened on that local date or later (domain rule 11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementVersion {
    /// The first local date, in the calendar's time zone.
    pub valid_from: Date,
    /// The service hours that every time target of this version counts.
    pub calendar: CalendarId,
    /// The kinds of record that it covers, in the order of the file.
    pub record_types: Vec<RecordType>,
    /// The waiting states in which the clock stands still (domain rule 3).
    pub pausing_states: Vec<StateId>,
    /// Whether the time between a resolution and a reopening counts (case A13).
    pub resolved_gap: ResolvedGapPolicy,
    /// Promises on the time of single records.
    pub targets: Vec<Target>,
    /// Promises on a service as a whole, over a month.
    pub service_targets: Vec<ServiceTarget>,
    /// What was agreed not to be the provider's: exchanges, telecom lines, …
    pub known_limits: Vec<Names>,
    /// The rules by which an approved exclusion may take time out of a record's clock (domain rule 8).
    pub exclusions: Vec<ExclusionRule>,
    /// Who agreed to this version, and when.
    pub agreed: Vec<Consent>,
}

/// A rule by which time of a record may be excluded; exclusion events name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionRule {
    /// Unique in its version.
    pub id: String,
    /// Names for readers.
    pub names: Names,
}

/// What happens to the time between a resolution and the reopening after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResolvedGapPolicy {
    /// It is left out of elapsed time.
    Excluded,
    /// It counts as elapsed time.
    Counted,
}

impl ResolvedGapPolicy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Excluded, Self::Counted];

    /// As written in definitions and in the table of rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Counted => "counted",
        }
    }
}

/// A promise on the time that one record of a kind and priority may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The kind of record.
    pub record_type: RecordType,
    /// The priority held.
    pub priority: PriorityId,
    /// Which time.
    pub measure: Measure,
    /// The most that it may take, in milliseconds of service time; exactly this much is met.
    pub within_ms: i64,
    /// How many of the month's records must keep to it.
    pub goal: Goal,
    /// The share of `within_ms` from which a record is at risk, and of the misses that the goal allows from which
    /// the promise is.
    pub warn_at: Goal,
}

/// The two times of a record that targets are agreed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// From opening to the first answer by a person (domain rule 6).
    Response,
    /// From opening to resolution, without what the agreement leaves out.
    Resolution,
}

impl Measure {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Response, Self::Resolution];

    /// As written in definitions and in the table of targets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Resolution => "resolution",
        }
    }
}

/// A share as two integers, so that nothing is ever rounded (case A14): `95 of 100`, `999 of 1000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// 1 to `of`.
    pub met: u32,
    /// At least 1.
    pub of: u32,
}

/// A promise on a service as a whole, over a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTarget {
    /// What is promised.
    pub measure: ServiceMeasure,
    /// The service it holds for; all that the agreement covers if absent.
    pub service: Option<ServiceId>,
    /// The service hours that it counts; the version's if absent.
    pub calendar: Option<CalendarId>,
    /// The value promised.
    pub value: ServiceTargetValue,
    /// The share of what the promise allows in a month from which it is at risk.
    pub warn_at: Goal,
}

/// What a promise on a whole service is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceMeasure {
    /// Share of the agreed service time in which the service was up (domain rule 9).
    Availability,
    /// Number of interruptions in the month.
    Interruptions,
    /// Mean time to restore the service.
    RestoreTime,
    /// Time to the first answer to a complaint.
    ComplaintAnswer,
    /// Response time of transactions.
    TransactionTime,
    /// Notice that planned maintenance is announced with.
    MaintenanceNotice,
    /// Continuity: the time in which the service must be back after an invocation.
    RecoveryTime,
    /// Continuity: the stretch of data that may be lost.
    RecoveryPoint,
}

impl ServiceMeasure {
    /// Every measure.
    pub const ALL: [Self; 8] = [
        Self::Availability,
        Self::Interruptions,
        Self::RestoreTime,
        Self::ComplaintAnswer,
        Self::TransactionTime,
        Self::MaintenanceNotice,
        Self::RecoveryTime,
        Self::RecoveryPoint,
    ];

    /// As written in definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Availability => "availability",
            Self::Interruptions => "interruptions",
            Self::RestoreTime => "restore-time",
            Self::ComplaintAnswer => "complaint-answer",
            Self::TransactionTime => "transaction-time",
            Self::MaintenanceNotice => "maintenance-notice",
            Self::RecoveryTime => "recovery-time",
            Self::RecoveryPoint => "recovery-point",
        }
    }
}

/// The value of a promise on a whole service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceTargetValue {
    /// At least this share (`availability`).
    AtLeast(Goal),
    /// At most this many (`interruptions`).
    AtMost(u32),
    /// Within this time, in milliseconds, in at least this share of the cases (all other measures).
    Within {
        /// Milliseconds.
        within_ms: i64,
        /// The share of cases that must keep to it.
        goal: Goal,
    },
}

/// Somebody's agreement to a text, kept with it (clause 6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The person or the office.
    pub by: String,
    /// As whom: `customer representative`, `process owner`, `service owner`, `management representative`, …
    pub role: String,
    /// The day.
    pub on: Date,
}
