//! The first thing read: three sentences, and the key figures with target, change and number of records.

use super::{Context, Promise, measure_name, missed, of_type, type_name};
use crate::chart::{Chart, Spark};
use crate::figures::Series;
use crate::present;
use crate::report::{Block, Part, Section, Tile, Verdict};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let mut blocks = vec![
        sentences(context),
        Block::Tiles {
            tiles: tiles(context),
        },
    ];
    blocks.extend(missed::table(context));
    Some(Section {
        id: "headline".into(),
        title: Text::key("headline-title"),
        register: Vec::new(),
        blocks,
    })
}

/// How many targets were met, missed, and had nothing to judge, so many months ago.
pub(super) fn tally(promises: &[Promise], back: usize) -> (i64, i64) {
    let count = |wanted: Verdict| {
        let held = |promise: &&Promise| {
            let months = &promise.series.months;
            months
                .len()
                .checked_sub(back + 1)
                .and_then(|at| months.get(at))
                .is_some_and(|m| m.verdict == wanted)
        };
        promises.iter().filter(held).count() as i64
    };
    (count(Verdict::Met), count(Verdict::Missed))
}

fn sentences(context: &Context) -> Block {
    let (met, missed) = tally(&context.promises, 0);
    let (_, missed_before) = tally(&context.promises, 1);
    let month = || ("month", Text::month(context.marts.month));
    let counts = || {
        [
            ("missed", Text::number(missed)),
            ("of", Text::number(met + missed)),
            month(),
        ]
    };
    let before = context.promises.iter().any(|p| p.series.back(1).is_some());
    let (state, first) = match (met + missed, missed) {
        (0, _) => (Verdict::NoData, Text::with("headline-no-targets", [month()])),
        (_, 0) => (Verdict::Met, Text::with("headline-stable", counts())),
        _ if before && missed < missed_before => {
            (Verdict::Missed, Text::with("headline-improving", counts()))
        }
        _ => (Verdict::Missed, Text::with("headline-pressure", counts())),
    };
    let mut said = vec![first];
    said.extend(worst(context));
    said.push(flow(context));
    Block::Sentences {
        state: Some(state),
        sentences: said,
    }
}

/// The missed target that lacks most records.
fn worst(context: &Context) -> Option<Text> {
    let promise = missed::missed(context).into_iter().next()?;
    let part = promise.series.current();
    Some(Text::with(
        "headline-worst",
        [
            ("service", promise.service(context.texts)),
            ("type", type_name(&promise.target.record_type)),
            ("measure", measure_name(&promise.target.measure)),
            ("priority", context.texts.priority(&promise.target.priority)),
            ("met", Text::number(part.numerator)),
            ("of", Text::number(part.denominator.unwrap_or(0))),
            ("goal", promise.goal().map_or(Text::None, present::goal)),
        ],
    ))
}

fn flow(context: &Context) -> Text {
    let sum = |figure: &str| -> i64 { total(context, figure).0 };
    Text::with(
        "headline-flow",
        [
            ("opened", Text::number(sum("workload.opened"))),
            ("resolved", Text::number(sum("workload.resolved"))),
            ("start", Text::number(sum("backlog.start"))),
            ("end", Text::number(sum("backlog.end"))),
            ("late", Text::number(sum("resolution.open_breached"))),
        ],
    )
}

/// A count over all record types: this month, last month, the same month last year, and thirteen months.
fn total(context: &Context, figure: &str) -> (i64, Option<i64>, Option<i64>, Vec<Option<f64>>) {
    let all: Vec<Series> = context
        .record_types()
        .iter()
        .map(|of| context.figures.series(figure, &of_type(of)))
        .collect();
    let back = |months: usize| -> Option<i64> {
        let parts: Vec<i64> = all
            .iter()
            .filter_map(|s| s.back(months).map(|part| part.numerator))
            .collect();
        (!parts.is_empty()).then(|| parts.iter().sum())
    };
    let trend = (0..13)
        .rev()
        .map(|months| back(months).map(|count| count as f64))
        .collect();
    (back(0).unwrap_or(0), back(1), back(12), trend)
}

fn tiles(context: &Context) -> Vec<Tile> {
    let mut tiles = vec![targets_tile(context)];
    for record_type in context.record_types().iter().take(2) {
        for measure in ["resolution", "response"] {
            tiles.extend(share_tile(context, record_type, measure));
        }
    }
    tiles.truncate(4);
    let counts = [
        ("resolution.breaches", "tile-breaches"),
        ("resolution.open_breached", "tile-open-breached"),
        ("workload.opened", "tile-opened"),
        ("backlog.end", "tile-backlog"),
        ("workload.resolved", "tile-resolved"),
        ("workload.reopened", "tile-reopened"),
        ("workload.cancelled", "tile-cancelled"),
    ];
    let free = 8 - tiles.len();
    tiles.extend(
        counts
            .into_iter()
            .take(free)
            .map(|(figure, label)| count_tile(context, figure, label)),
    );
    tiles
}

fn targets_tile(context: &Context) -> Tile {
    let at = |back: usize| tally(&context.promises, back);
    let known = |back: usize| {
        let (met, missed) = at(back);
        (met + missed > 0).then_some(met)
    };
    let (met, missed) = at(0);
    let verdict = match (met, missed) {
        (0, 0) => Verdict::NoData,
        (_, 0) => Verdict::Met,
        _ => Verdict::Missed,
    };
    Tile {
        label: Text::key("tile-targets"),
        value: present::met_of(met, met + missed),
        basis: Text::with(
            "tile-promised",
            [("count", Text::number(context.promises.len() as i64))],
        ),
        target: Text::key("tile-all-met"),
        verdict: Some(verdict),
        against_last_month: present::count_change(met, known(1)),
        against_last_year: present::count_change(met, known(12)),
        trend: None,
    }
}

/// None where nothing was ever measured: that is no zero.
fn share_tile(context: &Context, record_type: &str, measure: &str) -> Option<Tile> {
    let figure = format!("{measure}.attainment");
    let scope = of_type(record_type);
    let series = context.figures.series(&figure, &scope);
    if series
        .months
        .iter()
        .all(|month| month.denominator.unwrap_or(0) == 0)
    {
        return None;
    }
    let now = series.current();
    let label = Text::with(
        "tile-share",
        [
            ("type", type_name(record_type)),
            ("measure", measure_name(measure)),
        ],
    );
    Some(Tile {
        label,
        value: present::share(now, series.goal()),
        basis: present::met_of(now.numerator, now.denominator.unwrap_or(0)),
        target: series
            .goal()
            .map_or_else(|| Text::key("tile-by-priority"), present::goal),
        verdict: Some(series.verdict()).filter(|verdict| *verdict != Verdict::NoTarget),
        against_last_month: present::share_change(now, series.back(1)),
        against_last_year: present::share_change(now, series.back(12)),
        trend: spark(&series),
    })
}

fn count_tile(context: &Context, figure: &str, label: &str) -> Tile {
    let (now, before, last_year, trend) = total(context, figure);
    Tile {
        label: Text::key(label),
        value: Text::number(now),
        basis: Text::None,
        target: Text::None,
        verdict: None,
        against_last_month: present::count_change(now, before),
        against_last_year: present::count_change(now, last_year),
        trend: Some(Chart::Spark(Spark {
            values: trend,
            goals: Vec::new(),
            verdict: Verdict::NoTarget,
        })),
    }
}

/// Thirteen months of a share with the target as it stood; months below twenty records are left out, because
/// one record more or less would look like a trend (case A23).
pub(super) fn spark(series: &Series) -> Option<Chart> {
    let percent = |n: i64, d: i64| n as f64 / d as f64 * 100.0;
    let enough = |part: &Part| part.denominator.filter(|of| *of >= present::COUNTS_BELOW);
    let values: Vec<Option<f64>> = series
        .months
        .iter()
        .map(|month| {
            let part = Part {
                numerator: month.numerator?,
                denominator: month.denominator,
            };
            Some(percent(part.numerator, enough(&part)?))
        })
        .collect();
    if values.iter().flatten().count() < 2 {
        return None;
    }
    let goals = series
        .months
        .iter()
        .map(|month| month.target.map(|goal| percent(goal.met, goal.of)))
        .collect();
    Some(Chart::Spark(Spark {
        values,
        goals,
        verdict: series.verdict(),
    }))
}
