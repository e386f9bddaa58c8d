//! Where the time went: counted time by group, paused time by party, and how each group did.

use std::collections::BTreeMap;

use super::{Context, of_type, type_name};
use crate::chart::{Chart, Columns, Stack, StackRow, Tone};
use crate::marts::ContributionRow;
use crate::present;
use crate::report::{Block, Cell, Column, Picture, Row, RowKind, Scope, Table};
use crate::text::Text;

/// So many groups have a colour of their own.
const COLOURED: usize = 4;
/// So many groups are listed.
const LISTED: usize = 12;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    if context.marts.contributions.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("contribution-title"),
        lead: Text::key("contribution-lead"),
    }];
    for record_type in context.record_types() {
        let rows: Vec<&ContributionRow> = context
            .marts
            .contributions
            .iter()
            .filter(|row| row.record_type == record_type)
            .collect();
        if rows.is_empty() {
            continue;
        }
        blocks.push(stacks(context, &record_type, &rows));
        blocks.push(groups(context, &record_type, &rows));
        blocks.extend(target_use(context, &record_type));
    }
    blocks
}

/// Names of one part by their time, the longest first.
fn by_time<'a>(rows: &[&'a ContributionRow], part: &str) -> Vec<(&'a str, u64)> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part == part) {
        *sums.entry(&row.name).or_default() += row.ms;
    }
    let mut sorted: Vec<(&str, u64)> = sums.into_iter().collect();
    sorted.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    sorted
}

/// The colour of every group and party: the unassigned have their own wherever they stand.
fn tones<'a>(rows: &[&'a ContributionRow]) -> BTreeMap<(&'static str, &'a str), Tone> {
    let named = by_time(rows, "group")
        .into_iter()
        .filter(|(group, _)| !group.is_empty());
    let mut tones: BTreeMap<(&'static str, &str), Tone> = named
        .enumerate()
        .map(|(at, (group, _))| {
            (
                ("group", group),
                if at < COLOURED {
                    Tone::group(at)
                } else {
                    Tone::CountedOther
                },
            )
        })
        .collect();
    tones.insert(("group", ""), Tone::Unassigned);
    let parties = by_time(rows, "waiting");
    tones.extend(
        parties
            .into_iter()
            .enumerate()
            .map(|(at, (party, _))| (("waiting", party), Tone::party(at))),
    );
    tones
}

fn stacks(context: &Context, record_type: &str, rows: &[&ContributionRow]) -> Block {
    let tones = tones(rows);
    let mut priorities: Vec<&str> = rows.iter().map(|row| row.priority.as_str()).collect();
    priorities.sort_by_key(|id| (context.texts.priority_rank(id), *id));
    priorities.dedup();
    let mut bars = vec![bar(Text::key("all"), rows, &tones)];
    bars.extend(priorities.into_iter().map(|priority| {
        let of: Vec<&ContributionRow> = rows
            .iter()
            .copied()
            .filter(|row| row.priority == priority)
            .collect();
        bar(context.texts.priority(priority), &of, &tones)
    }));
    let mut legend: Vec<(Tone, Text)> = Vec::new();
    for part in ["group", "waiting"] {
        for (name, _) in by_time(rows, part) {
            let Some(tone) = tones.get(&(part, name)) else {
                continue;
            };
            if legend.iter().any(|(seen, _)| seen == tone) {
                continue;
            }
            legend.push((*tone, legend_name(context, *tone, name)));
        }
    }
    legend.sort_by_key(|(tone, _)| *tone);
    Block::Picture(Picture {
        title: Text::with("contribution-chart", [("type", type_name(record_type))]),
        alt: Text::with("contribution-alt", [("type", type_name(record_type))]),
        chart: Chart::Stack(Stack { rows: bars, legend }),
        note: Text::None,
    })
}

fn legend_name(context: &Context, tone: Tone, name: &str) -> Text {
    match tone {
        Tone::CountedOther => Text::key("contribution-other-groups"),
        Tone::WaitingOther => Text::key("contribution-other-waiting"),
        Tone::Waiting | Tone::Waiting2 => {
            Text::with("ledger-waiting", [("party", context.texts.party(name))])
        }
        _ => context.texts.group(name),
    }
}

fn bar(label: Text, rows: &[&ContributionRow], tones: &BTreeMap<(&'static str, &str), Tone>) -> StackRow {
    let mut parts: BTreeMap<Tone, u64> = BTreeMap::new();
    for row in rows {
        let part = if row.part == "group" { "group" } else { "waiting" };
        let tone = tones
            .get(&(part, row.name.as_str()))
            .copied()
            .unwrap_or(Tone::CountedOther);
        *parts.entry(tone).or_default() += row.ms;
    }
    let hours = parts.values().sum::<u64>() / 3_600_000;
    let whole = Text::with(
        "contribution-hours",
        [("hours", Text::number(i64::try_from(hours).unwrap_or(i64::MAX)))],
    );
    StackRow {
        label,
        whole,
        parts: parts.into_iter().collect(),
    }
}

/// Each group: its counted time, its share of it, and the records that it resolved in time.
fn groups(context: &Context, record_type: &str, rows: &[&ContributionRow]) -> Block {
    let times = by_time(rows, "group");
    let whole: u64 = times.iter().map(|(_, ms)| ms).sum();
    let row = |(group, ms): &(&str, u64)| {
        let scope = Scope {
            assignment_group: Some((*group).to_owned()),
            ..of_type(record_type)
        };
        let series = context.figures.series("resolution.attainment", &scope);
        let part = series.current();
        let counted = i64::try_from(*ms).unwrap_or(i64::MAX);
        let share = present::percent(counted, i64::try_from(whole).unwrap_or(i64::MAX), 1);
        Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::say(context.texts.group(group)),
                Cell::say(Text::duration(counted)),
                Cell::say(Text::with("value-percent", [("percent", Text::data(share))])),
                Cell::two(present::share(part, None), present::basis(part)),
                Cell::say(present::share_change(part, series.back(1))),
            ],
        }
    };
    let mut table_rows: Vec<Row> = times.iter().take(LISTED).map(row).collect();
    let sum = |ms: u64| Text::duration(i64::try_from(ms).unwrap_or(i64::MAX));
    if times.len() > LISTED {
        let rest: u64 = times.iter().skip(LISTED).map(|(_, ms)| ms).sum();
        let name = Text::with(
            "groups-others",
            [("count", Text::number((times.len() - LISTED) as i64))],
        );
        table_rows.push(Row {
            kind: RowKind::Plain,
            cells: filled(name, sum(rest)),
        });
    }
    table_rows.push(Row {
        kind: RowKind::Total,
        cells: filled(Text::key("all"), sum(whole)),
    });
    Block::Table(Table {
        caption: Text::with("contribution-groups", [("type", type_name(record_type))]),
        columns: vec![
            Column::text("column-group"),
            Column::number("column-counted"),
            Column::number("column-share"),
            Column::number("column-attainment"),
            Column::number("column-change"),
        ],
        rows: table_rows,
        note: Text::key("contribution-note"),
    })
}

fn filled(name: Text, time: Text) -> Vec<Cell> {
    [name, time, Text::None, Text::None, Text::None]
        .map(Cell::say)
        .to_vec()
}

/// How much of the target was used: a heap just under the line is a sign of work steered by the clock.
fn target_use(context: &Context, record_type: &str) -> Option<Block> {
    let counts: Vec<u64> = (0..=20)
        .map(|tenth| {
            let of = context.marts.target_use.iter();
            of.filter(|row| row.record_type == record_type && row.tenth == tenth)
                .map(|row| row.records)
                .sum()
        })
        .collect();
    if counts.iter().all(|count| *count == 0) {
        return None;
    }
    let label = |tenth: usize| match tenth {
        20 => Text::key("use-twice"),
        tenth => Text::with(
            "use-tenth",
            [("percent", Text::data(((tenth + 1) * 10).to_string()))],
        ),
    };
    Some(Block::Picture(Picture {
        title: Text::with("use-title", [("type", type_name(record_type))]),
        alt: Text::key("use-alt"),
        chart: Chart::Columns(Columns {
            labels: (0..=20).map(label).collect(),
            counts,
            missed_from: 10,
            line: Text::key("use-line"),
        }),
        note: Text::key("use-note"),
    }))
}
