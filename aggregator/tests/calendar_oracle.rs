//! Calendars against a slow, obvious oracle: the local clock, minute by minute, around changes of the clocks.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod calendar_parts;

use aggregator::calendar::{WindowKind, windows};
use aggregator::definitions::{Calendar, CalendarVersion, Closure, ExtraDay, ExtraHours, Holiday, Hours};
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use calendar_parts::{calendar, hours, named, total_ms};

const MINUTE_MS: i64 = 60_000;

/// What the local clock says at an instant: the slow way, straight from the definition.
fn oracle(calendar: &Calendar, instant: Timestamp) -> Option<WindowKind> {
    let local = calendar.time_zone.to_datetime(instant);
    let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
    let (mut agreed, mut held) = (false, false);
    // A stretch belongs to today, or began yesterday and runs past midnight.
    for (day, minute) in [
        (local.date(), minute),
        (local.date().yesterday().unwrap(), minute + 1440),
    ] {
        let Some(version) = calendar.versions.iter().rfind(|v| v.valid_from <= day) else {
            continue;
        };
        let week_day = |weekday: Weekday| &version.weekly[weekday.to_monday_zero_offset() as usize];
        let inside = |hours: &Hours| hours.opens_minute <= minute && minute < hours.closes_minute;
        let weekly = week_day(day.weekday()).iter().any(inside);
        let off = |holiday: &Holiday| holiday.date == day && holiday.closed.as_ref().is_none_or(inside);
        let holiday = calendar.holidays.iter().any(off);
        let extra = calendar.extra_days.iter().any(|extra| {
            extra.date == day
                && match &extra.hours {
                    ExtraHours::LikeWeekday(weekday) => week_day(*weekday).iter().any(inside),
                    ExtraHours::Own(own) => own.iter().any(inside),
                }
        });
        agreed |= weekly || extra;
        held |= (weekly && !holiday) || extra;
    }
    let closed = calendar
        .closures
        .iter()
        .any(|closure| closure.from <= local && local < closure.until);
    match (agreed, held && !closed) {
        (true, true) => Some(WindowKind::Service),
        (true, false) => Some(WindowKind::Holiday),
        (false, _) => None,
    }
}

/// Days on which some zone changes its clocks, and one on which none does.
fn any_day() -> impl Strategy<Value = (&'static str, Date)> {
    prop::sample::select(vec![
        ("Europe/London", date(2025, 3, 30)),
        ("Europe/London", date(2025, 10, 26)),
        ("America/New_York", date(2025, 3, 9)),
        ("America/New_York", date(2025, 11, 2)),
        ("Australia/Lord_Howe", date(2025, 4, 6)),
        ("Australia/Lord_Howe", date(2025, 10, 5)),
        ("Africa/Casablanca", date(2025, 2, 23)),
        ("Asia/Taipei", date(2026, 2, 16)),
        ("Pacific/Apia", date(2011, 12, 30)),
    ])
}

/// Up to three stretches of a day that do not overlap; the last may run into the night.
fn any_hours() -> impl Strategy<Value = Vec<Hours>> {
    prop::collection::btree_set(0..1740_i32, 0..=6).prop_map(|minutes| {
        let ends: Vec<i32> = minutes.into_iter().collect();
        let pairs = ends.chunks_exact(2).filter(|pair| pair[0] < 1440);
        pairs.map(|pair| hours(pair[0], pair[1])).collect()
    })
}

fn any_calendar() -> impl Strategy<Value = (Calendar, Date)> {
    let week = || prop::array::uniform7(any_hours());
    let closed =
        prop::option::of((0..1400_i32, 1..900_i32).prop_map(|(from, long)| hours(from, from + long)));
    let holidays = prop::collection::btree_map(-2..4_i64, closed, 0..3);
    let closures = prop::collection::vec((-2 * 1440..4 * 1440_i64, 1..2000_i64), 0..3);
    let like = (0..7_i64).prop_map(|day| ExtraHours::LikeWeekday(Weekday::Monday.wrapping_add(day)));
    let extra = prop::collection::btree_map(
        -2..4_i64,
        prop_oneof![like, any_hours().prop_map(ExtraHours::Own)],
        0..3,
    );
    let parts = (any_day(), week(), week(), -1..3_i64, holidays, closures, extra);
    parts.prop_map(
        |((name, day), before, after, change, holidays, closures, extra)| {
            let on = |offset: i64| day.saturating_add(offset.days());
            let at = |minute: i64| -> DateTime { day.at(0, 0, 0, 0).saturating_add(minute.minutes()) };
            let mut calendar = calendar(name, true, &[]);
            calendar.versions[0].weekly = before;
            calendar.versions.push(CalendarVersion {
                valid_from: on(change),
                weekly: after,
            });
            let holiday = |(offset, closed)| Holiday {
                date: on(offset),
                names: named("h"),
                closed,
            };
            calendar.holidays = holidays.into_iter().map(holiday).collect();
            let closure = |(from, long)| Closure {
                from: at(from),
                until: at(from + long),
                names: named("c"),
            };
            calendar.closures = closures.into_iter().map(closure).collect();
            let extra_day = |(offset, hours)| ExtraDay {
                date: on(offset),
                hours,
                names: named("e"),
            };
            calendar.extra_days = extra.into_iter().map(extra_day).collect();
            (calendar, day)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn windows_are_what_the_local_clock_says_at_every_minute(
        (calendar, day) in any_calendar(), before in 0..1440_i64, after in 0..2880_i64,
    ) {
        let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let (from, until) = (noon - (1440 + before) * MINUTE_MS, noon + after * MINUTE_MS);
        let instant = |ms| Timestamp::from_millisecond(ms).unwrap();
        let found = windows(&calendar, instant(from), instant(until));
        for ms in (from..until).step_by(MINUTE_MS as usize) {
            let here: Vec<WindowKind> =
                found.iter().filter(|w| w.opens <= instant(ms) && instant(ms) < w.closes).map(|w| w.kind).collect();
            let expected: Vec<WindowKind> = oracle(&calendar, instant(ms)).into_iter().collect();
            prop_assert_eq!(here, expected, "at {} in {}", instant(ms), calendar.time_zone_name);
        }
    }

    #[test]
    fn windows_are_sorted_disjoint_and_whole((calendar, day) in any_calendar(), split in 0..5760_i64) {
        let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let instant = |ms| Timestamp::from_millisecond(ms).unwrap();
        let (from, until) = (noon - 2880 * MINUTE_MS, noon + 2880 * MINUTE_MS);
        let middle = from + split * MINUTE_MS + 1;
        let whole = windows(&calendar, instant(from), instant(until));
        for pair in whole.windows(2) {
            prop_assert!(pair[0].closes <= pair[1].opens);
            prop_assert!(pair[0].kind != pair[1].kind || pair[0].closes < pair[1].opens, "touching windows are one");
        }
        prop_assert!(whole.iter().all(|w| w.opens < w.closes));
        for kind in [WindowKind::Service, WindowKind::Holiday] {
            let halves = [windows(&calendar, instant(from), instant(middle)), windows(&calendar, instant(middle), instant(until))];
            let sum: i64 = halves.iter().map(|half| total_ms(half, kind)).sum();
            prop_assert_eq!(sum, total_ms(&whole, kind), "two parts have what the whole has");
        }
    }
}
