//! Report type 6: performance after major incidents (clause 6.2 b): what happened, how fast, what followed.

use super::{Context, before_after, control, report_kpis, stages};
use crate::marts::{FollowUpRow, Instant, MajorIncidentRow};
use crate::report::{Block, Cell, Column, Row, RowKind, Scope, Section, Table};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let rows = &context.marts.major_incidents.incidents;
    let measured = context.figures.has("INC-09", &of_all());
    if rows.is_empty() && !measured && context.texts.register(6).is_none() {
        return None;
    }
    let mut blocks = vec![Block::Sentences {
        state: None,
        sentences: sentences(context, measured),
    }];
    blocks.extend(report_kpis::table(context, 6));
    for row in rows {
        blocks.extend(incident(context, row));
    }
    Some(Section {
        id: "major-incidents".into(),
        title: Text::key("major-title"),
        register: control::register(context, 6),
        blocks,
    })
}

fn of_all() -> Scope {
    super::of_type("major_incident")
}

fn sentences(context: &Context, measured: bool) -> Vec<Text> {
    let rows = &context.marts.major_incidents.incidents;
    let month = || ("month", Text::month(context.marts.month));
    let declared = rows.iter().filter(|row| row.declared_in_month);
    let count = declared.clone().count() as i64;
    let lasted = declared.map(|row| row.duration_ms).sum();
    let mut said = vec![match (measured, count) {
        (false, _) => Text::key("major-not-measured"),
        (true, 0) => last_known(context),
        (true, _) => Text::with(
            "major-declared",
            [
                month(),
                ("count", Text::number(count)),
                ("lasted", Text::duration(lasted)),
            ],
        ),
    }];
    let earlier = rows.len() as i64 - count;
    if earlier > 0 {
        said.push(Text::with(
            "major-earlier",
            [month(), ("count", Text::number(earlier))],
        ));
    }
    let overdue = rows.iter().filter(|row| review_overdue(context, row)).count() as i64;
    if overdue > 0 {
        said.push(Text::with(
            "major-reviews-overdue",
            [("count", Text::number(overdue))],
        ));
    }
    said
}

/// A month without one says when the last month with one was, as far as the thirteen months tell.
fn last_known(context: &Context) -> Text {
    let month = ("month", Text::month(context.marts.month));
    let series = context.figures.series("INC-09", &of_all());
    let last = series
        .months
        .iter()
        .rev()
        .find(|part| part.numerator.is_some_and(|count| count > 0));
    match last {
        Some(part) => Text::with("major-none-since", [month, ("last", Text::month(part.month))]),
        None => Text::with("major-none", [month]),
    }
}

fn review_overdue(context: &Context, row: &MajorIncidentRow) -> bool {
    let cut = context.marts.months.last().map_or(i64::MIN, |month| month.cut);
    row.reviewed_at.is_none() && row.review_due_at.is_some_and(|due| due.0 < cut)
}

fn incident(context: &Context, row: &MajorIncidentRow) -> Vec<Block> {
    let name = [
        ("record", Text::data(row.record.clone())),
        ("title", Text::data(row.title.clone())),
    ];
    let lead = match row.declared_in_month {
        true => Text::with("major-lead-declared", [("at", context.local(row.declared_at.0))]),
        false => Text::with("major-lead-earlier", [("at", context.local(row.declared_at.0))]),
    };
    let mut blocks = vec![
        Block::Heading {
            title: Text::with("major-heading", name),
            lead,
        },
        Block::Terms {
            terms: facts(context, row),
        },
    ];
    blocks.extend(stages::blocks(context, row));
    blocks.extend(timeline(context, row));
    blocks.extend(before_after::blocks(context, row));
    blocks.extend(lessons("lessons-of", &row.record, &row.lessons));
    blocks.extend(actions(context, row));
    blocks
}

/// What is known of it; what nobody stated is left out.
fn facts(context: &Context, row: &MajorIncidentRow) -> Vec<(Text, Text)> {
    let services = Text::List {
        parts: row.services.iter().map(|id| context.texts.service(id)).collect(),
    };
    let ended = row
        .ended_at
        .map_or_else(|| Text::key("major-going-on"), |at| context.local(at.0));
    let told_by = Text::key(match row.begun_by.as_str() {
        "outage" => "begun-by-outage",
        "incident" => "begun-by-incident",
        "detection" => "begun-by-detection",
        _ => "begun-by-declaration",
    });
    let begun = [("at", context.local(row.begun_at.0)), ("by", told_by)];
    let root_cause = match (row.root_cause.is_empty(), row.root_cause_found_at) {
        (true, None) => Text::None,
        (false, None) => Text::data(row.root_cause.clone()),
        (true, Some(at)) => Text::with("root-cause-known", [("at", context.local(at.0))]),
        (false, Some(at)) => Text::with(
            "root-cause-text",
            [
                ("cause", Text::data(row.root_cause.clone())),
                ("at", context.local(at.0)),
            ],
        ),
    };
    let data = |text: &str| match text.is_empty() {
        true => Text::None,
        false => Text::data(text),
    };
    [
        ("fact-services", services),
        ("fact-begun", Text::with("major-begun", begun)),
        ("fact-ended", ended),
        ("fact-duration", Text::duration(row.duration_ms)),
        ("fact-declared-by", data(&row.declared_by)),
        ("fact-users", row.affected_users.map_or(Text::None, Text::number)),
        ("fact-impact", data(&row.impact)),
        ("fact-incident", data(&row.incident)),
        ("fact-cause", data(&row.cause)),
        ("fact-caused-by", data(&row.caused_by)),
        ("fact-problem", data(&row.problem)),
        ("fact-root-cause", root_cause),
        ("fact-continuity", data(&row.continuity_invocation)),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_none())
    .map(|(label, text)| (Text::key(label), text))
    .collect()
}

fn timeline(context: &Context, row: &MajorIncidentRow) -> Option<Block> {
    let entry = |(at, what, by): &(Instant, String, String)| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::say(context.local(at.0)),
            Cell::say(Text::data(what.clone())),
            Cell::say(Text::data(by.clone())),
        ],
    };
    (!row.timeline.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("timeline-caption"),
            columns: vec![
                Column::text("column-when"),
                Column::text("column-what"),
                Column::text("column-by"),
            ],
            rows: row.timeline.iter().map(entry).collect(),
            note: Text::None,
        })
    })
}

/// What was learnt, one row each.
pub(super) fn lessons(caption: &str, record: &str, lessons: &[String]) -> Option<Block> {
    (!lessons.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::with(caption, [("record", Text::data(record))]),
            columns: vec![Column::text("column-lesson")],
            rows: lessons
                .iter()
                .map(|lesson| Row {
                    kind: RowKind::Plain,
                    cells: vec![Cell::say(Text::data(lesson.clone()))],
                })
                .collect(),
            note: Text::None,
        })
    })
}

fn actions(context: &Context, row: &MajorIncidentRow) -> Option<Block> {
    let all = context.marts.major_incidents.actions.iter();
    let rows: Vec<Row> = all
        .filter(|action| action.source == row.source && action.record == row.record)
        .map(|action| follow_up(context, action))
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("actions-caption"),
            columns: [
                "column-action",
                "column-owner",
                "column-due",
                "column-done",
                "column-effect",
            ]
            .map(Column::text)
            .to_vec(),
            rows,
            note: Text::None,
        })
    })
}

fn follow_up(context: &Context, action: &FollowUpRow) -> Row {
    let at = |at: Option<Instant>| at.map_or_else(|| Text::key("value-none"), |at| context.local(at.0));
    let what = match action.known {
        true => Text::data(action.title.clone()),
        false => Text::key("action-unknown"),
    };
    let done = match (action.cancelled, action.closed_at, action.known) {
        (true, ..) => Text::key("action-cancelled"),
        (_, Some(closed), _) => context.local(closed.0),
        (_, None, true) => Text::key("action-open"),
        _ => Text::key("value-none"),
    };
    let effect = match action.effective {
        Some(true) => Text::key("action-effective"),
        Some(false) => Text::key("action-not-effective"),
        None => Text::key("action-not-checked"),
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(what, Text::data(action.action.clone())),
            Cell::say(Text::data(action.owner.clone())),
            Cell::say(at(action.due_at)),
            Cell::say(done),
            Cell::two(effect, at_or_none(context, action.verified_at)),
        ],
    }
}

fn at_or_none(context: &Context, at: Option<Instant>) -> Text {
    at.map_or(Text::None, |at| context.local(at.0))
}
