//! Report type 4: nonconformities found by rules and by people, what is done about them, and problems (clause 6.2 d).

use super::{Context, control, findings, problems, rules};
use crate::marts::{ActionRow, NonconformityRow};
use crate::report::{Block, Cell, Column, Row, RowKind, Section, Table};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let mart = &context.marts.nonconformities;
    if mart.rules.is_empty() {
        return None;
    }
    let mut blocks = findings::blocks(context);
    blocks.extend(entered(context));
    blocks.extend(actions(context));
    blocks.extend(problems::blocks(context));
    Some(Section {
        id: "nonconformities".into(),
        title: Text::key("nonconformities-title"),
        register: control::register(context, 4),
        blocks,
    })
}

/// Nonconformities that people entered: overdue ones first.
fn entered(context: &Context) -> Vec<Block> {
    let rows = &context.marts.nonconformities.entered;
    let heading = Block::Heading {
        title: Text::key("entered-title"),
        lead: Text::key(if rows.is_empty() {
            "entered-none"
        } else {
            "entered-lead"
        }),
    };
    if rows.is_empty() {
        return vec![heading];
    }
    let table = Table {
        caption: Text::None,
        columns: vec![
            Column::text("nonconformity-nonconformity"),
            Column::text("nonconformity-rule"),
            Column::text("nonconformity-root-cause"),
            Column::text("nonconformity-answers"),
            Column::text("nonconformity-actions"),
            Column::text("nonconformity-owner"),
            Column::text("nonconformity-due"),
            Column::text("nonconformity-state"),
        ],
        rows: rows.iter().map(|row| nonconformity(context, row)).collect(),
        note: Text::None,
    };
    vec![heading, Block::Table(table)]
}

fn nonconformity(context: &Context, row: &NonconformityRow) -> Row {
    let mart = &context.marts.nonconformities;
    let answered = mart.findings.iter();
    let answered: Vec<Text> = answered
        .filter(|finding| finding.handled_by.contains(&row.record))
        .map(|finding| findings::about(context, finding))
        .collect();
    let actions: Vec<Text> = mart
        .actions
        .iter()
        .filter(|action| action.nonconformity == row.record)
        .map(|action| Text::data(action.record.clone()))
        .collect();
    let cells = vec![
        Cell::two(Text::data(row.record.clone()), said(&row.title)),
        Cell::two(rules::name(context, &row.rule), context.local(row.found_at)),
        Cell::two(cause(row), said(&row.correction)),
        Cell::say(listed(answered)),
        Cell::say(listed(actions)),
        Cell::say(stated(&row.owner)),
        Cell::say(when(context, row.due_at)),
        state(context, row.open == 1, row.overdue == 1, row.closed_at),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn cause(row: &NonconformityRow) -> Text {
    match (row.root_cause.as_str(), row.cause.as_str()) {
        ("", "") => Text::key("cause-unknown"),
        ("", code) => Text::data(code),
        (words, _) => Text::data(words),
    }
}

/// Open, overdue, or closed and when.
fn state(context: &Context, open: bool, overdue: bool, closed_at: Option<i64>) -> Cell {
    match (overdue, open) {
        (true, _) => Cell::say(Text::key("state-overdue")),
        (_, true) => Cell::say(Text::key("state-open")),
        _ => Cell::two(Text::key("state-closed"), when(context, closed_at)),
    }
}

/// Corrective and preventive actions and improvements, with the later check of their effect.
fn actions(context: &Context) -> Vec<Block> {
    let rows = &context.marts.nonconformities.actions;
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Table {
        caption: Text::None,
        columns: vec![
            Column::text("nonconformity-action"),
            Column::text("nonconformity-kind"),
            Column::text("nonconformity-nonconformity"),
            Column::text("nonconformity-owner"),
            Column::text("nonconformity-due"),
            Column::text("nonconformity-state"),
            Column::text("nonconformity-effect"),
        ],
        rows: rows.iter().map(|row| action(context, row)).collect(),
        note: Text::None,
    };
    vec![
        Block::Heading {
            title: Text::key("actions-title"),
            lead: Text::key("actions-lead"),
        },
        Block::Table(table),
    ]
}

fn action(context: &Context, row: &ActionRow) -> Row {
    let cut = context.marts.months.last().map_or(i64::MAX, |month| month.cut);
    let done = row.closed_at.is_some_and(|at| at < cut);
    let state = if row.cancelled == 1 {
        Cell::say(Text::key("state-dropped"))
    } else {
        state(context, !done, row.overdue == 1, row.closed_at)
    };
    let kind = match row.kind.as_str() {
        "corrective" => Text::key("action-corrective"),
        "preventive" => Text::key("action-preventive"),
        "improvement" => Text::key("action-improvement"),
        other => Text::data(other),
    };
    let answers = [&row.nonconformity, &row.problem];
    let answers = answers.into_iter().filter(|id| !id.is_empty());
    let cells = vec![
        Cell::two(Text::data(row.record.clone()), said(&row.title)),
        Cell::say(kind),
        Cell::say(listed(answers.map(|id| Text::data(id.clone())).collect())),
        Cell::say(stated(&row.owner)),
        Cell::say(when(context, row.due_at)),
        state,
        effect(context, row),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// Whether it worked, as somebody found later.
fn effect(context: &Context, row: &ActionRow) -> Cell {
    let by = |at: i64| match row.verified_by.as_str() {
        "" => context.local(at),
        person => Text::with(
            "effect-checked",
            [("at", context.local(at)), ("by", Text::data(person))],
        ),
    };
    match (row.verified_at, row.effective) {
        (Some(at), Some(1)) => Cell::two(Text::key("effect-worked"), by(at)),
        (Some(at), Some(_)) => Cell::two(Text::key("effect-none"), by(at)),
        (Some(at), None) => Cell::two(Text::key("effect-not-stated"), by(at)),
        (None, _) => match row.effectiveness_due_at {
            Some(at) => Cell::two(Text::key("effect-not-checked"), context.local(at)),
            None => Cell::say(Text::key("effect-not-checked")),
        },
    }
}

fn when(context: &Context, at: Option<i64>) -> Text {
    at.map_or_else(|| Text::key("value-none"), |at| context.local(at))
}

fn said(words: &str) -> Text {
    if words.is_empty() {
        Text::None
    } else {
        Text::data(words)
    }
}

fn stated(words: &str) -> Text {
    if words.is_empty() {
        Text::key("not-stated")
    } else {
        Text::data(words)
    }
}

fn listed(parts: Vec<Text>) -> Text {
    if parts.is_empty() {
        Text::key("value-none")
    } else {
        Text::List { parts }
    }
}
