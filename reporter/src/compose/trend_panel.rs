//! One headline figure in small: its chart with limits, target steps, signals and forecast, and its numbers.

use super::Context;
use super::kpi::Kpi;
use super::trends::{recent, rule_name};
use crate::chart::{Chart, Control};
use crate::figures::Series;
use crate::present::Shown;
use crate::report::{Panel, Trend, Verdict};
use crate::text::Text;

pub(super) fn panel(context: &Context, kpi: &Kpi, trend: Option<&Trend>) -> Panel {
    let shown = kpi.shown();
    let back = |months: usize| {
        kpi.series
            .as_ref()
            .and_then(|series: &Series| series.back(months))
    };
    let now = back(0);
    let change = |months: usize| now.map_or(Text::None, |now| shown.change(now, back(months)));
    let mut facts = vec![
        (Text::key("panel-target"), kpi.target()),
        (Text::key("tile-last-month"), change(1)),
        (Text::key("tile-last-year"), change(12)),
    ];
    facts.extend(trend.and_then(|trend| forecast(trend, shown)));
    let remark = |signal: &crate::report::Signal| {
        let said = Text::with(
            "panel-signal",
            [
                ("month", Text::month_short(signal.month)),
                ("rule", rule_name(&signal.rule)),
            ],
        );
        (said, signal.adverse == Some(true))
    };
    let remarks = trend.map_or_else(Vec::new, |trend| {
        recent(context, trend).into_iter().map(remark).collect()
    });
    Panel {
        title: kpi.name(),
        small: Text::data(kpi.text.id.clone()),
        value: now.map_or(Text::None, |part| shown.value(part)),
        basis: now.map_or(Text::None, |part| shown.basis(part)),
        verdict: kpi
            .verdict()
            .filter(|verdict| matches!(verdict, Verdict::Met | Verdict::Missed)),
        facts,
        alt: Text::with("panel-alt", [("name", kpi.name())]),
        chart: Chart::Control(chart(context, kpi, trend)),
        remarks,
    }
}

fn forecast(trend: &Trend, shown: Shown) -> Option<(Text, Text)> {
    let next = trend.forecast.first()?;
    let label = Text::with("panel-forecast", [("month", Text::month_short(next.month))]);
    let said = Text::with(
        "panel-forecast-text",
        [
            ("middle", shown.millionths(next.middle)),
            ("low", shown.millionths(next.low)),
            ("high", shown.millionths(next.high)),
        ],
    );
    Some((label, said))
}

fn chart(context: &Context, kpi: &Kpi, trend: Option<&Trend>) -> Control {
    let month = context.marts.month;
    let thirteen = month.thirteen();
    let ahead = (1..=3).map(|step| month.plus(step));
    let months = thirteen
        .iter()
        .copied()
        .chain(ahead)
        .map(Text::month_short)
        .collect();
    let value = |millionths: i64| millionths as f64 / 1e6;
    let values = kpi.points();
    let goals = kpi.goals();
    let limits = trend
        .and_then(|trend| trend.control)
        .map(|c| [value(c.lower), value(c.centre), value(c.upper)]);
    let forecast: Vec<[f64; 3]> = trend.map_or_else(Vec::new, |trend| {
        let months = trend.forecast.iter();
        months
            .map(|one| [value(one.low), value(one.middle), value(one.high)])
            .collect()
    });
    let signals = trend.map_or_else(Vec::new, |trend| {
        let at = |signal: &crate::report::Signal| {
            let at = thirteen.iter().position(|month| *month == signal.month)?;
            Some((at, signal.adverse == Some(true)))
        };
        trend.signals.iter().filter_map(at).collect()
    });
    let seen = values
        .iter()
        .chain(&goals)
        .flatten()
        .copied()
        .chain(limits.into_iter().flatten())
        .chain(forecast.iter().flatten().copied());
    Control {
        months,
        axis: axis(seen, kpi.shown()),
        values,
        goals,
        limits,
        signals,
        forecast,
        verdict: kpi.verdict().unwrap_or(Verdict::NoData),
    }
}

/// Three round values around all that is drawn.
fn axis(seen: impl Iterator<Item = f64>, shown: Shown) -> Vec<(f64, Text)> {
    let (low, high) = seen.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if !low.is_finite() {
        return Vec::new();
    }
    let (unit, key) = shown.axis(high.abs().max(low.abs()));
    let (low, high) = (low / unit, high / unit);
    // A line without ups and downs stands on one whole unit.
    let span = if high - low > 1e-9 { high - low } else { 2.0 };
    let step = round_step(span / 2.0);
    let first = (low / step).floor() * step;
    let ticks =
        (0..=(((high - first) / step).ceil().clamp(1.0, 4.0) as u32)).map(|at| first + f64::from(at) * step);
    ticks
        .map(|tick| {
            let said = Text::data(written(tick, step));
            let label = match key {
                "axis-percent" => Text::with("axis-percent", [("value", said)]),
                "axis-hours" => Text::with("axis-hours", [("value", said)]),
                "axis-minutes" => Text::with("axis-minutes", [("value", said)]),
                "axis-seconds" => Text::with("axis-seconds", [("value", said)]),
                _ => said,
            };
            (tick * unit, label)
        })
        .collect()
}

/// The next of 1, 2, 5, 10 … that is not smaller.
fn round_step(least: f64) -> f64 {
    let ten = 10_f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|step| step * ten >= least * 0.999_999);
    step.unwrap_or(10.0) * ten
}

/// With as many decimals as the step has.
fn written(tick: f64, step: f64) -> String {
    let decimals = (-step.log10().floor()).clamp(0.0, 4.0) as usize;
    let said = format!("{:.decimals$}", tick + 0.0);
    said.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_ends_around_what_is_drawn() {
        let ends = |low: f64, high: f64| {
            let ticks = axis([low, high].into_iter(), Shown::of("count", "up", None));
            assert!(ticks.len() <= 5, "{ticks:?}");
            (ticks.first().unwrap().0, ticks.last().unwrap().0)
        };
        assert_eq!(ends(3.0, 17.0), (0.0, 20.0));
        assert_eq!(ends(0.0, 0.0), (0.0, 1.0));
        assert_eq!(ends(101.0, 149.0), (100.0, 150.0));
    }

    #[test]
    fn steps_are_one_two_five() {
        assert_eq!(round_step(7.0), 10.0);
        assert_eq!(round_step(0.2), 0.2);
        assert_eq!(round_step(23.0), 50.0);
        assert_eq!(written(0.15, 0.05), "0.15");
        assert_eq!(written(-20.0, 10.0), "−20");
    }
}
