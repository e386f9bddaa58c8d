//! Availability in numbers: agreed hours and the clock round, the allowance, interruptions and how fast they ended.

use super::Context;
use crate::chart::{Chart, Gauge};
use crate::figures::Series;
use crate::present;
use crate::report::{Block, Cell, Column, Row, RowKind, Scope, Table};
use crate::text::Text;

/// Availability against its promise, by service.
pub(super) fn availability(context: &Context, services: &[String]) -> Block {
    Block::Table(Table {
        caption: Text::None,
        columns: vec![
            Column::text("column-service"),
            Column::number("column-goal"),
            Column::number("column-agreed-hours"),
            Column::text("column-verdict"),
            Column::number("column-by-the-clock"),
            Column::number("column-coverage"),
            Column::number("column-time-down"),
            Column::text("column-allowance"),
            Column::number("column-planned"),
            Column::number("column-user-time"),
        ],
        rows: rows(context, services, availability_row),
        note: Text::key("availability-note"),
    })
}

/// Interruptions and times to restore, by service.
pub(super) fn interruptions(context: &Context, services: &[String]) -> Block {
    Block::Table(Table {
        caption: Text::None,
        columns: vec![
            Column::text("column-service"),
            Column::number("column-interruptions"),
            Column::number("column-at-most"),
            Column::text("column-verdict"),
            Column::number("column-interruptions-open"),
            Column::number("column-mtrs"),
            Column::number("column-restored-in-time"),
            Column::number("column-longest"),
            Column::number("column-mtbf"),
            Column::number("column-mtbf-uptime"),
            Column::number("column-mtbsi"),
        ],
        rows: rows(context, services, interruptions_row),
        note: Text::key("interruptions-note"),
    })
}

/// The services under their outermost one.
fn rows(context: &Context, services: &[String], row: fn(&Context, &str, Text) -> Row) -> Vec<Row> {
    let top = |id: &String| context.top(id).to_owned();
    let mut rows = Vec::new();
    for family in services.chunk_by(|a, b| top(a) == top(b)) {
        for id in family {
            let outermost = top(id) == *id;
            let own = context.texts.services.iter().find(|service| service.id == *id);
            let name = own.map_or_else(
                || Text::data(id.clone()),
                |service| Text::Name(service.name.clone()),
            );
            let mut row = row(context, id, name);
            row.kind = if outermost { RowKind::Total } else { RowKind::Plain };
            rows.push(row);
        }
    }
    rows
}

/// The scope of a service's figures of availability.
pub(super) fn of_service(record_type: &str, service: &str) -> Scope {
    Scope {
        record_type: Some(record_type.to_owned()),
        service: Some(service.to_owned()),
        ..Scope::default()
    }
}

fn availability_row(context: &Context, service: &str, name: Text) -> Row {
    let series = |figure: &str| context.figures.series(figure, &of_service("outage", service));
    let (agreed, clock, coverage) = (
        series("AVA-01"),
        series("AVA-02"),
        series("availability.coverage"),
    );
    let ms = |figure: &str, of: &str| {
        let scope = of_service(of, service);
        Cell::say(Text::duration(
            context.figures.series(figure, &scope).current().numerator,
        ))
    };
    let cells = vec![
        Cell::say(name),
        Cell::say(agreed.goal().map_or(Text::None, present::goal)),
        Cell::two(share(&agreed), time(&agreed)),
        Cell::verdict(agreed.verdict()),
        Cell::say(share(&clock)),
        Cell::say(match coverage.current().denominator {
            Some(0) | None => Text::key("coverage-none"),
            Some(_) => share(&coverage),
        }),
        ms("AVA-03", "outage"),
        allowance(&series("AVA-04"), &agreed),
        ms("AVA-09", "maintenance"),
        Cell::say(user_time(&series("AVA-11"))),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// What users lost; nothing to say where no outage says how many it hit.
fn user_time(series: &Series) -> Text {
    let lost = series.months.last().and_then(|month| month.numerator);
    lost.map_or(Text::key("value-none"), Text::duration)
}

/// A share of time in percent, cut after two decimals, or as many as its goal has.
fn share(series: &Series) -> Text {
    let part = series.current();
    match part.denominator.unwrap_or(0) {
        0 => Text::key("value-none"),
        of => Text::with(
            "value-percent",
            [(
                "percent",
                Text::data(present::fine_percent(part.numerator, of, series.goal())),
            )],
        ),
    }
}

fn time(series: &Series) -> Text {
    let part = series.current();
    Text::with(
        "availability-of",
        [
            ("up", Text::duration(part.numerator)),
            ("time", Text::duration(part.denominator.unwrap_or(0))),
        ],
    )
}

/// How much of the allowance is used, and what is left of it. Both parts of the figure are times the denominator of the
/// promise, so that they are whole.
fn allowance(used: &Series, agreed: &Series) -> Cell {
    let part = used.current();
    let (Some(of), Some(goal)) = (part.denominator.filter(|of| *of > 0), agreed.goal()) else {
        return Cell::say(Text::key("value-none"));
    };
    let left = (of - part.numerator) / goal.of.max(1);
    let percent = Text::data(present::percent(part.numerator, of, 0));
    let words = if part.numerator > of {
        Text::with(
            "allowance-over",
            [("percent", percent), ("over", Text::duration(-left))],
        )
    } else {
        Text::with(
            "allowance-left",
            [("percent", percent), ("left", Text::duration(left))],
        )
    };
    Cell {
        small: words,
        ..Cell::chart(Chart::Gauge(Gauge {
            used: part.numerator as f64 / of as f64,
            verdict: used.verdict(),
        }))
    }
}

fn interruptions_row(context: &Context, service: &str, name: Text) -> Row {
    let series = |figure: &str| context.figures.series(figure, &of_service("outage", service));
    let count = series("AVA-05");
    let number = |figure: &str| Cell::say(Text::number(series(figure).current().numerator));
    let restored = series("availability.restored_in_time");
    let longest = series("availability.longest_outage").current().numerator;
    let cells = vec![
        Cell::say(name),
        Cell::say(Text::number(count.current().numerator)),
        Cell::say(count.goal().map_or(Text::None, |goal| Text::number(goal.met))),
        Cell::verdict(count.verdict()),
        number("AVA-05-open"),
        mean(&series("AVA-06")),
        Cell::say(match restored.current().denominator.unwrap_or(0) {
            0 => Text::key("value-none"),
            of => present::met_of(restored.current().numerator, of),
        }),
        Cell::say(if longest == 0 {
            Text::key("value-none")
        } else {
            Text::duration(longest)
        }),
        mean(&series("AVA-07")),
        mean(&series("AVA-07-uptime")),
        mean(&series("AVA-08")),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// A mean length with how many it is the mean of.
fn mean(series: &Series) -> Cell {
    let part = series.current();
    match part.denominator.unwrap_or(0) {
        0 => Cell::say(Text::key("value-none")),
        of => Cell::two(
            Text::duration(part.numerator / of),
            Text::with("value-of-count", [("count", Text::number(of))]),
        ),
    }
}
