//! A JSON array cut into its elements with their raw bytes and lines, and one object cut into cells.

use std::borrow::Cow;
use std::io::{self, BufRead};

use serde_json::Value;

use super::MAX_RECORD_BYTES;
use super::lines::{self, Cut};
use crate::mapping::{Reason, RowProblem};

/// A reader of one array's elements; holds one element at a time.
#[derive(Debug)]
pub(super) struct Elements<R> {
    input: R,
    line: u64,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Within,
    Done,
}

impl<R: BufRead> Elements<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            line: 1,
            state: State::Before,
        }
    }

    /// The next element of the array at the top, or under the key `records` of the object at the top.
    ///
    /// # Errors
    /// The reader's; `InvalidData` in words when there is no such array, or when it is not closed.
    pub(super) fn next(&mut self, records: Option<&str>) -> io::Result<Option<Cut>> {
        if self.state == State::Before {
            self.find_array(records)?;
            self.state = State::Within;
        }
        loop {
            match self.peek()? {
                _ if self.state == State::Done => return Ok(None),
                None => {
                    return Err(
                        self.invalid("the array is not closed; the export is cut off, export it again")
                    );
                }
                Some(b']') => {
                    self.byte()?;
                    self.state = State::Done;
                }
                Some(b',') => {
                    self.byte()?;
                }
                Some(b'}' | b':') => return Err(self.invalid("the array is broken; mend the syntax there")),
                Some(_) => return self.value().map(Some),
            }
        }
    }

    fn find_array(&mut self, records: Option<&str>) -> io::Result<()> {
        let Some(key) = records else {
            return match self.peek()? {
                Some(b'[') => self.byte().map(|_| ()),
                _ => Err(self.invalid("no array; name the key of the records as `records` in the mapping")),
            };
        };
        let missing = format!("no key \"{key}\" with an array; name the key of the records as `records`");
        if self.peek()? != Some(b'{') {
            return Err(self.invalid(&missing));
        }
        self.byte()?;
        loop {
            match self.peek()? {
                Some(b',') => {
                    self.byte()?;
                }
                Some(b'"') => {
                    let name = self.value()?;
                    if self.peek()? == Some(b':') {
                        self.byte()?;
                    }
                    let wanted = serde_json::from_slice::<String>(&name.bytes).is_ok_and(|name| name == key);
                    if wanted && self.peek()? == Some(b'[') {
                        return self.byte().map(|_| ());
                    }
                    self.value()?;
                }
                _ => return Err(self.invalid(&missing)),
            }
        }
    }

    /// One value's bytes, by counting brackets outside of strings.
    fn value(&mut self) -> io::Result<Cut> {
        let (line, mut bytes, mut too_long) = (self.line, Vec::with_capacity(512), false);
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        loop {
            let next = self.input.fill_buf()?.first().copied();
            let Some(byte) = next else {
                return Err(self.invalid("the array is not closed; the export is cut off, export it again"));
            };
            if depth == 0 && !in_string && matches!(byte, b',' | b']' | b'}' | b':') {
                break;
            }
            self.byte()?;
            too_long |= bytes.len() >= MAX_RECORD_BYTES;
            if !too_long {
                bytes.push(byte);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        let end = bytes.trim_ascii_end().len();
        bytes.truncate(end);
        Ok(Cut {
            line,
            bytes,
            too_long,
        })
    }

    /// The next byte that is not blank, without taking it.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.input.fill_buf()?.first().copied() {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.byte()?;
        }
        Ok(None)
    }

    fn byte(&mut self) -> io::Result<()> {
        if self.input.fill_buf()?.first() == Some(&b'\n') {
            self.line += 1;
        }
        self.input.consume(1);
        Ok(())
    }

    fn invalid(&self, what: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {what}", self.line))
    }
}

/// The members of one object that `columns` name, in that order; a null member is empty, and so is an absent one
/// that is not `required`.
/// A column `a.b` that is no member itself is the member `b` of the member `a`.
///
/// # Errors
/// A row problem: not UTF-8, not an object, or a member that is itself an object or a list.
pub(super) fn cells(
    record: &[u8],
    columns: &[&str],
    required: &[String],
) -> Result<Vec<Cow<'static, str>>, RowProblem> {
    let text = lines::utf8(record)?;
    let object = match serde_json::from_str::<Value>(text) {
        Ok(value @ Value::Object(_)) => value,
        Ok(_) => return Err(not_json("the record is no JSON object", text)),
        Err(error) => return Err(not_json(&format!("the record is not JSON: {error}"), text)),
    };
    let required = |column: &str| required.iter().any(|required| required == column);
    columns
        .iter()
        .map(|column| cell(&object, column, required(column)))
        .collect()
}

fn cell(object: &Value, column: &str, required: bool) -> Result<Cow<'static, str>, RowProblem> {
    let mut found = object.get(column);
    if found.is_none() && column.contains('.') {
        found = column.split('.').try_fold(object, |value, name| value.get(name));
    }
    match found {
        None if required => Err(RowProblem::new(
            Reason::MissingValue,
            column,
            "",
            "the record has no such member",
            "mend the mapping, or leave the column out of `required_columns` if records may lack it",
        )),
        None | Some(Value::Null) => Ok(Cow::Borrowed("")),
        Some(Value::String(text)) => Ok(Cow::Owned(text.clone())),
        Some(value @ (Value::Bool(_) | Value::Number(_))) => Ok(Cow::Owned(value.to_string())),
        Some(value) => Err(RowProblem::new(
            Reason::NotJson,
            column,
            &value.to_string(),
            "is an object or a list",
            format!("name the member that is meant, as in \"{column}.display_value\""),
        )),
    }
}

fn not_json(what: &str, text: &str) -> RowProblem {
    RowProblem::new(
        Reason::NotJson,
        "row",
        text,
        what,
        "mend the record, or check `format` in the mapping",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str, records: Option<&str>) -> io::Result<Vec<(u64, String)>> {
        let (mut elements, mut all) = (Elements::new(text.as_bytes()), Vec::new());
        while let Some(raw) = elements.next(records)? {
            all.push((raw.line, String::from_utf8(raw.bytes).unwrap()));
        }
        Ok(all)
    }

    #[test]
    fn elements_keep_their_bytes_and_lines() {
        let text = "[\n {\"a\": \"]},\\\"\"},\n\n {\"b\": [1, {\"c\": 2}]} , 7 ]\n";
        let expected = [
            (2, "{\"a\": \"]},\\\"\"}"),
            (4, "{\"b\": [1, {\"c\": 2}]}"),
            (4, "7"),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(line, text)| (line, text.to_owned()))
            .collect();
        assert_eq!(elements(text, None).unwrap(), expected);
        let nested = format!("{{\"meta\": {{\"result\": []}}, \"n\": 3, \"result\":{text}}}");
        assert_eq!(elements(&nested, Some("result")).unwrap(), expected);
        assert_eq!(elements("[]", None).unwrap(), []);
    }

    #[test]
    fn a_cut_off_or_other_file_is_refused_with_its_line() {
        let error = |text, records| elements(text, records).unwrap_err().to_string();
        assert!(error("[{\"a\":1},\n{\"b\"", None).starts_with("line 2: the array is not closed"));
        assert!(error("[{\"a\":1}\n", None).starts_with("line 2: the array is not closed"));
        assert!(error("[{\"a\":1}}\n", None).starts_with("line 1: the array is broken"));
        assert!(error("{\"result\":[]}", None).starts_with("line 1: no array"));
        assert!(error("{\"records\":[]}", Some("result")).starts_with("line 1: no key \"result\""));
    }

    #[test]
    fn members_are_found_by_name_and_by_path() {
        let record = br#"{"a":{"display_value":"x"},"n":3,"t":true,"z":null,"p.q":"dot"}"#;
        let found = cells(
            record,
            &["a.display_value", "n", "t", "z", "none", "p.q"],
            &["n".into()],
        )
        .unwrap();
        assert_eq!(found, ["x", "3", "true", "", "", "dot"]);
        assert_eq!(
            cells(record, &["a"], &[]).unwrap_err().remedy,
            "name the member that is meant, as in \"a.display_value\""
        );
        assert_eq!(
            cells(b"{}", &["a"], &["a".into()]).unwrap_err().what,
            "the record has no such member"
        );
        assert!(cells(b"[1]", &["a"], &[]).is_err() && cells(b"{", &["a"], &[]).is_err());
    }
}
