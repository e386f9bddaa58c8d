//! The missed targets, the one that lacks most records first: what a service level manager looks for.

use super::{Context, Promise, measure_name, type_name};
use crate::present;
use crate::report::{Block, Cell, Column, Row, RowKind, Table, Verdict};
use crate::text::Text;

/// So many are listed; the table of all targets has the rest.
const LISTED: usize = 8;

/// The missed targets, those that lack most records first.
pub(super) fn missed<'a>(context: &'a Context) -> Vec<&'a Promise> {
    let verdict = |promise: &&Promise| promise.series.verdict() == Verdict::Missed;
    let mut missed: Vec<&Promise> = context.promises.iter().filter(verdict).collect();
    missed.sort_by_key(|promise| -lacking(promise));
    missed
}

/// How many more records had to be in time: the goal's share of all, rounded up, less those that were.
pub(super) fn lacking(promise: &Promise) -> i64 {
    let part = promise.series.current();
    let Some(goal) = promise.goal() else { return 0 };
    let wanted = i128::from(goal.met) * i128::from(part.denominator.unwrap_or(0));
    let of = i128::from(goal.of);
    let needed = wanted.div_euclid(of) + i128::from(wanted.rem_euclid(of) != 0);
    i64::try_from(needed).unwrap_or(i64::MAX) - part.numerator
}

pub(super) fn table(context: &Context) -> Option<Block> {
    let missed = missed(context);
    if missed.is_empty() {
        return None;
    }
    let rows = missed
        .iter()
        .take(LISTED)
        .map(|promise| row(context, promise))
        .collect();
    let rest = missed.len().saturating_sub(LISTED);
    Some(Block::Table(Table {
        caption: Text::key("missed-title"),
        columns: vec![
            Column::text("column-service"),
            Column::text("missed-target"),
            Column::text("column-priority"),
            Column::number("column-goal"),
            Column::number("column-actual"),
            Column::number("missed-lacking"),
            Column::number("column-previous"),
            Column::number("column-year-to-date"),
        ],
        rows,
        note: match rest {
            0 => Text::None,
            rest => Text::with("missed-rest", [("rest", Text::number(rest as i64))]),
        },
    }))
}

fn row(context: &Context, promise: &Promise) -> Row {
    let (series, target) = (&promise.series, &promise.target);
    let (now, goal, year) = (series.current(), promise.goal(), &series.year_to_date);
    let what = [
        ("type", type_name(&target.record_type)),
        ("measure", measure_name(&target.measure)),
    ];
    let year = crate::report::Part {
        numerator: year.numerator,
        denominator: year.denominator,
    };
    let before = series.back(1).map_or_else(
        || Text::key("verdict-not-computed"),
        |part| present::share(part, goal),
    );
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::say(promise.service(context.texts)),
            Cell::say(Text::with("grid-row", what)),
            Cell::say(context.texts.priority(&target.priority)),
            Cell::say(goal.map_or(Text::None, present::goal)),
            Cell::two(present::share(now, goal), present::basis(now)),
            Cell::say(Text::number(lacking(promise))),
            Cell::say(before),
            Cell::say(present::share(year, goal)),
        ],
    }
}
