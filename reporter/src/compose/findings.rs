//! Nonconformities that rules found, with what shows them and who has them in hand.

use super::{Context, measure_name, rules, type_name};
use crate::marts::FindingRow;
use crate::present;
use crate::report::{Block, Cell, Column, Goal, Part, Row, RowKind, Table};
use crate::text::Text;

/// So many findings of a rule are on the page; all are in the JSON.
const LISTED: usize = 12;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let findings = &context.marts.nonconformities.findings;
    let waiting = findings.iter().filter(|row| row.handled_by.is_empty()).count();
    let count = |count: usize| Text::number(count as i64);
    let lead = match findings.len() {
        0 => Text::key("findings-none"),
        all => Text::with(
            "findings-lead",
            [("count", count(all)), ("waiting", count(waiting))],
        ),
    };
    let mut blocks = vec![
        Block::Heading {
            title: Text::key("findings-title"),
            lead,
        },
        summary(context),
    ];
    if !findings.is_empty() {
        blocks.push(list(context));
    }
    blocks
}

/// Every rule that is applied, with what it found; a rule that found nothing says so.
fn summary(context: &Context) -> Block {
    let mart = &context.marts.nonconformities;
    let applied = mart
        .rules
        .iter()
        .filter(|row| row.kind == "nonconformity" && row.enabled == 1);
    let mut rows: Vec<(usize, Row)> = applied
        .map(|rule| {
            let of_rule: Vec<&FindingRow> =
                mart.findings.iter().filter(|row| row.rule == rule.rule).collect();
            let waiting = of_rule.iter().filter(|row| row.handled_by.is_empty()).count();
            let cells = vec![
                Cell::say(rules::name(context, &rule.rule)),
                Cell::say(Text::number(of_rule.len() as i64)),
                Cell::say(Text::number(waiting as i64)),
            ];
            let row = Row {
                kind: RowKind::Plain,
                cells,
            };
            (of_rule.len(), row)
        })
        .collect();
    rows.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
    let off = mart
        .rules
        .iter()
        .filter(|row| row.kind == "nonconformity" && row.enabled == 0);
    let off: Vec<Text> = off.map(|row| rules::name(context, &row.rule)).collect();
    Block::Table(Table {
        caption: Text::key("findings-by-rule"),
        columns: vec![
            Column::text("nonconformity-rule"),
            Column::number("nonconformity-found"),
            Column::number("nonconformity-not-handled"),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        note: if off.is_empty() {
            Text::None
        } else {
            Text::with("findings-off", [("rules", Text::List { parts: off })])
        },
    })
}

fn list(context: &Context) -> Block {
    let findings = &context.marts.nonconformities.findings;
    let mut rows = Vec::new();
    for of_rule in findings.chunk_by(|a, b| a.rule == b.rule) {
        let Some(first) = of_rule.first() else { continue };
        let name = rules::name(context, &first.rule);
        let count = |count: usize| Text::number(count as i64);
        let title = if of_rule.len() > LISTED {
            Text::with(
                "findings-listed",
                [
                    ("rule", name),
                    ("listed", count(LISTED)),
                    ("all", count(of_rule.len())),
                ],
            )
        } else {
            name
        };
        rows.push(Row {
            kind: RowKind::Heading,
            cells: vec![Cell::say(title)],
        });
        rows.extend(of_rule.iter().take(LISTED).map(|row| finding(context, row)));
    }
    Block::Table(Table {
        caption: Text::key("findings-list"),
        columns: vec![
            Column::text("nonconformity-finding"),
            Column::text("column-service"),
            Column::text("nonconformity-when"),
            Column::text("nonconformity-shown-by"),
            Column::text("nonconformity-handled-by"),
        ],
        rows,
        note: Text::key("findings-note"),
    })
}

fn finding(context: &Context, row: &FindingRow) -> Row {
    let handled: Vec<Text> = row.handled_by.iter().map(Text::data).collect();
    let evidence: Vec<Text> = row.evidence.iter().map(Text::data).collect();
    let month = context.marts.months.last();
    let at_cut = month.is_some_and(|month| month.cut == row.found_at);
    let cells = vec![
        Cell::say(about(context, row)),
        Cell::say(match row.service.as_str() {
            "*" => Text::key("all"),
            service => context.texts.service(service),
        }),
        Cell::say(if at_cut {
            Text::key("found-at-cut")
        } else {
            context.local(row.found_at)
        }),
        Cell::two(
            shows(context, row),
            if evidence.is_empty() {
                Text::None
            } else {
                Text::List { parts: evidence }
            },
        ),
        if handled.is_empty() {
            Cell::say(Text::key("not-handled"))
        } else {
            Cell::say(Text::List { parts: handled })
        },
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// What a finding is about: the record's number, or the figure and its priority.
pub(super) fn about(context: &Context, row: &FindingRow) -> Text {
    if row.figure.is_empty() {
        return Text::data(row.record.clone());
    }
    let figure = match row.figure.strip_suffix(".attainment") {
        Some(measure) => Text::with(
            "grid-row",
            [
                ("type", type_name(&row.record_type)),
                ("measure", measure_name(measure)),
            ],
        ),
        None => {
            let kpi = context.texts.kpis.iter();
            let mut kpi = kpi.filter(|kpi| kpi.figure.as_deref() == Some(row.figure.as_str()));
            kpi.next().map_or_else(
                || Text::data(row.figure.clone()),
                |kpi| Text::Name(kpi.name.clone()),
            )
        }
    };
    match row.priority.as_str() {
        "*" | "" => figure,
        priority => Text::with(
            "finding-figure",
            [("figure", figure), ("priority", context.texts.priority(priority))],
        ),
    }
}

/// What shows it, in words.
fn shows(context: &Context, row: &FindingRow) -> Text {
    let detail = ("detail", Text::data(row.detail.clone()));
    match (row.rule.as_str(), row.detail.as_str()) {
        ("missed-target" | "monitoring-below-goal", _) => compared(row),
        ("feed-silent", _) => Text::with(
            "shows-feed",
            [
                ("heard", Text::number(row.numerator.unwrap_or(0))),
                ("days", Text::number(row.denominator.unwrap_or(0))),
            ],
        ),
        ("complaint-answered-late", open) => {
            let key = if open == "open" {
                "shows-unanswered"
            } else {
                "shows-answered"
            };
            let duration = |ms: Option<i64>| Text::duration(ms.unwrap_or(0));
            Text::with(
                key,
                [
                    ("taken", duration(row.numerator)),
                    ("within", duration(row.goal_met)),
                ],
            )
        }
        ("change-without-approval", _) => Text::with("shows-change", [detail]),
        ("unauthorised-configuration", _) => Text::key("shows-deviation"),
        ("untested-release", "") => Text::key("shows-release-plain"),
        ("untested-release", _) => Text::with("shows-release", [detail]),
        ("major-incident-not-reviewed", "open") => Text::key("shows-no-review"),
        ("major-incident-not-reviewed", _) => Text::key("shows-late-review"),
        ("major-incident-cause-late", "no-problem") => Text::key("shows-no-problem"),
        ("major-incident-cause-late", "open") => Text::key("shows-no-cause"),
        ("major-incident-cause-late", _) => Text::key("shows-late-cause"),
        ("action-overdue", "") => Text::key("shows-overdue"),
        ("action-overdue", _) => Text::with("shows-overdue-of", [detail]),
        ("action-without-effect", _) => Text::key("effect-none"),
        ("report-without-agreement", "") => Text::key("shows-never-agreed"),
        ("report-without-agreement", _) => Text::with("shows-agreed-later", [detail]),
        (_, "") => context.texts.service(&row.service),
        _ => Text::data(row.detail.clone()),
    }
}

/// A figure's value against its goal.
fn compared(row: &FindingRow) -> Text {
    let (Some(numerator), Some(met), Some(of)) = (row.numerator, row.goal_met, row.goal_of) else {
        return Text::None;
    };
    let goal = Goal { met, of };
    let part = Part {
        numerator,
        denominator: row.denominator,
    };
    let (value, goal) = match (row.unit.as_str(), row.denominator) {
        ("ratio", Some(of)) if of < present::COUNTS_BELOW => {
            (present::met_of(numerator, of), present::goal(goal))
        }
        ("ratio", Some(_)) => (present::share(part, Some(goal)), present::goal(goal)),
        ("ms", of) => (
            Text::duration(numerator / of.unwrap_or(1).max(1)),
            Text::duration(goal.met / goal.of.max(1)),
        ),
        _ => (
            Text::number(numerator / row.denominator.unwrap_or(1).max(1)),
            Text::number(goal.met / goal.of.max(1)),
        ),
    };
    let key = if row.at_most == 1 {
        "shows-at-most"
    } else {
        "shows-at-least"
    };
    Text::with(key, [("value", value), ("goal", goal)])
}
