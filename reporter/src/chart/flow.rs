//! Backlog above; what came in and what went out below, month by month.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::spark::runs;
use super::width::{fit, short, width};
use super::{Flow, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LEGEND: f64 = 22.0;
const ABOVE: f64 = 74.0;
const BELOW: f64 = 84.0;
const AXIS: f64 = 20.0;
const SIZE: f64 = 11.0;

pub(super) fn draw(flow: &Flow, alt: &str, locale: &Locale) -> Result<String, Error> {
    picture((WIDE, LEGEND + ABOVE + BELOW + AXIS), alt, |canvas| {
        legend(canvas, flow, locale)?;
        backlog(canvas, flow)?;
        in_and_out(canvas, flow)?;
        months(canvas, flow, locale)
    })
}

fn legend(canvas: &Canvas, flow: &Flow, locale: &Locale) -> Result<(), Error> {
    let mut x = 0.0;
    for (name, ink) in flow.names.iter().zip([Ink::Second, Ink::Line, Ink::Goal]) {
        let said = fit(&locale.say(name)?, SIZE, 190.0);
        canvas.rect((x, 4.0), (10.0, 10.0), ink.colour())?;
        canvas.text(
            (x + 15.0, 9.0),
            Anchor::Start,
            Type::new(SIZE, Ink::Text.colour()),
            &said,
        )?;
        x += 15.0 + width(&said, SIZE) + 22.0;
    }
    Ok(())
}

fn step(flow: &Flow) -> f64 {
    WIDE / flow.months.len().max(1) as f64
}

fn backlog(canvas: &Canvas, flow: &Flow) -> Result<(), Error> {
    let most = flow.open.iter().flatten().copied().max().unwrap_or(0).max(1) as f64;
    let place = |at: usize, open: f64| {
        (
            (at as f64 + 0.5) * step(flow),
            LEGEND + ABOVE - 8.0 - open / most * (ABOVE - 26.0),
        )
    };
    let values: Vec<Option<f64>> = flow
        .open
        .iter()
        .map(|open| open.map(|open| open as f64))
        .collect();
    for run in runs(&values) {
        let points: Vec<(f64, f64)> = run.iter().map(|(at, open)| place(*at, *open)).collect();
        canvas.line(&points, Ink::Goal.colour(), 1.5)?;
        for (point, (_, open)) in points.iter().zip(&run) {
            canvas.dot(*point, 2.2, Ink::Goal.colour())?;
            let label = (point.0, point.1 - 9.0);
            canvas.text(
                label,
                Anchor::Middle,
                Type::new(9.5, Ink::Text.colour()),
                &format!("{open}"),
            )?;
        }
    }
    Ok(())
}

fn in_and_out(canvas: &Canvas, flow: &Flow) -> Result<(), Error> {
    let most = flow
        .inflow
        .iter()
        .chain(&flow.outflow)
        .flatten()
        .copied()
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let ground = LEGEND + ABOVE + BELOW;
    let column = (step(flow) * 0.42).min(24.0);
    for (at, (inflow, outflow)) in flow.inflow.iter().zip(&flow.outflow).enumerate() {
        let middle = (at as f64 + 0.5) * step(flow);
        for (count, ink, left) in [
            (inflow, Ink::Second, middle - column - 0.5),
            (outflow, Ink::Line, middle + 0.5),
        ] {
            let Some(count) = count else { continue };
            let high = *count as f64 / most * (BELOW - 16.0);
            canvas.rect((left, ground - high), (column, high), ink.colour())?;
            let said = short(count.unsigned_abs());
            if width(&said, 8.5) <= column {
                let label = (left + column / 2.0, ground - high - 6.0);
                canvas.text(label, Anchor::Middle, Type::new(8.5, Ink::Muted.colour()), &said)?;
            }
        }
    }
    canvas.line(&[(0.0, ground), (WIDE, ground)], Ink::Hair.colour(), 1.0)
}

fn months(canvas: &Canvas, flow: &Flow, locale: &Locale) -> Result<(), Error> {
    for (at, month) in flow.months.iter().enumerate() {
        let ink = if at + 1 == flow.months.len() {
            Ink::Text
        } else {
            Ink::Muted
        };
        let said = fit(&locale.say(month)?, 10.0, step(flow) - 2.0);
        let place = (
            (at as f64 + 0.5) * step(flow),
            LEGEND + ABOVE + BELOW + AXIS / 2.0,
        );
        canvas.text(place, Anchor::Middle, Type::new(10.0, ink.colour()), &said)?;
    }
    Ok(())
}
