//! What files say about one another, beyond that every id exists: states, covers, gaps.

use super::notes::{Kind, Notes, Place};
use crate::definitions::{Agreement, AgreementKind, Definitions, Phase, Priority};

/// Notes contradictions as faults, and what is left unsaid as warnings.
pub(super) fn check(definitions: &Definitions, notes: &Notes) {
    for agreement in &definitions.agreements {
        pauses_are_waiting_states(definitions, agreement, notes);
        calendars_reach_back(definitions, agreement, notes);
        targets_suit_priorities(definitions, agreement, notes);
        every_priority_has_a_target(definitions, agreement, notes);
    }
    one_promise_to_the_customer(definitions, notes);
    every_service_is_promised(definitions, notes);
}

fn place(notes: &Notes, agreement: &Agreement, field: String) -> Place {
    Place {
        field,
        ..notes.place_of(Kind::Agreement, agreement.id.as_str())
    }
}

fn pauses_are_waiting_states(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        for id in &version.pausing_states {
            let state = definitions
                .organisation
                .states
                .iter()
                .find(|state| state.id == *id);
            if let Some(state) = state.filter(|state| state.phase != Phase::Waiting) {
                let field = format!("versions[{}].pausing_states", index + 1);
                let what = format!(
                    "`{id}` has the phase `{}`: nobody is waited for",
                    state.phase.as_str()
                );
                notes.error(
                    place(notes, agreement, field),
                    what,
                    "name states with `phase = \"waiting\"` only",
                );
            }
        }
    }
}

fn calendars_reach_back(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        let calendar = definitions.calendar(version.calendar.as_str());
        let Some(first) = calendar.and_then(|calendar| calendar.versions.first()) else {
            continue;
        };
        if version.valid_from < first.valid_from {
            let what = format!(
                "it holds from {}, but its calendar has no hours before {}",
                version.valid_from, first.valid_from
            );
            let field = format!("versions[{}].calendar", index + 1);
            notes.warning(
                place(notes, agreement, field),
                what,
                "give the calendar an earlier version",
            );
        }
    }
}

fn targets_suit_priorities(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        for target in &version.targets {
            let priorities = &definitions.organisation.priorities;
            let unused = |p: &&Priority| p.id == target.priority && !p.is_used_by(&target.record_type);
            if priorities.iter().any(|priority| unused(&priority)) {
                let field = format!("versions[{}].targets", index + 1);
                let what = format!(
                    "{} does not use the priority `{}`",
                    target.record_type, target.priority
                );
                let remedy = "leave the target out, or add the kind to the priority's `record_types`";
                notes.error(place(notes, agreement, field), what, remedy);
            }
        }
    }
}

fn every_priority_has_a_target(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        for record_type in &version.record_types {
            let targets = version
                .targets
                .iter()
                .filter(|target| target.record_type == *record_type);
            let priorities: Vec<_> = targets.map(|target| &target.priority).collect();
            let lacking = definitions
                .organisation
                .priorities
                .iter()
                .filter(|priority| priority.is_used_by(record_type))
                .map(|priority| &priority.id);
            let lacking: Vec<&str> = lacking
                .filter(|id| !priorities.contains(id))
                .map(|id| id.as_str())
                .collect();
            if !priorities.is_empty() && !lacking.is_empty() {
                let what = format!("no target for {record_type} of priority {}", lacking.join(", "));
                let field = format!("versions[{}].targets", index + 1);
                notes.warning(place(notes, agreement, field), what, "add one if it was agreed");
            }
        }
    }
}

fn one_promise_to_the_customer(definitions: &Definitions, notes: &Notes) {
    let slas: Vec<&Agreement> = definitions
        .agreements
        .iter()
        .filter(|agreement| agreement.kind == AgreementKind::Sla)
        .collect();
    for (index, agreement) in slas.iter().enumerate() {
        for other in &slas[..index] {
            let types = |a: &Agreement| -> Vec<_> {
                a.versions.iter().flat_map(|v| v.record_types.clone()).collect()
            };
            let same_type = types(agreement)
                .iter()
                .any(|record_type| types(other).contains(record_type));
            for service in agreement
                .services
                .iter()
                .filter(|id| same_type && other.services.contains(id))
            {
                let what = format!("`{service}` is promised by `{}` as well", other.id);
                let remedy = "let one service level agreement cover a service and kind of record";
                notes.error(place(notes, agreement, "services".to_owned()), what, remedy);
            }
        }
    }
}

fn every_service_is_promised(definitions: &Definitions, notes: &Notes) {
    let covered: Vec<_> = definitions
        .coverage()
        .into_iter()
        .filter(|rule| rule.agreement.kind == AgreementKind::Sla)
        .map(|rule| rule.service)
        .collect();
    for service in definitions
        .services
        .iter()
        .filter(|service| !covered.contains(&&service.id))
    {
        let what = format!("no service level agreement covers `{}`", service.id);
        notes.warning(
            notes.place_of(Kind::Service, service.id.as_str()),
            what,
            "name it, or its parent, in one",
        );
    }
}
