//! The JSON's lists of nonconformities, problems and signs.

use super::{Context, utc};
use crate::marts::RuleRow;
use crate::report::{Action, Finding, Nonconformity, Problem, Rule, Sign};
use crate::text::Name;

pub(super) fn rules(context: &Context) -> Vec<Rule> {
    let rule = |row: &RuleRow| Rule {
        rule: row.rule.clone(),
        kind: row.kind.clone(),
        enabled: row.enabled == 1,
        name: described(row),
        share_met: row.share_met,
        share_of: row.share_of,
        within_ms: row.within_ms,
        working_days: row.working_days,
    };
    context.marts.nonconformities.rules.iter().map(rule).collect()
}

/// A rule's name where the definitions describe it.
pub(super) fn described(row: &RuleRow) -> Option<Name> {
    (!row.name_en.is_empty()).then(|| Name {
        en: row.name_en.clone(),
        zh_hant: row.name_zh_hant.clone(),
    })
}

pub(super) fn findings(context: &Context) -> Vec<Finding> {
    let part = |value: &String| (value != "*").then(|| value.clone());
    let findings = context.marts.nonconformities.findings.iter();
    findings
        .map(|row| Finding {
            rule: row.rule.clone(),
            record_type: row.record_type.clone(),
            source: row.source.clone(),
            record: row.record.clone(),
            figure: row.figure.clone(),
            service: part(&row.service),
            priority: part(&row.priority),
            found_at: utc(row.found_at),
            unit: row.unit.clone(),
            numerator: row.numerator,
            denominator: row.denominator,
            goal_met: row.goal_met,
            goal_of: row.goal_of,
            at_most: row.at_most == 1,
            detail: row.detail.clone(),
            evidence: row.evidence.clone(),
            handled_by: row.handled_by.clone(),
        })
        .collect()
}

pub(super) fn nonconformities(context: &Context) -> Vec<Nonconformity> {
    let entered = context.marts.nonconformities.entered.iter();
    entered
        .map(|row| Nonconformity {
            source: row.source.clone(),
            record: row.record.clone(),
            title: row.title.clone(),
            rule: row.rule.clone(),
            found_by: row.found_by.clone(),
            found_at: utc(row.found_at),
            severity: row.severity.clone(),
            service: row.service.clone(),
            evidence: row.evidence.clone(),
            root_cause: row.root_cause.clone(),
            cause: row.cause.clone(),
            correction: row.correction.clone(),
            owner: row.owner.clone(),
            due_at: row.due_at.map(utc),
            closed_at: row.closed_at.map(utc),
            open: row.open == 1,
            overdue: row.overdue == 1,
        })
        .collect()
}

pub(super) fn actions(context: &Context) -> Vec<Action> {
    let actions = context.marts.nonconformities.actions.iter();
    actions
        .map(|row| Action {
            source: row.source.clone(),
            record: row.record.clone(),
            kind: row.kind.clone(),
            title: row.title.clone(),
            nonconformity: row.nonconformity.clone(),
            problem: row.problem.clone(),
            owner: row.owner.clone(),
            due_at: row.due_at.map(utc),
            closed_at: row.closed_at.map(utc),
            cancelled: row.cancelled == 1,
            effectiveness_due_at: row.effectiveness_due_at.map(utc),
            verified_at: row.verified_at.map(utc),
            verified_by: row.verified_by.clone(),
            effective: row.effective.map(|effective| effective == 1),
            overdue: row.overdue == 1,
        })
        .collect()
}

pub(super) fn problems(context: &Context) -> Vec<Problem> {
    let problems = context.marts.nonconformities.problems.iter();
    problems
        .map(|row| Problem {
            source: row.source.clone(),
            record: row.record.clone(),
            title: row.title.clone(),
            service: row.service.clone(),
            priority: row.priority.clone(),
            assignment_group: row.assignment_group.clone(),
            opened_at: utc(row.opened_at),
            age_ms: row.age_ms,
            root_cause_found_at: row.root_cause_found_at.map(utc),
            known_error: row.known_error == 1,
            workaround: row.workaround == 1,
        })
        .collect()
}

pub(super) fn signs(context: &Context) -> Vec<Sign> {
    let signs = context.marts.signs.iter();
    signs
        .map(|row| Sign {
            sign: row.sign.clone(),
            record_type: row.record_type.clone(),
            source: row.source.clone(),
            record: row.record.clone(),
            service: row.service.clone(),
            priority: row.priority.clone(),
            assignment_group: row.assignment_group.clone(),
            at: utc(row.at),
            used_ms: row.used_ms,
            target_ms: row.target_ms,
            related: row.related.clone(),
            exception_by: row.exception_by.clone(),
        })
        .collect()
}
