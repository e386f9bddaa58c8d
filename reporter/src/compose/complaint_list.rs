//! Every complaint with its times, its decision and what followed: open ones first.

use super::Context;
use super::complaints::cause_name;
use super::satisfaction::whole;
use crate::marts::ComplaintRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Table, Verdict};
use crate::text::Text;

/// So many are on the page.
const SHOWN: usize = 40;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let complaints = &context.marts.complaints;
    let title = Text::key("complaint-list-title");
    if complaints.is_empty() {
        return vec![Block::Heading {
            title,
            lead: Text::key("complaint-list-none"),
        }];
    }
    let number = |count: usize| Text::number(count as i64);
    let note = match complaints.len().saturating_sub(SHOWN) {
        0 => Text::None,
        rest => {
            let words = [("rest", number(rest)), ("count", number(complaints.len()))];
            Text::with("complaint-list-rest", words)
        }
    };
    vec![
        Block::Heading {
            title,
            lead: Text::key("complaint-list-lead"),
        },
        Block::Table(Table {
            caption: Text::None,
            columns: [
                "column-complaint",
                "column-service",
                "column-received",
                "column-acknowledged",
                "column-first-answer",
                "column-answer-due",
                "column-settled",
                "column-decision",
                "column-cause",
                "column-repeats",
                "column-actions",
            ]
            .map(Column::text)
            .to_vec(),
            rows: complaints
                .iter()
                .take(SHOWN)
                .map(|complaint| row(context, complaint))
                .collect(),
            note,
        }),
    ]
}

fn row(context: &Context, one: &ComplaintRow) -> Row {
    let customer = match one.customer.as_str() {
        "" => Text::None,
        id => context.texts.party(id),
    };
    let repeats = match one.repeat_of.as_str() {
        "" => Text::None,
        record => Text::with("complaint-repeats", [("record", Text::data(record))]),
    };
    let escalated = one.escalated_at.map_or(Text::None, |at| {
        Text::with("complaint-escalated", [("at", context.local(at))])
    });
    let before = match one.same_cause_before {
        0 => Text::None,
        count => Text::with("complaint-cause-before", [("count", Text::number(whole(count)))]),
    };
    let cells = vec![
        Cell::two(Text::data(one.record.clone()), Text::data(one.title.clone())),
        Cell::two(context.texts.service(&one.service), customer),
        Cell::two(
            context.local(one.received_at),
            context.texts.channel(&one.channel),
        ),
        step(
            context,
            one.acknowledged_at,
            days(one.acknowledge_days, one.acknowledge_late),
            one.acknowledge_late,
        ),
        answer(context, one),
        Cell::say(match one.answer_due_at {
            Some(due) => context.local(due),
            None => Text::key("complaint-no-promise"),
        }),
        step(
            context,
            one.resolved_at,
            days(one.resolve_days, one.resolve_late),
            one.resolve_late,
        ),
        decision(context, one),
        Cell::two(cause_name(&one.cause), before),
        Cell::two(repeats, escalated),
        Cell::say(actions(one)),
    ];
    Row {
        kind: if one.open == 1 {
            RowKind::Total
        } else {
            RowKind::Plain
        },
        cells,
    }
}

/// When something was done and how long it took, or for how long it is outstanding.
fn step(context: &Context, at: Option<i64>, took: Text, late: u8) -> Cell {
    let said = at.map_or_else(|| Text::key("complaint-outstanding"), |at| context.local(at));
    Cell {
        verdict: (late == 1).then_some(Verdict::Missed),
        ..Cell::two(said, took)
    }
}

fn days(days: i64, late: u8) -> Text {
    let key = if late == 1 {
        "complaint-days-late"
    } else {
        "complaint-days"
    };
    Text::with(key, [("days", Text::number(days.max(0)))])
}

/// The first answer in substance: by the promise's service time, or in working days without one.
fn answer(context: &Context, one: &ComplaintRow) -> Cell {
    let took = match one.answer_ms {
        Some(ms) => {
            let key = if one.answer_late == 1 {
                "complaint-hours-late"
            } else {
                "complaint-hours"
            };
            Text::with(key, [("hours", Text::duration(ms))])
        }
        None => days(one.answer_days, one.answer_late),
    };
    step(context, one.answered_at, took, one.answer_late)
}

fn decision(context: &Context, one: &ComplaintRow) -> Cell {
    let word = match one.upheld {
        None => "decision-open",
        Some(0) => "decision-not-upheld",
        Some(_) => "decision-upheld",
    };
    Cell::two(
        Text::key(word),
        one.decided_at.map_or(Text::None, |at| context.local(at)),
    )
}

fn actions(one: &ComplaintRow) -> Text {
    let state = |state: &str| {
        Text::key(match state {
            "open" => "follow-up-open",
            "overdue" => "follow-up-overdue",
            "done" => "follow-up-done",
            "effective" => "follow-up-effective",
            "not-effective" => "follow-up-not-effective",
            "cancelled" => "follow-up-cancelled",
            _ => "follow-up-unknown",
        })
    };
    let action = |(record, known): (&String, &String)| {
        Text::with(
            "complaint-action",
            [("record", Text::data(record.clone())), ("state", state(known))],
        )
    };
    Text::List {
        parts: one.actions.iter().zip(&one.action_states).map(action).collect(),
    }
}
