//! What files say about one another, beyond that every id exists: states, covers, gaps.

use super::clause_6_2;
use super::notes::{Kind, Notes, Place};
use crate::definitions::{Agreement, AgreementKind, Definitions, Phase, RecordType};

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
    clause_6_2::check(definitions, notes);
}

/// Where an agreement uses an id at a field; the agreement's beginning if it does not.
fn place(notes: &Notes, agreement: &Agreement, kind: Kind, id: &str, field: &str) -> Place {
    let beginning = notes.place_of(Kind::Agreement, agreement.id.as_str());
    let used = notes.place_of_use(kind, id, &beginning.file, field);
    used.unwrap_or_else(|| Place {
        field: field.to_owned(),
        ..beginning
    })
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
                let place = place(notes, agreement, Kind::State, id.as_str(), &field);
                notes.error(place, what, "name states with `phase = \"waiting\"` only");
            }
        }
    }
}

fn calendars_reach_back(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        let id = version.calendar.as_str();
        let Some(first) = definitions
            .calendar(id)
            .and_then(|calendar| calendar.versions.first())
        else {
            continue;
        };
        let (from, hours_from) = (version.valid_from, first.valid_from);
        if from < hours_from {
            let what = format!("it holds from {from}, but its calendar has no hours before {hours_from}");
            let place = place(
                notes,
                agreement,
                Kind::Calendar,
                id,
                &format!("versions[{}].calendar", index + 1),
            );
            notes.warning(place, what, "give the calendar an earlier version");
        }
    }
}

fn targets_suit_priorities(definitions: &Definitions, agreement: &Agreement, notes: &Notes) {
    for (index, version) in agreement.versions.iter().enumerate() {
        for target in &version.targets {
            let used = uses(definitions, &target.record_type);
            if !used.contains(&target.priority.as_str()) {
                let id = target.priority.as_str();
                let what = format!("{} does not use the priority `{id}`", target.record_type);
                let remedy = "leave the target out, or add the kind to the priority's `record_types`";
                let field = format!("versions[{}].targets", index + 1);
                notes.error(place(notes, agreement, Kind::Priority, id, &field), what, remedy);
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
            let promised: Vec<&str> = targets.map(|target| target.priority.as_str()).collect();
            let mut lacking = uses(definitions, record_type);
            lacking.retain(|id| !promised.contains(id));
            if !promised.is_empty() && !lacking.is_empty() {
                let what = format!("no target for {record_type} of priority {}", lacking.join(", "));
                let field = format!("versions[{}].targets", index + 1);
                let last = promised.last().copied().unwrap_or_default();
                let beside = place(notes, agreement, Kind::Priority, last, &field);
                notes.warning(Place { field, ..beside }, what, "add one if it was agreed");
            }
        }
    }
}

/// The priorities that records of a kind use, the most urgent first.
fn uses<'a>(definitions: &'a Definitions, record_type: &RecordType) -> Vec<&'a str> {
    let priorities = definitions.organisation.priorities.iter();
    priorities
        .filter(|p| p.is_used_by(record_type))
        .map(|p| p.id.as_str())
        .collect()
}

fn one_promise_to_the_customer(definitions: &Definitions, notes: &Notes) {
    let agreements = definitions.agreements.iter();
    let slas: Vec<&Agreement> = agreements
        .filter(|agreement| agreement.kind == AgreementKind::Sla)
        .collect();
    let types = |agreement: &Agreement| -> Vec<RecordType> {
        agreement
            .versions
            .iter()
            .flat_map(|version| version.record_types.clone())
            .collect()
    };
    for (index, agreement) in slas.iter().enumerate() {
        for other in &slas[..index] {
            let same_type = types(agreement)
                .iter()
                .any(|record_type| types(other).contains(record_type));
            for service in agreement
                .services
                .iter()
                .filter(|id| same_type && other.services.contains(id))
            {
                let what = format!("`{service}` is promised by `{}` as well", other.id);
                let place = place(notes, agreement, Kind::Service, service.as_str(), "services");
                notes.error(
                    place,
                    what,
                    "let one service level agreement cover a service and kind of record",
                );
            }
        }
    }
}

fn every_service_is_promised(definitions: &Definitions, notes: &Notes) {
    let rules = definitions.coverage().into_iter();
    let promised: Vec<_> = rules
        .filter(|rule| rule.agreement.kind == AgreementKind::Sla)
        .map(|rule| rule.service)
        .collect();
    for service in definitions
        .services
        .iter()
        .filter(|service| !promised.contains(&&service.id))
    {
        let what = format!("no service level agreement covers `{}`", service.id);
        notes.warning(
            notes.place_of(Kind::Service, service.id.as_str()),
            what,
            "name it, or its parent, in one",
        );
    }
}
