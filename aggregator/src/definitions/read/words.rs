//! The small notations inside texts: durations, shares, hours of a day, ids.

use crate::definitions::{Goal, Hours};

/// A fault in a notation: what is wrong, and the remedy.
pub(super) type Fault = (String, String);

/// `4h`, `15min`, `30s`, `1h 30min` as milliseconds.
pub(super) fn duration_ms(text: &str) -> Result<i64, Fault> {
    let unreadable = || {
        let what = format!("`{text}` is not a duration");
        (
            what,
            "write hours, minutes and seconds, for example `4h`, `15min`, `1h 30min`".to_owned(),
        )
    };
    let mut total: i64 = 0;
    for part in text.split_whitespace() {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = part.split_at(digits);
        let unit_ms = match unit {
            "h" => 3_600_000,
            "min" => 60_000,
            "s" => 1_000,
            "ms" => 1,
            "d" => return Err(day_is_not_exact(text)),
            _ => return Err(unreadable()),
        };
        let number: i64 = number.parse().map_err(|_| unreadable())?;
        total = number
            .checked_mul(unit_ms)
            .and_then(|ms| total.checked_add(ms))
            .ok_or_else(unreadable)?;
    }
    if total == 0 { Err(unreadable()) } else { Ok(total) }
}

fn day_is_not_exact(text: &str) -> Fault {
    let what = format!("`{text}` counts in days, and a day of service has no fixed length");
    (
        what,
        "write hours of service time: 3 working days of 8 hours are `24h`".to_owned(),
    )
}

/// `95 of 100` as two integers.
pub(super) fn goal(text: &str) -> Result<Goal, Fault> {
    let numbers = text
        .split_once(" of ")
        .map(|(met, of)| (met.trim().parse::<u32>(), of.trim().parse::<u32>()));
    let Some((Ok(met), Ok(of))) = numbers else {
        let what = format!("`{text}` is not a share");
        return Err((
            what,
            "write two whole numbers, for example `95 of 100` or `999 of 1000`".to_owned(),
        ));
    };
    if met == 0 || met > of {
        let what = format!("`{text}` is out of range");
        return Err((
            what,
            "a share is more than none and at most all, for example `95 of 100`".to_owned(),
        ));
    }
    Ok(Goal { met, of })
}

/// What a figure shall reach, as an exact fraction: `95 of 100`, `0 of 100`, `12`, `4.2`, `8h`.
pub(super) fn figure(text: &str) -> Result<(i64, i64), Fault> {
    let unreadable = || {
        let what = format!("`{text}` is no value of a figure");
        let remedy = "write a share `95 of 100`, a number `12` or `4.2`, or a duration `8h`".to_owned();
        (what, remedy)
    };
    let number = |digits: &str| {
        digits
            .trim()
            .parse::<u32>()
            .map(i64::from)
            .map_err(|_| unreadable())
    };
    if let Some((met, of)) = text.split_once(" of ") {
        let (met, of) = (number(met)?, number(of)?);
        return if of == 0 { Err(unreadable()) } else { Ok((met, of)) };
    }
    if text.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok((duration_ms(text)?, 1));
    }
    match text.split_once('.') {
        None => Ok((number(text)?, 1)),
        Some((whole, tenths)) if tenths.len() == 1 => Ok((number(whole)? * 10 + number(tenths)?, 10)),
        Some(_) => Err(unreadable()),
    }
}

/// `08:30-17:30` as minutes of the day; up to `48:00`, the end of the next day.
pub(super) fn hours(text: &str) -> Result<Hours, Fault> {
    let ends = text
        .split_once('-')
        .map(|(opens, closes)| (minute(opens), minute(closes)));
    let Some((Some(opens_minute), Some(closes_minute))) = ends else {
        let what = format!("`{text}` is not a stretch of hours");
        return Err((
            what,
            "write opening and closing in 24 hours, for example `08:30-17:30`".to_owned(),
        ));
    };
    if opens_minute >= 1440 {
        let what = format!("`{text}` begins after its day has ended");
        return Err((what, "write it under the day on which it begins".to_owned()));
    }
    if closes_minute <= opens_minute {
        let what = format!("`{text}` ends before it begins");
        let opens = text.split('-').next().unwrap_or_default().trim();
        let remedy = match (closes_minute / 60, closes_minute % 60) {
            _ if closes_minute == opens_minute => "write `00:00-24:00` for a whole day".to_owned(),
            (hour, minute) => format!("over midnight count on: `{opens}-{:02}:{minute:02}`", 24 + hour),
        };
        return Err((what, remedy));
    }
    Ok(Hours {
        opens_minute,
        closes_minute,
    })
}

/// `HH:MM` as a minute, 0 to 2880.
fn minute(text: &str) -> Option<i32> {
    let (hour, minute) = text.trim().split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    ((0..60).contains(&minute) && (0..=2880).contains(&total)).then_some(total)
}

/// Whether a text can be an id: 1 to 64 printable characters, no blanks at its ends, no quotes.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |c: char| !c.is_control() && !matches!(c, '`' | '"' | '\'' | '\\');
    !text.is_empty() && text.trim() == text && text.chars().count() <= 64 && text.chars().all(fits)
}
