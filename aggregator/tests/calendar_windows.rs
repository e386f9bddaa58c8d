//! Calendars by example: days that change their clocks (case A8), holidays, closures and extra days (case A9).
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod calendar_parts;

use aggregator::calendar::{Window, WindowKind, windows};
use aggregator::definitions::{Calendar, CalendarVersion, Closure, ExtraDay, ExtraHours, Holiday};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date};

use calendar_parts::{calendar, hours, named, total_ms};

/// Hours of service on one local date.
fn hours_on(calendar: &Calendar, day: Date) -> f64 {
    let begin = calendar
        .time_zone
        .to_zoned_datetime(day.to_datetime(jiff::civil::Time::midnight()))
        .unwrap();
    let found = windows(calendar, begin.timestamp(), begin.tomorrow().unwrap().timestamp());
    total_ms(&found, WindowKind::Service) as f64 / 3_600_000.0
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
    let office = office_in_two_versions();
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

/// Eight hours a day in 2025, ten from 2026 on, with days of every kind.
fn office_in_two_versions() -> Calendar {
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
    office
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
