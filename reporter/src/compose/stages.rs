//! The stages of a major incident: drawn to scale, and as a table against their targets.

use super::{Context, judged};
use crate::chart::{Chart, Course, CourseRow};
use crate::marts::{Instant, MajorIncidentRow, StageRow};
use crate::report::{Block, Cell, Column, Picture, Row, RowKind, Table, Verdict};
use crate::text::Text;

const MINUTE: i64 = 60_000;
/// Distances between the ticks of a scale of time, in minutes.
const STEPS: [i64; 15] = [
    1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200,
];
/// At most so many ticks are named.
const TICKS: i64 = 7;

pub(super) fn blocks(context: &Context, row: &MajorIncidentRow) -> Vec<Block> {
    let stages: Vec<&StageRow> = context
        .marts
        .major_incidents
        .stages
        .iter()
        .filter(|stage| stage.source == row.source && stage.record == row.record)
        .collect();
    vec![course(context, row, &stages), table(context, &stages)]
}

/// From the beginning to the end, or to the cut while it goes on. The review comes days later and is in the table alone.
fn course(context: &Context, row: &MajorIncidentRow, stages: &[&StageRow]) -> Block {
    let cut = context
        .marts
        .months
        .last()
        .map_or(row.begun_at.0, |month| month.cut);
    let drawn = stages
        .iter()
        .filter(|stage| !matches!(stage.stage.as_str(), "begun" | "reviewed"));
    let last = |stage: &&&StageRow| stage.reached_at.map_or(cut, |at| at.0);
    let ended = drawn.clone().map(|stage| last(&stage)).max().unwrap_or(cut);
    // A due instant a little beyond the end is still drawn.
    let dues = drawn
        .clone()
        .filter_map(|stage| stage.due_at)
        .map(|due| due.0 + MINUTE);
    let length = (ended - row.begun_at.0).max(MINUTE);
    let ends = dues
        .filter(|due| due - row.begun_at.0 < length + length / 2)
        .fold(row.begun_at.0 + length, i64::max);
    let rows = drawn
        .filter_map(|stage| {
            let from = stage.from_at?.0;
            let until = last(&stage);
            Some(CourseRow {
                label: name(&stage.stage),
                from: from.min(until),
                until,
                due: stage.due_at.map(|due| due.0),
                verdict: match stage.verdict.as_str() {
                    "met" => Some(Verdict::Met),
                    "missed" => Some(Verdict::Missed),
                    _ => None,
                },
                said: took(stage),
            })
        })
        .collect();
    Block::Picture(Picture {
        title: Text::with("course-title", [("record", Text::data(row.record.clone()))]),
        alt: Text::with("course-alt", [("record", Text::data(row.record.clone()))]),
        chart: Chart::Course(Course {
            begins: row.begun_at.0,
            ends,
            ticks: ticks(context, row.begun_at.0, ends),
            rows,
            due: Text::key("course-due"),
        }),
        note: Text::key("course-note"),
    })
}

/// Instants on the organisation's clocks at even distances.
fn ticks(context: &Context, begins: i64, ends: i64) -> Vec<(i64, Text)> {
    let step = STEPS
        .into_iter()
        .map(|minutes| minutes * MINUTE)
        .find(|step| (ends - begins) / step < TICKS)
        .unwrap_or(43_200 * MINUTE);
    // Even on the local clock, whatever the zone's offset.
    let offset = context.offset_ms(begins);
    let first = (begins + offset).div_euclid(step) * step - offset;
    let format = if ends - begins > 1440 * MINUTE {
        "%m-%d %H:%M"
    } else {
        "%H:%M"
    };
    (0..=TICKS + 1)
        .map(|at| first + at * step)
        .filter(|at| (begins..=ends).contains(at))
        .map(|at| (at, context.local_as(at, format)))
        .collect()
}

fn table(context: &Context, stages: &[&StageRow]) -> Block {
    let at = |at: Option<Instant>| at.map_or_else(|| Text::key("value-none"), |at| context.local(at.0));
    let row = |stage: &&StageRow| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(name(&stage.stage), counted_from(&stage.stage)),
            Cell::say(at(stage.reached_at)),
            Cell::say(
                stage
                    .took_ms
                    .map_or_else(|| Text::key("value-none"), Text::duration),
            ),
            Cell::two(target(stage), at_due(context, stage)),
            if stage.stage == "begun" {
                Cell::say(Text::None)
            } else {
                judged::cell(&stage.verdict)
            },
        ],
    };
    Block::Table(Table {
        caption: Text::key("stages-caption"),
        columns: vec![
            Column::text("column-stage"),
            Column::text("column-reached"),
            Column::number("column-took"),
            Column::text("column-target"),
            Column::text("column-verdict"),
        ],
        rows: stages.iter().map(row).collect(),
        note: Text::None,
    })
}

fn at_due(context: &Context, stage: &StageRow) -> Text {
    stage.due_at.map_or(Text::None, |due| {
        Text::with("stage-due", [("at", context.local(due.0))])
    })
}

fn target(stage: &StageRow) -> Text {
    match (stage.within_ms, stage.working_days) {
        (Some(ms), _) => Text::duration(ms),
        (None, Some(days)) => Text::with("stage-working-days", [("days", Text::number(i64::from(days)))]),
        _ if stage.due_at.is_some() => Text::key("stage-own-due"),
        _ => Text::key("value-none"),
    }
}

/// "13 min of 15 min".
fn took(stage: &StageRow) -> Text {
    let took = stage
        .took_ms
        .map_or_else(|| Text::key("stage-not-reached"), Text::duration);
    match stage.within_ms {
        Some(ms) => Text::with("stage-took-of", [("took", took), ("target", Text::duration(ms))]),
        None => took,
    }
}

fn name(stage: &str) -> Text {
    Text::key(match stage {
        "begun" => "stage-begun",
        "detected" => "stage-detected",
        "declared" => "stage-declared",
        "communicated" => "stage-communicated",
        "restored" => "stage-restored",
        _ => "stage-reviewed",
    })
}

fn counted_from(stage: &str) -> Text {
    match stage {
        "detected" | "restored" => Text::key("stage-from-beginning"),
        "declared" => Text::key("stage-from-detection"),
        "communicated" => Text::key("stage-from-declaration"),
        "reviewed" => Text::key("stage-from-end"),
        _ => Text::None,
    }
}
