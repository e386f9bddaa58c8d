//! Weekday by hour: darker is more, the count stands in the cell.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::palette::heat;
use super::width::{fit, short};
use super::{Heat, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LABEL: f64 = 76.0;
const SUM: f64 = 46.0;
const HEAD: f64 = 18.0;
const ROW: f64 = 24.0;

pub(super) fn draw(chart: &Heat, alt: &str, locale: &Locale) -> Result<String, Error> {
    let high = HEAD + chart.rows.len() as f64 * ROW + HEAD;
    picture((WIDE, high), alt, |canvas| paint(canvas, chart, locale))
}

fn paint(canvas: &Canvas, chart: &Heat, locale: &Locale) -> Result<(), Error> {
    let most = chart.counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let cell = (WIDE - LABEL - SUM) / 24.0;
    let muted = Type::new(10.0, Ink::Muted.colour());
    for hour in 0..24 {
        let x = LABEL + (f64::from(hour) + 0.5) * cell;
        canvas.text((x, HEAD / 2.0), Anchor::Middle, muted, &format!("{hour:02}"))?;
        let sum: u64 = chart.counts.iter().filter_map(|row| row.get(hour as usize)).sum();
        canvas.text(
            (x, HEAD + chart.rows.len() as f64 * ROW + HEAD / 2.0),
            Anchor::Middle,
            muted,
            &short(sum),
        )?;
    }
    canvas.text(
        (WIDE, HEAD / 2.0),
        Anchor::End,
        muted,
        &fit(&locale.say(&chart.sum)?, 10.0, SUM - 4.0),
    )?;
    for (at, (label, counts)) in chart.rows.iter().zip(&chart.counts).enumerate() {
        let top = HEAD + at as f64 * ROW;
        let said = fit(&locale.say(label)?, 11.0, LABEL - 6.0);
        canvas.text(
            (0.0, top + ROW / 2.0),
            Anchor::Start,
            Type::new(11.0, Ink::Text.colour()),
            &said,
        )?;
        for (hour, count) in counts.iter().enumerate() {
            let (colour, dark) = heat((*count as f64 / most as f64).sqrt());
            let corner = (LABEL + hour as f64 * cell + 0.5, top + 0.5);
            canvas.rect(
                corner,
                (cell - 1.0, ROW - 1.0),
                if *count == 0 { heat(0.0).0 } else { colour },
            )?;
            if *count > 0 {
                let ink = if dark { Ink::Paper } else { Ink::Text };
                let middle = (corner.0 + (cell - 1.0) / 2.0, top + ROW / 2.0);
                canvas.text(
                    middle,
                    Anchor::Middle,
                    Type::new(9.5, ink.colour()),
                    &short(*count),
                )?;
            }
        }
        let sum: u64 = counts.iter().sum();
        canvas.text(
            (WIDE, top + ROW / 2.0),
            Anchor::End,
            Type::new(10.0, Ink::Text.colour()),
            &short(sum),
        )?;
    }
    Ok(())
}
