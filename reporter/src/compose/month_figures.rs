//! Figures of the month by id: goal, value, verdict, against last month, last year and the year to date.

use super::Context;
use crate::figures::Series;
use crate::present;
use crate::report::{Block, Cell, Column, Part, Row, RowKind, Scope, Table};
use crate::text::Text;

/// The figures of these ids over all services; none where none of them was measured in the thirteen months.
pub(super) fn table(context: &Context, figures: &[&str]) -> Option<Block> {
    let rows: Vec<Row> = figures.iter().filter_map(|figure| row(context, figure)).collect();
    if rows.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        caption: Text::with(
            "month-figures-caption",
            [("month", Text::month(context.marts.month))],
        ),
        columns: vec![
            Column::text("column-figure"),
            Column::number("column-goal"),
            Column::number("column-actual"),
            Column::text("column-verdict"),
            Column::number("column-previous"),
            Column::number("column-last-year"),
            Column::number("column-year-to-date"),
        ],
        rows,
        note: Text::key("month-figures-note"),
    }))
}

/// A figure over all services, where it was measured.
pub(super) fn series(context: &Context, figure: &str) -> Option<Series> {
    let all = |scope: &Scope| scope.service.is_none();
    let scope = context.figures.scopes(figure, all).into_iter().next()?;
    Some(context.figures.series(figure, &scope))
}

/// A figure's name by the definitions.
pub(super) fn name(context: &Context, figure: &str) -> Text {
    let kpi = context
        .texts
        .kpis
        .iter()
        .find(|kpi| kpi.figure.as_deref() == Some(figure));
    kpi.map_or_else(|| Text::data(figure), |kpi| Text::Name(kpi.name.clone()))
}

fn row(context: &Context, figure: &str) -> Option<Row> {
    let series = series(context, figure)?;
    let of = |part: Option<Part>| match part {
        Some(part) => Cell::say(value(&series.unit, part)),
        None => Cell::say(Text::key("verdict-not-computed")),
    };
    let goal = series
        .goal()
        .map_or(Text::None, |goal| match series.unit.as_str() {
            "score" => present::score(goal.met, goal.of),
            "ratio" => present::goal(goal),
            _ => Text::number(goal.met / goal.of.max(1)),
        });
    let year = Part {
        numerator: series.year_to_date.numerator,
        denominator: series.year_to_date.denominator,
    };
    let year = if super::populations::is_stock(figure, context.texts) {
        Cell::say(Text::key("value-none"))
    } else {
        of(Some(year))
    };
    Some(Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(name(context, figure), Text::data(figure)),
            Cell::say(goal),
            of(Some(series.current())),
            Cell::verdict(series.verdict()),
            of(series.back(1)),
            of(series.back(12)),
            year,
        ],
    })
}

/// A value in the form of its unit; a difference of shares, which may be negative, stays a count.
fn value(unit: &str, part: Part) -> Text {
    match (unit, part.denominator) {
        (_, None) => Text::number(part.numerator),
        (_, Some(0)) => Text::key("value-none"),
        ("score", Some(of)) => present::score(part.numerator, of),
        (_, Some(of)) if part.numerator < 0 => present::met_of(part.numerator, of),
        (_, Some(of)) => present::plain_share(part.numerator, of),
    }
}
