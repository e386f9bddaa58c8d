//! Values of a table that are more than texts: numbers, dates, choices, notations.

use jiff::civil::{Date, DateTime};
use toml::Spanned;
use toml::de::DeValue;

use super::notes::{Place, remedy_for_unknown};
use super::section::{Section, Word};
use super::words::Fault;

impl Section<'_> {
    /// A required whole number between two bounds, both included; 0 if there is none.
    pub(super) fn number(&self, key: &str, least: u32, most: u32) -> u32 {
        let Some(value) = self.required(key, &least.to_string()) else {
            return 0;
        };
        self.in_bounds(value, key, least, most).unwrap_or(0)
    }

    /// A list of whole numbers between two bounds; empty if the key is not there.
    pub(super) fn numbers(&self, key: &str, least: u32, most: u32) -> Vec<u32> {
        match self.optional(key).map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => items
                .iter()
                .filter_map(|item| self.in_bounds(item, key, least, most))
                .collect(),
            Some(_) => {
                self.error(
                    key,
                    "is not a list of numbers",
                    format!("write `{key} = [{least}]`"),
                );
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn in_bounds(&self, value: &Spanned<DeValue<'_>>, key: &str, least: u32, most: u32) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let place = self.place_at(value.span(), key);
            let what = "is not a whole number in range";
            self.notes()
                .error(place, what, format!("write a number from {least} to {most}"));
        }
        number
    }

    /// Yes or no; no if the key is not there.
    pub(super) fn flag(&self, key: &str) -> bool {
        match self.optional(key).map(Spanned::get_ref) {
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                self.error(key, "is neither true nor false", format!("write `{key} = true`"));
                false
            }
            None => false,
        }
    }

    /// A required word out of a fixed choice.
    pub(super) fn choice<T: Copy>(&self, key: &str, all: &[T], word: fn(T) -> &'static str) -> T {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        let Some(_) = self.required(key, &format!("\"{}\"", words[0])) else {
            return all[0];
        };
        let Some(text) = self.optional_text(key) else {
            return all[0];
        };
        let chosen = words.iter().position(|word| *word == text);
        if chosen.is_none() {
            self.error(
                key,
                format!("`{text}` is not a choice"),
                remedy_for_unknown(&text, &words, "choice"),
            );
        }
        all[chosen.unwrap_or(0)]
    }

    /// A required date.
    pub(super) fn date(&self, key: &str) -> Date {
        self.required(key, "2026-01-31")
            .and_then(|_| self.optional_date(key))
            .unwrap_or(Date::ZERO)
    }

    /// A date, if the key is there.
    pub(super) fn optional_date(&self, key: &str) -> Option<Date> {
        let value = self.optional(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(stamp) if stamp.time.is_none() => stamp.date.and_then(date_of),
            _ => None,
        };
        if date.is_none() {
            self.wrong_kind(value.span(), key, "a date", "2026-01-31");
        }
        date
    }

    /// A required local date and time.
    pub(super) fn local_time(&self, key: &str) -> DateTime {
        let Some(value) = self.required(key, "2026-01-31T12:00:00") else {
            return DateTime::ZERO;
        };
        let time = match value.get_ref() {
            DeValue::Datetime(stamp) if stamp.offset.is_none() => stamp
                .date
                .and_then(date_of)
                .zip(stamp.time)
                .and_then(|(date, time)| {
                    let (hour, minute) = (i8::try_from(time.hour).ok()?, i8::try_from(time.minute).ok()?);
                    let second = i8::try_from(time.second.unwrap_or(0)).ok()?;
                    let clock = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
                    Some(date.to_datetime(clock))
                }),
            _ => None,
        };
        if time.is_none() {
            let wanted = "a local date and time, without offset";
            self.wrong_kind(value.span(), key, wanted, "2026-01-31T12:00:00");
        }
        time.unwrap_or(DateTime::ZERO)
    }

    /// A required text in a small notation.
    pub(super) fn notation<T>(&self, key: &str, read: fn(&str) -> Result<T, Fault>, neutral: T) -> T {
        let text = self.text(key);
        if text.is_empty() {
            return neutral;
        }
        read(&text).unwrap_or_else(|(what, remedy)| {
            self.error(key, what, remedy);
            neutral
        })
    }

    /// A list of texts in a small notation; empty if the key is not there.
    pub(super) fn notations<T>(&self, key: &str, read: fn(&str) -> Result<T, Fault>) -> Vec<(T, Place)> {
        let read_one = |Word { text, place }| match read(&text) {
            Ok(value) => Some((value, place)),
            Err((what, remedy)) => {
                self.notes().error(place, what, remedy);
                None
            }
        };
        self.words(key).into_iter().filter_map(read_one).collect()
    }
}

fn date_of(date: toml::value::Date) -> Option<Date> {
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}
