//! How much of an allowance is used, in a table cell: a bar, and a line where it is used up.

use super::canvas::picture;
use super::{Gauge, Ink};
use crate::Error;
use crate::report::Verdict;

const WIDE: f64 = 104.0;
const HIGH: f64 = 12.0;
/// The line stands at so much of the width; beyond it there is room for half as much again.
const FULL: f64 = 2.0 / 3.0;

pub(super) fn draw(gauge: &Gauge, alt: &str) -> Result<String, Error> {
    picture((WIDE, HIGH), alt, |canvas| {
        canvas.rect((0.0, 3.0), (WIDE, 6.0), Ink::Hair.colour())?;
        let used = (gauge.used * FULL).clamp(0.0, 1.0) * WIDE;
        let ink = match gauge.verdict {
            Verdict::Missed => Ink::Missed,
            Verdict::Met => Ink::Met,
            Verdict::NoData | Verdict::NoTarget => Ink::Line,
        };
        if gauge.used > 0.0 {
            canvas.rect((0.0, 3.0), (used.max(0.75), 6.0), ink.colour())?;
        }
        canvas.line(
            &[(FULL * WIDE, 0.0), (FULL * WIDE, HIGH)],
            Ink::Goal.colour(),
            1.25,
        )
    })
}
