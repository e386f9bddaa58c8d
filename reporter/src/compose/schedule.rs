//! The forward schedule: what is planned for the month after, as known when the month was cut.

use super::Context;
use crate::marts::ScheduleRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

/// So many rows are shown; the JSON has all.
const SHOWN: usize = 40;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let rows = &context.marts.deployments.schedule;
    let next = ("next", Text::month(context.marts.month.plus(1)));
    let cut = context
        .marts
        .months
        .last()
        .map_or(Text::None, |month| context.local(month.cut));
    let heading = Block::Heading {
        title: Text::with("schedule-title", [next.clone()]),
        lead: Text::with("schedule-lead", [("cut", cut)]),
    };
    if rows.is_empty() {
        let nothing = Text::with("schedule-nothing", [next]);
        return vec![heading, Block::Note { text: nothing }];
    }
    // The small and the many come last where not all fit: standard changes are approved once for all.
    let mut shown: Vec<&ScheduleRow> = rows.iter().collect();
    shown.sort_by_key(|row| row.kind == "standard");
    let left_out = shown.len().saturating_sub(SHOWN);
    shown.truncate(SHOWN);
    shown.sort_by_key(|row| (row.begins_at, row.record.clone()));
    let note = match left_out {
        0 => Text::None,
        count => Text::with("schedule-rest", [("count", Text::number(count as i64))]),
    };
    let counts = [
        ("change", "type-change"),
        ("release", "type-release"),
        ("service_deployment", "type-service-deployment"),
        ("maintenance", "type-maintenance"),
    ]
    .map(|(kind, key)| {
        let count = rows.iter().filter(|row| row.record_type == kind).count() as i64;
        Text::with(
            "schedule-count",
            [("type", Text::key(key)), ("count", Text::number(count))],
        )
    });
    vec![
        heading,
        Block::Table(Table {
            caption: Text::List {
                parts: counts.to_vec(),
            },
            columns: [
                "column-begins",
                "column-work",
                "column-services",
                "column-kind",
                "column-approved",
            ]
            .map(Column::text)
            .to_vec(),
            rows: shown.into_iter().map(|row| line(context, row)).collect(),
            note,
        }),
    ]
}

fn line(context: &Context, row: &ScheduleRow) -> Row {
    let until = row.ends_at.filter(|ends| *ends > row.begins_at);
    let until = until.map_or(Text::None, |ends| {
        Text::with("schedule-until", [("at", context.local(ends.0))])
    });
    let services = Text::List {
        parts: row.services.iter().map(|id| context.texts.service(id)).collect(),
    };
    let approved = Text::key(if row.approved {
        "schedule-approved"
    } else {
        "schedule-not-approved"
    });
    let announced = match (row.record_type.as_str(), row.announced_at) {
        (_, Some(at)) => Text::with("schedule-announced", [("at", context.local(at.0))]),
        ("maintenance", None) => Text::key("schedule-not-announced"),
        _ => Text::None,
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(context.local(row.begins_at.0), until),
            Cell::two(Text::data(row.record.clone()), Text::data(row.title.clone())),
            Cell::say(services),
            Cell::two(work(&row.record_type), class(&row.kind)),
            Cell::two(approved, announced),
        ],
    }
}

fn work(record_type: &str) -> Text {
    match record_type {
        "change" => Text::key("work-change"),
        "release" => Text::key("work-release"),
        "service_deployment" => Text::key("work-service-deployment"),
        "maintenance" => Text::key("work-maintenance"),
        other => Text::data(other),
    }
}

/// The class of a change, or the kind of a release or deployment.
fn class(kind: &str) -> Text {
    match kind {
        "major" => Text::key("class-major"),
        "minor" => Text::key("class-minor"),
        "standard" => Text::key("class-standard"),
        "emergency" => Text::key("kind-emergency"),
        "normal" => Text::key("kind-normal"),
        "new" => Text::key("kind-new"),
        "changed" => Text::key("kind-changed"),
        "transferred" => Text::key("kind-transferred"),
        "removed" => Text::key("kind-removed"),
        "planned" => Text::None,
        other => Text::data(other),
    }
}
