//! A stream cut into lines of bounded length, each with its number.

use std::io::{self, BufRead, Read};

use super::MAX_RECORD_BYTES;
use crate::mapping::{Reason, RowProblem};

/// One record of a file before anything of it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// Line at which it starts, from 1.
    pub(super) line: u64,
    /// Its bytes without the line end; only the first [`MAX_RECORD_BYTES`] when it is longer.
    pub(super) bytes: Vec<u8>,
    /// Whether bytes were cut off.
    pub(super) too_long: bool,
}

/// Reads the next line, blank or not; `line` counts on.
pub(super) fn next(input: &mut impl BufRead, line: &mut u64) -> io::Result<Option<Cut>> {
    let mut bytes = Vec::with_capacity(512);
    if input
        .by_ref()
        .take(MAX_RECORD_BYTES as u64 + 2)
        .read_until(b'\n', &mut bytes)?
        == 0
    {
        return Ok(None);
    }
    *line += 1;
    let ended = bytes.ends_with(b"\n");
    if ended {
        bytes.pop();
        if bytes.ends_with(b"\r") {
            bytes.pop();
        }
    }
    let too_long = bytes.len() > MAX_RECORD_BYTES;
    if too_long {
        bytes.truncate(MAX_RECORD_BYTES);
        if !ended {
            input.skip_until(b'\n')?;
        }
    }
    Ok(Some(Cut {
        line: *line,
        bytes,
        too_long,
    }))
}

/// The record as text, or which byte is not.
pub(super) fn utf8(record: &[u8]) -> Result<&str, RowProblem> {
    std::str::from_utf8(record).map_err(|error| {
        let at = error.valid_up_to();
        let byte = record.get(at).copied().unwrap_or_default();
        let before: String = String::from_utf8_lossy(&record[..at])
            .chars()
            .rev()
            .take(20)
            .collect();
        let before: String = before.chars().rev().collect();
        RowProblem::new(
            Reason::NotUtf8,
            "row",
            &before,
            format!("byte 0x{byte:02X} after \"{before}\" is not UTF-8"),
            "convert the export, from Latin-1 with `iconv -f LATIN1 -t UTF-8`",
        )
    })
}

/// The problem of a record that is longer than one message may be.
pub(super) fn too_long(record: &[u8]) -> RowProblem {
    RowProblem::new(
        Reason::TooLong,
        "row",
        &String::from_utf8_lossy(&record[..80.min(record.len())]),
        format!("the record is longer than {} KiB", MAX_RECORD_BYTES / 1024),
        "shorten it; the dead letter keeps its beginning",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_beyond_the_limit_is_cut_and_the_next_is_whole() {
        let mut text = vec![b'x'; MAX_RECORD_BYTES + 5_000];
        text.extend_from_slice(b"\r\nnext\n");
        let (mut input, mut line) = (text.as_slice(), 0);
        let long = next(&mut input, &mut line).unwrap().unwrap();
        assert!(long.too_long && long.bytes.len() == MAX_RECORD_BYTES);
        let after = next(&mut input, &mut line).unwrap().unwrap();
        assert_eq!(
            (after.line, after.bytes.as_slice(), after.too_long),
            (2, &b"next"[..], false)
        );
        assert_eq!(next(&mut input, &mut line).unwrap(), None);
    }

    #[test]
    fn latin_1_is_refused_with_the_byte() {
        assert_eq!(
            utf8(b"caf\xe9,1").unwrap_err().what,
            "byte 0xE9 after \"caf\" is not UTF-8"
        );
    }
}
