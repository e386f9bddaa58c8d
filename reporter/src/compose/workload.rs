//! Report type 5: workload characteristics (clause 6.2 c): volumes, hours, and what became of the backlog.

use super::{Context, control, of_type, type_name, workload_tables};
use crate::chart::{Chart, Flow, Heat};
use crate::report::{Block, Cell, Column, Picture, Row, RowKind, Section, Table};
use crate::text::Text;

/// So many record types get charts of their own; the tables have all.
const DRAWN: usize = 2;
/// So many items of the service catalogue are listed; the rest is one row.
const ITEMS: usize = 12;

pub(super) fn section(context: &Context) -> Option<Section> {
    let types = context.record_types();
    if types.is_empty() {
        return None;
    }
    let mut blocks = vec![
        Block::Heading {
            title: Text::key("backlog-title"),
            lead: Text::key("backlog-lead"),
        },
        backlog(context, &types),
    ];
    blocks.extend(
        types
            .iter()
            .take(DRAWN)
            .map(|record_type| flow(context, record_type)),
    );
    blocks.push(Block::Heading {
        title: Text::key("volumes-title"),
        lead: Text::key("volumes-lead"),
    });
    blocks.extend(workload_tables::blocks(context, &types));
    blocks.push(Block::Heading {
        title: Text::key("hours-title"),
        lead: Text::key("hours-lead"),
    });
    blocks.extend(
        types
            .iter()
            .take(DRAWN)
            .filter_map(|record_type| hours(context, record_type)),
    );
    blocks.extend(items(context));
    let register = control::register(context, 5);
    Some(Section {
        id: "workload".into(),
        title: Text::key("workload-title"),
        register,
        blocks,
    })
}

/// What a backlog table adds up, in column order: sign and figure.
const FLOW: [(i64, &str); 5] = [
    (1, "backlog.start"),
    (1, "workload.opened"),
    (1, "workload.reopened"),
    (-1, "workload.resolved"),
    (-1, "workload.cancelled"),
];

fn backlog(context: &Context, types: &[String]) -> Block {
    let at = |figure: &str, of: &str| context.figures.series(figure, &of_type(of)).current().numerator;
    let row = |kind: RowKind, name: Text, counts: [i64; 6]| {
        let sum: i64 = FLOW
            .iter()
            .zip(counts)
            .map(|((sign, _), count)| sign * count)
            .sum();
        let end = counts[5];
        let mut cells = vec![Cell::say(name)];
        cells.extend(counts.iter().take(5).map(|count| Cell::say(Text::number(*count))));
        let check = match end - sum {
            0 => Text::key("backlog-adds-up"),
            gap => Text::with("backlog-gap", [("gap", Text::Signed { value: gap })]),
        };
        cells.push(Cell::two(Text::number(end), check));
        cells.push(Cell::say(Text::Signed {
            value: end - counts[0],
        }));
        Row { kind, cells }
    };
    let mut sums = [0; 6];
    let mut rows: Vec<Row> = Vec::new();
    for record_type in types {
        let figures = FLOW.map(|(_, figure)| figure);
        let mut counts = [0; 6];
        for (count, figure) in counts.iter_mut().zip(figures.into_iter().chain(["backlog.end"])) {
            *count = at(figure, record_type);
        }
        sums = std::array::from_fn(|place| sums[place] + counts[place]);
        rows.push(row(RowKind::Plain, type_name(record_type), counts));
    }
    if types.len() > 1 {
        rows.push(row(RowKind::Total, Text::key("all"), sums));
    }
    Block::Table(Table {
        caption: Text::None,
        columns: vec![
            Column::text("column-type"),
            Column::number("column-start"),
            Column::number("column-opened"),
            Column::number("column-reopened"),
            Column::number("column-resolved"),
            Column::number("column-cancelled"),
            Column::number("column-end"),
            Column::number("column-change"),
        ],
        rows,
        note: Text::None,
    })
}

fn flow(context: &Context, record_type: &str) -> Block {
    let scope = of_type(record_type);
    let of = |figure: &str| -> Vec<Option<i64>> {
        context
            .figures
            .series(figure, &scope)
            .months
            .iter()
            .map(|month| month.numerator)
            .collect()
    };
    let both = |a: &str, b: &str| -> Vec<Option<i64>> {
        of(a).into_iter().zip(of(b)).map(|(a, b)| Some(a? + b?)).collect()
    };
    let chart = Flow {
        months: context
            .marts
            .month
            .thirteen()
            .into_iter()
            .map(Text::month_short)
            .collect(),
        inflow: both("workload.opened", "workload.reopened"),
        outflow: both("workload.resolved", "workload.cancelled"),
        open: of("backlog.end"),
        names: ["flow-in", "flow-out", "flow-open"].map(Text::key).to_vec(),
    };
    Block::Picture(Picture {
        title: Text::with("flow-title", [("type", type_name(record_type))]),
        alt: Text::with("flow-alt", [("type", type_name(record_type))]),
        chart: Chart::Flow(chart),
        note: Text::None,
    })
}

/// What service requests ask for, the most asked first.
fn items(context: &Context) -> Option<Block> {
    let all = || {
        context
            .marts
            .request_items
            .iter()
            .filter(|row| row.service == "*")
    };
    let total: u64 = all().map(|row| row.opened).sum();
    let count = |count: u64| Text::number(i64::try_from(count).unwrap_or(i64::MAX));
    let line = |kind: RowKind, name: Text, opened: u64| Row {
        kind,
        cells: vec![Cell::say(name), Cell::say(count(opened))],
    };
    let mut rows: Vec<Row> = all()
        .take(ITEMS)
        .map(|row| match row.item.as_str() {
            "" => line(RowKind::Plain, Text::key("items-none"), row.opened),
            item => line(RowKind::Plain, Text::data(item), row.opened),
        })
        .collect();
    let rest: u64 = all().skip(ITEMS).map(|row| row.opened).sum();
    if rest > 0 {
        let others = all().skip(ITEMS).count() as i64;
        let name = Text::with("others", [("count", Text::number(others))]);
        rows.push(line(RowKind::Plain, name, rest));
    }
    rows.push(line(RowKind::Total, Text::key("all"), total));
    (total > 0).then(|| {
        Block::Table(Table {
            caption: Text::key("items-title"),
            columns: vec![Column::text("column-item"), Column::number("column-opened")],
            rows,
            note: Text::None,
        })
    })
}

fn hours(context: &Context, record_type: &str) -> Option<Block> {
    let mut counts = vec![vec![0_u64; 24]; 7];
    let rows = context
        .marts
        .hours
        .iter()
        .filter(|row| row.record_type == record_type && row.service == "*");
    for row in rows {
        let day = counts.get_mut(usize::from(row.weekday.saturating_sub(1)));
        if let Some(count) = day.and_then(|day| day.get_mut(usize::from(row.hour))) {
            *count += row.opened;
        }
    }
    if counts.iter().flatten().all(|count| *count == 0) {
        return None;
    }
    let days = [
        "weekday-1",
        "weekday-2",
        "weekday-3",
        "weekday-4",
        "weekday-5",
        "weekday-6",
        "weekday-7",
    ];
    Some(Block::Picture(Picture {
        title: Text::with("hours-chart", [("type", type_name(record_type))]),
        alt: Text::with("hours-alt", [("type", type_name(record_type))]),
        chart: Chart::Heat(Heat {
            rows: days.map(Text::key).to_vec(),
            counts,
            sum: Text::key("hours-sum"),
        }),
        note: Text::None,
    }))
}
