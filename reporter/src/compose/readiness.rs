//! How ready services are for their continuity plans to be invoked: plans in force, tests, what is due.

use super::{Context, judged};
use crate::marts::{Instant, ReadinessRow};
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

pub(super) fn table(context: &Context) -> Option<Block> {
    let rows = &context.marts.continuity.readiness;
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("readiness-caption"),
            columns: vec![
                Column::text("column-service"),
                Column::text("column-plan"),
                Column::text("column-in-force"),
                Column::text("column-last-tested"),
                Column::text("column-next-drill"),
                Column::number("column-overdue"),
                Column::text("column-last-invoked"),
            ],
            rows: rows.iter().map(|row| line(context, row)).collect(),
            note: Text::None,
        })
    })
}

/// The last invocation known, of any plan.
pub(super) fn last_invoked(context: &Context) -> Option<(String, Instant)> {
    let rows = context.marts.continuity.readiness.iter();
    rows.filter_map(|row| Some((row.plan.clone(), row.last_invoked_at?)))
        .max_by_key(|(_, at)| *at)
}

/// The next drill due, of any plan.
pub(super) fn next_drill(context: &Context) -> Option<(String, Instant)> {
    let rows = context.marts.continuity.readiness.iter();
    rows.filter_map(|row| Some((row.plan.clone(), row.next_due_at?)))
        .min_by_key(|(_, at)| *at)
}

/// Critical services without a plan in force, and drills overdue.
pub(super) fn sentences(context: &Context) -> Vec<Text> {
    let rows = &context.marts.continuity.readiness;
    let mut critical: Vec<&str> = rows
        .iter()
        .filter(|row| row.critical)
        .map(|row| row.service.as_str())
        .collect();
    critical.dedup();
    let without: Vec<Text> = critical
        .iter()
        .filter(|service| !rows.iter().any(|row| row.service == **service && row.valid))
        .map(|service| context.texts.service(service))
        .collect();
    let counts = [
        ("count", Text::number(without.len() as i64)),
        ("of", Text::number(critical.len() as i64)),
        (
            "services",
            Text::List {
                parts: without.clone(),
            },
        ),
    ];
    let mut said = Vec::new();
    if !critical.is_empty() {
        said.push(match without.is_empty() {
            true => Text::with("readiness-all", [("of", Text::number(critical.len() as i64))]),
            false => Text::with("readiness-without", counts),
        });
    }
    let overdue: i64 = rows.iter().map(|row| row.overdue).sum();
    if overdue > 0 {
        said.push(Text::with(
            "readiness-overdue",
            [("count", Text::number(overdue))],
        ));
    }
    said
}

fn line(context: &Context, row: &ReadinessRow) -> Row {
    let at = |at: Option<Instant>| at.map_or_else(|| Text::key("value-none"), |at| context.local(at.0));
    let plan = match (row.plan.is_empty(), row.defined) {
        (true, _) => Text::key("plan-none"),
        (false, true) => Text::data(row.plan.clone()),
        (false, false) => Text::with("plan-not-defined", [("plan", Text::data(row.plan.clone()))]),
    };
    let in_force = match (row.defined, row.valid) {
        (true, true) => judged::cell("met"),
        (true, false) => judged::cell("missed"),
        _ => Cell::say(Text::key("value-none")),
    };
    let in_time = match row.last_tested_in_time {
        Some(true) => Text::key("drill-in-time"),
        Some(false) => Text::key("drill-late"),
        None => Text::None,
    };
    let critical = match row.critical {
        true => Text::key("service-critical"),
        false => Text::None,
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(context.texts.service(&row.service), critical),
            Cell::say(plan),
            in_force,
            Cell::two(at(row.last_tested_at), in_time),
            Cell::say(at(row.next_due_at)),
            Cell::say(Text::number(row.overdue)),
            Cell::say(at(row.last_invoked_at)),
        ],
    }
}
