//! Every outage with begin, end, and where its time went: still open ones first, then by what they cost.

use super::Context;
use crate::marts::OutageRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

/// So many are on the page.
const SHOWN: usize = 40;
/// So many of the records of one.
const RECORDS_SHOWN: usize = 4;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let title = Text::key("outages-title");
    let mut outages = hit(context);
    if outages.is_empty() {
        return vec![Block::Heading {
            title,
            lead: Text::key("outages-none"),
        }];
    }
    outages.sort_by(|a, b| {
        (b.open, b.counted_in_month_ms, b.wall_ms, &a.service, a.begins_at).cmp(&(
            a.open,
            a.counted_in_month_ms,
            a.wall_ms,
            &b.service,
            b.begins_at,
        ))
    });
    let number = |count: usize| Text::number(count as i64);
    let open = outages.iter().filter(|outage| outage.open == 1).count();
    let lead = Text::with(
        "outages-lead",
        [("count", number(outages.len())), ("open", number(open))],
    );
    let note = match outages.len().saturating_sub(SHOWN) {
        0 => Text::None,
        rest => Text::with(
            "outages-rest",
            [("rest", number(rest)), ("count", number(outages.len()))],
        ),
    };
    vec![
        Block::Heading { title, lead },
        Block::Table(Table {
            caption: Text::None,
            columns: vec![
                Column::text("column-service"),
                Column::text("column-begin"),
                Column::text("column-outage-end"),
                Column::number("column-length"),
                Column::number("column-counted-down"),
                Column::number("column-excused"),
                Column::number("column-out-of-hours"),
                Column::number("column-not-monitored"),
                Column::text("column-cause"),
                Column::text("column-records"),
            ],
            rows: outages
                .into_iter()
                .take(SHOWN)
                .map(|outage| row(context, outage))
                .collect(),
            note,
        }),
    ]
}

/// Outages under the service that they hit: one that only repeats what hit a part below is left to that part.
fn hit<'a>(context: &'a Context) -> Vec<&'a OutageRow> {
    let all = &context.marts.availability.outages;
    let told_below = |outage: &OutageRow| {
        all.iter().any(|other| {
            context.is_below(&other.service, &outage.service)
                && other.begins_at < outage.ends_at
                && outage.begins_at < other.ends_at
                && outage.records.iter().all(|record| other.records.contains(record))
        })
    };
    all.iter().filter(|outage| !told_below(outage)).collect()
}

fn row(context: &Context, outage: &OutageRow) -> Row {
    let end = if outage.open == 1 {
        Cell::two(context.local(outage.ends_at), Text::key("outage-open"))
    } else {
        Cell::say(context.local(outage.ends_at))
    };
    let length = |ms: u64| match ms {
        0 => Text::key("value-none"),
        ms => Text::duration(i64::try_from(ms).unwrap_or(i64::MAX)),
    };
    let list = |words: &[String]| Text::List {
        parts: words.iter().map(|word| Text::data(word.clone())).collect(),
    };
    let (shown, others) = outage.records.split_at(RECORDS_SHOWN.min(outage.records.len()));
    let more = match others.len() {
        0 => Text::None,
        rest => Text::with("others", [("count", Text::number(rest as i64))]),
    };
    let cells = vec![
        Cell::say(context.texts.service(&outage.service)),
        Cell::say(context.local(outage.begins_at)),
        end,
        Cell::say(length(outage.wall_ms)),
        Cell::say(length(outage.counted_ms)),
        Cell::two(length(outage.excused_ms), list(&outage.excused_by)),
        Cell::say(length(outage.out_of_hours_ms)),
        Cell::say(length(outage.unmonitored_ms)),
        Cell::two(list(&outage.causes), list(&outage.changes)),
        Cell::two(list(shown), more),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}
