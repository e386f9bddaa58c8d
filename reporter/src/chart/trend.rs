//! Shares over thirteen months on one scale, with the target as the step line it was.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::spark::runs;
use super::width::fit;
use super::{Ink, Trend};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 140.0;
const TOP: f64 = 8.0;
const HIGH: f64 = 150.0;
const AXIS: f64 = 20.0;

pub(super) fn draw(trend: &Trend, alt: &str, locale: &Locale) -> Result<String, Error> {
    picture((WIDE, TOP + HIGH + AXIS), alt, |canvas| {
        paint(canvas, trend, locale)
    })
}

struct Scale {
    low: f64,
    step: f64,
}

impl Scale {
    fn of(trend: &Trend) -> Scale {
        let seen = trend
            .lines
            .iter()
            .flat_map(|(_, values)| values)
            .chain(&trend.goals)
            .flatten();
        let least = seen.copied().fold(100.0, f64::min);
        let low = [90.0, 80.0, 60.0, 50.0]
            .into_iter()
            .find(|low| least >= *low + 1.0)
            .unwrap_or(0.0);
        Scale {
            low,
            step: (WIDE - LEFT - RIGHT) / trend.months.len().max(1) as f64,
        }
    }

    fn x(&self, at: usize) -> f64 {
        LEFT + (at as f64 + 0.5) * self.step
    }

    fn y(&self, share: f64) -> f64 {
        TOP + HIGH - (share - self.low) / (100.0 - self.low) * HIGH
    }
}

fn paint(canvas: &Canvas, trend: &Trend, locale: &Locale) -> Result<(), Error> {
    let scale = Scale::of(trend);
    let muted = Type::new(10.0, Ink::Muted.colour());
    for share in [scale.low, f64::midpoint(scale.low, 100.0), 100.0] {
        let y = scale.y(share);
        canvas.line(&[(LEFT, y), (WIDE - RIGHT, y)], Ink::Hair.colour(), 0.75)?;
        canvas.text((LEFT - 6.0, y), Anchor::End, muted, &format!("{share} %"))?;
    }
    for (at, month) in trend.months.iter().enumerate() {
        let said = fit(&locale.say(month)?, 10.0, scale.step - 2.0);
        canvas.text(
            (scale.x(at), TOP + HIGH + AXIS / 2.0 + 2.0),
            Anchor::Middle,
            muted,
            &said,
        )?;
    }
    for run in runs(&trend.goals) {
        let half = scale.step / 2.0;
        let steps: Vec<(f64, f64)> = run
            .iter()
            .flat_map(|(at, goal)| {
                [
                    (scale.x(*at) - half, scale.y(*goal)),
                    (scale.x(*at) + half, scale.y(*goal)),
                ]
            })
            .collect();
        canvas.line(&steps, Ink::Goal.colour(), 1.25)?;
    }
    let mut labels = Vec::new();
    for ((name, values), ink) in trend
        .lines
        .iter()
        .zip([Ink::Line, Ink::Second, Ink::Met, Ink::Muted])
    {
        for run in runs(values) {
            let points: Vec<(f64, f64)> = run
                .iter()
                .map(|(at, share)| (scale.x(*at), scale.y(*share)))
                .collect();
            canvas.line(&points, ink.colour(), 1.75)?;
            points
                .iter()
                .try_for_each(|point| canvas.dot(*point, 2.2, ink.colour()))?;
        }
        if let Some(last) = values.iter().rev().flatten().next() {
            labels.push((scale.y(*last), ink, locale.say(name)?));
        }
    }
    if let Some(goal) = trend.goals.iter().rev().flatten().next() {
        labels.push((scale.y(*goal), Ink::Goal, locale.say(&trend.goal_name)?));
    }
    write_labels(canvas, labels)
}

/// Names stand at the right end of their lines, pushed apart where they would touch.
fn write_labels(canvas: &Canvas, mut labels: Vec<(f64, Ink, String)>) -> Result<(), Error> {
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut last = f64::NEG_INFINITY;
    for (y, ink, text) in labels {
        last = y.max(last + 13.0);
        let place = (WIDE - RIGHT + 8.0, last);
        canvas.text(
            place,
            Anchor::Start,
            Type::bold(11.0, ink.colour()),
            &fit(&text, 11.0, RIGHT - 10.0),
        )?;
    }
    Ok(())
}
