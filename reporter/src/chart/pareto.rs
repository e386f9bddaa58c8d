//! Causes by how often they occur: bars from the most frequent down, with the share that they make up together.

use super::canvas::{Anchor, Type, picture};
use super::width::{fit, width};
use super::{Ink, Pareto};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const LABEL: f64 = 170.0;
const SHARE: f64 = 120.0;
const HEAD: f64 = 18.0;
const ROW: f64 = 24.0;
const SIZE: f64 = 11.0;

pub(super) fn draw(pareto: &Pareto, alt: &str, locale: &Locale) -> Result<String, Error> {
    let most = pareto
        .bars
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let whole: u64 = pareto.bars.iter().map(|(_, count)| count).sum();
    let high = HEAD + pareto.bars.len() as f64 * ROW;
    picture((WIDE, high), alt, |canvas| {
        let muted = Type::new(10.0, Ink::Muted.colour());
        let head = fit(&locale.say(&pareto.together)?, 10.0, SHARE);
        canvas.text((WIDE, HEAD / 2.0), Anchor::End, muted, &head)?;
        let mut together = 0;
        for (at, (label, count)) in pareto.bars.iter().enumerate() {
            let (top, middle) = (HEAD + at as f64 * ROW, HEAD + (at as f64 + 0.5) * ROW);
            let said = fit(&locale.say(label)?, SIZE, LABEL - 10.0);
            canvas.text(
                (0.0, middle),
                Anchor::Start,
                Type::new(SIZE, Ink::Text.colour()),
                &said,
            )?;
            let number = count.to_string();
            let space = WIDE - LABEL - SHARE - width(&number, SIZE) - 12.0;
            let long = *count as f64 / most * space;
            canvas.rect(
                (LABEL, top + 4.0),
                (long.max(0.75), ROW - 8.0),
                Ink::Line.colour(),
            )?;
            let place = (LABEL + long + 6.0, middle);
            canvas.text(place, Anchor::Start, Type::new(SIZE, Ink::Text.colour()), &number)?;
            together += count;
            let share = format!("{together} / {whole}");
            canvas.text((WIDE, middle), Anchor::End, muted, &share)?;
        }
        Ok(())
    })
}
