//! Values that JSON knows only as text: instants, days, months and currencies.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::Serialize;

use crate::field::text_field;

/// A month in the organisation's time zone, such as `2026-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A currency of ISO 4217: three capital letters, such as `TWD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The instant that a text of RFC 3339 with capital T, seconds and an offset names; nothing else is one.
///
/// A leap second is none (clocks of service management do not have them), a time without offset is none.
pub fn parse_time(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let (clock, rest) = bytes.split_at_checked(19)?;
    if clock[10] != b'T' || clock[13] != b':' || clock[16] != b':' {
        return None;
    }
    let (nanoseconds, offset) = fraction(rest)?;
    let date = date(&clock[..10])?;
    let (hour, minute, second) = (
        digits(&clock[11..13])?,
        digits(&clock[14..16])?,
        digits(&clock[17..])?,
    );
    let local = DateTime::new(
        date.year(),
        date.month(),
        date.day(),
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        nanoseconds,
    );
    offset_of(offset)?.to_timestamp(local.ok()?).ok()
}

/// The day that a text such as `2026-05-31` names.
pub fn parse_date(text: &str) -> Option<Date> {
    date(text.as_bytes())
}

impl Month {
    /// The month `month` (1 to 12) of the year `year` (0 to 9999).
    pub fn new(year: i16, month: i8) -> Option<Month> {
        ((0..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The month that a text such as `2026-05` names.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.as_bytes().split_at_checked(4)?;
        let month = month.strip_prefix(b"-").filter(|month| month.len() == 2)?;
        Month::new(
            i16::try_from(digits(year)?).ok()?,
            i8::try_from(digits(month)?).ok()?,
        )
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }
}

impl Currency {
    /// The currency that a text such as `TWD` names.
    pub fn parse(text: &str) -> Option<Currency> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Currency(letters))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

text_field!(Month, "a month, such as 2026-05", Month::parse);
text_field!(
    Currency,
    "a currency of ISO 4217, three capital letters such as TWD",
    Currency::parse
);

fn date(bytes: &[u8]) -> Option<Date> {
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Nanoseconds of `.123` at the front of `rest`, and what follows it.
fn fraction(rest: &[u8]) -> Option<(i32, &[u8])> {
    let Some(rest) = rest.strip_prefix(b".") else {
        return Some((0, rest));
    };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=9).contains(&length) {
        return None;
    }
    let scale = 10_i32.pow(9 - u32::try_from(length).ok()?);
    Some((digits(&rest[..length])?.checked_mul(scale)?, &rest[length..]))
}

fn offset_of(text: &[u8]) -> Option<Offset> {
    if text == b"Z" {
        return Some(Offset::UTC);
    }
    let (sign, clock) = text.split_first()?;
    if clock.len() != 5 || clock[2] != b':' {
        return None;
    }
    let (hours, minutes) = (digits(&clock[..2])?, digits(&clock[3..])?);
    let seconds = (hours <= 23 && minutes <= 59).then_some(hours * 3600 + minutes * 60)?;
    match sign {
        b'+' => Offset::from_seconds(seconds).ok(),
        b'-' => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

/// The number that up to nine digits name.
fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0, |number: i32, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i32::from(byte - b'0'))
    })
}
