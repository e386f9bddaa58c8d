//! Reads `calendars/*.toml` and `holidays/*.toml`, and puts holidays into the calendars that observe them.

use super::days::{closures, extra_days, holidays};
use super::hours::{DAYS, weekly};
use super::notes::{Kind, Notes, Place};
use super::organisation::time_zone;
use super::section::Section;
use crate::definitions::{Calendar, CalendarVersion, ExtraDay, Holiday, HolidayListId};

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

/// Holidays and extra days that several calendars observe.
pub(super) struct HolidayList {
    id: HolidayListId,
    holidays: Vec<(Holiday, Place)>,
    extra_days: Vec<(ExtraDay, Place)>,
}

/// A calendar without its days, and where these come from.
pub(super) struct Draft {
    calendar: Calendar,
    own: HolidayList,
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
        holidays: Vec::new(),
        closures: closures(file),
        extra_days: Vec::new(),
    };
    let own = HolidayList {
        id: "".into(),
        holidays: holidays(file),
        extra_days: extra_days(file),
    };
    let observes = file
        .refer_all(Kind::HolidayList, "observes")
        .into_iter()
        .map(Into::into)
        .collect();
    Draft {
        calendar,
        own,
        observes,
    }
}

/// Puts own and observed days into each calendar; a date that two files list, or that is both, is a fault.
pub(super) fn with_days(drafts: Vec<Draft>, lists: &[HolidayList], notes: &Notes) -> Vec<Calendar> {
    let finish = |draft: Draft| {
        let observed = lists.iter().filter(|list| draft.observes.contains(&list.id));
        let sources: Vec<&HolidayList> = std::iter::once(&draft.own).chain(observed).collect();
        let holidays = sources
            .iter()
            .flat_map(|source| source.holidays.iter().cloned())
            .collect();
        let holidays = in_order_of_date(holidays, |day: &Holiday| day.date, notes);
        let extra_days = sources
            .iter()
            .flat_map(|source| source.extra_days.iter().cloned())
            .collect();
        let extra_days = in_order_of_date(extra_days, |day: &ExtraDay| day.date, notes);
        not_both(&holidays, &extra_days, notes);
        Calendar {
            holidays: holidays.into_iter().map(|(day, _)| day).collect(),
            extra_days: extra_days.into_iter().map(|(day, _)| day).collect(),
            ..draft.calendar
        }
    };
    let mut calendars: Vec<Calendar> = drafts.into_iter().map(finish).collect();
    calendars.sort_by(|a, b| a.id.cmp(&b.id));
    calendars
}

fn in_order_of_date<T>(
    mut days: Vec<(T, Place)>,
    date: fn(&T) -> jiff::civil::Date,
    notes: &Notes,
) -> Vec<(T, Place)> {
    days.sort_by_key(|(day, _)| date(day));
    for pair in days
        .windows(2)
        .filter(|pair| date(&pair[0].0) == date(&pair[1].0))
    {
        let ((first, listed), (_, place)) = (&pair[0], &pair[1]);
        if listed.file != place.file {
            let what = format!(
                "{} is listed in {}:{} as well",
                date(first),
                listed.file,
                listed.line
            );
            notes.error(
                place.clone(),
                what,
                "keep one of them, in the calendar or in a list that it observes",
            );
        }
    }
    days
}

fn not_both(holidays: &[(Holiday, Place)], extra_days: &[(ExtraDay, Place)], notes: &Notes) {
    for (extra, place) in extra_days {
        let whole = |(day, _): &&(Holiday, Place)| day.date == extra.date && day.closed.is_none();
        if let Some((_, listed)) = holidays.iter().find(whole) {
            let what = format!("{} is a holiday in {}:{}", extra.date, listed.file, listed.line);
            notes.error(
                place.clone(),
                what,
                "let it be a holiday or an extra working day, not both",
            );
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
