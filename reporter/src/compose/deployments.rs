//! Report type 7: deployment of new or changed services (clause 6.2 b): releases and deployments against their plan.

use super::release_incidents::{around, incidents};
use super::{Context, control, of_type, report_kpis, schedule};
use crate::marts::{Instant, ReleaseRow};
use crate::report::{Block, Cell, Column, Row, RowKind, Section, Table, Verdict};
use crate::text::Text;

/// So many of either kind are shown, those that need attention first; the JSON has all.
const SHOWN: usize = 60;

pub(super) fn section(context: &Context) -> Option<Section> {
    let rows = &context.marts.deployments.outcomes;
    let planned = &context.marts.deployments.schedule;
    let measured = ["release", "service_deployment"]
        .iter()
        .zip(["REL-08", "NCS-01"])
        .any(|(kind, figure)| context.figures.has(figure, &of_type(kind)));
    if rows.is_empty() && planned.is_empty() && !measured && context.texts.register(7).is_none() {
        return None;
    }
    let mut blocks = vec![Block::Sentences {
        state: None,
        sentences: sentences(context, measured),
    }];
    blocks.extend(report_kpis::table(context, 7));
    for (record_type, caption) in [
        ("service_deployment", "deployments-caption"),
        ("release", "releases-caption"),
    ] {
        let mut of_kind: Vec<&ReleaseRow> =
            rows.iter().filter(|row| row.record_type == record_type).collect();
        of_kind.sort_by_key(|row| (calm(row), row.deployed_end_at.map_or(i64::MIN, |at| at.0)));
        if !of_kind.is_empty() {
            blocks.push(table(context, caption, &of_kind));
        }
        if record_type == "release" {
            blocks.extend(around(context, &of_kind));
        }
    }
    blocks.extend(schedule::blocks(context));
    Some(Section {
        id: "deployments".into(),
        title: Text::key("deployments-title"),
        register: control::register(context, 7),
        blocks,
    })
}

/// What needs attention stands first: undone, not live, late, an emergency, withdrawn, then the rest.
fn calm(row: &ReleaseRow) -> u8 {
    match row {
        _ if undone(row) => 0,
        _ if row.listed == "withdrawn" => 4,
        _ if row.timing == "not-live" => 1,
        _ if row.timing == "late" => 2,
        _ if !row.emergency_because.is_empty() => 3,
        _ => 5,
    }
}

fn undone(row: &ReleaseRow) -> bool {
    matches!(row.outcome.as_str(), "failed" | "backed_out")
}

fn sentences(context: &Context, measured: bool) -> Vec<Text> {
    let rows = &context.marts.deployments.outcomes;
    let count =
        |fits: &dyn Fn(&ReleaseRow) -> bool| Text::number(rows.iter().filter(|row| fits(row)).count() as i64);
    let live = |row: &ReleaseRow, kind: &str| row.listed == "deployed" && row.record_type == kind;
    let month = ("month", Text::month(context.marts.month));
    if !measured && rows.is_empty() {
        return vec![Text::key("deployments-not-measured")];
    }
    // Where no release tells of it, nobody knows that there was none.
    let told = |knows: &dyn Fn(&ReleaseRow) -> bool, fits: &dyn Fn(&ReleaseRow) -> bool| {
        if rows.is_empty() || rows.iter().any(knows) {
            count(fits)
        } else {
            Text::key("deployments-not-stated")
        }
    };
    let planned = |row: &ReleaseRow| row.planned_end_at.or(row.planned_start_at).is_some();
    let ended = |row: &ReleaseRow| !row.outcome.is_empty() || row.record_type == "service_deployment";
    let kind_told = |row: &ReleaseRow| !row.kind.is_empty() || !row.emergency_because.is_empty();
    let mut sentences = vec![
        Text::with(
            "deployments-live",
            [
                month,
                ("releases", count(&|row| live(row, "release"))),
                ("services", count(&|row| live(row, "service_deployment"))),
            ],
        ),
        Text::with(
            "deployments-trouble",
            [
                (
                    "late",
                    told(&planned, &|row| row.listed == "deployed" && row.timing == "late"),
                ),
                ("due", told(&planned, &|row| row.listed == "due")),
                ("undone", told(&ended, &undone)),
                (
                    "emergencies",
                    told(&kind_told, &|row| {
                        row.listed == "deployed" && !row.emergency_because.is_empty()
                    }),
                ),
            ],
        ),
    ];
    let withdrawn = rows.iter().filter(|row| row.listed == "withdrawn").count();
    if withdrawn > 0 {
        let count = [("count", Text::number(withdrawn as i64))];
        sentences.push(Text::with("deployments-withdrawn", count));
    }
    sentences.extend(requests(rows));
    sentences
}

/// How many of the releases that went live have a lead time, and why the others have none.
fn requests(rows: &[ReleaseRow]) -> Option<Text> {
    let live = || {
        rows.iter()
            .filter(|row| row.listed == "deployed" && row.record_type == "release")
    };
    live().any(|row| row.requested_at.is_some()).then(|| {
        let count =
            |fits: &dyn Fn(&ReleaseRow) -> bool| Text::number(live().filter(|row| fits(row)).count() as i64);
        let counts = [
            ("measured", count(&|row| row.lead_ms.is_some())),
            ("same", count(&|row| row.lead_ms == Some(0))),
            (
                "later",
                count(&|row| row.lead_ms.is_none() && row.requested_at.is_some()),
            ),
            ("unstated", count(&|row| row.requested_at.is_none())),
        ];
        Text::with("deployments-requests", counts)
    })
}

fn table(context: &Context, caption: &str, rows: &[&ReleaseRow]) -> Block {
    let columns = vec![
        Column::text("column-release"),
        Column::text("column-services"),
        Column::text("column-live"),
        Column::text("column-kind"),
        Column::number("column-criteria"),
        Column::number("column-downtime"),
        Column::number("column-after"),
        Column::text("column-outcome"),
    ];
    Block::Table(Table {
        caption: Text::key(caption),
        columns,
        rows: rows
            .iter()
            .take(SHOWN)
            .map(|row| outcome_row(context, row))
            .collect(),
        note: match rows.len().saturating_sub(SHOWN) {
            0 => Text::key("releases-note"),
            rest => Text::with("releases-note-rest", [("count", Text::number(rest as i64))]),
        },
    })
}

fn outcome_row(context: &Context, row: &ReleaseRow) -> Row {
    let title = match row.version.is_empty() {
        true => Text::data(row.title.clone()),
        false => Text::with(
            "release-version",
            [
                ("title", Text::data(row.title.clone())),
                ("version", Text::data(row.version.clone())),
            ],
        ),
    };
    let services = Text::List {
        parts: row.services.iter().map(|id| context.texts.service(id)).collect(),
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(Text::data(row.record.clone()), title),
            Cell::say(services),
            Cell::two(went_live(context, row), timing(context, row)),
            kind(row),
            criteria(row),
            downtime(row),
            incidents(row),
            outcome(context, row),
        ],
    }
}

fn went_live(context: &Context, row: &ReleaseRow) -> Text {
    row.deployed_end_at
        .map_or_else(|| Text::key("release-not-live"), |at| context.local(at.0))
}

fn timing(context: &Context, row: &ReleaseRow) -> Text {
    let planned = row
        .planned_end_at
        .or(row.planned_start_at)
        .map_or(Text::None, |at| context.local(at.0));
    let late = Text::duration(row.late_ms.unwrap_or(0));
    match row.timing.as_str() {
        _ if row.listed == "withdrawn" => {
            let at = row.withdrawn_at.map_or(Text::None, |at| context.local(at.0));
            Text::with("timing-withdrawn", [("at", at)])
        }
        "on-time" => Text::with("timing-on-time", [("planned", planned)]),
        "late" => Text::with("timing-late", [("planned", planned), ("late", late)]),
        "not-live" => Text::with("timing-not-live", [("planned", planned), ("late", late)]),
        _ => Text::key("timing-not-planned"),
    }
}

fn kind(row: &ReleaseRow) -> Cell {
    let word = match row.kind.as_str() {
        "emergency" => Text::key("kind-emergency"),
        "normal" if !row.emergency_because.is_empty() => Text::key("kind-emergency"),
        "normal" => Text::key("kind-normal"),
        "new" => Text::key("kind-new"),
        "changed" => Text::key("kind-changed"),
        "transferred" => Text::key("kind-transferred"),
        "removed" => Text::key("kind-removed"),
        "" => Text::key("value-none"),
        other => Text::data(other),
    };
    let because = row.emergency_because.iter().filter_map(|why| match why.as_str() {
        "untested" => Some(Text::key("because-untested")),
        "unscheduled" => Some(Text::key("because-unscheduled")),
        _ => None,
    });
    Cell::two(
        word,
        Text::List {
            parts: because.collect(),
        },
    )
}

fn criteria(row: &ReleaseRow) -> Cell {
    match (row.acceptance_criteria_met, row.acceptance_criteria) {
        (Some(met), Some(of)) => Cell::say(crate::present::met_of(met, of)),
        (None, Some(of)) => Cell::say(Text::with("criteria-agreed", [("of", Text::number(of))])),
        _ => Cell::say(Text::key("value-none")),
    }
}

fn downtime(row: &ReleaseRow) -> Cell {
    let planned = row.planned_downtime_ms.map_or(Text::None, |ms| {
        Text::with("downtime-planned", [("planned", Text::duration(ms))])
    });
    let actual = row
        .actual_downtime_ms
        .map_or_else(|| Text::key("value-none"), Text::duration);
    Cell::two(actual, planned)
}

fn outcome(context: &Context, row: &ReleaseRow) -> Cell {
    let (verdict, word) = match row.outcome.as_str() {
        "successful" => (Some(Verdict::Met), Text::None),
        "failed" => (None, Text::key("outcome-failed")),
        "backed_out" => (None, Text::key("outcome-backed-out")),
        "" if row.record_type == "service_deployment" => (None, accepted(context, row)),
        "" => (None, Text::key("value-none")),
        other => (None, Text::data(other)),
    };
    let at = |at: Instant| context.local(at.0);
    let review = match (row.reviewed_at, row.review_due_at) {
        (Some(reviewed), _) => Text::with("review-held", [("at", at(reviewed))]),
        (None, Some(due)) => Text::with("review-due", [("at", at(due))]),
        _ => Text::key("review-not-held"),
    };
    let mut small = Vec::new();
    if row.listed == "undone" {
        small.push(Text::key("listed-undone"));
    }
    if !row.back_out_reason.is_empty() {
        small.push(Text::data(row.back_out_reason.clone()));
    }
    if let (Some(met), Some(of)) = (row.outcome_targets_met, row.outcome_targets) {
        let counts = [("met", Text::number(met)), ("of", Text::number(of))];
        small.push(Text::with("outcome-targets", counts));
    }
    if let Some(within) = row.cost_within_budget {
        small.push(Text::key(if within { "cost-within" } else { "cost-beyond" }));
    }
    if row.listed == "deployed" {
        small.push(review);
    }
    let verdict = if undone(row) {
        Some(Verdict::Missed)
    } else {
        verdict
    };
    Cell {
        text: match verdict {
            Some(Verdict::Missed) => Text::with("outcome-word", [("outcome", word)]),
            _ => word,
        },
        small: Text::List { parts: small },
        verdict: verdict.filter(|verdict| *verdict == Verdict::Met),
        chart: None,
    }
}

fn accepted(context: &Context, row: &ReleaseRow) -> Text {
    row.accepted_at.map_or_else(
        || Text::key("deployment-not-accepted"),
        |at| Text::with("deployment-accepted", [("at", context.local(at.0))]),
    )
}
