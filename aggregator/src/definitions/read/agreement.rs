//! Reads `agreements/*.toml`.

use super::calendar::in_order;
use super::notes::{Kind, listed};
use super::register::consents;
use super::section::{Section, Word};
use super::words;
use crate::definitions::{
    Agreement, AgreementKind, AgreementVersion, ExclusionRule, Goal, Group, Measure, Organisation,
    RecordType, ResolvedGapPolicy, ServiceMeasure, ServiceTarget, ServiceTargetValue, Target,
};

/// The keys of the file.
pub(super) const KEYS: &[&str] = &[
    "id",
    "kind",
    "names",
    "provider",
    "customer",
    "customer_id",
    "division",
    "supplier",
    "groups",
    "services",
    "versions",
];

/// The kinds of record that have a clock, as events name them.
const RECORD_TYPES: [&str; 4] = ["incident", "service_request", "problem", "security_incident"];

const WARN_AT: Goal = Goal { met: 75, of: 100 };

/// Reads the file's table.
pub(super) fn agreement(file: &Section<'_>) -> Agreement {
    file.not_empty("services", "[\"…\"]");
    file.not_empty("versions", "[…]");
    let kind = file.choice("kind", &AgreementKind::ALL, AgreementKind::as_str);
    bound_party(file, kind);
    Agreement {
        id: file.declare(Kind::Agreement).into(),
        kind,
        names: file.names("names"),
        provider: file.text("provider"),
        customer: file.text("customer"),
        customer_id: file.optional_refer(Kind::Customer, "customer_id").map(Into::into),
        division: file.optional_refer(Kind::Division, "division").map(Into::into),
        supplier: file.optional_refer(Kind::Supplier, "supplier").map(Into::into),
        names_groups: file.has("groups"),
        groups: file
            .refer_all(Kind::Group, "groups")
            .into_iter()
            .map(Into::into)
            .collect(),
        services: file
            .refer_all(Kind::Service, "services")
            .into_iter()
            .map(Into::into)
            .collect(),
        versions: versions(file),
    }
}

/// An agreement that names no groups judges those of its division or supplier.
pub(super) fn find_groups(agreement: &mut Agreement, organisation: &Organisation) {
    let bound = |group: &&Group| match agreement.kind {
        AgreementKind::Sla => false,
        AgreementKind::Ola => group.division.is_some() && group.division == agreement.division,
        AgreementKind::Contract => group.supplier.is_some() && group.supplier == agreement.supplier,
    };
    if agreement.groups.is_empty() {
        agreement.groups = organisation
            .groups
            .iter()
            .filter(bound)
            .map(|group| group.id.clone())
            .collect();
    }
}

/// An operational level agreement and a contract judge somebody's share of the time: they must say whose.
fn bound_party(file: &Section<'_>, kind: AgreementKind) {
    let key = match kind {
        AgreementKind::Sla => return,
        AgreementKind::Ola => "division",
        AgreementKind::Contract => "supplier",
    };
    if !file.has(key) && !file.has("groups") {
        file.error(
            key,
            "is missing",
            format!("say whom it binds: `{key} = \"…\"`, or `groups = [\"…\"]`"),
        );
    }
}

fn versions(file: &Section<'_>) -> Vec<AgreementVersion> {
    let keys = [
        "valid_from",
        "calendar",
        "record_types",
        "pausing_states",
        "resolved_gap",
        "targets",
        "service_targets",
        "known_limits",
        "exclusions",
        "agreed",
    ];
    let sections = file.sections("versions", &keys);
    in_order(&sections);
    sections.iter().map(version).collect()
}

fn version(section: &Section<'_>) -> AgreementVersion {
    section.not_empty("record_types", "[\"incident\"]");
    let record_types = record_types(section);
    AgreementVersion {
        valid_from: section.date("valid_from"),
        calendar: section.refer(Kind::Calendar, "calendar").into(),
        pausing_states: section
            .refer_all(Kind::State, "pausing_states")
            .into_iter()
            .map(Into::into)
            .collect(),
        resolved_gap: section.choice("resolved_gap", &ResolvedGapPolicy::ALL, ResolvedGapPolicy::as_str),
        targets: targets(section, &record_types),
        service_targets: service_targets(section),
        known_limits: section.names_list("known_limits"),
        exclusions: exclusions(section),
        agreed: consents(section),
        record_types,
    }
}

/// The rules under `exclusions`, none twice.
fn exclusions(version: &Section<'_>) -> Vec<ExclusionRule> {
    let mut rules: Vec<ExclusionRule> = Vec::new();
    for section in version.sections("exclusions", &["id", "names"]) {
        let id = section.text("id");
        if rules.iter().any(|rule| rule.id == id) {
            section.error("id", format!("`{id}` is listed twice"), "list it once");
        }
        let names = section.names("names");
        rules.push(ExclusionRule { id, names });
    }
    rules
}

/// The kinds of record under `record_types`; each known, none twice.
pub(super) fn record_types(section: &Section<'_>) -> Vec<RecordType> {
    let mut types: Vec<RecordType> = Vec::new();
    for Word { text, place } in section.words("record_types") {
        if !RECORD_TYPES.contains(&text.as_str()) {
            let what = format!("`{text}` is not a kind of record with a clock");
            section
                .notes()
                .error(place, what, format!("use one of {}", listed(&RECORD_TYPES)));
        } else if types.iter().any(|known| known.as_str() == text) {
            section
                .notes()
                .error(place, format!("`{text}` is listed twice"), "list it once");
        }
        types.push(text.into());
    }
    types
}

/// One table for each kind of record and priority, with one or both measures.
fn targets(version: &Section<'_>, record_types: &[RecordType]) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for section in version.sections("targets", &["record_type", "priority", "response", "resolution"]) {
        let record_type = RecordType::from(section.text("record_type"));
        if !record_types.contains(&record_type) && section.has("record_type") {
            let what = format!("this version does not cover `{record_type}`");
            section.error(
                "record_type",
                what,
                "add it to the version's `record_types`, or leave the target out",
            );
        }
        let priority = section.refer(Kind::Priority, "priority");
        if !Measure::ALL.iter().any(|measure| section.has(measure.as_str())) {
            let remedy = "add `resolution = { within = \"4h\", goal = \"95 of 100\" }` or `response`";
            section.error("", "promises nothing", remedy);
        }
        for measure in Measure::ALL {
            let Some(promise) = section.section(measure.as_str(), &["within", "goal", "warn_at"]) else {
                continue;
            };
            let target = Target {
                record_type: record_type.clone(),
                priority: priority.clone().into(),
                measure,
                within_ms: promise.notation("within", words::duration_ms, 1),
                goal: promise.notation("goal", words::goal, WARN_AT),
                warn_at: warn_at(&promise),
            };
            let same = |other: &Target| {
                (&other.record_type, &other.priority, other.measure)
                    == (&target.record_type, &target.priority, measure)
            };
            if targets.iter().any(same) {
                let what = format!(
                    "{record_type}, {priority} has two targets for {}",
                    measure.as_str()
                );
                section.error(measure.as_str(), what, "keep one of them");
            }
            targets.push(target);
        }
    }
    targets
}

fn warn_at(promise: &Section<'_>) -> Goal {
    if promise.has("warn_at") {
        promise.notation("warn_at", words::goal, WARN_AT)
    } else {
        WARN_AT
    }
}

fn service_targets(version: &Section<'_>) -> Vec<ServiceTarget> {
    let keys = [
        "measure", "service", "calendar", "at_least", "at_most", "within", "goal", "warn_at",
    ];
    let read = |section: &Section<'_>| {
        let measure = section.choice("measure", &ServiceMeasure::ALL, ServiceMeasure::as_str);
        let wanted: &[&str] = match measure {
            ServiceMeasure::Availability => &["at_least"],
            ServiceMeasure::Interruptions => &["at_most"],
            _ => &["within", "goal"],
        };
        for key in ["at_least", "at_most", "within", "goal"] {
            if section.has(key) && !wanted.contains(&key) {
                let what = format!("does not go with `{}`", measure.as_str());
                section.error(key, what, format!("write {}", listed(wanted)));
            }
        }
        let all = Goal { met: 100, of: 100 };
        let value = match measure {
            ServiceMeasure::Availability => {
                ServiceTargetValue::AtLeast(section.notation("at_least", words::goal, all))
            }
            ServiceMeasure::Interruptions => ServiceTargetValue::AtMost(section.number("at_most", 0, 9999)),
            _ => ServiceTargetValue::Within {
                within_ms: section.notation("within", words::duration_ms, 1),
                goal: if section.has("goal") {
                    section.notation("goal", words::goal, all)
                } else {
                    all
                },
            },
        };
        let service = section.optional_refer(Kind::Service, "service").map(Into::into);
        let calendar = section.optional_refer(Kind::Calendar, "calendar").map(Into::into);
        ServiceTarget {
            measure,
            service,
            calendar,
            value,
            warn_at: warn_at(section),
        }
    };
    version
        .sections("service_targets", &keys)
        .iter()
        .map(read)
        .collect()
}
