//! What concerns services as a whole, as rows: hours and promises by version, components, grades, continuity plans.

use jiff::ToSpan;
use serde_json::{Value, json};

use super::rows::{self, FOREVER, named};
use crate::Error;
use crate::definitions::{
    Agreement, AgreementKind, AgreementVersion, Definitions, Service, ServiceMeasure, ServiceTarget,
    ServiceTargetValue,
};

/// Before anything that instants are given for.
const EVER: &str = "1900-01-01 00:00:00.000";

/// Promises on whole services: of each agreement that reaches a service the nearest promise, and of service level
/// agreements only the nearest that promises the measure.
///
/// # Errors
/// A `valid_from` outside what instants can be given for.
pub(super) fn service_targets(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut table = Vec::new();
    for service in &definitions.services {
        for agreement in &definitions.agreements {
            for measure in ServiceMeasure::ALL {
                if !reaches(definitions, agreement, service, Some(measure)) {
                    continue;
                }
                for version in &agreement.versions {
                    let Some(target) = nearest_target(definitions, version, service, measure) else {
                        continue;
                    };
                    let (from, until) = rows::validity(definitions, agreement, version)?;
                    let calendar = target.calendar.as_ref().unwrap_or(&version.calendar);
                    let mut row = json!({
                        "definitions": hash, "agreement": agreement.id.as_str(), "kind": agreement.kind.as_str(),
                        "service": service.id.as_str(), "measure": measure.as_str(),
                        "valid_from": from, "valid_until": until, "calendar": calendar.as_str(),
                        "named": u8::from(is_made_on(agreement, target, service)),
                        "warn_met": target.warn_at.met, "warn_of": target.warn_at.of,
                    });
                    put_value(&mut row, target.value);
                    table.push(row);
                }
            }
        }
    }
    Ok(table)
}

/// The calendar of agreed service time by service and version of the nearest service level agreement: that of its
/// promise of availability, else the version's (domain rule 9).
///
/// # Errors
/// A `valid_from` outside what instants can be given for.
pub(super) fn service_hours(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut table = Vec::new();
    for service in &definitions.services {
        let row = |agreement: &str, calendar: &str, from: &str, until: &str| {
            json!({
                "definitions": hash, "service": service.id.as_str(), "agreement": agreement, "calendar": calendar,
                "valid_from": from, "valid_until": until,
            })
        };
        let slas = definitions
            .agreements
            .iter()
            .filter(|agreement| agreement.kind == AgreementKind::Sla);
        let promising = Some(ServiceMeasure::Availability);
        let agreement = slas
            .clone()
            .find(|agreement| reaches(definitions, agreement, service, promising))
            .or_else(|| {
                slas.clone()
                    .find(|agreement| reaches(definitions, agreement, service, None))
            });
        let mut first = FOREVER.to_owned();
        for version in agreement
            .map(|agreement| &agreement.versions[..])
            .unwrap_or_default()
        {
            let Some(agreement) = agreement else { continue };
            let (from, until) = rows::validity(definitions, agreement, version)?;
            let target = nearest_target(definitions, version, service, ServiceMeasure::Availability);
            let calendar = target
                .and_then(|target| target.calendar.as_ref())
                .unwrap_or(&version.calendar);
            first = first.min(from.clone());
            table.push(row(agreement.id.as_str(), calendar.as_str(), &from, &until));
        }
        table.push(row("", "", EVER, &first));
    }
    Ok(table)
}

/// What each service stands on.
pub(super) fn components(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let services = definitions.services.iter();
    services
        .flat_map(|service| {
            let components = service.components.iter();
            components.map(|component| {
                named(
                    &component.names,
                    json!({
                        "definitions": hash, "component": component.id.as_str(), "service": service.id.as_str(),
                    }),
                )
            })
        })
        .collect()
}

/// Which grades of incidents interrupt a service.
pub(super) fn grades(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let grades = definitions.organisation.grades.iter();
    grades
        .map(|grade| {
            named(
                &grade.names,
                json!({
                    "definitions": hash, "grade": grade.id.as_str(),
                    "interrupts_service": u8::from(grade.interrupts_service),
                }),
            )
        })
        .collect()
}

/// Critical services and the plans of all, each until the end of its last local day.
///
/// # Errors
/// A day outside what instants can be given for.
pub(super) fn continuity_plans(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let zone = &definitions.organisation.time_zone;
    let mut table = Vec::new();
    for service in &definitions.services {
        let mut put = |plan: &str, from: String, until: String| {
            table.push(json!({
                "definitions": hash, "service": service.id.as_str(), "critical": u8::from(service.critical),
                "plan": plan, "valid_from": from, "valid_until": until,
            }));
        };
        for plan in &service.continuity_plans {
            let after = plan.valid_until.map(|day| day.saturating_add(1.day()));
            let until = after.map_or(Ok(FOREVER.to_owned()), |day| rows::midnight(day, zone))?;
            put(&plan.id, rows::midnight(plan.valid_from, zone)?, until);
        }
        if service.critical && service.continuity_plans.is_empty() {
            put("", EVER.to_owned(), FOREVER.to_owned());
        }
    }
    Ok(table)
}

/// Whether an agreement's word on a measure (any word if none) holds for a service.
fn reaches(
    definitions: &Definitions,
    agreement: &Agreement,
    service: &Service,
    measure: Option<ServiceMeasure>,
) -> bool {
    let distance = |agreement: &Agreement| {
        let promised = agreement.versions.iter().any(|version| {
            measure.is_none_or(|measure| nearest_target(definitions, version, service, measure).is_some())
        });
        promised
            .then(|| definitions.distance(agreement, service))
            .flatten()
    };
    let Some(own) = distance(agreement) else {
        return false;
    };
    agreement.kind != AgreementKind::Sla
        || definitions
            .agreements
            .iter()
            .filter(|other| other.kind == AgreementKind::Sla)
            .all(|other| distance(other).is_none_or(|steps| steps >= own))
}

/// Whether a promise is made on this very service, and does not only reach it from above.
fn is_made_on(agreement: &Agreement, target: &ServiceTarget, service: &Service) -> bool {
    match &target.service {
        Some(named) => *named == service.id,
        None => agreement.services.contains(&service.id),
    }
}

/// The promise of a version on a measure that names the service, or one above it, most closely.
fn nearest_target<'a>(
    definitions: &Definitions,
    version: &'a AgreementVersion,
    service: &Service,
    measure: ServiceMeasure,
) -> Option<&'a ServiceTarget> {
    let lineage = definitions.lineage(service);
    let steps = |target: &ServiceTarget| match &target.service {
        None => Some(lineage.len()),
        Some(named) => lineage.iter().position(|id| id == named),
    };
    version
        .service_targets
        .iter()
        .filter(|target| target.measure == measure)
        .filter_map(|target| Some((steps(target)?, target)))
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, target)| target)
}

fn put_value(row: &mut Value, value: ServiceTargetValue) {
    match value {
        ServiceTargetValue::AtLeast(goal) => {
            row["goal_met"] = json!(goal.met);
            row["goal_of"] = json!(goal.of);
        }
        ServiceTargetValue::AtMost(count) => row["at_most"] = json!(count),
        ServiceTargetValue::Within { within_ms, goal } => {
            row["within_ms"] = json!(within_ms);
            row["goal_met"] = json!(goal.met);
            row["goal_of"] = json!(goal.of);
        }
    }
}
