//! The rules by which nonconformities and signs of polished figures are found, with their limits.

use super::agreement::Goal;
use super::organisation::Names;

/// A rule that the marts know how to apply (`rules/*.toml` may switch it off, name it, or set its limits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One of [`KNOWN`].
    pub id: &'static str,
    /// What it finds.
    pub finds: Finds,
    /// Whether it is applied.
    pub enabled: bool,
    /// Names for readers; without, the report's own words stand.
    pub names: Option<Names>,
    /// Its limits: those that it has in [`KNOWN`], as agreed or as its convention says.
    pub limits: Limits,
}

/// What a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finds {
    /// A nonconformity (clause 6.2 d).
    Nonconformities,
    /// A sign that somebody may have polished a figure.
    Signs,
}

impl Finds {
    /// As written in the table of rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nonconformities => "nonconformity",
            Self::Signs => "sign",
        }
    }
}

/// The limits of a rule; `None` where it has no such limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Least share that is no nonconformity.
    pub at_least: Option<Goal>,
    /// The last share of a target in which what happens is a sign.
    pub last: Option<Goal>,
    /// Wall time within which something must follow to be a sign, in milliseconds.
    pub within_ms: Option<i64>,
    /// So many working days of the service are allowed.
    pub working_days: Option<u32>,
}

const NONE: Limits = Limits {
    at_least: None,
    last: None,
    within_ms: None,
    working_days: None,
};

/// The last tenth of a target.
const LAST_TENTH: Limits = Limits {
    last: Some(Goal { met: 10, of: 100 }),
    ..NONE
};

/// Every rule that the marts know, with the limits that hold where the definitions set none. A convention each,
/// no requirement of the standard.
pub const KNOWN: &[(&str, Finds, Limits)] = &[
    ("missed-target", Finds::Nonconformities, NONE),
    ("change-without-approval", Finds::Nonconformities, NONE),
    ("unauthorised-configuration", Finds::Nonconformities, NONE),
    ("untested-release", Finds::Nonconformities, NONE),
    ("complaint-answered-late", Finds::Nonconformities, NONE),
    ("major-incident-not-reviewed", Finds::Nonconformities, NONE),
    (
        "major-incident-cause-late",
        Finds::Nonconformities,
        working_days(10),
    ),
    ("problem-without-priority", Finds::Nonconformities, NONE),
    ("action-overdue", Finds::Nonconformities, NONE),
    ("action-without-effect", Finds::Nonconformities, NONE),
    ("report-without-agreement", Finds::Nonconformities, NONE),
    ("monitoring-below-goal", Finds::Nonconformities, at_least(99)),
    ("feed-silent", Finds::Nonconformities, at_least(90)),
    ("late-maintenance", Finds::Signs, NONE),
    ("pause-before-breach", Finds::Signs, LAST_TENTH),
    ("priority-lowered", Finds::Signs, LAST_TENTH),
    ("cancelled-before-breach", Finds::Signs, LAST_TENTH),
    (
        "resolved-then-reopened",
        Finds::Signs,
        Limits {
            within_ms: Some(14 * 24 * 3_600_000),
            ..LAST_TENTH
        },
    ),
    ("automatic-answer", Finds::Signs, NONE),
];

const fn working_days(days: u32) -> Limits {
    Limits {
        working_days: Some(days),
        ..NONE
    }
}

const fn at_least(percent: u32) -> Limits {
    Limits {
        at_least: Some(Goal {
            met: percent,
            of: 100,
        }),
        ..NONE
    }
}

/// Every rule of [`KNOWN`] as its convention says, applied.
pub fn conventions() -> Vec<Rule> {
    let rule = |(id, finds, limits): &(&'static str, Finds, Limits)| Rule {
        id,
        finds: *finds,
        enabled: true,
        names: None,
        limits: *limits,
    };
    KNOWN.iter().map(rule).collect()
}
