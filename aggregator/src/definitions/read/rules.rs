//! Reads `rules/*.toml`: which rules are applied, under which names, with which limits.

use super::notes::remedy_for_unknown;
use super::section::Section;
use super::words;
use crate::definitions::{Finds, Goal, KNOWN, Limits, Rule, conventions};

/// The keys of the file.
pub(super) const KEYS: &[&str] = &["nonconformities", "signs"];

/// Sets what a file says of rules; those that it does not name stay as they are.
pub(super) fn rules(file: &Section<'_>, rules: &mut Vec<Rule>) {
    if rules.is_empty() {
        *rules = conventions();
    }
    for (key, finds) in [
        ("nonconformities", Finds::Nonconformities),
        ("signs", Finds::Signs),
    ] {
        let keys = [
            "rule",
            "enabled",
            "names",
            "at_least",
            "last",
            "within",
            "working_days",
        ];
        for section in file.sections(key, &keys) {
            rule(&section, finds, rules);
        }
    }
}

fn rule(section: &Section<'_>, finds: Finds, rules: &mut [Rule]) {
    let id = section.text("rule");
    let Some(rule) = rules.iter_mut().find(|rule| rule.id == id && rule.finds == finds) else {
        if !id.is_empty() {
            let ids: Vec<&str> = KNOWN
                .iter()
                .filter(|known| known.1 == finds)
                .map(|known| known.0)
                .collect();
            let what = format!("there is no rule `{id}`");
            section.error("rule", what, remedy_for_unknown(&id, &ids, "rule"));
        }
        return;
    };
    if rule.names.is_some() {
        let what = format!("the rule `{id}` is already described");
        section.error("rule", what, "describe each once");
    }
    rule.enabled = !section.has("enabled") || section.flag("enabled");
    rule.names = Some(section.names("names"));
    rule.limits = limits(section, rule.limits);
}

/// The limits that a rule has, as the section sets them; a limit that it does not have is a fault.
fn limits(section: &Section<'_>, convention: Limits) -> Limits {
    let has = |key: &str, limited: bool| {
        if section.has(key) && !limited {
            let remedy = "leave it out; definitions/README.md lists each rule's limits";
            section.error(key, "the rule has no such limit", remedy);
        }
        section.has(key) && limited
    };
    let share = |key: &str| section.notation(key, words::goal, Goal { met: 1, of: 1 });
    let mut limits = convention;
    if has("at_least", convention.at_least.is_some()) {
        limits.at_least = Some(share("at_least"));
    }
    if has("last", convention.last.is_some()) {
        limits.last = Some(share("last"));
    }
    if has("within", convention.within_ms.is_some()) {
        limits.within_ms = Some(section.notation("within", words::duration_ms, 1));
    }
    if has("working_days", convention.working_days.is_some()) {
        limits.working_days = Some(section.number("working_days", 1, 99));
    }
    limits
}
