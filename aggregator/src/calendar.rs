//! Service hours as instants: what a calendar's local hours, holidays and closures are in UTC.

use jiff::Timestamp;

use crate::definitions::Calendar;

/// The service hours of a calendar, and the hours that holidays and closures took from it, inside
/// `[from, until)`: half-open, sorted, disjoint; windows of one kind that touch are one.
///
/// An instant is inside a window exactly if the local clock shows a time inside the calendar's hours at it, so a
/// day of 23 or 25 hours has that many when its hours are `00:00-24:00` (domain rule 2, cases A8 and A9).
pub fn windows(calendar: &Calendar, from: Timestamp, until: Timestamp) -> Vec<Window> {
    let _ = (calendar, from, until);
    Vec::new()
}

/// A stretch of time `[opens, closes)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Service hours, or hours taken away.
    pub kind: WindowKind,
    /// Included.
    pub opens: Timestamp,
    /// Excluded.
    pub closes: Timestamp,
}

/// What a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WindowKind {
    /// Service hours: time counts.
    Service,
    /// Weekly hours that a holiday or a closure took away.
    Holiday,
}

impl WindowKind {
    /// As written in the table of service windows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Holiday => "holiday",
        }
    }
}
