//! Volumes by type, service, priority, channel and group, against last month and the same month last year.

use super::{Context, of_type, type_name};
use crate::figures::Series;
use crate::present;
use crate::report::{Block, Cell, Column, Row, RowKind, Scope, Table};
use crate::text::Text;

/// So many values of a dimension are listed; the rest is one row.
const LISTED: usize = 10;

/// A dimension that volumes are counted by: its heading, how to read its value, and how to name it.
struct Dimension {
    title: &'static str,
    value: fn(&Scope) -> Option<&String>,
    name: fn(&Context, &str) -> Text,
}

const DIMENSIONS: [Dimension; 4] = [
    Dimension {
        title: "column-service",
        value: |s| s.service.as_ref(),
        name: |c, id| c.texts.service(id),
    },
    Dimension {
        title: "column-priority",
        value: |s| s.priority.as_ref(),
        name: |c, id| c.texts.priority(id),
    },
    Dimension {
        title: "column-channel",
        value: |s| s.channel.as_ref(),
        name: |c, id| c.texts.channel(id),
    },
    Dimension {
        title: "column-group",
        value: |s| s.assignment_group.as_ref(),
        name: |c, id| c.texts.group(id),
    },
];

pub(super) fn blocks(context: &Context, types: &[String]) -> Vec<Block> {
    let with_records = |record_type: &&String| {
        let series = context.figures.series("workload.opened", &of_type(record_type));
        [0, 1, 12]
            .into_iter()
            .any(|back| series.back(back).is_some_and(|part| part.numerator > 0))
    };
    types
        .iter()
        .filter(with_records)
        .map(|record_type| table(context, record_type))
        .collect()
}

fn table(context: &Context, record_type: &str) -> Block {
    let whole = context.figures.series("workload.opened", &of_type(record_type));
    let mut rows = vec![row(
        RowKind::Total,
        Text::key("all"),
        &counts(&whole),
        whole.current().numerator,
    )];
    for dimension in &DIMENSIONS {
        rows.extend(by(context, record_type, dimension, whole.current().numerator));
    }
    Block::Table(Table {
        caption: Text::with("volumes-caption", [("type", type_name(record_type))]),
        columns: vec![
            Column::text("column-opened-by"),
            Column::number("column-opened"),
            Column::number("column-share"),
            Column::number("column-previous"),
            Column::number("column-change"),
            Column::number("column-last-year"),
            Column::number("column-change"),
        ],
        rows,
        note: Text::None,
    })
}

/// This month, last month, the same month last year.
type Counts = [Option<i64>; 3];

fn counts(series: &Series) -> Counts {
    [0, 1, 12].map(|back| series.back(back).map(|part| part.numerator))
}

fn by(context: &Context, record_type: &str, dimension: &Dimension, whole: i64) -> Vec<Row> {
    let alone = |scope: &Scope| {
        let stated = [
            &scope.service,
            &scope.priority,
            &scope.channel,
            &scope.assignment_group,
        ];
        scope.record_type.as_deref() == Some(record_type)
            && (dimension.value)(scope).is_some()
            && stated.into_iter().flatten().count() == 1
    };
    let nested = |id: &str| {
        dimension.title == "column-service"
            && context
                .texts
                .services
                .iter()
                .any(|service| service.id == id && service.top != id)
    };
    let mut values: Vec<(String, Counts)> = context
        .figures
        .scopes("workload.opened", alone)
        .into_iter()
        .filter_map(|scope| {
            let series = context.figures.series("workload.opened", &scope);
            Some(((dimension.value)(&scope)?.clone(), counts(&series)))
        })
        .filter(|(id, counts)| !nested(id) && counts.iter().flatten().any(|count| *count > 0))
        .collect();
    if dimension.title == "column-priority" {
        values.sort_by_key(|(id, _)| (context.texts.priority_rank(id), id.clone()));
    } else {
        values.sort_by(|a, b| (b.1[0], &a.0).cmp(&(a.1[0], &b.0)));
    }
    if values.is_empty() {
        return Vec::new();
    }
    let title = Text::with("volumes-by", [("dimension", Text::key(dimension.title))]);
    let mut rows = vec![Row {
        kind: RowKind::Heading,
        cells: vec![Cell::say(title)],
    }];
    let (listed, others) = values.split_at(LISTED.min(values.len()));
    rows.extend(
        listed
            .iter()
            .map(|(id, counts)| row(RowKind::Plain, (dimension.name)(context, id), counts, whole)),
    );
    if !others.is_empty() {
        let sum = |at: usize| others.iter().map(|(_, counts)| counts[at]).sum();
        let name = Text::with("others", [("count", Text::number(others.len() as i64))]);
        rows.push(row(RowKind::Plain, name, &[sum(0), sum(1), sum(2)], whole));
    }
    rows
}

fn row(kind: RowKind, name: Text, counts: &Counts, whole: i64) -> Row {
    let now = counts[0].unwrap_or(0);
    let known = |count: Option<i64>| count.map_or_else(|| Text::key("change-unknown"), Text::number);
    let share = match whole {
        0 => Text::key("value-none"),
        whole => Text::with(
            "value-percent",
            [("percent", Text::data(present::percent(now, whole, 1)))],
        ),
    };
    let cells = vec![
        name,
        Text::number(now),
        share,
        known(counts[1]),
        present::count_change(now, counts[1]),
        known(counts[2]),
        present::count_change(now, counts[2]),
    ];
    Row {
        kind,
        cells: cells.into_iter().map(Cell::say).collect(),
    }
}
