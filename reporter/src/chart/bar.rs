//! One record's clock to scale, without labels: the numbers stand beside it.

use super::Bar;
use super::canvas::picture;
use crate::Error;

const WIDE: f64 = 720.0;
const HIGH: f64 = 9.0;

pub(super) fn draw(bar: &Bar, alt: &str) -> Result<String, Error> {
    let whole: u64 = bar.parts.iter().map(|(_, part)| part).sum();
    let svg = picture((WIDE, HIGH), alt, |canvas| {
        let mut before = 0;
        for (tone, part) in bar.parts.iter().filter(|(_, part)| *part > 0) {
            let at = |ms: u64| ms as f64 / whole as f64 * WIDE;
            let (from, to) = (at(before), at(before + part));
            before += part;
            // What is there is seen, however short.
            canvas.rect(
                (from.min(WIDE - 0.75), 0.0),
                ((to - from).max(0.75), HIGH),
                tone.colour(),
            )?;
        }
        Ok(())
    })?;
    // It fills its line whatever the line's width.
    Ok(svg.replacen("<svg ", "<svg preserveAspectRatio=\"none\" ", 1))
}
