//! What the report is, what it is made of, and what the register says of it (clause 6.2).

use super::Context;
use crate::marts::MonthRow;
use crate::report::Fact;
use crate::text::Text;
use crate::texts::{Consent, RegisterEntry};

/// The control block: period, as-of, sources, coverage, definitions, status.
pub(super) fn facts(context: &Context) -> Vec<Fact> {
    let Some(month) = context.marts.months.last() else {
        return Vec::new();
    };
    let zone = ("zone", Text::data(month.time_zone.clone()));
    let start = ("start", context.local(month.month_start));
    let end = ("end", context.local(month.month_end));
    let cut = ("cut", context.local(month.cut));
    let complete = if month.cut == month.month_end {
        "control-complete"
    } else {
        "control-incomplete"
    };
    let computed = ("computed", Text::number(context.marts.months.len() as i64));
    let recorded = month
        .last_recorded_at
        .map_or_else(|| Text::key("value-none"), |at| context.local(at));
    let hash = Text::data(month.definitions.get(..16).unwrap_or(&month.definitions));
    let files = ("count", Text::number(context.texts.files.len() as i64));
    let (period, period_zone) = (
        Text::with("control-period-text", [start, end]),
        Text::with("control-zone", [zone]),
    );
    let coverage = Text::with("control-months", [computed]);
    vec![
        fact("control-period", vec![period, period_zone]),
        fact(
            "control-as-of",
            vec![context.local(month.as_of), Text::with(complete, [cut])],
        ),
        fact("control-sources", sources(context, month)),
        fact(
            "control-coverage",
            vec![coverage, Text::with("control-recorded", [("at", recorded)])],
        ),
        fact(
            "control-definitions",
            vec![hash, Text::with("control-files", [files])],
        ),
        fact(
            "control-status",
            vec![Text::key("status-draft"), Text::key("status-draft-text")],
        ),
    ]
}

fn fact(label: &str, lines: Vec<Text>) -> Fact {
    Fact {
        label: Text::key(label),
        lines,
    }
}

fn sources(context: &Context, month: &MonthRow) -> Vec<Text> {
    let count = |value: u64| Text::number(i64::try_from(value).unwrap_or(i64::MAX));
    let counts = [("events", count(month.events)), ("records", count(month.records))];
    let span = match (month.first_occurred_at, month.last_occurred_at) {
        (Some(first), Some(last)) => Text::with(
            "control-span",
            [("first", context.local(first)), ("last", context.local(last))],
        ),
        _ => Text::key("control-no-events"),
    };
    vec![Text::with("control-counts", counts), span]
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
