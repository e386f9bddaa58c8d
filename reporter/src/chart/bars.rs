//! Values side by side as horizontal bars: each group to a scale of its own, the value written after the bar.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::width::{fit, width, wrap};
use super::{BarGroup, Bars, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LABEL: f64 = 170.0;
const SPACE: f64 = 300.0;
const BAR: f64 = 13.0;
const STEP: f64 = 17.0;
const GAP: f64 = 13.0;
const LEGEND: f64 = 24.0;
const SIZE: f64 = 11.0;

pub(super) fn draw(bars: &Bars, alt: &str, locale: &Locale) -> Result<String, Error> {
    let high = LEGEND + bars.groups.iter().map(height).sum::<f64>();
    picture((WIDE, high), alt, |canvas| {
        legend(canvas, bars, locale)?;
        let mut top = LEGEND;
        for group in &bars.groups {
            paint(canvas, group, top, locale)?;
            top += height(group);
        }
        Ok(())
    })
}

fn height(group: &BarGroup) -> f64 {
    // Two lines of a label need as much as two bars.
    group.bars.len().max(2) as f64 * STEP + GAP
}

fn legend(canvas: &Canvas, bars: &Bars, locale: &Locale) -> Result<(), Error> {
    let ink = Type::new(SIZE, Ink::Text.colour());
    let mut x = 0.0;
    for (tone, text) in &bars.legend {
        let said = fit(&locale.say(text)?, SIZE, 260.0);
        canvas.rect((x, 4.0), (10.0, 10.0), tone.colour())?;
        canvas.text((x + 15.0, 9.0), Anchor::Start, ink, &said)?;
        x += 15.0 + width(&said, SIZE) + 18.0;
    }
    if !bars.limit.is_none() {
        let said = fit(&locale.say(&bars.limit)?, SIZE, WIDE - x - 16.0);
        canvas.line(&[(x + 5.0, 2.0), (x + 5.0, 16.0)], Ink::Goal.colour(), 2.0)?;
        canvas.text((x + 15.0, 9.0), Anchor::Start, ink, &said)?;
    }
    Ok(())
}

fn paint(canvas: &Canvas, group: &BarGroup, top: f64, locale: &Locale) -> Result<(), Error> {
    let lengths = group.bars.iter().filter_map(|(_, length, _)| *length);
    let most = lengths.chain(group.limit).fold(0.0, f64::max);
    let scaled = |length: f64| {
        if most > 0.0 { length / most * SPACE } else { 0.0 }
    };
    let middle = top + group.bars.len() as f64 * STEP / 2.0;
    let lines = wrap(&locale.say(&group.label)?, SIZE, LABEL - 12.0);
    let first = middle - (lines.len() - 1) as f64 * SIZE * 0.6;
    for (at, line) in lines.iter().enumerate() {
        let y = first + at as f64 * SIZE * 1.2;
        canvas.text((0.0, y), Anchor::Start, Type::new(SIZE, Ink::Text.colour()), line)?;
    }
    let limit = group.limit.map(|limit| LABEL + scaled(limit));
    for (at, (tone, length, text)) in group.bars.iter().enumerate() {
        let y = top + at as f64 * STEP + STEP / 2.0;
        let mut end = LABEL;
        if let Some(length) = length.filter(|length| *length > 0.0) {
            let long = scaled(length).max(0.75);
            canvas.rect((LABEL, y - BAR / 2.0), (long, BAR), tone.colour())?;
            end += long;
        }
        // What is said stands clear of the limit's line.
        let near = |limit: &f64| *limit > end - 6.0;
        let clear = limit.filter(near).map_or(end, |limit| end.max(limit));
        let said = fit(&locale.say(text)?, SIZE, WIDE - clear - 8.0);
        canvas.text(
            (clear + 7.0, y),
            Anchor::Start,
            Type::new(SIZE, Ink::Text.colour()),
            &said,
        )?;
    }
    let ground = top + group.bars.len() as f64 * STEP;
    canvas.line(&[(LABEL, top), (LABEL, ground)], Ink::Hair.colour(), 1.0)?;
    if let Some(x) = limit {
        canvas.line(&[(x, top - 2.0), (x, ground + 2.0)], Ink::Goal.colour(), 2.0)?;
    }
    Ok(())
}
