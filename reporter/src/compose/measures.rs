//! The KPIs of a report type as a table: this month, last month, target, verdict.

use super::{Context, type_name};
use crate::marts::FigureRow;
use crate::present;
use crate::report::{Block, Cell, Column, Part, Row, RowKind, Scope, Table, Verdict};
use crate::text::Text;
use crate::texts::KpiText;

/// KPIs of the definitions that name the report type and have figures in the thirteen months; none without any.
/// The verdict is the mart's, which knows whether a goal is a least or a most.
pub(super) fn table(context: &Context, report_type: u32) -> Option<Block> {
    let kpis = context.texts.kpis.iter();
    let rows: Vec<Row> = kpis
        .filter(|kpi| kpi.report_types.contains(&report_type))
        .flat_map(|kpi| rows(context, kpi))
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("measures-caption"),
            columns: vec![
                Column::text("column-measure"),
                Column::number("column-this-month"),
                Column::number("column-last-month"),
                Column::text("column-target"),
                Column::text("column-verdict"),
            ],
            rows,
            note: Text::key("measures-note"),
        })
    })
}

/// One row for each kind of record that the figure is counted of.
fn rows(context: &Context, kpi: &KpiText) -> Vec<Row> {
    let Some(figure) = &kpi.figure else {
        return Vec::new();
    };
    let scopes = context.figures.scopes(figure, all_of_a_type);
    let several = scopes.len() > 1;
    scopes
        .iter()
        .map(|scope| {
            let series = context.figures.series(figure, scope);
            let of_type = match &scope.record_type {
                Some(record_type) if several => Text::with(
                    "measure-of-type",
                    [
                        ("id", Text::data(kpi.id.clone())),
                        ("type", type_name(record_type)),
                    ],
                ),
                _ => Text::data(kpi.id.clone()),
            };
            let before = series
                .back(1)
                .map_or_else(|| Text::key("change-unknown"), |part| value(part, &series.unit).0);
            let (now, basis) = value(series.current(), &series.unit);
            Row {
                kind: RowKind::Plain,
                cells: vec![
                    Cell::two(Text::Name(kpi.name.clone()), of_type),
                    Cell::two(now, basis),
                    Cell::say(before),
                    Cell::say(
                        kpi.target
                            .clone()
                            .map_or_else(|| Text::key("value-none"), Text::Name),
                    ),
                    verdict(context, figure, scope),
                ],
            }
        })
        .collect()
}

fn all_of_a_type(scope: &Scope) -> bool {
    scope.service.is_none()
        && scope.priority.is_none()
        && scope.assignment_group.is_none()
        && scope.channel.is_none()
}

/// A value, and what it is a mean or a share of.
fn value(part: Part, unit: &str) -> (Text, Text) {
    let counted = |of: i64| Text::with("measure-mean-of", [("count", Text::number(of))]);
    match (unit, part.denominator) {
        ("ms", None) => (Text::duration(part.numerator), Text::None),
        (_, None) => (Text::number(part.numerator), Text::None),
        (_, Some(0)) => (Text::key("value-none"), Text::None),
        ("ms", Some(of)) => (Text::duration(part.numerator / of), counted(of)),
        (_, Some(of)) if of < present::COUNTS_BELOW => (present::met_of(part.numerator, of), Text::None),
        (_, Some(of)) => (
            Text::with(
                "value-percent",
                [("percent", Text::data(present::percent(part.numerator, of, 1)))],
            ),
            Text::None,
        ),
    }
}

fn verdict(context: &Context, figure: &str, scope: &Scope) -> Cell {
    let month = context.marts.month.first_day().to_string();
    let fits = |row: &&FigureRow| {
        row.figure == figure
            && row.month == month
            && Some(&row.record_type) == scope.record_type.as_ref()
            && [&row.service, &row.priority, &row.assignment_group, &row.channel]
                .iter()
                .all(|dimension| *dimension == "*")
    };
    let found = context.marts.figures.iter().find(fits);
    match found.map(|row| row.verdict.as_str()) {
        Some("met") => Cell::verdict(Verdict::Met),
        Some("missed") => Cell::verdict(Verdict::Missed),
        Some("no-data") => Cell::verdict(Verdict::NoData),
        _ => Cell::verdict(Verdict::NoTarget),
    }
}

/// What a mart says of a single record against its limit.
pub(super) fn judged(verdict: &str) -> Cell {
    match verdict {
        "met" => Cell::verdict(Verdict::Met),
        "missed" => Cell::verdict(Verdict::Missed),
        "open" => Cell::say(Text::key("judged-open")),
        _ => Cell::verdict(Verdict::NoTarget),
    }
}
