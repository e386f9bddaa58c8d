//! Rows of report type 4: what rules found, what people entered, actions, problems.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::instant::{flag, flag_or_null, instant, instant_or_null};

/// What the marts say of nonconformities and problems.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Nonconformities {
    /// The rules, applied or not.
    pub rules: Vec<RuleRow>,
    /// What they found in the month.
    pub findings: Vec<FindingRow>,
    /// What people entered.
    pub entered: Vec<NonconformityRow>,
    /// Actions under way, or whose effect is to be checked or was.
    pub actions: Vec<ActionRow>,
    /// Problems open at the cut.
    pub problems: Vec<ProblemRow>,
}

/// A rule of the definitions.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct RuleRow {
    /// Its id.
    pub rule: String,
    /// `nonconformity` or `sign`.
    pub kind: String,
    /// 1 when it is applied.
    #[serde(serialize_with = "flag")]
    pub enabled: u8,
    /// Its share: the least that conforms, or the last of a target.
    pub share_met: Option<i64>,
    /// See `share_met`.
    pub share_of: Option<i64>,
    /// Wall time within which something must follow.
    pub within_ms: Option<i64>,
    /// Working days that are allowed.
    pub working_days: Option<i64>,
    /// Its name, empty where the definitions do not describe it.
    pub name_en: String,
    /// See `name_en`.
    pub name_zh_hant: String,
}

/// A nonconformity that a rule found: in a record, or in a figure and its scope.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct FindingRow {
    /// The rule.
    pub rule: String,
    /// Type of the record, or of the records that the figure counts.
    pub record_type: String,
    /// Where the record comes from.
    pub source: String,
    /// The record; empty for a figure.
    pub record: String,
    /// The figure; empty for a record.
    pub figure: String,
    /// The service, `*` for all.
    pub service: String,
    /// The priority, `*` for all.
    pub priority: String,
    /// When it was so, or the month's cut.
    #[serde(serialize_with = "instant")]
    pub found_at: i64,
    /// `ratio`, `count`, `ms`, `days`, or empty without numbers.
    pub unit: String,
    /// What the rule compared.
    pub numerator: Option<i64>,
    /// Of how many.
    pub denominator: Option<i64>,
    /// Against how many …
    pub goal_met: Option<i64>,
    /// … of how many.
    pub goal_of: Option<i64>,
    /// 1 when that is the most, 0 when it is the least.
    #[serde(serialize_with = "flag")]
    pub at_most: u8,
    /// A word of the record's own: its class, its item, its title, its owner; `open` for what is outstanding.
    pub detail: String,
    /// Ids of what shows it.
    pub evidence: Vec<String>,
    /// Nonconformities that people entered for it.
    pub handled_by: Vec<String>,
}

/// A nonconformity that somebody entered.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct NonconformityRow {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The rule that was broken: one of the report's own rules, or words.
    pub rule: String,
    /// What found it.
    pub found_by: String,
    /// When.
    #[serde(serialize_with = "instant")]
    pub found_at: i64,
    /// Severity in the organisation's words.
    pub severity: String,
    /// The service.
    pub service: String,
    /// What shows it.
    pub evidence: String,
    /// The root cause in words.
    pub root_cause: String,
    /// The cause's code.
    pub cause: String,
    /// What was done at once.
    pub correction: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    #[serde(serialize_with = "instant_or_null")]
    pub due_at: Option<i64>,
    /// When it was settled.
    #[serde(serialize_with = "instant_or_null")]
    pub closed_at: Option<i64>,
    /// 1 when it is open at the cut.
    #[serde(serialize_with = "flag")]
    pub open: u8,
    /// 1 when it is open and past its date.
    #[serde(serialize_with = "flag")]
    pub overdue: u8,
}

/// A corrective or preventive action, or an improvement.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ActionRow {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// `corrective`, `preventive` or `improvement`.
    pub kind: String,
    /// What is to be done.
    pub title: String,
    /// The nonconformity that it answers.
    pub nonconformity: String,
    /// The problem behind it.
    pub problem: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    #[serde(serialize_with = "instant_or_null")]
    pub due_at: Option<i64>,
    /// When it was done.
    #[serde(serialize_with = "instant_or_null")]
    pub closed_at: Option<i64>,
    /// 1 when it was dropped.
    #[serde(serialize_with = "flag")]
    pub cancelled: u8,
    /// Until when its effect is to be checked.
    #[serde(serialize_with = "instant_or_null")]
    pub effectiveness_due_at: Option<i64>,
    /// When it was.
    #[serde(serialize_with = "instant_or_null")]
    pub verified_at: Option<i64>,
    /// By whom.
    pub verified_by: String,
    /// 1 when it worked, 0 when it did not.
    #[serde(serialize_with = "flag_or_null")]
    pub effective: Option<u8>,
    /// 1 when it is not done and past its date.
    #[serde(serialize_with = "flag")]
    pub overdue: u8,
}

/// A problem open at the cut.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ProblemRow {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Its service.
    pub service: String,
    /// Its priority.
    pub priority: String,
    /// The group that has it.
    pub assignment_group: String,
    /// When it was opened.
    #[serde(serialize_with = "instant")]
    pub opened_at: i64,
    /// Wall time since then.
    pub age_ms: u64,
    /// When its root cause was known.
    #[serde(serialize_with = "instant_or_null")]
    pub root_cause_found_at: Option<i64>,
    /// 1 when it is a known error.
    #[serde(serialize_with = "flag")]
    pub known_error: u8,
    /// 1 when there is a workaround.
    #[serde(serialize_with = "flag")]
    pub workaround: u8,
}
