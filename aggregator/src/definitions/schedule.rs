//! Calendars of service hours as they are agreed: weekly hours in versions, holidays, closures, extra days.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::ids::CalendarId;
use super::organisation::Names;

/// When a service is agreed to be given (`calendars/*.toml`); `calendar::windows` makes instants of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Referred to by agreements.
    pub id: CalendarId,
    /// Names for readers.
    pub names: Names,
    /// All its hours and dates are local times of this time zone.
    pub time_zone: TimeZone,
    /// The IANA name of `time_zone`, as written.
    pub time_zone_name: String,
    /// Weekly hours, sorted by `valid_from`; before the first there are none.
    pub versions: Vec<CalendarVersion>,
    /// Days, or hours of days, on which weekly hours do not hold; sorted by date.
    pub holidays: Vec<Holiday>,
    /// Single stretches of local time that are closed; sorted.
    pub closures: Vec<Closure>,
    /// Dates with hours beside the weekly ones; sorted by date.
    pub extra_days: Vec<ExtraDay>,
}

/// The weekly hours from a date on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarVersion {
    /// The first local date on which they hold.
    pub valid_from: Date,
    /// Hours by weekday, Monday first; each day's are sorted and do not overlap.
    pub weekly: [Vec<Hours>; 7],
}

/// A stretch of service hours, half-open, in minutes since the local midnight that begins its day.
///
/// It may end after the day does: a session from 15:00 to 05:00 is written `15:00-29:00`, belongs to the day
/// on which it begins, and goes with it when that day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    /// 0 to 1439.
    pub opens_minute: i32,
    /// After `opens_minute`, at most 2880 (the end of the next day).
    pub closes_minute: i32,
}

/// A day on which weekly hours fall away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The local date.
    pub date: Date,
    /// Names for readers.
    pub names: Names,
    /// The hours that fall away; the whole day's if absent. A half-day holiday closes `12:00-24:00`.
    pub closed: Option<Hours>,
}

/// A single stretch of local time that is closed, for whatever reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Local, included.
    pub from: DateTime,
    /// Local, excluded.
    pub until: DateTime,
    /// Why.
    pub names: Names,
}

/// A date with service hours beside the weekly ones, such as a make-up working Saturday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraDay {
    /// The local date.
    pub date: Date,
    /// Where its hours come from.
    pub hours: ExtraHours,
    /// Names for readers.
    pub names: Names,
}

/// The hours of an extra working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraHours {
    /// As on this weekday, in the version in force on the date.
    LikeWeekday(Weekday),
    /// These, sorted, without overlap.
    Own(Vec<Hours>),
}
