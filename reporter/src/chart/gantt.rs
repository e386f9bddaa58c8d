//! What happened to services over the days of a month: outages, planned windows, time without monitoring, to scale.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::width::{fit, width};
use super::{Gantt, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 820.0;
const LABEL: f64 = 176.0;
const ROW: f64 = 22.0;
const BAR: f64 = 12.0;
const LEGEND: f64 = 22.0;
const AXIS: f64 = 18.0;
/// What is there is seen, however short.
const LEAST: f64 = 1.25;

pub(super) fn draw(gantt: &Gantt, alt: &str, locale: &Locale) -> Result<String, Error> {
    let high = LEGEND + gantt.rows.len() as f64 * ROW + AXIS;
    picture((WIDE, high), alt, |canvas| {
        legend(canvas, gantt, locale)?;
        axis(canvas, gantt)?;
        for (at, row) in gantt.rows.iter().enumerate() {
            let top = LEGEND + at as f64 * ROW;
            let label = fit(&locale.say(&row.label)?, 10.5, LABEL - 8.0);
            canvas.text(
                (0.0, top + ROW / 2.0),
                Anchor::Start,
                Type::new(10.5, Ink::Text.colour()),
                &label,
            )?;
            for (tone, from, until) in &row.bars {
                let (x, end) = (place(gantt, *from), place(gantt, *until));
                canvas.rect(
                    (x, top + (ROW - BAR) / 2.0),
                    ((end - x).max(LEAST), BAR),
                    tone.colour(),
                )?;
            }
        }
        Ok(())
    })
}

fn place(gantt: &Gantt, at: i64) -> f64 {
    let whole = (gantt.until - gantt.from).max(1) as f64;
    LABEL + (at - gantt.from).clamp(0, gantt.until - gantt.from) as f64 / whole * (WIDE - LABEL)
}

fn legend(canvas: &Canvas, gantt: &Gantt, locale: &Locale) -> Result<(), Error> {
    let mut x = LABEL;
    for (tone, name) in &gantt.legend {
        let said = fit(&locale.say(name)?, 10.0, 130.0);
        canvas.rect((x, 4.0), (10.0, 10.0), tone.colour())?;
        canvas.text(
            (x + 14.0, 9.0),
            Anchor::Start,
            Type::new(10.0, Ink::Text.colour()),
            &said,
        )?;
        x += 14.0 + width(&said, 10.0) + 14.0;
    }
    Ok(())
}

/// A hairline at each midnight; each day's number in the middle of it, and every row on its line.
fn axis(canvas: &Canvas, gantt: &Gantt) -> Result<(), Error> {
    let bottom = LEGEND + gantt.rows.len() as f64 * ROW;
    for at in 0..=gantt.rows.len() {
        let y = LEGEND + at as f64 * ROW;
        canvas.line(&[(0.0, y), (WIDE, y)], Ink::Hair.colour(), 0.5)?;
    }
    for (at, midnight) in gantt.midnights.iter().enumerate() {
        let x = place(gantt, *midnight);
        canvas.line(&[(x, LEGEND), (x, bottom)], Ink::Hair.colour(), 0.5)?;
        let next = gantt.midnights.get(at + 1).copied().unwrap_or(gantt.until);
        let middle = f64::midpoint(x, place(gantt, next));
        let day = Type::new(9.5, Ink::Muted.colour());
        canvas.text(
            (middle, bottom + AXIS / 2.0),
            Anchor::Middle,
            day,
            &(at + 1).to_string(),
        )?;
    }
    Ok(())
}
