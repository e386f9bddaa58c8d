//! Service hours as instants: what a calendar's local hours, holidays and closures are in UTC.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::definitions::{Calendar, CalendarVersion, ExtraHours, Hours};

/// The service hours of a calendar, and the hours that holidays and closures took from it, inside
/// `[from, until)`: half-open, to the millisecond, sorted, disjoint; windows of one kind that touch are one.
///
/// An instant is inside service hours exactly if the local clock shows a time inside the calendar's hours at it.
/// So a day of 23 or 25 hours has that many when its hours are `00:00-24:00`, and `09:00-17:00` stays 8 hours
/// on it (domain rule 2, cases A8 and A9).
pub fn windows(calendar: &Calendar, from: Timestamp, until: Timestamp) -> Vec<Window> {
    let first = calendar
        .time_zone
        .to_datetime(from)
        .date()
        .saturating_sub(2.days());
    let last = calendar
        .time_zone
        .to_datetime(until)
        .date()
        .saturating_add(2.days());
    let local = LocalHours::between(calendar, first, last);
    let mut windows: Vec<Window> = Vec::new();
    for (kind, stretches) in [
        (WindowKind::Service, local.service),
        (WindowKind::Holiday, local.taken),
    ] {
        let instants = in_utc(
            &stretches,
            &calendar.time_zone,
            from.as_millisecond(),
            until.as_millisecond(),
        );
        windows.extend(
            instants
                .into_iter()
                .filter_map(|stretch| Window::new(kind, stretch)),
        );
    }
    windows.sort_by_key(|window| (window.opens, window.kind));
    windows
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

impl Window {
    fn new(kind: WindowKind, (opens, closes): Stretch) -> Option<Self> {
        let opens = Timestamp::from_millisecond(opens).ok()?;
        Some(Self {
            kind,
            opens,
            closes: Timestamp::from_millisecond(closes).ok()?,
        })
    }
}

/// What a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WindowKind {
    /// Service hours: time counts.
    Service,
    /// Weekly or extra hours that a holiday or a closure took away.
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

/// `[start, end)` in milliseconds since 1970-01-01T00:00, of the local clock or of UTC.
type Stretch = (i64, i64);

const MINUTE_MS: i64 = 60_000;

/// Hours on the local clock, each list sorted, disjoint and without touching neighbours.
struct LocalHours {
    service: Vec<Stretch>,
    taken: Vec<Stretch>,
}

impl LocalHours {
    /// The hours of the days from `first` to `last`, and those of closures among them.
    fn between(calendar: &Calendar, first: Date, last: Date) -> Self {
        let (mut agreed, mut left) = (Vec::new(), Vec::new());
        for date in first.series(1.day()).take_while(|date| *date <= last) {
            let version = version_on(calendar, date);
            let weekly = version.map_or(&[][..], |version| hours_of(version, date));
            let weekly: Vec<Stretch> = weekly.iter().map(|hours| on(date, *hours)).collect();
            let extra = union(
                extra_hours(calendar, version, date)
                    .iter()
                    .map(|hours| on(date, *hours))
                    .collect(),
            );
            left.extend(without(&weekly, &holiday_hours(calendar, date)));
            left.extend(&extra);
            agreed.extend(weekly);
            agreed.extend(extra);
        }
        let closed = calendar
            .closures
            .iter()
            .map(|closure| (local_ms(closure.from), local_ms(closure.until)));
        let service = without(&union(left), &union(closed.collect()));
        let taken = without(&union(agreed), &service);
        Self { service, taken }
    }
}

fn version_on(calendar: &Calendar, date: Date) -> Option<&CalendarVersion> {
    calendar
        .versions
        .iter()
        .rev()
        .find(|version| version.valid_from <= date)
}

fn hours_of(version: &CalendarVersion, date: Date) -> &[Hours] {
    &version.weekly[date.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}

/// What a holiday takes from the hours that begin on its date, nights included that end on the next.
fn holiday_hours(calendar: &Calendar, date: Date) -> Vec<Stretch> {
    let begin = calendar.holidays.partition_point(|holiday| holiday.date < date);
    let today = calendar.holidays[begin..]
        .iter()
        .take_while(|holiday| holiday.date == date);
    let whole = Hours {
        opens_minute: 0,
        closes_minute: 2880,
    };
    union(
        today
            .map(|holiday| on(date, holiday.closed.unwrap_or(whole)))
            .collect(),
    )
}

fn extra_hours<'a>(calendar: &'a Calendar, version: Option<&'a CalendarVersion>, date: Date) -> &'a [Hours] {
    let Some(extra) = calendar.extra_days.iter().find(|extra| extra.date == date) else {
        return &[];
    };
    match &extra.hours {
        ExtraHours::Own(hours) => hours,
        ExtraHours::LikeWeekday(weekday) => version.map_or(&[][..], |version| {
            &version.weekly[weekday.to_monday_zero_offset().unsigned_abs() as usize]
        }),
    }
}

fn on(date: Date, hours: Hours) -> Stretch {
    let midnight = local_ms(date.to_datetime(jiff::civil::Time::midnight()));
    (
        midnight + i64::from(hours.opens_minute) * MINUTE_MS,
        midnight + i64::from(hours.closes_minute) * MINUTE_MS,
    )
}

/// The local clock's reading, counted as if every day had 24 hours.
fn local_ms(local: DateTime) -> i64 {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    i64::try_from(local.duration_since(epoch).as_millis()).unwrap_or(i64::MAX)
}

/// Local stretches as UTC: between two changes of the zone's offset, the local clock runs evenly.
fn in_utc(local: &[Stretch], zone: &TimeZone, from: i64, until: i64) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut begin = from;
    while begin < until {
        let Ok(instant) = Timestamp::from_millisecond(begin) else {
            break;
        };
        let offset_ms = i64::from(zone.to_offset(instant).seconds()) * 1000;
        let change = zone
            .following(instant)
            .next()
            .map_or(i64::MAX, |next| next.timestamp().as_millisecond());
        let end = change.min(until);
        let skipped = local.partition_point(|(_, closes)| *closes <= begin + offset_ms);
        for (opens, closes) in local[skipped..]
            .iter()
            .take_while(|(opens, _)| *opens < end + offset_ms)
        {
            found.push(((opens - offset_ms).max(begin), (closes - offset_ms).min(end)));
        }
        begin = end;
    }
    union(found)
}

/// Sorted, disjoint, and one where they touch.
fn union(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.retain(|(start, end)| start < end);
    stretches.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for (start, end) in stretches {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// What of the first is not in the second; both sorted and disjoint.
fn without(stretches: &[Stretch], minus: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::with_capacity(stretches.len());
    let mut at = 0;
    for &(mut start, end) in stretches {
        while minus.get(at).is_some_and(|gap| gap.1 <= start) {
            at += 1;
        }
        let mut gap = at;
        while let Some(&(gap_start, gap_end)) = minus.get(gap).filter(|gap| gap.0 < end) {
            if start < gap_start {
                left.push((start, gap_start));
            }
            start = start.max(gap_end);
            gap += 1;
        }
        if start < end {
            left.push((start, end));
        }
    }
    left
}
