//! Every agreed target: what was promised, what was reached, against last month, last year and year to date.

use super::{Context, Promise, headline, measure_name, type_name};
use crate::present;
use crate::report::{Block, Cell, Column, Part, Row, RowKind, Table};
use crate::text::Text;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    if context.promises.is_empty() {
        return vec![Block::Note {
            text: Text::key("targets-none"),
        }];
    }
    let key = |promise: &Promise| {
        let target = &promise.target;
        (
            target.service.clone(),
            target.record_type.clone(),
            target.measure.clone(),
        )
    };
    let mut rows = Vec::new();
    for promises in context.promises.chunk_by(|a, b| key(a) == key(b)) {
        rows.extend(promises.first().map(|first| heading(context, first)));
        rows.extend(promises.iter().map(|promise| row(context, promise)));
    }
    let table = Table {
        caption: Text::None,
        columns: columns(),
        rows,
        note: Text::key("targets-note"),
    };
    vec![
        Block::Heading {
            title: Text::key("targets-title"),
            lead: Text::key("targets-lead"),
        },
        Block::Table(table),
    ]
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("column-priority"),
        Column::number("column-within"),
        Column::number("column-goal"),
        Column::number("column-actual"),
        Column::number("column-variance"),
        Column::text("column-verdict"),
        Column::number("column-previous"),
        Column::number("column-last-year"),
        Column::number("column-year-to-date"),
        Column::text("column-trend"),
    ]
}

fn heading(context: &Context, promise: &Promise) -> Row {
    let title = Text::with(
        "targets-group",
        [
            ("service", promise.service(context.texts)),
            ("type", type_name(&promise.target.record_type)),
            ("measure", measure_name(&promise.target.measure)),
        ],
    );
    Row {
        kind: RowKind::Heading,
        cells: vec![Cell::say(title)],
    }
}

fn row(context: &Context, promise: &Promise) -> Row {
    let series = &promise.series;
    let (now, goal) = (series.current(), promise.goal());
    let year = &series.year_to_date;
    let year_part = Part {
        numerator: year.numerator,
        denominator: year.denominator,
    };
    let of = |part: Option<Part>| match part {
        Some(part) => Cell::two(present::share(part, goal), present::basis(part)),
        None => Cell::say(Text::key("verdict-not-computed")),
    };
    let cells = vec![
        Cell::say(context.texts.priority(&promise.target.priority)),
        Cell::say(Text::duration(
            i64::try_from(promise.target.target_ms).unwrap_or(i64::MAX),
        )),
        Cell::say(goal.map_or(Text::None, present::goal)),
        of(Some(now)),
        Cell::say(goal.map_or(Text::None, |goal| present::variance(now, goal))),
        Cell::verdict(series.verdict()),
        of(series.back(1)),
        of(series.back(12)),
        of(Some(year_part)),
        headline::spark(series).map_or_else(|| Cell::say(Text::key("trend-too-few")), Cell::chart),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}
