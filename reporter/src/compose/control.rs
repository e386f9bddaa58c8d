//! What the report is, what it is made of, and what the register says of it (clause 6.2).

use super::Context;
use crate::report::Fact;
use crate::text::Text;
use crate::texts::{Consent, RegisterEntry};

/// The control block: period, as-of, sources, coverage, definitions, status.
pub(super) fn facts(context: &Context) -> Vec<Fact> {
    let Some(month) = context.marts.months.last() else {
        return Vec::new();
    };
    let count = |value: u64| Text::number(i64::try_from(value).unwrap_or(i64::MAX));
    let fact = |label: &str, lines: Vec<Text>| Fact {
        label: Text::key(label),
        lines,
    };
    let span = match (month.first_occurred_at, month.last_occurred_at) {
        (Some(first), Some(last)) => Text::with(
            "control-span",
            [("first", context.local(first)), ("last", context.local(last))],
        ),
        _ => Text::key("control-no-events"),
    };
    let period = [
        ("start", context.local(month.month_start)),
        ("end", context.local(month.month_end)),
    ];
    let complete = if month.cut == month.month_end {
        "control-complete"
    } else {
        "control-incomplete"
    };
    let computed = Text::number(context.marts.months.len() as i64);
    vec![
        fact(
            "control-period",
            vec![
                Text::with("control-period-text", period),
                Text::with("control-zone", [("zone", Text::data(month.time_zone.clone()))]),
            ],
        ),
        fact(
            "control-as-of",
            vec![
                context.local(month.as_of),
                Text::with(complete, [("cut", context.local(month.cut))]),
            ],
        ),
        fact(
            "control-sources",
            vec![
                Text::with(
                    "control-counts",
                    [("events", count(month.events)), ("records", count(month.records))],
                ),
                span,
            ],
        ),
        fact(
            "control-coverage",
            vec![
                Text::with("control-months", [("computed", computed)]),
                Text::with(
                    "control-recorded",
                    [(
                        "at",
                        month
                            .last_recorded_at
                            .map_or_else(|| Text::key("value-none"), |at| context.local(at)),
                    )],
                ),
            ],
        ),
        fact(
            "control-definitions",
            vec![
                Text::with(
                    "control-hash",
                    [(
                        "hash",
                        Text::data(month.definitions.get(..16).unwrap_or(&month.definitions)),
                    )],
                ),
                Text::with(
                    "control-files",
                    [("count", Text::number(context.texts.files.len() as i64))],
                ),
            ],
        ),
        fact(
            "control-status",
            vec![Text::key("status-draft"), Text::key("status-draft-text")],
        ),
    ]
}

/// The register's entry of a report type as facts.
pub(super) fn register(context: &Context, report_type: u32) -> Vec<Fact> {
    let Some(entry) = context.texts.register(report_type) else {
        return vec![Fact {
            label: Text::key("register-identity"),
            lines: vec![Text::key("register-missing")],
        }];
    };
    let one = |label: &str, text: Text| Fact {
        label: Text::key(label),
        lines: vec![text],
    };
    let name = |name: &crate::text::Name| Text::Name(name.clone());
    let list = |names: &[crate::text::Name]| Text::List {
        parts: names.iter().map(name).collect(),
    };
    vec![
        one("register-identity", identity(entry)),
        one("register-purpose", name(&entry.purpose)),
        one("register-audience", list(&entry.audience)),
        one("register-frequency", name(&entry.frequency)),
        one("register-sources", list(&entry.data_sources)),
        one("register-formula", name(&entry.formula)),
        one("register-target", name(&entry.target)),
        one("register-unit", name(&entry.unit)),
        one("register-trend", name(&entry.trend)),
        one("register-nonconformity", name(&entry.nonconformity)),
        one("register-objectives", objectives(context, entry)),
        one(
            "register-agreed",
            Text::List {
                parts: entry.agreed.iter().map(consent).collect(),
            },
        ),
    ]
}

fn identity(entry: &RegisterEntry) -> Text {
    Text::with(
        "register-identity-text",
        [
            ("id", Text::data(entry.id.clone())),
            ("type", Text::number(i64::from(entry.report_type))),
            ("name", Text::Name(entry.name.clone())),
            ("clause", Text::data(entry.clause.clone())),
        ],
    )
}

fn objectives(context: &Context, entry: &RegisterEntry) -> Text {
    let objective = |number: &u32| match context.texts.objectives.get(number) {
        Some(name) => Text::Name(name.clone()),
        None => Text::number(i64::from(*number)),
    };
    Text::List {
        parts: entry.objectives.iter().map(objective).collect(),
    }
}

fn consent(consent: &Consent) -> Text {
    Text::data(format!("{} ({}), {}", consent.by, consent.role, consent.on))
}
