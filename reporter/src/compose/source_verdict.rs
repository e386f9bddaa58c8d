//! The source's own verdict beside ours: how often both agree, and where they do not.

use super::{Context, of_type, type_name};
use crate::present;
use crate::report::{Block, Cell, Column, Row, RowKind, Scope, Table};
use crate::text::Text;

/// So many records on which the verdicts differ are listed on the page.
const LISTED: usize = 20;

/// The four figures of the comparison, in column order.
const MATRIX: [&str; 4] = [
    "source.verdict_both_met",
    "source.verdict_both_breached",
    "source.verdict_only_source_breached",
    "source.verdict_only_ours_breached",
];

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let states = |record_type: &String| {
        let part = |figure| context.figures.series(figure, &of_type(record_type)).current();
        part("source.stated_breached_known").denominator > Some(0)
            || MATRIX.iter().any(|figure| part(figure).numerator > 0)
    };
    let types: Vec<String> = context.record_types().into_iter().filter(states).collect();
    if types.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("source-title"),
        lead: Text::key("source-lead"),
    }];
    for record_type in &types {
        blocks.push(matrix(context, record_type));
        blocks.push(known(context, record_type));
    }
    blocks.extend(differences(context));
    blocks
}

fn by_priority(context: &Context, record_type: &str, figure: &str) -> Vec<(Text, RowKind, Scope)> {
    let fits = |scope: &Scope| {
        scope.record_type.as_deref() == Some(record_type)
            && scope.priority.is_some()
            && scope.service.is_none()
            && scope.assignment_group.is_none()
            && scope.channel.is_none()
    };
    let mut scopes = context.figures.scopes(figure, fits);
    scopes.sort_by_key(|scope| {
        let id = scope.priority.clone().unwrap_or_default();
        (context.texts.priority_rank(&id), id)
    });
    let mut rows: Vec<(Text, RowKind, Scope)> = scopes
        .into_iter()
        .map(|scope| {
            (
                context
                    .texts
                    .priority(scope.priority.as_deref().unwrap_or_default()),
                RowKind::Plain,
                scope,
            )
        })
        .collect();
    rows.push((Text::key("all"), RowKind::Total, of_type(record_type)));
    rows
}

fn matrix(context: &Context, record_type: &str) -> Block {
    let mut scopes = Vec::new();
    for figure in MATRIX {
        for row in by_priority(context, record_type, figure) {
            if !scopes.contains(&row) {
                scopes.push(row);
            }
        }
    }
    scopes.sort_by_key(|(_, kind, scope)| {
        (
            *kind == RowKind::Total,
            context
                .texts
                .priority_rank(scope.priority.as_deref().unwrap_or_default()),
        )
    });
    let rows = scopes
        .into_iter()
        .map(|(name, kind, scope)| {
            let counts = MATRIX.map(|figure| context.figures.series(figure, &scope).current().numerator);
            let mut cells = vec![Cell::say(name)];
            cells.extend(counts.map(|count| Cell::say(Text::number(count))));
            cells.push(Cell::say(Text::number(counts.iter().sum())));
            Row { kind, cells }
        })
        .collect();
    Block::Table(Table {
        caption: Text::with("source-matrix", [("type", type_name(record_type))]),
        columns: vec![
            Column::text("column-priority"),
            Column::number("column-both-met"),
            Column::number("column-both-breached"),
            Column::number("column-only-source"),
            Column::number("column-only-ours"),
            Column::number("column-with-verdict"),
        ],
        rows,
        note: Text::key("source-matrix-note"),
    })
}

fn known(context: &Context, record_type: &str) -> Block {
    let figure = "source.stated_breached_known";
    let rows = by_priority(context, record_type, figure)
        .into_iter()
        .map(|(name, kind, scope)| {
            let part = context.figures.series(figure, &scope).current();
            let of = part.denominator.unwrap_or(0);
            let share = match of {
                0 => Text::key("value-none"),
                of => Text::with(
                    "value-percent",
                    [("percent", Text::data(present::percent(part.numerator, of, 2)))],
                ),
            };
            let cells = [name, Text::number(part.numerator), Text::number(of), share]
                .map(Cell::say)
                .to_vec();
            Row { kind, cells }
        })
        .collect();
    Block::Table(Table {
        caption: Text::with("source-known", [("type", type_name(record_type))]),
        columns: vec![
            Column::text("column-priority"),
            Column::number("column-stated-breached"),
            Column::number("column-with-verdict"),
            Column::number("column-share"),
        ],
        rows,
        note: Text::key("source-known-note"),
    })
}

fn differences(context: &Context) -> Option<Block> {
    let mut rows: Vec<&crate::marts::LedgerRow> = context
        .marts
        .ledger
        .iter()
        .filter(|row| row.resolved_in_month == 1 && row.resolution_counted == 1)
        .filter(|row| row.stated_sla_met.is_some_and(|met| met != row.resolution_met))
        .collect();
    let all = rows.len();
    rows.sort_by_key(|row| {
        (
            context.texts.priority_rank(&row.priority),
            row.record.clone(),
            row.source.clone(),
        )
    });
    rows.truncate(LISTED);
    let say = |met: bool| Text::key(if met { "verdict-met" } else { "verdict-breached" });
    let list = rows
        .into_iter()
        .map(|row| {
            let duration = |ms: u64| Text::duration(i64::try_from(ms).unwrap_or(i64::MAX));
            let cells = vec![
                Cell::say(Text::data(row.record.clone())),
                Cell::say(context.texts.priority(&row.priority)),
                Cell::say(say(row.stated_sla_met == Some(1))),
                Cell::say(say(row.resolution_met == 1)),
                Cell::say(duration(row.elapsed_ms)),
                Cell::say(row.resolution_target_ms.map_or(Text::None, duration)),
            ];
            Row {
                kind: RowKind::Plain,
                cells,
            }
        })
        .collect();
    let count = |count: usize| Text::number(count as i64);
    (all > 0).then(|| {
        Block::Table(Table {
            caption: Text::with("source-differences", [("count", count(all))]),
            columns: vec![
                Column::text("column-record"),
                Column::text("column-priority"),
                Column::text("column-source-says"),
                Column::text("column-we-find"),
                Column::number("fact-elapsed"),
                Column::number("fact-target"),
            ],
            rows: list,
            note: if all > LISTED {
                Text::with(
                    "source-differences-rest",
                    [("rest", count(all - LISTED)), ("count", count(all))],
                )
            } else {
                Text::None
            },
        })
    })
}
