//! Every breach with its record's clock: open and breached first, then by how far it ran over.

use std::collections::BTreeMap;

use super::{Context, measure_name};
use crate::chart::{Bar, Chart, Tone};
use crate::marts::{BreachRow, LedgerRow};
use crate::report::{Block, Cell, Column, Row, RowKind, Table, Ticket};
use crate::text::Text;

/// So many breaches whose clock still runs are shown on the page.
const OPEN_SHOWN: usize = 30;
/// So many of the others.
const ENDED_SHOWN: usize = 20;
/// So many of either are seen at once; the others are folded away.
const UNFOLDED: usize = 6;
/// So many groups are listed.
const GROUPS_SHOWN: usize = 10;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let breaches = &context.marts.breaches;
    let title = Text::key("breaches-title");
    if breaches.is_empty() {
        return vec![Block::Heading {
            title,
            lead: Text::key("breaches-none"),
        }];
    }
    let (open, ended): (Vec<&BreachRow>, Vec<&BreachRow>) = breaches.iter().partition(|b| b.still_open == 1);
    let number = |count: usize| Text::number(count as i64);
    let earlier = breaches.iter().filter(|b| b.breached_in_month == 0).count();
    let lead = Text::with(
        "breaches-lead",
        [
            ("count", number(breaches.len() - earlier)),
            ("open", number(open.len())),
            ("earlier", number(earlier)),
        ],
    );
    let (open, ended) = (worst(open, OPEN_SHOWN), worst(ended, ENDED_SHOWN));
    let rest = match breaches.len() - open.len() - ended.len() {
        0 => Text::None,
        rest => Text::with(
            "breaches-rest",
            [("rest", number(rest)), ("count", number(breaches.len()))],
        ),
    };
    vec![
        Block::Heading { title, lead },
        by_group(context),
        tickets(context, &open, &ended, rest),
    ]
}

/// Both kinds with the worst first: some at once, the others folded away.
fn tickets(context: &Context, open: &[&BreachRow], ended: &[&BreachRow], rest: Text) -> Block {
    let ledgers: BTreeMap<(&str, &str, &str), &LedgerRow> = context
        .marts
        .ledger
        .iter()
        .map(|row| {
            (
                (row.record_type.as_str(), row.source.as_str(), row.record.as_str()),
                row,
            )
        })
        .collect();
    let ticket_of = |breach: &&BreachRow| {
        let key = (
            breach.record_type.as_str(),
            breach.source.as_str(),
            breach.record.as_str(),
        );
        ticket(context, breach, ledgers.get(&key).copied())
    };
    let both = || [open, ended].into_iter();
    let folded: Vec<Ticket> = both()
        .flat_map(|breaches| breaches.iter().skip(UNFOLDED))
        .map(ticket_of)
        .collect();
    Block::Tickets {
        tickets: both()
            .flat_map(|breaches| breaches.iter().take(UNFOLDED))
            .map(ticket_of)
            .collect(),
        fold: Text::with("breaches-fold", [("count", Text::number(folded.len() as i64))]),
        folded,
        rest,
    }
}

fn worst(mut breaches: Vec<&BreachRow>, shown: usize) -> Vec<&BreachRow> {
    breaches.sort_by(|a, b| {
        let over = |breach: &BreachRow| breach.elapsed_ms - breach.target_ms;
        over(b)
            .cmp(&over(a))
            .then_with(|| (&a.record, &a.measure, &a.source).cmp(&(&b.record, &b.measure, &b.source)))
    });
    breaches.truncate(shown);
    breaches
}

/// Breaches by the group that held the record when its target was crossed.
fn by_group(context: &Context) -> Block {
    let mut groups: BTreeMap<&str, [i64; 4]> = BTreeMap::new();
    for breach in &context.marts.breaches {
        let counts = groups.entry(&breach.assignment_group).or_default();
        counts[0] += i64::from(breach.breached_in_month == 1 && breach.measure == "resolution");
        counts[1] += i64::from(breach.breached_in_month == 1 && breach.measure == "response");
        counts[2] += i64::from(breach.still_open == 1);
        counts[3] += breach.elapsed_ms - breach.target_ms;
    }
    let mut sorted: Vec<(&str, [i64; 4])> = groups.into_iter().collect();
    sorted.sort_by(|a, b| (b.1[0] + b.1[1], b.1[3], a.0).cmp(&(a.1[0] + a.1[1], a.1[3], b.0)));
    let row = |kind: RowKind, name: Text, counts: [i64; 4]| Row {
        kind,
        cells: vec![
            Cell::say(name),
            Cell::say(Text::number(counts[0])),
            Cell::say(Text::number(counts[1])),
            Cell::say(Text::number(counts[2])),
            Cell::say(Text::duration(counts[3])),
        ],
    };
    let sum = |rows: &[(&str, [i64; 4])]| {
        rows.iter().fold([0; 4], |sum, (_, counts)| {
            std::array::from_fn(|at| sum[at] + counts[at])
        })
    };
    let (shown, others) = sorted.split_at(GROUPS_SHOWN.min(sorted.len()));
    let mut rows: Vec<Row> = shown
        .iter()
        .map(|(group, counts)| row(RowKind::Plain, context.texts.group(group), *counts))
        .collect();
    if !others.is_empty() {
        let name = Text::with("groups-others", [("count", Text::number(others.len() as i64))]);
        rows.push(row(RowKind::Plain, name, sum(others)));
    }
    rows.push(row(RowKind::Total, Text::key("all"), sum(&sorted)));
    Block::Table(Table {
        caption: Text::key("breaches-by-group"),
        columns: vec![
            Column::text("column-group-at-breach"),
            Column::number("column-resolution-breaches"),
            Column::number("column-response-breaches"),
            Column::number("column-still-open"),
            Column::number("column-overrun"),
        ],
        rows,
        note: Text::None,
    })
}

fn ticket(context: &Context, breach: &BreachRow, ledger: Option<&LedgerRow>) -> Ticket {
    let mut facts = vec![
        (
            Text::key("column-priority"),
            context.texts.priority(&breach.priority),
        ),
        (
            Text::key("column-service"),
            context.texts.service(&breach.service),
        ),
        (
            Text::key("column-group-at-breach"),
            context.texts.group(&breach.assignment_group),
        ),
    ];
    facts.extend(ledger.map(|row| (Text::key("fact-opened"), context.local(row.opened_at))));
    facts.push((Text::key("fact-breached"), context.local(breach.breached_at)));
    let ended = ledger.and_then(|row| match breach.measure.as_str() {
        "response" => row.responded_at,
        _ => row.resolved_at,
    });
    let ended_key = if breach.measure == "response" {
        "fact-answered"
    } else {
        "fact-resolved"
    };
    facts.push((
        Text::key(ended_key),
        ended.map_or_else(|| Text::key("value-none"), |at| context.local(at)),
    ));
    facts.push((Text::key("fact-target"), Text::duration(breach.target_ms)));
    facts.push((Text::key("fact-elapsed"), Text::duration(breach.elapsed_ms)));
    facts.push((
        Text::key("fact-overrun"),
        Text::duration(breach.elapsed_ms - breach.target_ms),
    ));
    Ticket {
        record: breach.record.clone(),
        title: ledger.map(|row| row.title.clone()).unwrap_or_default(),
        measure: measure_name(&breach.measure),
        still_open: breach.still_open == 1,
        facts,
        bar: ledger.map(|row| {
            Chart::Bar(Bar {
                parts: buckets(row).into_iter().map(|b| (b.0, b.2)).collect(),
            })
        }),
        ledger: ledger.map(|row| numbers(context, row)).unwrap_or_default(),
        by_group: ledger.map(|row| by_time(context, row)).unwrap_or_default(),
    }
}

/// Every bucket of a clock, in the order in which it is drawn: tone, the party waited on, milliseconds.
fn buckets(row: &LedgerRow) -> Vec<(Tone, Option<&str>, u64)> {
    let mut buckets = vec![(Tone::Counted, None, row.elapsed_ms)];
    let mut waiting: Vec<&(String, u64)> = row.waiting_by.iter().collect();
    waiting.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    buckets.extend(
        waiting
            .iter()
            .enumerate()
            .map(|(at, (party, ms))| (Tone::party(at), Some(party.as_str()), *ms)),
    );
    buckets.extend([
        (Tone::ResolvedGap, None, row.resolved_gap_ms),
        (Tone::Excluded, None, row.excluded_ms),
        (Tone::Holiday, None, row.holiday_ms),
        (Tone::OutOfHours, None, row.out_of_hours_ms),
    ]);
    buckets
}

fn numbers(context: &Context, row: &LedgerRow) -> Vec<(String, Text, Text)> {
    let label = |tone: Tone, party: Option<&str>| match (tone, party) {
        (_, Some(party)) => Text::with("ledger-waiting", [("party", context.texts.party(party))]),
        (Tone::ResolvedGap, _) => Text::key("ledger-resolved-gap"),
        (Tone::Excluded, _) => Text::key("ledger-excluded"),
        (Tone::Holiday, _) => Text::key("ledger-holiday"),
        (Tone::OutOfHours, _) => Text::key("ledger-out-of-hours"),
        _ => Text::key("ledger-counted"),
    };
    let duration = |ms: u64| Text::duration(i64::try_from(ms).unwrap_or(i64::MAX));
    let mut numbers: Vec<(String, Text, Text)> = buckets(row)
        .into_iter()
        .filter(|(tone, _, ms)| *ms > 0 || *tone == Tone::Counted)
        .map(|(tone, party, ms)| (tone.class().to_owned(), label(tone, party), duration(ms)))
        .collect();
    numbers.push(("wall".into(), Text::key("ledger-wall"), duration(row.wall_ms)));
    numbers
}

fn by_time(context: &Context, row: &LedgerRow) -> Vec<(Text, Text)> {
    let mut groups: Vec<&(String, u64)> = row.elapsed_by_group.iter().filter(|(_, ms)| *ms > 0).collect();
    groups.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let duration = |ms: u64| Text::duration(i64::try_from(ms).unwrap_or(i64::MAX));
    groups
        .into_iter()
        .map(|(group, ms)| (context.texts.group(group), duration(*ms)))
        .collect()
}
