//! Problems open at the cut by priority and age, and known errors.

use std::collections::BTreeMap;

use super::Context;
use crate::marts::ProblemRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

/// The bands of age: up to so many days of 24 hours each, and longer than the last.
const BANDS: [u64; 3] = [30, 90, 180];
const DAY_MS: u64 = 86_400_000;
/// So many known errors without a workaround are on the page; all are in the JSON.
const LISTED: usize = 15;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let problems = &context.marts.nonconformities.problems;
    if problems.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading {
            title: Text::key("problems-title"),
            lead: Text::key("problems-lead"),
        },
        by_age(context, problems),
    ];
    blocks.extend(known_errors(context, problems));
    blocks
}

/// Rows of priorities, columns of age, and of them the known errors and those with a workaround.
fn by_age(context: &Context, problems: &[ProblemRow]) -> Block {
    let mut counts: BTreeMap<(usize, &str), [i64; 7]> = BTreeMap::new();
    for problem in problems {
        let rank = context.texts.priority_rank(&problem.priority);
        let row = counts.entry((rank, &problem.priority)).or_default();
        let band = BANDS.iter().position(|days| problem.age_ms <= days * DAY_MS);
        row[band.unwrap_or(BANDS.len())] += 1;
        row[4] += 1;
        row[5] += i64::from(problem.known_error);
        row[6] += i64::from(problem.known_error == 1 && problem.workaround == 1);
    }
    let line = |kind: RowKind, name: Text, counts: &[i64; 7]| Row {
        kind,
        cells: std::iter::once(Cell::say(name))
            .chain(counts.iter().map(|count| Cell::say(Text::number(*count))))
            .collect(),
    };
    let mut rows: Vec<Row> = counts
        .iter()
        .map(|((_, priority), counts)| line(RowKind::Plain, context.texts.priority(priority), counts))
        .collect();
    let sum = counts.values().fold([0; 7], |sum, counts| {
        std::array::from_fn(|at| sum[at] + counts[at])
    });
    rows.push(line(RowKind::Total, Text::key("all"), &sum));
    let number = |title: Text| Column { title, numeric: true };
    let days = |days: u64| Text::number(i64::try_from(days).unwrap_or(i64::MAX));
    let mut columns = vec![Column::text("column-priority")];
    columns.extend(BANDS.map(|most| number(Text::with("nonconformity-days-up-to", [("days", days(most))]))));
    let last = BANDS[BANDS.len() - 1];
    columns.push(number(Text::with(
        "nonconformity-days-over",
        [("days", days(last))],
    )));
    columns.extend(
        [
            "nonconformity-open",
            "nonconformity-known-errors",
            "nonconformity-workaround",
        ]
        .map(Column::number),
    );
    Block::Table(Table {
        caption: Text::key("problems-by-age"),
        columns,
        rows,
        note: Text::None,
    })
}

/// Known errors without a workaround: what may strike again and nobody can help with.
fn known_errors(context: &Context, problems: &[ProblemRow]) -> Option<Block> {
    let without: Vec<&ProblemRow> = problems
        .iter()
        .filter(|problem| problem.known_error == 1 && problem.workaround == 0)
        .collect();
    if without.is_empty() {
        return None;
    }
    let rows = without
        .iter()
        .take(LISTED)
        .map(|problem| Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::two(
                    Text::data(problem.record.clone()),
                    Text::data(problem.title.clone()),
                ),
                Cell::say(context.texts.priority(&problem.priority)),
                Cell::say(context.texts.service(&problem.service)),
                Cell::say(context.texts.group(&problem.assignment_group)),
                Cell::say(context.local(problem.opened_at)),
            ],
        })
        .collect();
    let count = |count: usize| Text::number(count as i64);
    Some(Block::Table(Table {
        caption: Text::with("known-errors-without", [("count", count(without.len()))]),
        columns: vec![
            Column::text("nonconformity-problem"),
            Column::text("column-priority"),
            Column::text("column-service"),
            Column::text("column-group"),
            Column::text("fact-opened"),
        ],
        rows,
        note: if without.len() > LISTED {
            Text::with("findings-rest", [("rest", count(without.len() - LISTED))])
        } else {
            Text::None
        },
    }))
}
