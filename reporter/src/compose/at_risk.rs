//! Early warning: targets of open records that are about to be missed, and promises with little allowance left.

use super::{Context, measure_name, type_name};
use crate::marts::{OpenTargetRow, PromiseRow};
use crate::present;
use crate::report::{Block, Cell, Column, Goal, Row, RowKind, Table, Verdict};
use crate::text::Text;

/// So many records are listed.
const RECORDS_SHOWN: usize = 25;
/// So many promises are listed.
const PROMISES_SHOWN: usize = 25;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let levels = &context.marts.levels;
    if levels.promises.is_empty() && levels.open_targets.is_empty() {
        return Vec::new();
    }
    let number = |count: usize| Text::number(i64::try_from(count).unwrap_or(i64::MAX));
    let promises_at_risk = levels.promises.iter().filter(|promise| promise.at_risk == 1);
    let lead = Text::with(
        "risk-lead",
        [
            ("records", number(levels.open_targets.len())),
            ("promises", number(promises_at_risk.count())),
        ],
    );
    let mut blocks = vec![Block::Heading {
        title: Text::key("risk-title"),
        lead,
    }];
    blocks.extend(records(context));
    blocks.extend(promises(context));
    blocks
}

fn records(context: &Context) -> Option<Block> {
    let targets = &context.marts.levels.open_targets;
    if targets.is_empty() {
        return None;
    }
    let row = |target: &OpenTargetRow| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(Text::data(&target.record), Text::data(&target.title)),
            Cell::two(
                measure_name(&target.measure),
                context.texts.priority(&target.priority),
            ),
            Cell::say(context.texts.service(&target.service)),
            Cell::say(context.texts.group(&target.assignment_group)),
            Cell::two(
                share(target.used_ms, target.target_ms),
                Text::with(
                    "risk-used-of",
                    [
                        ("used", Text::duration(target.used_ms)),
                        ("target", Text::duration(target.target_ms)),
                    ],
                ),
            ),
            Cell::say(Text::duration(target.left_ms)),
            Cell::two(
                target
                    .due_at
                    .map_or_else(|| Text::key("value-none"), |at| context.local(at)),
                match target.paused {
                    1 => Text::key("risk-paused"),
                    _ => Text::None,
                },
            ),
        ],
    };
    Some(Block::Table(Table {
        caption: Text::key("risk-records"),
        columns: vec![
            Column::text("column-record"),
            Column::text("risk-measure"),
            Column::text("column-service"),
            Column::text("column-group"),
            Column::number("column-used"),
            Column::number("column-left"),
            Column::text("column-due"),
        ],
        rows: targets.iter().take(RECORDS_SHOWN).map(row).collect(),
        note: rest(targets.len(), RECORDS_SHOWN, "risk-records-note"),
    }))
}

fn promises(context: &Context) -> Option<Block> {
    let mut used: Vec<&PromiseRow> = context
        .marts
        .levels
        .promises
        .iter()
        .filter(|promise| promise.used > 0)
        .collect();
    if used.is_empty() {
        return None;
    }
    // The missed first, then the largest share of what is allowed: a / b > c / d as a * d > c * b.
    used.sort_by(|a, b| {
        let part = |x: &PromiseRow, y: &PromiseRow| i128::from(x.used) * i128::from(y.allowed);
        (a.verdict != "missed")
            .cmp(&(b.verdict != "missed"))
            .then_with(|| part(b, a).cmp(&part(a, b)))
            .then_with(|| key(a).cmp(&key(b)))
    });
    let row = |promise: &&PromiseRow| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(context.texts.service(&promise.service), subject(context, promise)),
            Cell::say(promised(promise)),
            Cell::say(actual(promise)),
            Cell::say(share(promise.used, promise.allowed)),
            Cell::say(left_over(promise)),
            Cell {
                small: match promise.at_risk {
                    1 => Text::key("risk-word"),
                    _ => Text::None,
                },
                ..Cell::verdict(verdict(promise))
            },
        ],
    };
    Some(Block::Table(Table {
        caption: Text::key("risk-promises"),
        columns: vec![
            Column::text("column-promise"),
            Column::number("column-promised"),
            Column::number("column-actual"),
            Column::number("column-allowance-used"),
            Column::number("column-left"),
            Column::text("column-verdict"),
        ],
        rows: used.iter().take(PROMISES_SHOWN).map(row).collect(),
        note: rest(used.len(), PROMISES_SHOWN, "risk-promises-note"),
    }))
}

fn key(promise: &PromiseRow) -> [&str; 4] {
    [
        &promise.service,
        &promise.record_type,
        &promise.priority,
        &promise.measure,
    ]
}

fn subject(context: &Context, promise: &PromiseRow) -> Text {
    let measure = measure_name(&promise.measure);
    if promise.record_type.is_empty() {
        return measure;
    }
    Text::with(
        "risk-subject",
        [
            ("type", type_name(&promise.record_type)),
            ("measure", measure),
            ("priority", context.texts.priority(&promise.priority)),
        ],
    )
}

fn promised(promise: &PromiseRow) -> Text {
    match (promise.at_most, promise.goal_met, promise.goal_of) {
        (Some(most), ..) => Text::with("risk-at-most", [("count", Text::number(most))]),
        (None, Some(met), Some(of)) => present::goal(Goal { met, of }),
        _ => Text::None,
    }
}

fn actual(promise: &PromiseRow) -> Text {
    match promise.denominator {
        None => Text::number(promise.numerator),
        Some(of) if promise.measure == "availability" => Text::with(
            "value-percent",
            [("percent", Text::data(present::percent(promise.numerator, of, 3)))],
        ),
        Some(of) => present::met_of(promise.numerator, of),
    }
}

fn left_over(promise: &PromiseRow) -> Text {
    match promise.left_over {
        None => Text::key("value-none"),
        Some(ms) if promise.measure == "availability" => Text::duration(ms),
        Some(count) => Text::number(count),
    }
}

fn verdict(promise: &PromiseRow) -> Verdict {
    match promise.verdict.as_str() {
        "met" => Verdict::Met,
        "missed" => Verdict::Missed,
        _ => Verdict::NoData,
    }
}

/// A share in percent, cut; of nothing allowed there is none.
fn share(used: i64, allowed: i64) -> Text {
    match allowed {
        0 => Text::key("value-none"),
        allowed => Text::with(
            "value-percent",
            [("percent", Text::data(present::percent(used, allowed, 0)))],
        ),
    }
}

fn rest(all: usize, shown: usize, key: &str) -> Text {
    let rest = i64::try_from(all.saturating_sub(shown)).unwrap_or(i64::MAX);
    Text::with(key, [("rest", Text::number(rest))])
}
