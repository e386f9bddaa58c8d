//! Reads `calendars/*.toml` and `holidays/*.toml`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::notes::{Kind, Notes};
use super::organisation::time_zone;
use super::section::Section;
use super::words;
use crate::definitions::{
    Calendar, CalendarVersion, Closure, ExtraDay, ExtraHours, Holiday, HolidayListId, Hours,
};

/// The keys of a calendar.
pub(super) const CALENDAR_KEYS: &[&str] = &[
    "id",
    "names",
    "time_zone",
    "observes",
    "versions",
    "holidays",
    "closures",
    "extra_days",
];

/// The keys of a holiday list.
pub(super) const LIST_KEYS: &[&str] = &["id", "names", "holidays", "extra_days"];

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Holidays and extra days that several calendars observe.
pub(super) struct HolidayList {
    id: HolidayListId,
    holidays: Vec<Holiday>,
    extra_days: Vec<ExtraDay>,
}

/// A calendar with the lists that it observes, not yet merged into it.
pub(super) struct Draft {
    calendar: Calendar,
    observes: Vec<HolidayListId>,
}

/// Reads a holiday list.
pub(super) fn holiday_list(file: &Section<'_>) -> HolidayList {
    file.names("names");
    HolidayList {
        id: file.declare(Kind::HolidayList).into(),
        holidays: holidays(file),
        extra_days: extra_days(file),
    }
}

/// Reads a calendar.
pub(super) fn calendar(file: &Section<'_>) -> Draft {
    file.not_empty("versions", "[…]");
    let (time_zone, time_zone_name) = time_zone(file);
    let calendar = Calendar {
        id: file.declare(Kind::Calendar).into(),
        names: file.names("names"),
        time_zone,
        time_zone_name,
        versions: versions(file),
        holidays: holidays(file),
        closures: closures(file),
        extra_days: extra_days(file),
    };
    Draft {
        calendar,
        observes: file
            .refer_all(Kind::HolidayList, "observes")
            .into_iter()
            .map(Into::into)
            .collect(),
    }
}

/// Puts the observed lists into their calendars; a date listed twice, or as both, is a fault.
pub(super) fn with_lists(drafts: Vec<Draft>, lists: &[HolidayList], notes: &Notes) -> Vec<Calendar> {
    let merge = |Draft {
                     mut calendar,
                     observes,
                 }: Draft| {
        for list in lists.iter().filter(|list| observes.contains(&list.id)) {
            calendar.holidays.extend(list.holidays.iter().cloned());
            calendar.extra_days.extend(list.extra_days.iter().cloned());
        }
        calendar.holidays.sort_by_key(|day| day.date);
        calendar.extra_days.sort_by_key(|day| day.date);
        days_differ(&calendar, notes);
        calendar
    };
    let mut calendars: Vec<Calendar> = drafts.into_iter().map(merge).collect();
    calendars.sort_by(|a, b| a.id.cmp(&b.id));
    calendars
}

fn days_differ(calendar: &Calendar, notes: &Notes) {
    let fault = |field: &str, what: String, remedy: &str| {
        let mut place = notes.place_of(Kind::Calendar, calendar.id.as_str());
        field.clone_into(&mut place.field);
        notes.error(place, what, remedy);
    };
    for pair in calendar
        .holidays
        .windows(2)
        .filter(|pair| pair[0].date == pair[1].date)
    {
        let what = format!(
            "{} is listed twice: {} and {}",
            pair[0].date, pair[0].names.en, pair[1].names.en
        );
        fault(
            "holidays",
            what,
            "keep one of them, in the calendar or in a list that it observes",
        );
    }
    for pair in calendar
        .extra_days
        .windows(2)
        .filter(|pair| pair[0].date == pair[1].date)
    {
        let what = format!("{} is listed twice", pair[0].date);
        fault(
            "extra_days",
            what,
            "keep one of them, in the calendar or in a list that it observes",
        );
    }
    for extra in &calendar.extra_days {
        let whole = calendar
            .holidays
            .iter()
            .any(|day| day.date == extra.date && day.closed.is_none());
        if whole {
            let what = format!("{} is a holiday and an extra working day", extra.date);
            fault("extra_days", what, "keep one of the two");
        }
    }
}

fn versions(file: &Section<'_>) -> Vec<CalendarVersion> {
    let mut keys = vec!["valid_from", "every_day", "weekdays"];
    keys.extend(DAYS);
    let sections = file.sections("versions", &keys);
    in_order(&sections);
    sections
        .iter()
        .map(|section| CalendarVersion {
            valid_from: section.date("valid_from"),
            weekly: weekly(section),
        })
        .collect()
}

/// Versions ascend by `valid_from`; an equal date would leave two in force.
pub(super) fn in_order(versions: &[Section<'_>]) {
    for pair in versions.windows(2) {
        if let (Some(before), Some(after)) = (
            pair[0].optional_date("valid_from"),
            pair[1].optional_date("valid_from"),
        ) {
            if after == before {
                let what = format!("two versions begin on {after}");
                pair[1].error("valid_from", what, "give each its own first day");
            } else if after < before {
                let what = format!("{after} stands below {before}");
                pair[1].error(
                    "valid_from",
                    what,
                    "sort versions by their first day, the oldest first",
                );
            }
        }
    }
}

/// The hours of each weekday: its own key, else `weekdays` (Monday to Friday), else `every_day`, else none.
fn weekly(section: &Section<'_>) -> [Vec<Hours>; 7] {
    let keys = ["every_day", "weekdays"];
    let general = keys.map(|key| hours_of_day(section, key));
    let own = DAYS.map(|key| hours_of_day(section, key));
    if !keys.iter().chain(&DAYS).any(|key| section.has(key)) {
        section.error(
            "",
            "has no hours",
            "add `weekdays = [\"09:00-17:00\"]`, `every_day` or single days",
        );
    }
    let mut source = DAYS;
    let week = std::array::from_fn(|day| {
        let falls_to = if day < 5 && section.has("weekdays") { 1 } else { 0 };
        if !section.has(DAYS[day]) {
            source[day] = keys[falls_to];
            return general[falls_to].clone();
        }
        own[day].clone()
    });
    nights_end_before_mornings(section, &week, &source);
    week
}

fn nights_end_before_mornings(section: &Section<'_>, week: &[Vec<Hours>; 7], source: &[&str; 7]) {
    for day in 0..7 {
        let next = (day + 1) % 7;
        let night = week[day].last().map(|hours| hours.closes_minute - 1440);
        let morning = week[next].first().map(|hours| hours.opens_minute);
        if let (Some(night), Some(morning)) = (night, morning)
            && night > morning
        {
            let what = format!("the night of {} runs into the hours of {}", DAYS[day], DAYS[next]);
            section.error(
                source[day],
                what,
                "end the night before the next day's hours begin",
            );
        }
    }
}

fn hours_of_day(section: &Section<'_>, key: &str) -> Vec<Hours> {
    let mut hours = section.notations(key, words::hours);
    hours.sort_by_key(|(hours, _)| *hours);
    for pair in hours.windows(2) {
        let ((first, _), (second, place)) = (&pair[0], &pair[1]);
        if second.opens_minute < first.closes_minute {
            section.notes().error(
                place.clone(),
                "overlaps other hours of the day",
                "let each end before the next begins",
            );
        }
    }
    hours.into_iter().map(|(hours, _)| hours).collect()
}

fn holidays(file: &Section<'_>) -> Vec<Holiday> {
    let mut days: Vec<Holiday> = Vec::new();
    for section in file.sections("holidays", &["date", "last", "names", "closed"]) {
        let first = section.date("date");
        let names = section.names("names");
        let closed = section.has("closed").then(|| {
            section.notation(
                "closed",
                words::hours,
                Hours {
                    opens_minute: 0,
                    closes_minute: 1440,
                },
            )
        });
        for date in through(&section, first) {
            if days.iter().any(|day| day.date == date) {
                section.error("date", format!("{date} is listed twice"), "list each day once");
            }
            days.push(Holiday {
                date,
                names: names.clone(),
                closed,
            });
        }
    }
    days.sort_by_key(|day| day.date);
    days
}

/// The days from the first to `last`, both included.
fn through(section: &Section<'_>, first: Date) -> Vec<Date> {
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

fn closures(file: &Section<'_>) -> Vec<Closure> {
    let read = |section: &Section<'_>| {
        let closure = Closure {
            from: section.local_time("from"),
            until: section.local_time("until"),
            names: section.names("names"),
        };
        if closure.until <= closure.from && section.has("until") {
            section.error(
                "until",
                format!("{} is not after {}", closure.until, closure.from),
                "end it after it begins",
            );
        }
        closure
    };
    let mut closures: Vec<Closure> = file
        .sections("closures", &["from", "until", "names"])
        .iter()
        .map(read)
        .collect();
    closures.sort_by_key(|closure| (closure.from, closure.until));
    closures
}

fn extra_days(file: &Section<'_>) -> Vec<ExtraDay> {
    let mut days: Vec<ExtraDay> = Vec::new();
    for section in file.sections("extra_days", &["date", "like", "hours", "names"]) {
        let date = section.date("date");
        if days.iter().any(|day| day.date == date) {
            section.error("date", format!("{date} is listed twice"), "list each day once");
        }
        days.push(ExtraDay {
            date,
            hours: extra_hours(&section),
            names: section.names("names"),
        });
    }
    days
}

fn extra_hours(section: &Section<'_>) -> ExtraHours {
    if section.has("like") == section.has("hours") {
        section.error(
            "",
            "needs either `like` or `hours`",
            "write `like = \"friday\"` or `hours = [\"09:00-12:00\"]`",
        );
    }
    if section.has("hours") {
        return ExtraHours::Own(hours_of_day(section, "hours"));
    }
    let weekdays: [Weekday; 7] = std::array::from_fn(|day| Weekday::Monday.wrapping_add(day as i64));
    let name = |day: Weekday| DAYS[day.to_monday_zero_offset().unsigned_abs() as usize];
    match section.has("like") {
        true => ExtraHours::LikeWeekday(section.choice("like", &weekdays, name)),
        false => ExtraHours::Own(Vec::new()),
    }
}
