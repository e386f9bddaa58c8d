//! What is wrong with a mapping file or with a row, in words that say where and what to do.

use std::fmt;

/// One fault of a mapping file. All faults of a file are collected before it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The mapping file, as it was named by the caller.
    pub file: String,
    /// Line in that file, from 1.
    pub line: usize,
    /// Dotted path of the key, `fields.state.values`.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            field,
            what,
            remedy,
        } = self;
        write!(f, "{file}:{line}: {field}: {what}; {remedy}")
    }
}

/// Why a row of an export gave no event. Each code is one line of an import's summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The row has more or fewer fields than the header.
    ColumnCount,
    /// The row is not valid UTF-8.
    NotUtf8,
    /// A quoted field is followed by something else than a delimiter.
    StrayQuote,
    /// The record is longer than one message may be.
    TooLong,
    /// The record is not a JSON object.
    NotJson,
    /// A column that the identity, the subject or the time needs has no value.
    MissingValue,
    /// The mapping's value table does not know the value.
    UnknownValue,
    /// The text fits none of the mapping's time formats, or several of them differently.
    NotATime,
    /// The local time does not exist or happens twice (daylight saving).
    UnclearLocalTime,
    /// The contract wants a whole number here.
    NotANumber,
    /// The contract wants true or false here.
    NotABoolean,
    /// Every field maps, but the event breaks its contract.
    Contract,
}

impl Reason {
    /// The code under which summaries and dead letters count this reason.
    pub fn code(self) -> &'static str {
        match self {
            Self::ColumnCount => "column-count",
            Self::NotUtf8 => "not-utf8",
            Self::StrayQuote => "stray-quote",
            Self::TooLong => "too-long",
            Self::NotJson => "not-json",
            Self::MissingValue => "missing-value",
            Self::UnknownValue => "unknown-value",
            Self::NotATime => "not-a-time",
            Self::UnclearLocalTime => "unclear-local-time",
            Self::NotANumber => "not-a-number",
            Self::NotABoolean => "not-a-boolean",
            Self::Contract => "contract",
        }
    }
}

/// A row that gives no event: reported, counted, and stored as a dead letter with its raw bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Line of the file at which the record starts, from 1.
    pub line: u64,
    /// The column of the export (or the whole `row`).
    pub column: String,
    /// The value found there, cut to 80 characters.
    pub value: String,
    /// The kind of fault.
    pub reason: Reason,
    /// What is wrong, as a sentence without the line.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl RowProblem {
    /// A problem of `column` whose line is filled in by the reader, see [`RowProblem::at`].
    pub(crate) fn new(
        reason: Reason,
        column: &str,
        value: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let value = value.chars().take(80).collect();
        Self {
            line: 0,
            column: column.into(),
            value,
            reason,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// The contract's own refusal: the fields were read, but they make no valid event.
    pub(crate) fn contract(rejection: &schemas::Rejection) -> Self {
        let field = rejection.field.as_deref().unwrap_or("row");
        let (what, remedy) = rejection
            .message
            .split_once("; ")
            .unwrap_or((&rejection.message, "mend the row"));
        Self::new(Reason::Contract, field, "", what, remedy)
    }

    /// The same problem at `line`.
    pub(crate) fn at(self, line: u64) -> Self {
        Self { line, ..self }
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            what,
            remedy,
            ..
        } = self;
        write!(f, "line {line}: {column}: {what}; {remedy}")
    }
}

/// `did you mean "x"?` with the nearest of `known`, or the whole list when nothing is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known.iter().map(|k| (edits(word, k), *k)).min();
    match near {
        Some((n, k)) if n <= 2.max(word.chars().count() / 3) => format!("did you mean \"{k}\"?"),
        _ => format!("known are: {}", known.join(", ")),
    }
}

/// Levenshtein's distance in characters, blind to case.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.to_lowercase().chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_word_is_offered() {
        assert_eq!(
            did_you_mean("colum", ["column", "values"]),
            "did you mean \"column\"?"
        );
        assert_eq!(
            did_you_mean("Incident-State", ["incident_state", "number"]),
            "did you mean \"incident_state\"?"
        );
        assert_eq!(
            did_you_mean("zzz", ["column", "values"]),
            "known are: column, values"
        );
    }
}
