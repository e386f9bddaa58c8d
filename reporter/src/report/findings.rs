//! What a report's JSON carries of rules and what they found; what people entered stands in it as the marts have it.

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
