//! Reads the days that differ from the weekly hours: holidays, closures, extra days, each with its place.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::hours::{DAYS, hours_of_day};
use super::notes::Place;
use super::section::Section;
use super::words;
use crate::definitions::{Closure, ExtraDay, ExtraHours, Holiday, Hours};

/// The days under `holidays`; a date listed twice is a fault.
pub(super) fn holidays(file: &Section<'_>) -> Vec<(Holiday, Place)> {
    let mut days: Vec<(Holiday, Place)> = Vec::new();
    for section in file.sections("holidays", &["date", "last", "names", "closed"]) {
        let names = section.names("names");
        let whole = Hours {
            opens_minute: 0,
            closes_minute: 1440,
        };
        let closed = section
            .has("closed")
            .then(|| section.notation("closed", words::hours, whole));
        for date in through(&section) {
            once(&section, date, days.iter().map(|(day, _)| day.date));
            days.push((
                Holiday {
                    date,
                    names: names.clone(),
                    closed,
                },
                section.place("date"),
            ));
        }
    }
    days
}

/// The days from `date` to `last`, both included.
fn through(section: &Section<'_>) -> Vec<Date> {
    let first = section.date("date");
    let last = section.optional_date("last").unwrap_or(first);
    if last < first || last > first.saturating_add(60.days()) {
        let what = format!("{last} is not within 60 days after {first}");
        section.error(
            "last",
            what,
            "write the last day of the same holiday, or leave it out",
        );
        return vec![first];
    }
    first.series(1.day()).take_while(|date| *date <= last).collect()
}

fn once(section: &Section<'_>, date: Date, mut listed: impl Iterator<Item = Date>) {
    if listed.any(|day| day == date) {
        section.error("date", format!("{date} is listed twice"), "list each day once");
    }
}

/// The stretches under `closures`, sorted.
pub(super) fn closures(file: &Section<'_>) -> Vec<Closure> {
    let mut closures: Vec<Closure> = file
        .sections("closures", &["from", "until", "names"])
        .iter()
        .map(closure)
        .collect();
    closures.sort_by_key(|closure| (closure.from, closure.until));
    closures
}

fn closure(section: &Section<'_>) -> Closure {
    let (from, until) = (section.local_time("from"), section.local_time("until"));
    let readable = from != DateTime::ZERO && until != DateTime::ZERO;
    if readable && until <= from {
        section.error(
            "until",
            format!("{until} is not after {from}"),
            "end it after it begins",
        );
    }
    Closure {
        from,
        until,
        names: section.names("names"),
    }
}

/// The days under `extra_days`; a date listed twice is a fault.
pub(super) fn extra_days(file: &Section<'_>) -> Vec<(ExtraDay, Place)> {
    let mut days: Vec<(ExtraDay, Place)> = Vec::new();
    for section in file.sections("extra_days", &["date", "like", "hours", "names"]) {
        let date = section.date("date");
        once(&section, date, days.iter().map(|(day, _)| day.date));
        let day = ExtraDay {
            date,
            hours: extra_hours(&section),
            names: section.names("names"),
        };
        days.push((day, section.place("date")));
    }
    days
}

fn extra_hours(section: &Section<'_>) -> ExtraHours {
    if section.has("like") == section.has("hours") {
        let remedy = "write `like = \"friday\"` or `hours = [\"09:00-12:00\"]`";
        section.error("", "needs either `like` or `hours`", remedy);
    }
    if !section.has("like") {
        return ExtraHours::Own(hours_of_day(section, "hours"));
    }
    let weekdays: [Weekday; 7] = std::array::from_fn(|day| Weekday::Monday.wrapping_add(day as i64));
    let name = |day: Weekday| DAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())];
    ExtraHours::LikeWeekday(section.choice("like", &weekdays, name))
}
