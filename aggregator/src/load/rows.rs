//! The definitions as rows: dates become instants, rules are spread over services, hours become windows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{Reach, Table, goals, promises, register, rules};
use crate::calendar::{WindowKind, windows};
use crate::definitions::{Agreement, AgreementKind, AgreementVersion, Definitions, Names, ServiceId};
use crate::statement::instant;
use crate::{Error, Month};

/// "Until further notice" in the tables.
pub(super) const FOREVER: &str = "2299-12-31 00:00:00.000";

/// The rows of every table of definitions.
///
/// # Errors
/// A `valid_from` outside what instants can be given for.
pub(super) fn tables(definitions: &Definitions, hash: &str, reach: Reach) -> Result<Vec<Table>, Error> {
    let table = |name, rows| Table {
        name,
        partition: format!("'{hash}'"),
        rows,
    };
    let texts = definitions.texts().iter();
    Ok(vec![
        table(
            "definitions",
            texts
                .map(|(path, text)| json!({"definitions": hash, "path": path, "text": text}))
                .collect(),
        ),
        table("services", services(definitions, hash)),
        table("states", states(definitions, hash)),
        table("priorities", priorities(definitions, hash)),
        table("groups", groups(definitions, hash)),
        table("agreements", agreements(definitions, hash)),
        table("agreement_parties", agreement_parties(definitions, hash)),
        table("agreement_rules", agreement_rules(definitions, hash)?),
        table("pausing_states", pausing_states(definitions, hash)?),
        table("exclusion_rules", exclusion_rules(definitions, hash)?),
        table("targets", targets(definitions, hash)?),
        table("service_targets", promises::service_targets(definitions, hash)?),
        table("service_hours", promises::service_hours(definitions, hash)?),
        table("components", promises::components(definitions, hash)),
        table("grades", promises::grades(definitions, hash)),
        table("continuity_plans", promises::continuity_plans(definitions, hash)?),
        table("kpi_goals", goals::kpi_goals(definitions, hash)?),
        table("kpis", register::kpis(definitions, hash)),
        table("register", register::reports(definitions, hash)?),
        table("rules", rules::rules(definitions, hash)),
        table("channels", register::channels(definitions, hash)),
        table("stage_targets", goals::stage_targets(definitions, hash)?),
        Table {
            name: "service_windows",
            partition: reach.partition(hash),
            rows: service_windows(definitions, hash, reach),
        },
    ])
}

fn services(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let lineage = |id: &str| {
        let mut line = vec![id.to_owned()];
        while let Some(parent) = line
            .last()
            .and_then(|id| definitions.service(id))
            .and_then(|service| service.parent.as_ref())
        {
            line.push(parent.as_str().to_owned());
        }
        line
    };
    let services = definitions.services.iter();
    services
        .map(|service| {
            named(
                &service.names,
                json!({
                    "definitions": hash, "service": service.id.as_str(), "top_service": service.top.as_str(),
                    "lineage": lineage(service.id.as_str()),
                }),
            )
        })
        .collect()
}

fn states(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let states = definitions.organisation.states.iter();
    states
        .map(|state| {
            json!({
                "definitions": hash, "state": state.id.as_str(), "phase": state.phase.as_str(),
                "waiting_on": state.waiting_on.as_ref().map_or("", |party| party.as_str()),
            })
        })
        .collect()
}

fn priorities(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let priorities = definitions.organisation.priorities.iter();
    priorities
        .map(|priority| {
            let row = json!({"definitions": hash, "priority": priority.id.as_str(), "rank": priority.rank});
            named(&priority.names, row)
        })
        .collect()
}

fn groups(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let groups = definitions.organisation.groups.iter();
    groups
        .map(|group| {
            named(
                &group.names,
                json!({
                    "definitions": hash, "assignment_group": group.id.as_str(),
                    "supplier": group.supplier.as_ref().map_or("", |id| id.as_str()),
                    "division": group.division.as_ref().map_or("", |id| id.as_str()),
                }),
            )
        })
        .collect()
}

fn agreements(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let agreements = definitions.agreements.iter();
    agreements
        .map(|agreement| {
            named(
                &agreement.names,
                json!({
                    "definitions": hash, "agreement": agreement.id.as_str(), "kind": agreement.kind.as_str(),
                    "services": agreement.services.iter().map(ServiceId::as_str).collect::<Vec<_>>(),
                    "division": agreement.division.as_ref().map_or("", |id| id.as_str()),
                    "supplier": agreement.supplier.as_ref().map_or("", |id| id.as_str()),
                }),
            )
        })
        .collect()
}

/// Whose share an agreement judges: a contract its supplier's, whoever works for it, unless it names groups.
fn agreement_parties(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for agreement in &definitions.agreements {
        let mut put = |held_by: &str, party: &str| {
            rows.push(json!({
                "definitions": hash, "agreement": agreement.id.as_str(), "held_by": held_by, "party": party,
            }));
        };
        match &agreement.supplier {
            Some(supplier) if agreement.kind == AgreementKind::Contract && !agreement.names_groups => {
                put("supplier", supplier.as_str());
            }
            _ => agreement
                .groups
                .iter()
                .for_each(|group| put("group", group.as_str())),
        }
    }
    rows
}

fn agreement_rules(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let rules = definitions.coverage();
    let rules = rules.iter().map(|rule| {
        let (from, until) = validity(definitions, rule.agreement, rule.version)?;
        Ok(json!({
            "definitions": hash, "agreement": rule.agreement.id.as_str(), "kind": rule.agreement.kind.as_str(),
            "service": rule.service.as_str(), "record_type": rule.record_type.as_str(),
            "valid_from": from, "valid_until": until,
            "calendar": rule.version.calendar.as_str(), "resolved_gap": rule.version.resolved_gap.as_str(),
        }))
    });
    rules.collect()
}

fn pausing_states(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut rows = Vec::new();
    for agreement in &definitions.agreements {
        for version in &agreement.versions {
            let (from, _) = validity(definitions, agreement, version)?;
            rows.extend(version.pausing_states.iter().map(|state| {
                json!({
                    "definitions": hash, "agreement": agreement.id.as_str(), "valid_from": from,
                    "state": state.as_str(),
                })
            }));
        }
    }
    Ok(rows)
}

fn exclusion_rules(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut rows = Vec::new();
    for agreement in &definitions.agreements {
        for version in &agreement.versions {
            let (from, _) = validity(definitions, agreement, version)?;
            rows.extend(version.exclusions.iter().map(|rule| {
                named(
                    &rule.names,
                    json!({
                        "definitions": hash, "agreement": agreement.id.as_str(), "valid_from": from,
                        "rule": rule.id,
                    }),
                )
            }));
        }
    }
    Ok(rows)
}

fn targets(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut rows = Vec::new();
    for rule in definitions.coverage() {
        let (from, _) = validity(definitions, rule.agreement, rule.version)?;
        let targets = rule.version.targets.iter();
        rows.extend(targets.filter(|target| target.record_type == *rule.record_type).map(|target| {
            json!({
                "definitions": hash, "agreement": rule.agreement.id.as_str(), "kind": rule.agreement.kind.as_str(),
                "service": rule.service.as_str(), "record_type": rule.record_type.as_str(),
                "priority": target.priority.as_str(), "measure": target.measure.as_str(), "valid_from": from,
                "target_ms": target.within_ms, "goal_met": target.goal.met, "goal_of": target.goal.of,
                "warn_met": target.warn_at.met, "warn_of": target.warn_at.of,
            })
        }));
    }
    Ok(rows)
}

fn service_windows(definitions: &Definitions, hash: &str, reach: Reach) -> Vec<Value> {
    let row = |calendar: &str, kind: &str, opens: Timestamp, closes: Timestamp, ms_before: i64| {
        json!({
            "definitions": hash, "since": instant(reach.since), "until": instant(reach.until),
            "calendar": calendar, "kind": kind, "opens": instant(opens), "closes": instant(closes),
            "ms_before": ms_before,
        })
    };
    // Without an agreement all time counts: calendar '' is open throughout.
    let mut rows = vec![row("", WindowKind::Service.as_str(), reach.since, reach.until, 0)];
    for calendar in &definitions.calendars {
        let mut ms_before: BTreeMap<WindowKind, i64> = BTreeMap::new();
        for window in windows(calendar, reach.since, reach.until) {
            let before = ms_before.entry(window.kind).or_default();
            rows.push(row(
                calendar.id.as_str(),
                window.kind.as_str(),
                window.opens,
                window.closes,
                *before,
            ));
            *before += window.closes.as_millisecond() - window.opens.as_millisecond();
        }
    }
    rows
}

/// The instants from which and until which a version is in force: its date begins in its calendar's zone, and it
/// ends where the agreement's next version begins.
pub(super) fn validity(
    definitions: &Definitions,
    agreement: &Agreement,
    version: &AgreementVersion,
) -> Result<(String, String), Error> {
    let next = agreement
        .versions
        .iter()
        .find(|other| other.valid_from > version.valid_from);
    let until = next.map_or(Ok(FOREVER.to_owned()), |next| begin(definitions, next));
    Ok((begin(definitions, version)?, until?))
}

fn begin(definitions: &Definitions, version: &AgreementVersion) -> Result<String, Error> {
    let zone = definitions.calendar(version.calendar.as_str()).map_or_else(
        || definitions.organisation.time_zone.clone(),
        |calendar| calendar.time_zone.clone(),
    );
    midnight(version.valid_from, &zone)
}

/// The first instant of a day in a zone.
///
/// # Errors
/// The day lies outside what instants can be given for.
pub(super) fn midnight(day: Date, zone: &TimeZone) -> Result<String, Error> {
    day.to_zoned_datetime(zone.clone())
        .map(|zoned| instant(zoned.timestamp()))
        .map_err(|source| Error::Bounds {
            month: Month::of(day),
            source,
        })
}

pub(super) fn named(names: &Names, mut row: Value) -> Value {
    row["name_en"] = json!(names.en);
    row["name_zh_hant"] = json!(names.zh_hant);
    row
}
