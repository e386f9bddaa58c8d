//! One record's life up to the cut: what held when, what it ended as, which agreement measures it.

use std::collections::BTreeSet;

use aggregator::definitions::{AgreementKind, AgreementVersion, Definitions, Measure, Phase};
use jiff::Timestamp;

use super::excluded::Excluded;
use crate::events::Update;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Finish {
    Open,
    Resolved,
    Cancelled,
}

/// A record up to the cut.
pub(super) struct Life<'a> {
    pub(super) definitions: &'a Definitions,
    pub(super) updates: Vec<&'a Update>,
    pub(super) opened_at: i64,
    pub(super) ended_at: i64,
    pub(super) cut: i64,
    pub(super) finish: Finish,
    /// The instants at which something may have changed, from `opened_at` on, before the cut.
    pub(super) changes: Vec<i64>,
    /// What each update made of the record, also one that another replaced at the same instant (rule 16).
    pub(super) steps: Vec<(i64, Finish)>,
    pub(super) agreement: Option<(&'a str, &'a AgreementVersion)>,
    excluded: &'a Excluded,
}

impl<'a> Life<'a> {
    pub(super) fn new(
        definitions: &'a Definitions,
        updates: Vec<&'a Update>,
        cut: i64,
        excluded: &'a Excluded,
    ) -> Option<Self> {
        let stated = updates.iter().rev().find_map(|update| update.opened_at);
        let opened_at = stated.unwrap_or(updates[0].occurred_at);
        if opened_at >= cut {
            return None;
        }
        let later = updates
            .iter()
            .map(|update| update.occurred_at)
            .filter(|at| *at > opened_at);
        let changes: BTreeSet<i64> = later.chain([opened_at]).collect();
        let mut life = Self {
            definitions,
            updates,
            opened_at,
            ended_at: cut,
            cut,
            finish: Finish::Open,
            changes: changes.into_iter().collect(),
            steps: Vec::new(),
            agreement: None,
            excluded,
        };
        life.steps = life.walk_updates();
        life.finish = life.steps.last().unwrap().1;
        if life.finish != Finish::Open {
            let run = life.steps.iter().rev();
            let run = run.take_while(|(_, finish)| *finish == life.finish);
            life.ended_at = run.last().unwrap().0;
        }
        life.agreement = life.find_agreement();
        Some(life)
    }

    fn walk_updates(&self) -> Vec<(i64, Finish)> {
        let mut steps = Vec::new();
        let mut all = self.updates.iter();
        if all.all(|update| update.occurred_at != self.opened_at) {
            steps.push((self.opened_at, self.finish_at(self.opened_at)));
        }
        let mut state = "";
        for update in &self.updates {
            if !update.state.is_empty() {
                state = &update.state;
            }
            if update.occurred_at >= self.opened_at {
                steps.push((update.occurred_at, self.finish_in(state)));
            }
        }
        steps
    }

    /// The update whose word holds at an instant.
    pub(super) fn word(&self, at: i64) -> &'a Update {
        self.updates
            .iter()
            .rev()
            .find(|update| update.occurred_at <= at)
            .unwrap_or(&self.updates[0])
    }

    /// The state held at an instant: an update without one keeps the one before. Before the first update the record
    /// is in the state that this one states, unless that is a finished one.
    pub(super) fn state(&self, at: i64) -> &'a str {
        let first = self.updates[0];
        if at < first.occurred_at {
            let finished = matches!(
                self.phase_of(&first.state),
                Phase::Resolved | Phase::Closed | Phase::Cancelled
            );
            return if finished { "" } else { &first.state };
        }
        let so_far = self.updates.iter().filter(|update| update.occurred_at <= at);
        so_far
            .map(|update| update.state.as_str())
            .rfind(|state| !state.is_empty())
            .unwrap_or("")
    }

    pub(super) fn phase_of(&self, state: &str) -> Phase {
        let states = &self.definitions.organisation.states;
        states
            .iter()
            .find(|known| known.id.as_str() == state)
            .map_or(Phase::Open, |known| known.phase)
    }

    pub(super) fn finish_at(&self, at: i64) -> Finish {
        self.finish_in(self.state(at))
    }

    fn finish_in(&self, state: &str) -> Finish {
        match self.phase_of(state) {
            Phase::Open | Phase::Waiting => Finish::Open,
            Phase::Resolved | Phase::Closed => Finish::Resolved,
            Phase::Cancelled => Finish::Cancelled,
        }
    }

    /// What the record counts under: as it was resolved (or cancelled), or as it is at the cut.
    pub(super) fn counts_as(&self) -> &'a Update {
        self.word(if self.finish == Finish::Open {
            *self.changes.last().unwrap()
        } else {
            self.ended_at
        })
    }

    fn find_agreement(&self) -> Option<(&'a str, &'a AgreementVersion)> {
        let at_end = self.counts_as();
        let rules = self.definitions.coverage();
        let rule = rules.iter().find(|rule| {
            let opened = Timestamp::from_millisecond(self.opened_at).unwrap();
            let begun = |version: &&AgreementVersion| {
                let zone = &self
                    .definitions
                    .calendar(version.calendar.as_str())
                    .unwrap()
                    .time_zone;
                version
                    .valid_from
                    .to_zoned_datetime(zone.clone())
                    .unwrap()
                    .timestamp()
                    <= opened
            };
            rule.agreement.kind == AgreementKind::Sla
                && rule.service.as_str() == at_end.service
                && rule.record_type.as_str() == at_end.record_type
                && rule.agreement.versions.iter().rfind(begun) == Some(rule.version)
        })?;
        Some((rule.agreement.id.as_str(), rule.version))
    }

    /// The rule by which an instant is excluded, and the instants at which that may change.
    pub(super) fn exclusion(&self, at: i64) -> Option<&'a str> {
        let rules = &self.agreement?.1.exclusions;
        let allowed = |rule: &str| rules.iter().any(|known| known.id == rule);
        self.excluded.rule(self.updates[0], at, allowed)
    }

    pub(super) fn exclusion_edges(&self) -> Vec<i64> {
        self.excluded.edges(self.updates[0])
    }

    pub(super) fn target(&self, measure: Measure, at: i64) -> Option<i64> {
        let held = self.word(at);
        let targets = &self.agreement?.1.targets;
        let target = targets.iter().find(|target| {
            target.record_type.as_str() == held.record_type
                && target.priority.as_str() == held.priority
                && target.measure == measure
        });
        target.map(|target| target.within_ms)
    }

    pub(super) fn supplier(&self, at: i64) -> String {
        let held = self.word(at);
        let groups = &self.definitions.organisation.groups;
        let group = groups
            .iter()
            .find(|group| group.id.as_str() == held.assignment_group);
        let of_group = group
            .and_then(|group| group.supplier.as_ref())
            .map_or("", |id| id.as_str());
        if held.supplier.is_empty() {
            of_group.to_owned()
        } else {
            held.supplier.clone()
        }
    }
}
