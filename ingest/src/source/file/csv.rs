//! CSV cut into records with their raw bytes and lines, and one record cut into its fields.
//!
//! Written here and not taken from a crate because a dead letter needs the record's own bytes, a problem the line
//! it starts at, and an unclosed quote must stop the import instead of swallowing the rest of the file. A test
//! compares the fields with the `csv` crate's.

use std::borrow::Cow;
use std::io::{self, BufRead};

use super::MAX_RECORD_BYTES;
use super::lines::{self, Cut};
use crate::mapping::{Reason, RowProblem};

/// Where a scan stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Outside,
    Inside,
}

/// Reads the next record that is not blank: usually a line, more when quotes enclose line ends.
///
/// # Errors
/// The reader's; `InvalidData` with words when a quote is never closed.
pub(super) fn next(input: &mut impl BufRead, line: &mut u64, delimiter: u8) -> io::Result<Option<Cut>> {
    loop {
        let Some(mut raw) = lines::next(input, line)? else {
            return Ok(None);
        };
        if raw.bytes.trim_ascii().is_empty() && !raw.too_long {
            continue;
        }
        let mut quote = scan(Quote::Outside, &raw.bytes, delimiter);
        while quote == Quote::Inside {
            let more = lines::next(input, line)?;
            let Some(more) = more.filter(|more| raw.bytes.len() + more.bytes.len() <= MAX_RECORD_BYTES)
            else {
                return Err(io::Error::new(io::ErrorKind::InvalidData, unclosed(raw.line)));
            };
            raw.bytes.push(b'\n');
            quote = scan(quote, &more.bytes, delimiter);
            raw.bytes.extend_from_slice(&more.bytes);
        }
        return Ok(Some(raw));
    }
}

/// Cuts one record into its fields.
///
/// # Errors
/// A row problem: not UTF-8, or text after a closing quote.
pub(super) fn fields<'r>(record: &'r [u8], delimiter: u8) -> Result<Vec<Cow<'r, str>>, RowProblem> {
    let text = lines::utf8(record)?;
    let delimiter = char::from(delimiter);
    if !record.contains(&b'"') {
        return Ok(text.split(delimiter).map(Cow::Borrowed).collect());
    }
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, tail) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted, fields.len() + 1)?,
            None => {
                let end = rest.find(delimiter).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        fields.push(field);
        match tail.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None if tail.is_empty() => return Ok(fields),
            None => return Err(stray_quote(tail, fields.len())),
        }
    }
}

/// The field after its opening quote, and what follows its closing quote.
fn quoted_field(text: &str, number: usize) -> Result<(Cow<'_, str>, &str), RowProblem> {
    let mut end = 0;
    let mut doubled = false;
    loop {
        let Some(at) = text[end..].find('"') else {
            return Err(stray_quote(text, number));
        };
        end += at;
        if text[end + 1..].starts_with('"') {
            doubled = true;
            end += 2;
            continue;
        }
        let field = &text[..end];
        let field = if doubled {
            Cow::Owned(field.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(field)
        };
        return Ok((field, &text[end + 1..]));
    }
}

fn stray_quote(tail: &str, number: usize) -> RowProblem {
    let value: String = tail.chars().take(40).collect();
    let what = format!("field {number} goes on after its closing quote with \"{value}\"");
    RowProblem::new(
        Reason::StrayQuote,
        "row",
        tail,
        what,
        "double every quote inside a quoted field",
    )
}

/// Whether a quoted field is open at the end of `line`. A quote opens a field only at the field's start.
fn scan(mut quote: Quote, line: &[u8], delimiter: u8) -> Quote {
    if quote == Quote::Outside && !line.contains(&b'"') {
        return quote;
    }
    let mut at_start = quote == Quote::Outside;
    for byte in line {
        quote = match (quote, byte) {
            (Quote::Outside, b'"') if at_start => Quote::Inside,
            (Quote::Inside, b'"') => Quote::Outside,
            (same, _) => same,
        };
        // After a closing quote another quote reopens the field: that is how a doubled quote is written.
        at_start = quote == Quote::Outside && (*byte == delimiter || *byte == b'"');
    }
    quote
}

fn unclosed(line: u64) -> String {
    format!(
        "line {line}: a quoted field is not closed within {} KiB, so the rows after it cannot be told apart; close \
         the quote in that line and import the file again",
        MAX_RECORD_BYTES / 1024
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(text: &str) -> io::Result<Vec<(u64, Vec<u8>)>> {
        let (mut input, mut line, mut all) = (text.as_bytes(), 0, Vec::new());
        while let Some(raw) = next(&mut input, &mut line, b',')? {
            all.push((raw.line, raw.bytes));
        }
        Ok(all)
    }

    #[test]
    fn quoted_line_ends_keep_the_lines_right() {
        let text = "a,b\r\n1,\"x\ny \"\"z\"\"\"\n\n2,w\n";
        let records = records(text).unwrap();
        let lines: Vec<u64> = records.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 5]);
        assert_eq!(fields(&records[1].1, b',').unwrap(), ["1", "x\ny \"z\""]);
        assert_eq!(fields(&records[0].1, b',').unwrap(), ["a", "b"]);
    }

    #[test]
    fn an_inch_mark_inside_a_field_is_text() {
        assert_eq!(fields(b"5\" disk,1", b',').unwrap(), ["5\" disk", "1"]);
        assert_eq!(records("5\" disk,1\n6,2\n").unwrap().len(), 2);
    }

    #[test]
    fn an_unclosed_quote_stops_with_its_line() {
        let error = records("a,b\n1,\"x\n2,y\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "line 2: a quoted field is not closed within 1024 KiB, so the rows after it cannot be told apart; close \
             the quote in that line and import the file again"
        );
    }

    #[test]
    fn text_after_a_closing_quote_is_refused() {
        let problem = fields(b"\"a\"b,c", b',').unwrap_err();
        assert_eq!(
            problem.what,
            "field 1 goes on after its closing quote with \"b,c\""
        );
    }

    proptest! {
        #[test]
        fn fields_are_those_of_the_csv_crate(rows in proptest::collection::vec(
            proptest::collection::vec("[a-z \",\n\u{e9}]{0,6}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = records(&text)
                .unwrap()
                .iter()
                .map(|(_, bytes)| fields(bytes, b',').unwrap().into_iter().map(Cow::into_owned).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
