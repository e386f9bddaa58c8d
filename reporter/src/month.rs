//! A calendar month of the organisation's time zone.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;

/// A calendar month, written `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Date);

impl Month {
    /// The month that `date` lies in.
    pub fn of(date: Date) -> Month {
        Month(date.first_of_month())
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.0
    }

    /// The month `months` later, or earlier when negative.
    pub fn plus(self, months: i32) -> Month {
        Month(self.0.saturating_add(months.months()))
    }

    /// The same month and the twelve before it, oldest first: the span of every trend.
    pub fn thirteen(self) -> Vec<Month> {
        (-12..=0).map(|back| self.plus(back)).collect()
    }

    /// January of its year, up to and with itself: the span of "year to date".
    pub fn year_to_date(self) -> Vec<Month> {
        (1 - i32::from(self.0.month())..=0)
            .map(|back| self.plus(back))
            .collect()
    }

    /// The number of the month in its year, 1 to 12.
    pub fn number(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
}

impl std::str::FromStr for Month {
    type Err = Error;

    /// Reads `YYYY-MM`.
    fn from_str(text: &str) -> Result<Month, Error> {
        let wrong = || Error::Month {
            given: text.to_owned(),
        };
        if text.len() != 7 {
            return Err(wrong());
        }
        format!("{text}-01").parse().map(Month).map_err(|_| wrong())
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.get(..7)
            .unwrap_or(&text)
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
