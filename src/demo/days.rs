//! The days of the example organisation: its zone, its holidays, its working hours, and adding working time.
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _, ZonedDateTime};

/// Taipei keeps UTC+8 all year.
const ZONE: Offset = Offset::constant(8);
/// Office hours, as minutes of the day.
const OPENS: i64 = 8 * 60 + 30;
const CLOSES: i64 = 17 * 60 + 30;

/// The instant of a local date and time.
pub fn at(day: Date, minute_of_day: i64) -> Timestamp {
    let midnight = day.to_datetime(jiff::civil::Time::midnight());
    ZONE.to_timestamp(midnight).unwrap_or(Timestamp::UNIX_EPOCH) + (minute_of_day * 60).seconds()
}

/// The local date and time of an instant.
pub fn local(instant: Timestamp) -> DateTime {
    ZONE.to_datetime(instant)
}

/// The first day of the month that is `months` after (or before) the one of `day`.
pub fn month_start(day: Date, months: i64) -> Date {
    let count = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    date(count.div_euclid(12) as i16, (count.rem_euclid(12) + 1) as i8, 1)
}

/// Local text of an instant with its offset, as tools in Taipei write it.
pub fn stamp(instant: Timestamp) -> String {
    ZonedDateTime::new(instant, TimeZone::fixed(ZONE))
        .strftime("%Y-%m-%dT%H:%M:%S%.3f%:z")
        .to_string()
}

/// True on days when the office works.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// The instant after so many minutes of office work; waiting for the next working morning where needed.
pub fn after_work(start: Timestamp, minutes: i64) -> Timestamp {
    let (mut now, mut left) = (local(start), minutes);
    loop {
        let minute = i64::from(now.hour()) * 60 + i64::from(now.minute());
        let usable = if is_working_day(now.date()) {
            CLOSES - minute.max(OPENS)
        } else {
            0
        };
        if usable >= left.max(1) {
            let seconds = i64::from(now.second()) * i64::from(minute >= OPENS);
            return at(now.date(), minute.max(OPENS) + left) + seconds.seconds();
        }
        left -= usable.max(0);
        now = now
            .date()
            .tomorrow()
            .unwrap_or(Date::MAX)
            .to_datetime(jiff::civil::Time::midnight());
    }
}

/// Public holidays and market closures on weekdays.
pub fn is_holiday(day: Date) -> bool {
    const EVERY_YEAR: [(i8, i8); 5] = [(1, 1), (2, 28), (4, 4), (5, 1), (10, 10)];
    const MOVING: [(i16, i8, i8, i8); 8] = [
        (2025, 1, 27, 31),
        (2025, 5, 30, 30),
        (2025, 10, 6, 6),
        (2026, 2, 16, 20),
        (2026, 6, 19, 19),
        (2026, 9, 25, 25),
        (2027, 2, 5, 10),
        (2027, 6, 9, 9),
    ];
    EVERY_YEAR.contains(&(day.month(), day.day()))
        || MOVING.iter().any(|(year, month, first, last)| {
            day.year() == *year && day.month() == *month && (*first..=*last).contains(&day.day())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_waits_for_the_next_working_morning() {
        let friday_evening = at(date(2026, 5, 29), 17 * 60);
        assert_eq!(
            stamp(after_work(friday_evening, 60)),
            "2026-06-01T09:00:00.000+08:00"
        );
        let saturday = at(date(2026, 5, 30), 60);
        assert_eq!(stamp(after_work(saturday, 0)), "2026-06-01T08:30:00.000+08:00");
    }

    #[test]
    fn months_count_over_years() {
        assert_eq!(month_start(date(2026, 1, 15), -1), date(2025, 12, 1));
        assert_eq!(month_start(date(2026, 10, 1), 3), date(2027, 1, 1));
    }
}
