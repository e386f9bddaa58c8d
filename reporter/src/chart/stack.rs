//! Shares of a whole as stacked bars: label, bar, whole; the share, or of a small whole the count, is written in where it
//! has room.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::width::{fit, width, wrap};
use super::{Ink, Stack, StackRow, Tone};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LABEL: f64 = 150.0;
const WHOLE: f64 = 96.0;
const ROW: f64 = 34.0;
const BAR: f64 = 20.0;
const LEGEND: f64 = 18.0;
const SIZE: f64 = 11.0;

/// Draws the bars; of a whole below `counts_below` the parts are written as they are.
pub(super) fn draw(stack: &Stack, counts_below: u64, alt: &str, locale: &Locale) -> Result<String, Error> {
    let legend: Vec<(Tone, String)> = stack
        .legend
        .iter()
        .map(|(tone, text)| Ok((*tone, locale.say(text)?)))
        .collect::<Result<_, Error>>()?;
    let places = places(&legend);
    let legend_high = places.last().map_or(0.0, |(_, y)| y + LEGEND + 6.0);
    let high = legend_high + stack.rows.len() as f64 * ROW;
    picture((WIDE, high), alt, |canvas| {
        for ((tone, text), (x, y)) in legend.iter().zip(&places) {
            canvas.rect((*x, y + 4.0), (10.0, 10.0), tone.colour())?;
            canvas.text(
                (x + 15.0, y + 9.0),
                Anchor::Start,
                Type::new(SIZE, Ink::Text.colour()),
                &fit(text, SIZE, 300.0),
            )?;
        }
        for (at, row) in stack.rows.iter().enumerate() {
            paint(canvas, row, counts_below, legend_high + at as f64 * ROW, locale)?;
        }
        Ok(())
    })
}

/// Legend entries flow to the right and wrap, so that none runs into another.
fn places(legend: &[(Tone, String)]) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (0.0, 0.0);
    legend
        .iter()
        .map(|(_, text)| {
            let wide = 15.0 + width(text, SIZE).min(300.0) + 18.0;
            if x > 0.0 && x + wide > WIDE {
                (x, y) = (0.0, y + LEGEND);
            }
            let place = (x, y);
            x += wide;
            place
        })
        .collect()
}

fn paint(canvas: &Canvas, row: &StackRow, counts_below: u64, top: f64, locale: &Locale) -> Result<(), Error> {
    let middle = top + ROW / 2.0;
    let lines = wrap(&locale.say(&row.label)?, SIZE, LABEL - 12.0);
    let first = middle - (lines.len() - 1) as f64 * SIZE * 0.6;
    for (at, line) in lines.iter().enumerate() {
        let y = first + at as f64 * SIZE * 1.2;
        canvas.text((0.0, y), Anchor::Start, Type::new(SIZE, Ink::Text.colour()), line)?;
    }
    let whole: u64 = row.parts.iter().map(|(_, part)| part).sum();
    let space = WIDE - LABEL - WHOLE;
    let mut before = 0;
    for (tone, part) in row.parts.iter().filter(|(_, part)| *part > 0) {
        let at = |ms: u64| LABEL + ms as f64 / whole as f64 * space;
        let (from, to) = (at(before), at(before + part));
        before += part;
        canvas.rect(
            (from, middle - BAR / 2.0),
            ((to - from - 0.75).max(0.75), BAR),
            tone.colour(),
        )?;
        let share = if whole < counts_below {
            part.to_string()
        } else {
            format!("{} %", (*part as f64 / whole as f64 * 100.0).round())
        };
        if width(&share, 10.0) + 6.0 < to - from {
            let ink = if light(*tone) { Ink::Text } else { Ink::Paper };
            canvas.text(
                ((from + to) / 2.0, middle),
                Anchor::Middle,
                Type::new(10.0, ink.colour()),
                &share,
            )?;
        }
    }
    let said = fit(&locale.say(&row.whole)?, SIZE, WHOLE - 8.0);
    canvas.text(
        (WIDE, middle),
        Anchor::End,
        Type::new(SIZE, Ink::Muted.colour()),
        &said,
    )
}

fn light(tone: Tone) -> bool {
    let plotters::style::RGBColor(r, g, b) = tone.colour();
    u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b) > 1450
}
