//! What a report's JSON carries of nonconformities, problems and signs of polished figures.

use serde::Serialize;

use crate::text::Name;

/// A rule that finds nonconformities or signs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// Its id.
    pub rule: String,
    /// `nonconformity` or `sign`.
    pub kind: String,
    /// Whether it is applied.
    pub enabled: bool,
    /// Its name; null where the definitions do not describe it.
    pub name: Option<Name>,
    /// The least share that conforms, or the last share of a target, as numerator …
    pub share_met: Option<i64>,
    /// … and denominator.
    pub share_of: Option<i64>,
    /// Wall time within which something must follow.
    pub within_ms: Option<i64>,
    /// Working days that are allowed.
    pub working_days: Option<i64>,
}

/// A nonconformity that a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// Type of the record, or of the records that the figure counts.
    pub record_type: String,
    /// Where the record comes from; empty for a figure.
    pub source: String,
    /// The record; empty for a figure.
    pub record: String,
    /// The figure; empty for a record.
    pub figure: String,
    /// The service; null for all.
    pub service: Option<String>,
    /// The priority; null for all.
    pub priority: Option<String>,
    /// When it was so, or the month's cut; RFC 3339 in UTC.
    pub found_at: String,
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
    /// Whether that is the most allowed, and not the least.
    pub at_most: bool,
    /// A word of the record's own.
    pub detail: String,
    /// Ids of what shows it.
    pub evidence: Vec<String>,
    /// Nonconformities that people entered for it; empty = not yet handled.
    pub handled_by: Vec<String>,
}

/// A nonconformity that somebody entered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nonconformity {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The rule that was broken.
    pub rule: String,
    /// What found it.
    pub found_by: String,
    /// When.
    pub found_at: String,
    /// Severity in the organisation's words.
    pub severity: String,
    /// The service; empty for not stated.
    pub service: String,
    /// What shows it.
    pub evidence: String,
    /// The root cause.
    pub root_cause: String,
    /// The cause's code.
    pub cause: String,
    /// What was done at once.
    pub correction: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_at: Option<String>,
    /// When it was settled.
    pub closed_at: Option<String>,
    /// Whether it was open at the cut.
    pub open: bool,
    /// Whether it was open and past its date.
    pub overdue: bool,
}

/// A corrective or preventive action, or an improvement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Action {
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// `corrective`, `preventive` or `improvement`.
    pub kind: String,
    /// What is to be done.
    pub title: String,
    /// The nonconformity that it answers; empty without.
    pub nonconformity: String,
    /// The problem behind it; empty without.
    pub problem: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_at: Option<String>,
    /// When it was done.
    pub closed_at: Option<String>,
    /// Whether it was dropped.
    pub cancelled: bool,
    /// Until when its effect is to be checked.
    pub effectiveness_due_at: Option<String>,
    /// When it was.
    pub verified_at: Option<String>,
    /// By whom.
    pub verified_by: String,
    /// Whether it worked; null while it was not checked.
    pub effective: Option<bool>,
    /// Whether it is not done and past its date.
    pub overdue: bool,
}

/// A problem open at the cut.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
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
    pub opened_at: String,
    /// Wall time since then.
    pub age_ms: u64,
    /// When its root cause was known.
    pub root_cause_found_at: Option<String>,
    /// Whether it is a known error.
    pub known_error: bool,
    /// Whether there is a workaround.
    pub workaround: bool,
}

/// A sign that a figure may have been polished.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sign {
    /// Which sign.
    pub sign: String,
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its service.
    pub service: String,
    /// Its priority until then.
    pub priority: String,
    /// The group that held it until then.
    pub assignment_group: String,
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// What its clock had used; of late maintenance the time that it would have excused.
    pub used_ms: i64,
    /// Its target.
    pub target_ms: Option<i64>,
    /// What else it is about.
    pub related: String,
    /// Who approved an exception by name.
    pub exception_by: String,
}
