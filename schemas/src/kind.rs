//! The kinds of record, the topic of each, and the type of its data.

use std::str::FromStr;

use crate::record::{Attributes, vocabulary};
use crate::records::*;
use crate::rejection::{Rejection, RejectionCode};
use crate::rules::Rules;

/// The JSON Schema of the values that all contracts share.
pub const COMMON_SCHEMA: &str = include_str!("../events/common.v1.schema.json");

vocabulary! {
    /// The six topics. Every kind of record belongs to one.
    Topic {
        /// Incidents, service requests, problems, marks of major and security incidents.
        Incident = "incident",
        /// Changes, configuration audits and deviations.
        Change = "change",
        /// Releases and deployments of new or changed services.
        Release = "release",
        /// Outages, maintenance, monitor coverage, capacity, continuity.
        Availability = "availability",
        /// Surveys, complaints, supplier evaluations.
        Satisfaction = "satisfaction",
        /// Costs, audits, reviews, and what people enter in this system.
        Governance = "governance",
    }
}

/// Writes down [`Kind`] and [`Data`] from one list: variant, data type, event type, topic.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($data:ident) = $name:literal on $topic:ident,)*) => {
        vocabulary! {
            /// A kind of record with the version of its contract: the `type` of an event.
            Kind { $($(#[$doc])* $kind = $name,)* }
        }

        impl Kind {
            /// The topic that carries this kind.
            pub fn topic(self) -> Topic {
                match self { $(Kind::$kind => Topic::$topic,)* }
            }

            /// Names of the fields of `data` that must be stated.
            pub fn must_fields(self) -> &'static [&'static str] {
                match self { $(Kind::$kind => $data::MUST,)* }
            }

            /// Names of the fields of `data` that may be stated.
            pub fn may_fields(self) -> &'static [&'static str] {
                match self { $(Kind::$kind => $data::MAY,)* }
            }

            /// The JSON Schema of the contract; what it refers to is in [`COMMON_SCHEMA`].
            pub fn schema(self) -> &'static str {
                match self {
                    $(Kind::$kind => include_str!(concat!("../events/", $name, ".schema.json")),)*
                }
            }
        }

        /// What an event says about its record: the record as it stood after one update.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "events are read one by one and not kept")]
        pub enum Data { $($(#[$doc])* $kind($data),)* }

        impl Data {
            /// The kind of record that this is.
            pub fn kind(&self) -> Kind {
                match self { $(Data::$kind(_) => Kind::$kind,)* }
            }

            /// Reads the data of an event of this kind.
            pub(crate) fn read<'de, D: serde::Deserializer<'de>>(kind: Kind, from: D) -> Result<Data, D::Error> {
                match kind { $(Kind::$kind => crate::field::read(from).map(Data::$kind),)* }
            }

            pub(crate) fn check(&self) -> Result<(), Rejection> {
                match self { $(Data::$kind(record) => record.check(),)* }
            }

            pub(crate) fn attributes(&self) -> &dyn Attributes {
                match self { $(Data::$kind(record) => record,)* }
            }
        }

        impl serde::Serialize for Data {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Data::$kind(record) => serde::Serialize::serialize(record, serializer),)* }
            }
        }
    };
}

kinds! {
    /// An incident as it stood after one update.
    Incident(Ticket) = "incident.v1" on Incident,
    /// A service request as it stood after one update.
    ServiceRequest(Ticket) = "service_request.v1" on Incident,
    /// A problem or known error as it stood after one update.
    Problem(Problem) = "problem.v1" on Incident,
    /// The mark that an incident is a major one, with its stages (clause 6.2 b).
    MajorIncident(MajorIncident) = "major_incident.v1" on Incident,
    /// An information security incident as it stood after one update (clause 6.6).
    SecurityIncident(SecurityIncident) = "security_incident.v1" on Incident,
    /// A change as it stood after one update (clause 9.2).
    Change(Change) = "change.v1" on Change,
    /// The audit of configuration records of one class (clause 9.1).
    ConfigurationAudit(ConfigurationAudit) = "configuration_audit.v1" on Change,
    /// A difference between the configuration database and what was found.
    ConfigurationDeviation(ConfigurationDeviation) = "configuration_deviation.v1" on Change,
    /// A release as it stood after one update (clause 9.3).
    Release(Release) = "release.v1" on Release,
    /// The design and transition of a new or changed service (clause 5), against its plan.
    ServiceDeployment(ServiceDeployment) = "service_deployment.v1" on Release,
    /// A loss of a service or of a component, `[begins_at, ends_at)`, as known after one update
    /// (clause 6.3).
    Outage(Outage) = "outage.v1" on Availability,
    /// A maintenance window, `[begins_at, ends_at)`, as it stood after one update.
    Maintenance(Maintenance) = "maintenance.v1" on Availability,
    /// The stretch `[begins_at, ends_at)` in which a monitor watched a service, less its gaps. Time
    /// without it is neither up nor down.
    MonitorCoverage(MonitorCoverage) = "monitor_coverage.v1" on Availability,
    /// What one check of a service found, at the event's time.
    MonitorCheck(MonitorCheck) = "monitor_check.v1" on Availability,
    /// Use of one resource over a stretch of time, with its limits (clause 6.5).
    CapacitySample(CapacitySample) = "capacity_sample.v1" on Availability,
    /// An invocation of a service continuity plan (clause 6.2 b).
    ContinuityInvocation(ContinuityInvocation) = "continuity_invocation.v1" on Availability,
    /// A test of a service continuity plan, due or held (clause 6.3).
    ContinuityDrill(ContinuityDrill) = "continuity_drill.v1" on Availability,
    /// A survey that was sent, with the number of people asked (clause 7.1).
    Survey(Survey) = "survey.v1" on Satisfaction,
    /// One answer to a survey.
    SurveyAnswer(SurveyAnswer) = "survey_answer.v1" on Satisfaction,
    /// A complaint as it stood after one update (clause 7.1).
    Complaint(Complaint) = "complaint.v1" on Satisfaction,
    /// The evaluation of a supplier over a stretch of time, `[begins_at, ends_at)` (clause 7.2).
    SupplierEvaluation(SupplierEvaluation) = "supplier_evaluation.v1" on Satisfaction,
    /// Budget, cost and forecast of one cost element in one month (clause 6.4).
    Cost(Cost) = "cost.v1" on Governance,
    /// An audit of the management system, planned or held (clause 4.5.4.2).
    Audit(Audit) = "audit.v1" on Governance,
    /// A review, due or held: management review, service review, agreement review, access review.
    Review(Review) = "review.v1" on Governance,
    /// A nonconformity against the standard, the management system or service requirements (clause
    /// 6.2 d).
    Nonconformity(Nonconformity) = "nonconformity.v1" on Governance,
    /// A corrective or preventive action or an improvement, with the check that it worked (clause
    /// 4.5.5).
    Action(Action) = "action.v1" on Governance,
    /// The cause that a person assigned to a record.
    CauseCoding(CauseCoding) = "cause_coding.v1" on Governance,
    /// What a person wrote beside a figure or a section of a report. Figure or section must be named.
    Commentary(Commentary) = "commentary.v1" on Governance,
    /// A stretch `[begins_at, ends_at)` of a record that shall not count, by a rule of the agreement
    /// (domain rule 8).
    Exclusion(Exclusion) = "exclusion.v1" on Governance,
    /// A person's decision on one edition of a report.
    SignOff(SignOff) = "sign_off.v1" on Governance,
    /// A person's agreement to an SLA, OLA or contract, to a report description, a figure or a
    /// calendar (clause 6.2).
    AgreementSignOff(AgreementSignOff) = "agreement_sign_off.v1" on Governance,
}

impl Kind {
    /// The kind without its version: `incident` of `incident.v1`.
    pub fn record_type(self) -> &'static str {
        self.as_str()
            .split_once('.')
            .map_or(self.as_str(), |(record_type, _)| record_type)
    }
}

impl FromStr for Kind {
    type Err = Rejection;

    fn from_str(text: &str) -> Result<Kind, Rejection> {
        Kind::parse(text).ok_or_else(|| {
            let message = format!("type `{text}` is unknown; the types are listed in schemas/README.md");
            Rejection::at(RejectionCode::UnknownType, "type", message)
        })
    }
}

impl FromStr for Topic {
    type Err = Rejection;

    fn from_str(text: &str) -> Result<Topic, Rejection> {
        Topic::parse(text).ok_or_else(|| {
            let names: Vec<&str> = Topic::ALL.iter().map(|topic| topic.as_str()).collect();
            let message = format!("topic `{text}` is unknown; the topics are {}", names.join(", "));
            Rejection::whole(RejectionCode::BadValue, message)
        })
    }
}
