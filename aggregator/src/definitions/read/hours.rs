//! Reads the weekly hours of a calendar's version, and the hours of single days.

use super::section::Section;
use super::words;
use crate::definitions::Hours;

/// The weekdays as keys, Monday first.
pub(super) const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The hours of each weekday: its own key, else `weekdays` (Monday to Friday), else `every_day`, else none.
pub(super) fn weekly(section: &Section<'_>) -> [Vec<Hours>; 7] {
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
    let mut told: Vec<&str> = Vec::new();
    for day in 0..7 {
        let next = (day + 1) % 7;
        let night = week[day].last().map(|hours| hours.closes_minute - 1440);
        let morning = week[next].first().map(|hours| hours.opens_minute);
        if night.zip(morning).is_some_and(|(night, morning)| night > morning) && !told.contains(&source[day])
        {
            let what = format!("the night of {} runs into the hours of {}", DAYS[day], DAYS[next]);
            section.error(
                source[day],
                what,
                "end the night before the next day's hours begin",
            );
            told.push(source[day]);
        }
    }
}

/// The hours under a key, sorted; an overlap is a fault.
pub(super) fn hours_of_day(section: &Section<'_>, key: &str) -> Vec<Hours> {
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
