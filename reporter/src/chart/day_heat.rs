//! Downtime by service and day of the month: darker is longer, the minutes stand in the cell.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::palette::warm;
use super::width::{fit, short};
use super::{DayHeat, DayHeatRow, DayMark, Ink, Tone};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 820.0;
const LABEL: f64 = 176.0;
const SUM: f64 = 52.0;
const HEAD: f64 = 18.0;
const ROW: f64 = 22.0;
const LEGEND: f64 = 24.0;

pub(super) fn draw(chart: &DayHeat, alt: &str, locale: &Locale) -> Result<String, Error> {
    let high = HEAD + chart.rows.len() as f64 * ROW + LEGEND;
    picture((WIDE, high), alt, |canvas| {
        paint(canvas, chart, locale)?;
        legend(canvas, chart, locale, high - LEGEND)
    })
}

fn cell(chart: &DayHeat) -> f64 {
    let days = chart.rows.iter().map(|row| row.days.len()).max().unwrap_or(0);
    (WIDE - LABEL - SUM) / days.max(1) as f64
}

fn paint(canvas: &Canvas, chart: &DayHeat, locale: &Locale) -> Result<(), Error> {
    let wide = cell(chart);
    let longest = chart
        .rows
        .iter()
        .flat_map(|row| &row.days)
        .filter_map(minutes)
        .max()
        .unwrap_or(0)
        .max(1);
    let muted = Type::new(9.5, Ink::Muted.colour());
    let days = chart.rows.iter().map(|row| row.days.len()).max().unwrap_or(0);
    for day in 0..days {
        let x = LABEL + (day as f64 + 0.5) * wide;
        canvas.text((x, HEAD / 2.0), Anchor::Middle, muted, &(day + 1).to_string())?;
    }
    let sum = fit(&locale.say(&chart.sum)?, 9.5, SUM - 4.0);
    canvas.text((WIDE, HEAD / 2.0), Anchor::End, muted, &sum)?;
    for (at, row) in chart.rows.iter().enumerate() {
        let label = fit(&locale.say(&row.label)?, 10.5, LABEL - 8.0);
        paint_row(canvas, row, &label, (HEAD + at as f64 * ROW, wide, longest))?;
    }
    Ok(())
}

/// One service: its name, its days, and its sum.
fn paint_row(
    canvas: &Canvas,
    row: &DayHeatRow,
    label: &str,
    (top, wide, longest): (f64, f64, u64),
) -> Result<(), Error> {
    let middle = top + ROW / 2.0;
    canvas.text(
        (0.0, middle),
        Anchor::Start,
        Type::new(10.5, Ink::Text.colour()),
        label,
    )?;
    for (day, mark) in row.days.iter().enumerate() {
        let corner = (LABEL + day as f64 * wide + 0.5, top + 0.5);
        let (colour, dark) = match mark {
            DayMark::Closed => (Tone::OutOfHours.colour(), false),
            DayMark::Unmonitored => (Tone::WaitingOther.colour(), false),
            DayMark::Down { ms: 0 } => warm(0.0),
            DayMark::Down { .. } => {
                let share = minutes(mark).unwrap_or(0) as f64 / longest as f64;
                warm(0.15 + 0.85 * share.sqrt())
            }
        };
        canvas.rect(corner, (wide - 1.0, ROW - 1.0), colour)?;
        if let Some(minutes) = minutes(mark).filter(|minutes| *minutes > 0) {
            let ink = if dark { Ink::Paper } else { Ink::Text };
            let place = (corner.0 + (wide - 1.0) / 2.0, middle);
            canvas.text(
                place,
                Anchor::Middle,
                Type::new(8.0, ink.colour()),
                &fit(&short(minutes), 8.0, wide),
            )?;
        }
    }
    let total: u64 = row
        .days
        .iter()
        .map(|mark| if let DayMark::Down { ms } = mark { *ms } else { 0 })
        .sum();
    let total = short(total.div_ceil(60_000));
    canvas.text(
        (WIDE, middle),
        Anchor::End,
        Type::new(10.0, Ink::Text.colour()),
        &total,
    )
}

/// Whole minutes, begun ones counted: what cost anything is seen.
fn minutes(mark: &DayMark) -> Option<u64> {
    match mark {
        DayMark::Down { ms } => Some(ms.div_ceil(60_000)),
        DayMark::Closed | DayMark::Unmonitored => None,
    }
}

fn legend(canvas: &Canvas, chart: &DayHeat, locale: &Locale, top: f64) -> Result<(), Error> {
    let colours = [
        warm(0.0).0,
        warm(1.0).0,
        Tone::OutOfHours.colour(),
        Tone::WaitingOther.colour(),
    ];
    let space = (WIDE - LABEL) / colours.len() as f64;
    for (at, (colour, name)) in colours.into_iter().zip(&chart.names).enumerate() {
        let x = LABEL + at as f64 * space;
        canvas.rect((x, top + 9.0), (10.0, 10.0), colour)?;
        let said = fit(&locale.say(name)?, 10.0, space - 22.0);
        canvas.text(
            (x + 15.0, top + 14.0),
            Anchor::Start,
            Type::new(10.0, Ink::Text.colour()),
            &said,
        )?;
    }
    Ok(())
}
