//! The JSON's lists of rules and of what they found.

use super::{Context, utc};
use crate::marts::RuleRow;
use crate::report::{Finding, Rule};
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
