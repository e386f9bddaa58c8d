//! Report type 9: trend information (clause 6.2 e): thirteen months of every headline figure, what is more than chance,
//! and where it goes.

use super::kpi::{self, Kpi};
use super::process_kpis::{place, process_name};
use super::{Context, control, trend_panel};
use crate::Month;
use crate::marts::TrendRow;
use crate::report::{
    Block, Cell, Column, ControlLimits, Forecast, Row, RowKind, Section, Signal, Table, Trend, Verdict,
};
use crate::text::Text;

/// Signals of so many months are told in words; the charts ring all of them.
pub(super) const TOLD: usize = 3;

pub(super) fn section(context: &Context) -> Option<Section> {
    let (mut kpis, unmeasured): (Vec<Kpi>, Vec<Kpi>) = kpi::of_report(context, 9)
        .into_iter()
        .partition(|kpi| kpi.verdict().is_some());
    if kpis.is_empty() {
        return None;
    }
    kpis.sort_by_key(|kpi| place(&kpi.text.process));
    let trends: Vec<(Kpi, Option<Trend>)> = kpis
        .into_iter()
        .map(|kpi| {
            let row = row_of(context, &kpi);
            let trend = row.map(|row| trend(context, row));
            (kpi, trend)
        })
        .collect();
    let mut blocks = vec![sentences(context, &trends)];
    blocks.extend(signals(context, &trends));
    blocks.push(Block::Heading {
        title: Text::key("trends-charts"),
        lead: Text::key("trends-lead"),
    });
    for owned in trends.chunk_by(|(a, _), (b, _)| a.text.process == b.text.process) {
        let name = owned
            .first()
            .map_or(Text::None, |(kpi, _)| process_name(&kpi.text.process));
        blocks.push(Block::Heading {
            title: name,
            lead: Text::None,
        });
        blocks.push(Block::Panels {
            panels: owned
                .iter()
                .map(|(kpi, trend)| trend_panel::panel(context, kpi, trend.as_ref()))
                .collect(),
        });
    }
    blocks.extend(not_measured(&unmeasured));
    Some(Section {
        id: "trends".into(),
        title: Text::key("trends-title"),
        register: control::register(context, 9),
        blocks,
    })
}

/// Every trend of the marts as the JSON carries it.
pub(super) fn data(context: &Context) -> Vec<Trend> {
    context
        .marts
        .trends
        .iter()
        .map(|row| trend(context, row))
        .collect()
}

fn row_of<'a>(context: &Context<'a>, kpi: &Kpi) -> Option<&'a TrendRow> {
    let kind = kpi.scope.record_type.as_deref().unwrap_or("*");
    let figure = kpi.text.figure.as_deref();
    context
        .marts
        .trends
        .iter()
        .find(|row| Some(row.figure.as_str()) == figure && row.record_type == kind)
}

fn trend(context: &Context, row: &TrendRow) -> Trend {
    let kind = (row.record_type != "*").then(|| row.record_type.clone());
    let direction = context
        .texts
        .kpis
        .iter()
        .find(|kpi| {
            kpi.figure.as_deref() == Some(&row.figure)
                && kpi.report_types.contains(&9)
                && (kpi.record_types.is_empty() || kpi.record_types.contains(&row.record_type))
        })
        .map_or("", |kpi| kpi.direction.as_str());
    let control = match (row.centre, row.lower, row.upper) {
        (Some(centre), Some(lower), Some(upper)) => Some(ControlLimits { centre, lower, upper }),
        _ => None,
    };
    let signal = |(month, rule): &(String, String)| {
        Some(Signal {
            month: month_of(month)?,
            rule: rule.clone(),
            adverse: adverse(rule, direction),
        })
    };
    let forecast = |(month, low, middle, high): &(String, i64, i64, i64)| {
        Some(Forecast {
            month: month_of(month)?,
            low: *low,
            middle: *middle,
            high: *high,
        })
    };
    Trend {
        outdated: outdated(context, row, kind.as_ref()),
        figure: row.figure.clone(),
        record_type: kind,
        control,
        signals: row.signals.iter().filter_map(signal).collect(),
        forecast: row.forecast.iter().filter_map(forecast).collect(),
    }
}

fn month_of(first_day: &str) -> Option<Month> {
    first_day.get(..7).and_then(|month| month.parse().ok())
}

/// Whether a signal goes the wrong way; none for figures that have no better side.
fn adverse(rule: &str, direction: &str) -> Option<bool> {
    let rises = matches!(rule, "above" | "eight-above" | "six-rising");
    match direction {
        "up" => Some(!rises),
        "down" => Some(rises),
        _ => None,
    }
}

/// Whether the months that the trend rests on have other numbers today.
fn outdated(context: &Context, row: &TrendRow, kind: Option<&String>) -> bool {
    let scope = crate::report::Scope {
        record_type: kind.cloned(),
        ..crate::report::Scope::default()
    };
    let series = context.figures.series(&row.figure, &scope);
    let known: Vec<(Month, i64, Option<i64>)> = row
        .history
        .iter()
        .filter_map(|(month, numerator, denominator)| Some((month_of(month)?, *numerator, *denominator)))
        .collect();
    series.months.iter().any(|part| {
        let then = known.iter().find(|(month, ..)| *month == part.month);
        match (then, part.numerator) {
            (Some((_, numerator, denominator)), Some(now)) => {
                (*numerator, *denominator) != (now, part.denominator)
            }
            (Some(_), None) => true,
            // A month without a row counted nothing, and is no part of the history.
            (None, now) => now.is_some_and(|now| now != 0),
        }
    })
}

/// Signals that are completed in one of the last months.
pub(super) fn recent<'a>(context: &Context, trend: &'a Trend) -> Vec<&'a Signal> {
    let months = context.marts.month.thirteen();
    let last = months.iter().rev().take(TOLD);
    let last: Vec<Month> = last.copied().collect();
    trend
        .signals
        .iter()
        .filter(|signal| last.contains(&signal.month))
        .collect()
}

fn sentences(context: &Context, trends: &[(Kpi, Option<Trend>)]) -> Block {
    let all = || trends.iter().filter_map(|(_, trend)| trend.as_ref());
    let with = |wanted: fn(&Signal) -> bool| {
        all()
            .filter(|trend| recent(context, trend).into_iter().any(wanted))
            .count() as i64
    };
    let adverse = with(|signal| signal.adverse == Some(true));
    let said = Text::with(
        "trends-signals-count",
        [
            ("figures", Text::number(trends.len() as i64)),
            ("signals", Text::number(with(|_| true))),
            ("adverse", Text::number(adverse)),
            ("months", Text::number(TOLD as i64)),
        ],
    );
    let mut sentences = vec![said, Text::key("trends-rules")];
    let limited = all().filter(|trend| trend.control.is_some()).count();
    if limited < trends.len() {
        sentences.push(Text::with(
            "trends-too-short",
            [("count", Text::number((trends.len() - limited) as i64))],
        ));
    }
    if all().any(|trend| trend.outdated) {
        sentences.push(Text::key("trends-outdated"));
    }
    let state = match (limited, adverse) {
        (0, _) => Verdict::NoData,
        (_, 0) => Verdict::Met,
        _ => Verdict::Missed,
    };
    Block::Sentences {
        state: Some(state),
        sentences,
    }
}

/// The signals of the last months, the adverse ones first.
fn signals(context: &Context, trends: &[(Kpi, Option<Trend>)]) -> Option<Block> {
    let mut found: Vec<(&Kpi, &Signal)> = trends
        .iter()
        .filter_map(|(kpi, trend)| Some((kpi, trend.as_ref()?)))
        .flat_map(|(kpi, trend)| {
            recent(context, trend)
                .into_iter()
                .map(move |signal| (kpi, signal))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|(_, signal)| (signal.adverse != Some(true), std::cmp::Reverse(signal.month)));
    let row = |(kpi, signal): &(&Kpi, &Signal)| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(kpi.name(), Text::data(kpi.text.id.clone())),
            Cell::say(Text::month(signal.month)),
            Cell::say(rule_name(&signal.rule)),
            Cell::say(way(signal)),
        ],
    };
    let columns = ["column-kpi", "column-month", "column-signal", "column-way"];
    Some(Block::Table(Table {
        caption: Text::key("trends-signals"),
        columns: columns.map(Column::text).to_vec(),
        rows: found.iter().map(row).collect(),
        note: Text::None,
    }))
}

/// The rule in words.
pub(super) fn rule_name(rule: &str) -> Text {
    match rule {
        "above" => Text::key("signal-above"),
        "below" => Text::key("signal-below"),
        "eight-above" => Text::key("signal-eight-above"),
        "eight-below" => Text::key("signal-eight-below"),
        "six-rising" => Text::key("signal-six-rising"),
        "six-falling" => Text::key("signal-six-falling"),
        other => Text::data(other),
    }
}

fn way(signal: &Signal) -> Text {
    match signal.adverse {
        Some(true) => Text::key("signal-adverse"),
        Some(false) => Text::key("signal-favourable"),
        None => Text::key("signal-neither"),
    }
}

fn not_measured(kpis: &[Kpi]) -> Option<Block> {
    let mut names: Vec<Text> = kpis.iter().map(Kpi::name).collect();
    names.dedup();
    (!names.is_empty()).then(|| Block::Note {
        text: Text::with("trends-not-measured", [("names", Text::List { parts: names })]),
    })
}
