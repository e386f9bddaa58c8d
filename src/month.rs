//! A calendar month as people name it: `2026-05`.
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

/// A month of the organisation's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Date);

impl Month {
    /// The month that holds this day.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.0
    }

    /// The month so many months later, or earlier.
    pub fn plus(self, months: i64) -> Self {
        let count = i64::from(self.0.year()) * 12 + i64::from(self.0.month()) - 1 + months;
        Self(date(
            count.div_euclid(12) as i16,
            (count.rem_euclid(12) + 1) as i8,
            1,
        ))
    }

    /// All months from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (0..)
            .map(move |months| self.plus(months))
            .take_while(move |month| *month <= last)
    }
}

impl From<Month> for aggregator::Month {
    fn from(month: Month) -> Self {
        Self::of(month.0)
    }
}

impl From<Month> for reporter::Month {
    fn from(month: Month) -> Self {
        Self::of(month.0)
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a month; write year and month like 2026-05");
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(wrong());
        }
        let (year, month) = (
            year.parse().map_err(|_| wrong())?,
            month.parse().map_err(|_| wrong())?,
        );
        Date::new(year, month, 1).map(Self).map_err(|_| wrong())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_counted_and_written() {
        let month: Month = "2026-01".parse().unwrap();
        assert_eq!(month.plus(-1).to_string(), "2025-12");
        let year: Vec<String> = month.plus(-2).through(month).map(|m| m.to_string()).collect();
        assert_eq!(year, ["2025-11", "2025-12", "2026-01"]);
        for wrong in ["2026", "2026-13", "May 2026", "2026-5", "26-05", "2026-05-01"] {
            assert!(
                wrong.parse::<Month>().unwrap_err().contains("like 2026-05"),
                "{wrong}"
            );
        }
    }
}
