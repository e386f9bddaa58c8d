//! Report type 8: invocation of the service continuity plan (clause 6.2 b): invocations, drills, readiness.

use super::{Context, control, judged, major_incidents, of_type, readiness, report_kpis};
use crate::chart::{BarGroup, Bars, Chart, Tone};
use crate::marts::{ContinuityEventRow, Instant};
use crate::report::{Block, Cell, Column, Picture, Row, RowKind, Section, Table};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let marts = &context.marts.continuity;
    let measured = [
        ("continuity_invocation", "CON-03"),
        ("continuity_drill", "CON-01"),
    ]
    .iter()
    .any(|(kind, figure)| context.figures.has(figure, &of_type(kind)));
    if marts.events.is_empty()
        && marts.readiness.is_empty()
        && !measured
        && context.texts.register(8).is_none()
    {
        return None;
    }
    let mut blocks = vec![Block::Sentences {
        state: None,
        sentences: sentences(context),
    }];
    blocks.extend(report_kpis::table(context, 8));
    let of = |event: &str| -> Vec<&ContinuityEventRow> {
        marts.events.iter().filter(|row| row.event == event).collect()
    };
    let (invocations, drills) = (of("invocation"), of("drill"));
    blocks.extend(invoked(context, &invocations));
    blocks.extend(drilled(context, &drills));
    blocks.extend(achieved(&marts.events));
    for row in &marts.events {
        blocks.extend(major_incidents::lessons(
            "lessons-of-event",
            &row.record,
            &row.lessons,
        ));
    }
    blocks.extend(readiness::table(context));
    Some(Section {
        id: "continuity".into(),
        title: Text::key("continuity-title"),
        register: control::register(context, 8),
        blocks,
    })
}

/// Says in words that nothing was invoked, when the last was, and which drill is due next.
fn sentences(context: &Context) -> Vec<Text> {
    let rows = &context.marts.continuity.events;
    let month = ("month", Text::month(context.marts.month));
    let invoked: Vec<&ContinuityEventRow> = rows.iter().filter(|row| row.listed == "invoked").collect();
    let mut said = vec![match (invoked.len(), readiness::last_invoked(context)) {
        (0, None) => Text::with("continuity-never", [month]),
        (0, Some((plan, at))) => Text::with(
            "continuity-none",
            [month, ("plan", Text::data(plan)), ("at", context.local(at.0))],
        ),
        (count, _) => Text::with(
            "continuity-invoked",
            [month, ("count", Text::number(count as i64))],
        ),
    }];
    said.push(match readiness::next_drill(context) {
        None => Text::key("continuity-no-drill"),
        Some((plan, at)) => Text::with(
            "continuity-next-drill",
            [("plan", Text::data(plan)), ("at", context.local(at.0))],
        ),
    });
    said.extend(readiness::sentences(context));
    said
}

fn invoked(context: &Context, rows: &[&ContinuityEventRow]) -> Option<Block> {
    let row = |row: &&ContinuityEventRow| {
        let at = |at: Option<Instant>| at.map_or_else(|| Text::key("value-none"), |at| context.local(at.0));
        let decision = row.decision_ms.map_or(Text::None, |ms| {
            Text::with("decision-after", [("took", Text::duration(ms))])
        });
        let normal = row
            .ended_at
            .map_or_else(|| Text::key("not-back-to-normal"), |at| context.local(at.0));
        Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::two(Text::data(row.record.clone()), concerned(context, row)),
                Cell::two(
                    Text::data(row.reason.clone()),
                    Text::data(row.major_incident.clone()),
                ),
                Cell::say(at(row.disrupted_at)),
                Cell::two(at(row.begins_at), decision),
                limit(row.recovery_ms, row.rto_ms, &row.rto_by, &row.rto_verdict),
                limit(row.data_loss_ms, row.rpo_ms, &row.rpo_by, &row.rpo_verdict),
                Cell::say(normal),
            ],
        }
    };
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("invocations-caption"),
            columns: [
                "column-invocation",
                "column-reason",
                "column-lost",
                "column-decided",
                "column-recovery",
                "column-data-loss",
                "column-normal",
            ]
            .map(Column::text)
            .to_vec(),
            rows: rows.iter().map(row).collect(),
            note: Text::key("limits-note"),
        })
    })
}

fn drilled(context: &Context, rows: &[&ContinuityEventRow]) -> Option<Block> {
    let row = |row: &&ContinuityEventRow| {
        let due = row
            .due_at
            .map_or_else(|| Text::key("value-none"), |at| context.local(at.0));
        let (held, in_time) = match (row.begins_at, row.due_at) {
            (None, _) => (Text::key("drill-not-held"), Text::None),
            (Some(at), Some(due)) if at <= due => (context.local(at.0), Text::key("drill-in-time")),
            (Some(at), Some(_)) => (context.local(at.0), Text::key("drill-late")),
            (Some(at), None) => (context.local(at.0), Text::None),
        };
        let objectives = match (row.objectives_met, row.objectives) {
            (Some(met), Some(of)) => crate::present::met_of(met, of),
            _ => Text::key("value-none"),
        };
        Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::two(Text::data(row.record.clone()), concerned(context, row)),
                Cell::two(Text::data(row.title.clone()), Text::data(row.reason.clone())),
                Cell::say(due),
                Cell::two(held, in_time),
                limit(row.recovery_ms, row.rto_ms, &row.rto_by, &row.rto_verdict),
                limit(row.data_loss_ms, row.rpo_ms, &row.rpo_by, &row.rpo_verdict),
                Cell::say(objectives),
            ],
        }
    };
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("drills-caption"),
            columns: [
                "column-drill",
                "column-method",
                "column-due",
                "column-held",
                "column-recovery",
                "column-data-loss",
                "column-objectives",
            ]
            .map(Column::text)
            .to_vec(),
            rows: rows.iter().map(row).collect(),
            note: Text::None,
        })
    })
}

fn concerned(context: &Context, row: &ContinuityEventRow) -> Text {
    let services = Text::List {
        parts: row.services.iter().map(|id| context.texts.service(id)).collect(),
    };
    let plan = [("plan", Text::data(row.plan.clone())), ("services", services)];
    Text::with("plan-of-services", plan)
}

/// "2 h of 4 h agreed", and the verdict.
fn limit(achieved: Option<i64>, agreed: Option<i64>, by: &str, verdict: &str) -> Cell {
    let text = match achieved {
        Some(ms) => Text::duration(ms),
        None => Text::key("limit-not-measured"),
    };
    let key = match by {
        "record" => "limit-of-record",
        _ => "limit-of-agreement",
    };
    let small = agreed.map_or_else(
        || Text::key("limit-none"),
        |ms| Text::with(key, [("limit", Text::duration(ms))]),
    );
    Cell {
        small,
        verdict: judged::cell(verdict).verdict,
        ..Cell::say(Text::with("limit-value", [("value", text)]))
    }
}

/// Recovery time and data loss against what was agreed, of all that were measured.
fn achieved(rows: &[ContinuityEventRow]) -> Option<Block> {
    let group =
        |row: &ContinuityEventRow, key: &str, value: Option<i64>, limit: Option<i64>, verdict: &str| {
            let (value, limit) = (value?, limit?);
            let tone = if verdict == "missed" {
                Tone::Waiting
            } else {
                Tone::Counted
            };
            let said = [("value", Text::duration(value)), ("limit", Text::duration(limit))];
            Some(BarGroup {
                label: Text::with(key, [("record", Text::data(row.record.clone()))]),
                bars: vec![(tone, Some(value as f64), Text::with("achieved-of", said))],
                limit: Some(limit as f64),
            })
        };
    let groups: Vec<BarGroup> = rows
        .iter()
        .flat_map(|row| {
            [
                group(
                    row,
                    "achieved-recovery",
                    row.recovery_ms,
                    row.rto_ms,
                    &row.rto_verdict,
                ),
                group(
                    row,
                    "achieved-data-loss",
                    row.data_loss_ms,
                    row.rpo_ms,
                    &row.rpo_verdict,
                ),
            ]
        })
        .flatten()
        .collect();
    (!groups.is_empty()).then(|| {
        Block::Picture(Picture {
            title: Text::key("achieved-title"),
            alt: Text::key("achieved-alt"),
            chart: Chart::Bars(Bars {
                legend: vec![
                    (Tone::Counted, Text::key("achieved-kept")),
                    (Tone::Waiting, Text::key("achieved-beyond")),
                ],
                limit: Text::key("achieved-limit"),
                groups,
            }),
            note: Text::None,
        })
    })
}
