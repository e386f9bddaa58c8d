//! A headline figure in small: limits, target's step line, values with signals ringed, and the forecast's fan.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::spark::{runs, verdict_ink};
use super::width::fit;
use super::{Control, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 312.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 8.0;
const HIGH: f64 = 92.0;
const AXIS: f64 = 18.0;
/// Every third month is named: there is room for so many names.
const NAMED: usize = 3;
const SIZE: f64 = 9.5;

pub(super) fn draw(control: &Control, alt: &str, locale: &Locale) -> Result<String, Error> {
    picture((WIDE, TOP + HIGH + AXIS), alt, |canvas| {
        Plot::of(control).paint(canvas, control, locale)
    })
}

struct Plot {
    low: f64,
    span: f64,
    step: f64,
}

impl Plot {
    fn of(control: &Control) -> Plot {
        let end = |at: Option<&(f64, crate::text::Text)>| at.map_or(0.0, |(value, _)| *value);
        let (low, high) = (end(control.axis.first()), end(control.axis.last()));
        Plot {
            low,
            span: if high > low { high - low } else { 1.0 },
            step: (WIDE - LEFT - RIGHT) / control.months.len().max(1) as f64,
        }
    }

    fn x(&self, at: usize) -> f64 {
        LEFT + (at as f64 + 0.5) * self.step
    }

    /// What lies beyond the axis is drawn at its end.
    fn y(&self, value: f64) -> f64 {
        TOP + HIGH - ((value - self.low) / self.span).clamp(0.0, 1.0) * HIGH
    }

    fn paint(&self, canvas: &Canvas, control: &Control, locale: &Locale) -> Result<(), Error> {
        self.limits(canvas, control)?;
        self.axes(canvas, control, locale)?;
        self.goals(canvas, control)?;
        self.fan(canvas, control)?;
        for run in runs(&control.values) {
            let points: Vec<(f64, f64)> = run
                .iter()
                .map(|(at, value)| (self.x(*at), self.y(*value)))
                .collect();
            canvas.line(&points, Ink::Line.colour(), 1.5)?;
            points
                .iter()
                .try_for_each(|point| canvas.dot(*point, 1.6, Ink::Line.colour()))?;
        }
        self.signals(canvas, control)?;
        if let Some(Some(last)) = control.values.last() {
            let place = (self.x(control.values.len() - 1), self.y(*last));
            canvas.dot(place, 2.8, verdict_ink(control.verdict).colour())?;
        }
        Ok(())
    }

    fn limits(&self, canvas: &Canvas, control: &Control) -> Result<(), Error> {
        let Some([lower, centre, upper]) = control.limits else {
            return Ok(());
        };
        let (top, bottom) = (self.y(upper), self.y(lower));
        let wide = control.values.len() as f64 * self.step;
        canvas.rect((LEFT, top), (wide, (bottom - top).max(0.5)), Ink::Band.colour())?;
        let middle = self.y(centre);
        canvas.line(&[(LEFT, middle), (LEFT + wide, middle)], Ink::Muted.colour(), 0.5)
    }

    fn axes(&self, canvas: &Canvas, control: &Control, locale: &Locale) -> Result<(), Error> {
        let muted = Type::new(SIZE, Ink::Muted.colour());
        for (value, label) in &control.axis {
            let y = self.y(*value);
            canvas.line(&[(LEFT, y), (WIDE - RIGHT, y)], Ink::Hair.colour(), 0.5)?;
            let said = fit(&locale.say(label)?, SIZE, LEFT - 6.0);
            canvas.text((LEFT - 5.0, y), Anchor::End, muted, &said)?;
        }
        for (at, month) in control.months.iter().enumerate().step_by(NAMED) {
            let said = fit(&locale.say(month)?, SIZE, self.step * NAMED as f64 - 4.0);
            let place = (self.x(at), TOP + HIGH + AXIS / 2.0 + 2.0);
            canvas.text(place, Anchor::Middle, muted, &said)?;
        }
        Ok(())
    }

    fn goals(&self, canvas: &Canvas, control: &Control) -> Result<(), Error> {
        let half = self.step / 2.0;
        for run in runs(&control.goals) {
            let steps: Vec<(f64, f64)> = run
                .iter()
                .flat_map(|(at, goal)| {
                    [
                        (self.x(*at) - half, self.y(*goal)),
                        (self.x(*at) + half, self.y(*goal)),
                    ]
                })
                .collect();
            canvas.line(&steps, Ink::Goal.colour(), 1.0)?;
        }
        Ok(())
    }

    fn fan(&self, canvas: &Canvas, control: &Control) -> Result<(), Error> {
        let first = control.values.len();
        let place = |at: usize, value: f64| (self.x(first + at), self.y(value));
        let ahead = || control.forecast.iter().enumerate();
        let upper = ahead().map(|(at, [_, _, high])| place(at, *high));
        let lower = ahead().rev().map(|(at, [low, _, _])| place(at, *low));
        let around: Vec<(f64, f64)> = upper.chain(lower).collect();
        if around.is_empty() {
            return Ok(());
        }
        canvas.area(&around, Ink::Fan.colour())?;
        let middle: Vec<(f64, f64)> = ahead().map(|(at, [_, value, _])| place(at, *value)).collect();
        canvas.line(&middle, Ink::Line.colour(), 0.75)
    }

    fn signals(&self, canvas: &Canvas, control: &Control) -> Result<(), Error> {
        for (at, adverse) in &control.signals {
            let Some(Some(value)) = control.values.get(*at) else {
                continue;
            };
            let place = (self.x(*at), self.y(*value));
            let ink = if *adverse { Ink::Missed } else { Ink::Muted };
            canvas.dot(place, 4.6, ink.colour())?;
            canvas.dot(place, 3.4, Ink::Paper.colour())?;
            canvas.dot(place, 1.8, Ink::Line.colour())?;
        }
        Ok(())
    }
}
