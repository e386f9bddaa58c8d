//! Calendars by example (cases A8 and A9) and against a slow, obvious oracle: the local clock, minute by minute.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use aggregator::calendar::{Window, WindowKind, windows};
use aggregator::definitions::{
    Calendar, CalendarVersion, Closure, ExtraDay, ExtraHours, Holiday, Hours, Names,
};
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

const MINUTE_MS: i64 = 60_000;

fn zone(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).unwrap()
}

fn named(text: &str) -> Names {
    Names {
        en: text.to_owned(),
        zh_hant: text.to_owned(),
    }
}

fn hours(opens_minute: i32, closes_minute: i32) -> Hours {
    Hours {
        opens_minute,
        closes_minute,
    }
}

/// A calendar with the same hours on every day, or from Monday to Friday.
fn calendar(zone_name: &str, weekend: bool, day: &[Hours]) -> Calendar {
    let weekly = std::array::from_fn(|weekday| {
        if weekday < 5 || weekend {
            day.to_vec()
        } else {
            Vec::new()
        }
    });
    Calendar {
        id: "c".into(),
        names: named("c"),
        time_zone: zone(zone_name),
        time_zone_name: zone_name.to_owned(),
        versions: vec![CalendarVersion {
            valid_from: date(2010, 1, 1),
            weekly,
        }],
        holidays: Vec::new(),
        closures: Vec::new(),
        extra_days: Vec::new(),
    }
}

/// Hours of service on one local date.
fn hours_on(calendar: &Calendar, day: Date) -> f64 {
    let begin = calendar
        .time_zone
        .to_zoned_datetime(day.to_datetime(jiff::civil::Time::midnight()))
        .unwrap();
    let found = windows(calendar, begin.timestamp(), begin.tomorrow().unwrap().timestamp());
    total_ms(&found, WindowKind::Service) as f64 / 3_600_000.0
}

fn total_ms(windows: &[Window], kind: WindowKind) -> i64 {
    let of_kind = windows.iter().filter(|window| window.kind == kind);
    of_kind
        .map(|window| window.closes.as_millisecond() - window.opens.as_millisecond())
        .sum()
}

#[test]
fn a8_a_day_of_23_or_25_hours_has_them_and_a_working_day_stays_8() {
    let cases = [
        ("Europe/London", date(2025, 3, 30), 23.0),
        ("Europe/London", date(2025, 10, 26), 25.0),
        ("America/New_York", date(2025, 3, 9), 23.0),
        ("America/New_York", date(2025, 11, 2), 25.0),
        ("Australia/Lord_Howe", date(2025, 10, 5), 23.5),
        ("Australia/Lord_Howe", date(2025, 4, 6), 24.5),
        ("Asia/Taipei", date(2025, 3, 30), 24.0),
    ];
    for (zone, day, expected) in cases {
        let around_the_clock = calendar(zone, true, &[hours(0, 1440)]);
        let working = calendar(zone, true, &[hours(9 * 60, 17 * 60)]);
        assert_eq!(hours_on(&around_the_clock, day), expected, "{zone} on {day}");
        assert_eq!(hours_on(&working, day), 8.0, "{zone} on {day}");
    }
}

#[test]
fn a8_a_window_over_the_change_follows_the_local_clock() {
    let night = calendar("America/New_York", true, &[hours(60, 180)]);
    assert_eq!(
        hours_on(&night, date(2025, 3, 9)),
        1.0,
        "01:00-03:00 without the hour from 02:00"
    );
    assert_eq!(
        hours_on(&night, date(2025, 11, 2)),
        3.0,
        "01:00-03:00 with 01:00-02:00 twice"
    );
    let lost = calendar("America/New_York", true, &[hours(125, 150)]);
    assert_eq!(
        hours_on(&lost, date(2025, 3, 9)),
        0.0,
        "02:05-02:30 does not exist on this day"
    );
}

#[test]
fn a9_holidays_closures_and_extra_days_are_honoured_in_each_version() {
    let mut office = calendar("Asia/Taipei", false, &[hours(9 * 60, 17 * 60)]);
    let weekly = std::array::from_fn(|day| {
        if day < 5 {
            vec![hours(8 * 60, 18 * 60)]
        } else {
            Vec::new()
        }
    });
    office.versions.push(CalendarVersion {
        valid_from: date(2026, 1, 1),
        weekly,
    });
    office.holidays = vec![
        Holiday {
            date: date(2025, 10, 10),
            names: named("National Day"),
            closed: None,
        },
        Holiday {
            date: date(2026, 2, 16),
            names: named("New Year's Eve"),
            closed: Some(hours(12 * 60, 1440)),
        },
    ];
    office.closures = vec![Closure {
        from: date(2025, 10, 14).at(10, 0, 0, 0),
        until: date(2025, 10, 15).at(12, 0, 0, 0),
        names: named("Typhoon"),
    }];
    office.extra_days = vec![
        ExtraDay {
            date: date(2025, 10, 18),
            hours: ExtraHours::LikeWeekday(Weekday::Friday),
            names: named("Make-up"),
        },
        ExtraDay {
            date: date(2026, 2, 21),
            hours: ExtraHours::LikeWeekday(Weekday::Friday),
            names: named("Make-up"),
        },
        ExtraDay {
            date: date(2026, 2, 28),
            hours: ExtraHours::Own(vec![hours(540, 720)]),
            names: named("Audit"),
        },
    ];
    let expected = [
        (date(2025, 10, 9), 8.0, "an ordinary Thursday"),
        (date(2025, 10, 10), 0.0, "a public holiday on a weekday"),
        (date(2025, 10, 11), 0.0, "an ordinary Saturday"),
        (date(2025, 10, 14), 1.0, "closed from 10:00"),
        (date(2025, 10, 15), 5.0, "closed until 12:00"),
        (
            date(2025, 10, 18),
            8.0,
            "a working Saturday under the first version",
        ),
        (
            date(2026, 2, 12),
            10.0,
            "an ordinary Thursday under the second version",
        ),
        (date(2026, 2, 16), 4.0, "half a holiday under the second version"),
        (
            date(2026, 2, 21),
            10.0,
            "a working Saturday under the second version",
        ),
        (date(2026, 2, 28), 3.0, "a Saturday with hours of its own"),
    ];
    for (day, hours, why) in expected {
        assert_eq!(hours_on(&office, day), hours, "{day}: {why}");
    }
    let october = windows(&office, utc("2025-09-30T16:00:00Z"), utc("2025-10-31T16:00:00Z"));
    assert_eq!(
        total_ms(&october, WindowKind::Holiday),
        (8 + 7 + 3) * 3_600_000,
        "holiday, and both closed parts"
    );
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_begins() {
    let mut futures = calendar("Asia/Taipei", false, &[hours(525, 825), hours(900, 1740)]);
    futures.holidays = vec![Holiday {
        date: date(2026, 10, 9),
        names: named("National Day"),
        closed: None,
    }];
    // Thursday's night runs into the Friday that is a holiday; Friday's own night is taken with its day.
    let found = windows(&futures, utc("2026-10-08T00:00:00Z"), utc("2026-10-11T00:00:00Z"));
    let service: Vec<String> = found
        .iter()
        .filter(|w| w.kind == WindowKind::Service)
        .map(shown)
        .collect();
    assert_eq!(
        service,
        [
            "2026-10-08T00:45:00Z/2026-10-08T05:45:00Z",
            "2026-10-08T07:00:00Z/2026-10-08T21:00:00Z"
        ]
    );
    let taken: Vec<String> = found
        .iter()
        .filter(|w| w.kind == WindowKind::Holiday)
        .map(shown)
        .collect();
    assert_eq!(
        taken,
        [
            "2026-10-09T00:45:00Z/2026-10-09T05:45:00Z",
            "2026-10-09T07:00:00Z/2026-10-09T21:00:00Z"
        ]
    );
}

#[test]
fn hours_that_touch_at_midnight_are_one_window() {
    let always = calendar("Europe/London", true, &[hours(0, 1440)]);
    let found = windows(&always, utc("2020-01-01T00:00:00Z"), utc("2030-01-01T00:00:00Z"));
    assert_eq!(found.len(), 1);
    assert_eq!(shown(&found[0]), "2020-01-01T00:00:00Z/2030-01-01T00:00:00Z");
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn shown(window: &Window) -> String {
    format!("{}/{}", window.opens, window.closes)
}

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
        let Some(version) = calendar
            .versions
            .iter()
            .filter(|v| v.valid_from <= day)
            .next_back()
        else {
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
