//! A calendar month and its bounds in a time zone.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::Error;

/// A calendar month, written `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

impl Month {
    /// The month that `day` lies in.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Its first day: how the marts name it.
    pub fn first_day(self) -> Date {
        self.0
    }

    /// The month after it.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1.month()))
    }

    /// The first instant of the month and the first after it, in `zone` (domain rule 1: half-open).
    ///
    /// # Errors
    /// The month lies outside what instants can be given for.
    pub fn bounds(self, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Error> {
        let begin = |month: Self| zone.to_zoned_datetime(month.0.to_datetime(jiff::civil::Time::midnight()));
        let bounds = begin(self).and_then(|start| Ok((start.timestamp(), begin(self.next())?.timestamp())));
        bounds.map_err(|source| Error::Bounds { month: self, source })
    }
}

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Month {
            given: text.to_owned(),
        };
        if text.len() != 7 {
            return Err(wrong());
        }
        format!("{text}-01").parse().map(Self).map_err(|_| wrong())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_local_midnight() {
        let zone = TimeZone::get("Asia/Taipei").unwrap();
        let month: Month = "2016-05".parse().unwrap();
        let (start, end) = month.bounds(&zone).unwrap();
        assert_eq!(start.to_string(), "2016-04-30T16:00:00Z");
        assert_eq!(end.to_string(), "2016-05-31T16:00:00Z");
    }

    #[test]
    fn a_month_with_a_change_of_clocks_is_an_hour_shorter() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (start, end) = "2026-03".parse::<Month>().unwrap().bounds(&zone).unwrap();
        assert_eq!(end.as_second() - start.as_second(), (31 * 24 - 1) * 3600);
    }

    #[test]
    fn what_is_no_month_is_refused_in_words() {
        for wrong in ["2026", "2026-13", "2026-5", "2026-05-01", "May 2026"] {
            assert!(
                wrong
                    .parse::<Month>()
                    .unwrap_err()
                    .to_string()
                    .contains("like 2026-05"),
                "{wrong}"
            );
        }
    }
}
