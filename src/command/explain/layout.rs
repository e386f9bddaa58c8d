//! How text is laid out for people: aligned columns, wrapped words, times and lengths as they are read.
use jiff::Timestamp;
use jiff::tz::TimeZone;

const WIDTH: usize = 100;

/// A part of a whole, or an amount, in the figure's unit; a goal's parts are plain numbers.
pub fn of_whole(part: i64, whole: Option<i64>, unit: &str, goal: bool) -> String {
    match whole {
        Some(whole) if unit == "ms" && !goal => format!("{} in {whole}", duration(part)),
        Some(whole) => format!("{part} of {whole}"),
        None => amount(part, unit),
    }
}

/// An amount in the figure's unit.
pub fn amount(value: i64, unit: &str) -> String {
    if unit == "ms" {
        duration(value)
    } else {
        value.to_string()
    }
}

/// A length that is never negative.
pub fn long(ms: u64) -> String {
    duration(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// Hours, minutes, seconds, and thousandths where there are any.
pub fn duration(ms: i64) -> String {
    let (sign, ms) = (if ms < 0 { "-" } else { "" }, ms.unsigned_abs());
    let (seconds, thousandths) = (ms / 1000, ms % 1000);
    let whole = format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    if thousandths == 0 {
        whole
    } else {
        format!("{whole}.{thousandths:03}")
    }
}

/// An instant in the zone, to the second.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A line without blanks at its end.
pub fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

/// A heading after an empty line.
pub fn section(out: &mut String, title: &str) {
    line(out, "");
    line(out, title);
}

/// What was left out, if anything was.
pub fn more(out: &mut String, all: usize, shown: usize, what: &str) {
    if all > shown {
        line(out, &format!("  and {} more {what}", all - shown));
    }
}

/// Breaks at blanks; Chinese text, which has none, between any two characters, each two columns wide.
pub fn wrapped(out: &mut String, text: &str) {
    let mut columns = 0;
    let mut row = String::new();
    for word in pieces(text) {
        let width: usize = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if columns + width > WIDTH && columns > 0 {
            line(out, &format!("  {row}"));
            (row, columns) = (word.trim_start().to_owned(), width);
        } else {
            row.push_str(word);
            columns += width;
        }
    }
    line(out, &format!("  {row}"));
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii() || first == '…' {
            let stop = |(at, c): (usize, char)| (at > 0 && (c == ' ' || !c.is_ascii())).then_some(at);
            rest.char_indices().find_map(stop).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Columns aligned.
pub fn table<const N: usize>(out: &mut String, rows: &[[String; N]]) {
    table_with_notes(out, rows, &[]);
}

/// Columns aligned; the notes of a row stand below it, the first row (the heading) has none.
pub fn table_with_notes<const N: usize>(out: &mut String, rows: &[[String; N]], notes: &[Vec<String>]) {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    for (at, row) in rows.iter().enumerate() {
        let mut text = String::from(" ");
        for (column, cell) in row.iter().enumerate() {
            let gap = width(column).unwrap_or(0).saturating_sub(cell.chars().count());
            let number = cell
                .chars()
                .next()
                .is_some_and(|c| c.is_ascii_digit() || c == '-')
                && !cell.contains(' ')
                && column + 1 < N;
            let gap = " ".repeat(gap);
            text.push(' ');
            text.push_str(&if number { gap + cell } else { cell.clone() + &gap });
            text.push(' ');
        }
        line(out, &text);
        let below = at.checked_sub(1).and_then(|at| notes.get(at));
        below
            .into_iter()
            .flatten()
            .for_each(|note| line(out, &format!("      {note}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_chinese_is_broken_anywhere() {
        let mut out = String::new();
        wrapped(&mut out, &"twelve chars ".repeat(20));
        assert!(
            out.lines().count() > 2 && out.lines().all(|line| line.len() <= WIDTH + 2),
            "{out}"
        );
        let mut out = String::new();
        wrapped(&mut out, &"變更".repeat(60));
        assert_eq!(out.lines().count(), 3);
    }

    #[test]
    fn columns_are_aligned_and_numbers_stand_right() {
        let mut out = String::new();
        table_with_notes(
            &mut out,
            &[["adds", "what"], ["5", "a"], ["1234567", "b"]].map(|row| row.map(str::to_owned)),
            &[vec!["a note".to_owned()]],
        );
        assert_eq!(out, "  adds     what\n        5  a\n      a note\n  1234567  b\n");
    }

    #[test]
    fn lengths_are_hours_minutes_seconds() {
        assert_eq!(duration(90_061_500), "25:01:01.500");
        assert_eq!(duration(-60_000), "-0:01:00");
    }
}
