//! What happens to the example organisation over the months: slow decline, a bad month, recovery.
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan as _};

use super::days::{at, is_working_day, month_start};

/// The plot. The bad month lies four months before the last one, so that the reports show before and after:
/// a release of trade execution fails on a Monday's market open, and a line goes down over that month's end.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// First day of the first month.
    pub first: Date,
    /// How many months.
    pub months: i64,
    /// Chance's seed.
    pub seed: u64,
}

/// How a month feels.
#[derive(Clone, Copy, Debug)]
pub struct Mood {
    /// Incidents against an ordinary month.
    pub volume: f64,
    /// Handling times against an ordinary month.
    pub slowness: f64,
}

impl Story {
    /// The instant after the last month: nothing later is known.
    pub fn end(&self) -> Timestamp {
        at(month_start(self.first, self.months), 0)
    }

    /// First day of the month with this index, from 0.
    pub fn month(&self, index: i64) -> Date {
        month_start(self.first, index)
    }

    /// Index of the bad month.
    pub fn bad(&self) -> i64 {
        if self.months > 5 {
            self.months - 5
        } else {
            (self.months - 2).max(0)
        }
    }

    /// The market open that went wrong: 09:00 of the bad month's second Monday that works.
    pub fn disaster(&self) -> Timestamp {
        let mut day = self.month(self.bad()).saturating_add(7.days());
        while day.weekday() != Weekday::Monday || !is_working_day(day) {
            day = day.saturating_add(1.day());
        }
        at(day, 9 * 60)
    }

    /// Volume and slowness of a month: worse and worse up to the bad month, better than ever after it.
    pub fn mood(&self, index: i64) -> Mood {
        let since = index - self.bad();
        let slowness = match since {
            i64::MIN..=-1 => 1.0 + 0.12 / (-since) as f64,
            0 => 1.9,
            1 => 1.4,
            2 => 1.05,
            3 => 0.8,
            _ => 0.7,
        };
        let growth = 1.0 + 0.008 * index as f64;
        let season = match self.month(index).month() {
            1 | 2 => 0.88,
            3 | 7 | 9 => 1.05,
            12 => 1.1,
            _ => 1.0,
        };
        Mood {
            volume: growth * season * if since == 0 { 1.3 } else { 1.0 },
            slowness,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_bad_month_lies_within_the_story() {
        for months in 1..=20 {
            let story = Story {
                first: date(2025, 9, 1),
                months,
                seed: 1,
            };
            assert!((0..months).contains(&story.bad()), "{months}");
            assert!(story.disaster() < story.end());
        }
        let year = Story {
            first: date(2025, 9, 1),
            months: 14,
            seed: 1,
        };
        assert_eq!(year.month(year.bad()), date(2026, 6, 1));
        assert_eq!(
            super::super::days::stamp(year.disaster()),
            "2026-06-08T09:00:00.000+08:00"
        );
    }
}
