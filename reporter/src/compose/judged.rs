//! What a mart says of a single record against its limit.

use crate::report::{Cell, Verdict};
use crate::text::Text;

/// A verdict on one record; one whose limit is still ahead is not due yet.
pub(super) fn cell(verdict: &str) -> Cell {
    match verdict {
        "met" => Cell::verdict(Verdict::Met),
        "missed" => Cell::verdict(Verdict::Missed),
        "open" => Cell::say(Text::key("judged-open")),
        _ => Cell::verdict(Verdict::NoTarget),
    }
}
