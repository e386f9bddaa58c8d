//! The rules by which nonconformities and signs are found as rows.

use serde_json::{Value, json};

use crate::definitions::{Definitions, Names};

/// One row per rule, applied or not.
pub(super) fn rules(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let row = |rule: &crate::definitions::Rule| {
        let share = rule.limits.at_least.or(rule.limits.last);
        let name = |of: fn(&Names) -> &String| rule.names.as_ref().map_or("", |names| of(names).as_str());
        json!({
            "definitions": hash, "rule": rule.id, "kind": rule.finds.as_str(), "enabled": u8::from(rule.enabled),
            "share_met": share.map(|share| share.met), "share_of": share.map(|share| share.of),
            "within_ms": rule.limits.within_ms, "working_days": rule.limits.working_days,
            "name_en": name(|names| &names.en), "name_zh_hant": name(|names| &names.zh_hant),
        })
    };
    definitions.rules.iter().map(row).collect()
}
