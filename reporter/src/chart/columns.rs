//! Counts in order as columns, with a line where the target lies: clustering just under it is seen at once.

use super::canvas::{Anchor, Type, picture};
use super::width::fit;
use super::{Columns, Ink};
use crate::Error;
use crate::locale::Locale;

const WIDE: f64 = 720.0;
const HEAD: f64 = 18.0;
const HIGH: f64 = 96.0;
const AXIS: f64 = 20.0;

pub(super) fn draw(columns: &Columns, alt: &str, locale: &Locale) -> Result<String, Error> {
    let most = columns.counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = WIDE / columns.counts.len().max(1) as f64;
    let ground = HEAD + HIGH;
    picture((WIDE, HEAD + HIGH + AXIS), alt, |canvas| {
        for (at, (count, label)) in columns.counts.iter().zip(&columns.labels).enumerate() {
            let middle = (at as f64 + 0.5) * step;
            let high = *count as f64 / most * (HIGH - 16.0);
            let ink = if at >= columns.missed_from {
                Ink::Missed
            } else {
                Ink::Line
            };
            canvas.rect(
                (middle - step * 0.42, ground - high),
                (step * 0.84, high),
                ink.colour(),
            )?;
            if *count > 0 {
                let place = (middle, ground - high - 7.0);
                canvas.text(
                    place,
                    Anchor::Middle,
                    Type::new(9.5, Ink::Text.colour()),
                    &count.to_string(),
                )?;
            }
            let said = fit(&locale.say(label)?, 9.5, step - 1.0);
            canvas.text(
                (middle, ground + AXIS / 2.0),
                Anchor::Middle,
                Type::new(9.5, Ink::Muted.colour()),
                &said,
            )?;
        }
        let x = columns.missed_from as f64 * step;
        canvas.line(&[(x, 2.0), (x, ground)], Ink::Goal.colour(), 1.0)?;
        canvas.line(&[(0.0, ground), (WIDE, ground)], Ink::Hair.colour(), 1.0)?;
        let said = fit(&locale.say(&columns.line)?, 10.0, WIDE - x - 6.0);
        canvas.text(
            (x + 5.0, 7.0),
            Anchor::Start,
            Type::new(10.0, Ink::Goal.colour()),
            &said,
        )
    })
}
