//! Report type 11: service complaint analysis (clause 6.2 f): how many, how fast, why, and what is done about it.

use std::collections::BTreeMap;

use super::kpi::Kpi;
use super::satisfaction::whole;
use super::{Context, complaint_list, control, kpi, report_kpis};
use crate::chart::{Chart, Pareto};
use crate::marts::ComplaintRow;
use crate::report::{Block, Cell, Column, Part, Picture, Row, RowKind, Section, Table};
use crate::text::Text;

/// So many causes are drawn; the rest is one bar.
const CAUSES: usize = 10;

pub(super) fn section(context: &Context) -> Option<Section> {
    let figures = report_kpis::table(context, 11);
    if figures.is_none() && context.marts.complaints.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("complaints-overview"),
        lead: lead(context),
    }];
    if let Some(figures) = figures {
        blocks.extend([figures, trend(context)]);
    }
    blocks.extend(causes(context));
    blocks.extend(complaint_list::blocks(context));
    let register = control::register(context, 11);
    Some(Section {
        id: "complaints".into(),
        title: Text::key("complaints-title"),
        register,
        blocks,
    })
}

fn received<'a>(context: &'a Context) -> impl Iterator<Item = &'a ComplaintRow> {
    context
        .marts
        .complaints
        .iter()
        .filter(|row| row.received_in_month == 1)
}

fn lead(context: &Context) -> Text {
    let complaints = &context.marts.complaints;
    let open = complaints.iter().filter(|row| row.open == 1).count();
    let late = complaints
        .iter()
        .filter(|row| row.answered_at.is_none() && row.answer_late == 1)
        .count();
    let number = |count: usize| Text::number(count as i64);
    Text::with(
        "complaints-lead",
        [
            ("month", Text::month(context.marts.month)),
            ("received", number(received(context).count())),
            ("open", number(open)),
            ("late", number(late)),
        ],
    )
}

/// Thirteen months of every figure as counts.
fn trend(context: &Context) -> Block {
    let months = context.marts.month.thirteen();
    let mut columns = vec![Column::text("column-figure")];
    columns.extend(months.iter().map(|month| Column {
        title: Text::month_short(*month),
        numeric: true,
    }));
    let row = |kpi: &Kpi| {
        let series = kpi.series.as_ref()?;
        let mut cells = vec![Cell::say(kpi.name())];
        cells.extend((0..13).rev().map(|back| Cell::say(count(series.back(back)))));
        Some(Row {
            kind: RowKind::Plain,
            cells,
        })
    };
    Block::Table(Table {
        caption: Text::key("complaints-trend"),
        columns,
        rows: kpi::of_report(context, 11).iter().filter_map(row).collect(),
        note: Text::key("complaints-trend-note"),
    })
}

fn count(part: Option<Part>) -> Text {
    match part {
        None => Text::key("grid-not-computed"),
        Some(Part {
            numerator,
            denominator: None,
        }) => Text::number(numerator),
        Some(Part {
            denominator: Some(0), ..
        }) => Text::key("value-none"),
        Some(Part {
            numerator,
            denominator: Some(of),
        }) => Text::with(
            "grid-cell",
            [("met", Text::number(numerator)), ("of", Text::number(of))],
        ),
    }
}

fn causes(context: &Context) -> Vec<Block> {
    let title = Text::key("causes-title");
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for row in received(context) {
        *counts.entry(&row.cause).or_default() += 1;
    }
    if counts.is_empty() {
        return vec![Block::Heading {
            title,
            lead: Text::key("causes-none"),
        }];
    }
    let mut sorted: Vec<(&str, u64)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| (a.0.is_empty(), b.1, a.0).cmp(&(b.0.is_empty(), a.1, b.0)));
    let (drawn, others) = sorted.split_at(CAUSES.min(sorted.len()));
    let mut bars: Vec<(Text, u64)> = drawn
        .iter()
        .map(|(cause, count)| (cause_name(cause), *count))
        .collect();
    if !others.is_empty() {
        let name = Text::with("others", [("count", Text::number(others.len() as i64))]);
        bars.push((name, others.iter().map(|(_, count)| count).sum()));
    }
    let month = Text::month(context.marts.month);
    let mut blocks = vec![
        Block::Heading {
            title,
            lead: Text::key("causes-lead"),
        },
        Block::Picture(Picture {
            title: Text::with("causes-chart", [("month", month)]),
            alt: Text::key("causes-alt"),
            chart: Chart::Pareto(Pareto {
                bars,
                together: Text::key("causes-together"),
            }),
            note: Text::None,
        }),
    ];
    let returning: Vec<Text> = received(context)
        .filter(|row| row.same_cause_before > 0)
        .map(|row| Text::data(row.record.clone()))
        .collect();
    if !returning.is_empty() {
        let count = Text::number(whole(returning.len() as u64));
        let records = Text::List { parts: returning };
        blocks.push(Block::Note {
            text: Text::with("causes-return", [("count", count), ("records", records)]),
        });
    }
    blocks
}

/// A cause in the organisation's own words.
pub(super) fn cause_name(cause: &str) -> Text {
    match cause {
        "" => Text::key("cause-not-stated"),
        cause => Text::data(cause),
    }
}
