//! Signs that a figure may have been polished: how many, what each means, and the tickets.

use super::{Context, rules};
use crate::marts::SignRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Section, Table};
use crate::text::Text;

/// So many tickets of a sign are on the page; all are in the JSON.
const LISTED: usize = 12;

pub(super) fn section(context: &Context) -> Option<Section> {
    let signs: Vec<&str> = context
        .marts
        .nonconformities
        .rules
        .iter()
        .filter(|row| row.kind == "sign" && row.enabled == 1)
        .map(|row| row.rule.as_str())
        .collect();
    if signs.is_empty() {
        return None;
    }
    let mut blocks = vec![
        Block::Note {
            text: Text::key("integrity-lead"),
        },
        counts(context, &signs),
    ];
    for sign in signs {
        blocks.extend(tickets(context, sign));
    }
    Some(Section {
        id: "integrity".into(),
        title: Text::key("integrity-title"),
        register: Vec::new(),
        blocks,
    })
}

/// Each sign's count beside last month and the same month last year; without one, it was not measured.
fn counts(context: &Context, signs: &[&str]) -> Block {
    let row = |sign: &&str| {
        let figure = format!("integrity.{sign}");
        let known = |back: usize| {
            let month = context.marts.month.thirteen().into_iter().rev().nth(back);
            let month = month.map(|month| month.first_day().to_string());
            let mut rows = context.marts.figures.iter();
            rows.find(|row| row.figure == figure && row.service == "*" && Some(&row.month) == month.as_ref())
                .map_or_else(|| Text::key("not-measured"), |row| Text::number(row.numerator))
        };
        let cells = vec![
            Cell::two(rules::name(context, sign), rules::meaning(context, sign)),
            Cell::say(known(0)),
            Cell::say(known(1)),
            Cell::say(known(12)),
        ];
        Row {
            kind: RowKind::Plain,
            cells,
        }
    };
    Block::Table(Table {
        caption: Text::None,
        columns: vec![
            Column::text("integrity-sign"),
            Column::number("integrity-this-month"),
            Column::number("column-previous"),
            Column::number("column-last-year"),
        ],
        rows: signs.iter().map(row).collect(),
        note: Text::None,
    })
}

fn tickets(context: &Context, sign: &str) -> Option<Block> {
    let mut found: Vec<&SignRow> = context
        .marts
        .signs
        .iter()
        .filter(|row| row.sign == sign)
        .collect();
    if found.is_empty() {
        return None;
    }
    // A machine's answer matters most where a person's came late, or never.
    if sign == "automatic-answer" {
        found.sort_by_key(|row| std::cmp::Reverse(row.used_ms - row.target_ms.unwrap_or(row.used_ms)));
    }
    let rows = found
        .iter()
        .take(LISTED)
        .map(|row| ticket(context, row))
        .collect();
    let (used, target) = match sign {
        "late-maintenance" => ("integrity-would-excuse", None),
        "automatic-answer" => ("integrity-person-after", Some("fact-target")),
        _ => ("integrity-used", Some("fact-target")),
    };
    let mut columns = vec![
        Column::text("column-record"),
        Column::text("column-service"),
        Column::text("column-priority"),
        Column::text("column-group"),
        Column::text("nonconformity-when"),
        Column::number(used),
    ];
    columns.extend(target.map(Column::number));
    columns.push(Column::text("integrity-related"));
    let count = |count: usize| Text::number(count as i64);
    Some(Block::Table(Table {
        caption: Text::with(
            "sign-tickets",
            [
                ("sign", rules::name(context, sign)),
                ("count", count(found.len())),
            ],
        ),
        columns,
        rows,
        note: if found.len() > LISTED {
            Text::with("findings-rest", [("rest", count(found.len() - LISTED))])
        } else {
            Text::None
        },
    }))
}

fn ticket(context: &Context, row: &SignRow) -> Row {
    let related = match (row.sign.as_str(), row.related.as_str()) {
        (_, "") => Text::None,
        ("priority-lowered", priority) => Text::with(
            "related-lowered",
            [("priority", context.texts.priority(priority))],
        ),
        ("pause-before-breach", party) => {
            Text::with("ledger-waiting", [("party", context.texts.party(party))])
        }
        ("automatic-answer", _) => Text::key("related-no-person"),
        (_, other) => Text::data(other),
    };
    let exception = match row.exception_by.as_str() {
        "" => Text::None,
        person => Text::with("related-exception", [("person", Text::data(person))]),
    };
    let of_ticket = row.sign != "late-maintenance";
    let mut cells = vec![
        Cell::say(Text::data(row.record.clone())),
        Cell::say(context.texts.service(&row.service)),
        Cell::say(if of_ticket {
            context.texts.priority(&row.priority)
        } else {
            Text::key("value-none")
        }),
        Cell::say(if of_ticket {
            context.texts.group(&row.assignment_group)
        } else {
            Text::key("value-none")
        }),
        Cell::say(context.local(row.at)),
        Cell::say(Text::duration(row.used_ms)),
    ];
    if of_ticket {
        cells.push(Cell::say(
            row.target_ms
                .map_or_else(|| Text::key("value-none"), Text::duration),
        ));
    }
    cells.push(Cell::two(related, exception));
    Row {
        kind: RowKind::Plain,
        cells,
    }
}
