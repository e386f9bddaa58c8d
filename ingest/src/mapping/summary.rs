//! What an import did: rows, events, refusals by reason with their first lines, untranslated values.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use super::engine::Mapped;
use super::problem::{Reason, RowProblem};
use super::value::{Note, Treatment};

/// How many problems of one reason are kept word by word; all are counted and all are dead letters.
const FIRST: usize = 5;

/// The account of one file: `rows` = `events` + all refusals, always.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Records of the file, without its header and blank lines.
    pub rows: u64,
    /// Records that gave an event.
    pub events: u64,
    /// Records that gave none, by reason.
    pub refused: BTreeMap<Reason, Refusals>,
    /// Values without translation, and how often each was seen.
    pub notes: BTreeMap<Note, u64>,
    subjects: HashSet<String>,
}

/// The refusals of one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusals {
    /// How many rows.
    pub rows: u64,
    /// The first five, with line, value and remedy.
    pub first: Vec<RowProblem>,
}

impl Summary {
    /// Counts one record.
    pub fn add(&mut self, row: &Result<Mapped, RowProblem>) {
        self.rows += 1;
        match row {
            Ok(mapped) => {
                self.events += 1;
                let subject = &mapped.event.subject;
                if !self.subjects.contains(subject) {
                    self.subjects.insert(subject.clone());
                }
                for note in &mapped.notes {
                    *self.notes.entry(note.clone()).or_default() += 1;
                }
            }
            Err(problem) => {
                let refusals = self.refused.entry(problem.reason).or_default();
                refusals.rows += 1;
                if refusals.first.len() < FIRST {
                    refusals.first.push(problem.clone());
                }
            }
        }
    }

    /// Distinct records that the events speak of.
    pub fn subjects(&self) -> usize {
        self.subjects.len()
    }

    /// Rows that gave no event.
    pub fn refused_rows(&self) -> u64 {
        self.refused.values().map(|refusals| refusals.rows).sum()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = self.refused_rows();
        writeln!(
            f,
            "{} rows: {} events of {} records, {refused} refused",
            self.rows,
            self.events,
            self.subjects()
        )?;
        for (reason, refusals) in &self.refused {
            writeln!(f, "refused, {}: {} rows", reason.code(), refusals.rows)?;
            for problem in &refusals.first {
                writeln!(f, "  {problem}")?;
            }
            if refusals.rows > FIRST as u64 {
                writeln!(
                    f,
                    "  … and {} more; all are dead letters",
                    refusals.rows - FIRST as u64
                )?;
            }
        }
        for (note, rows) in &self.notes {
            let done = match note.treatment {
                Treatment::NotStated => "taken as not stated",
                Treatment::Kept => "kept without translation",
            };
            writeln!(f, "{} \"{}\" {done}: {rows} rows", note.field, note.value)?;
        }
        Ok(())
    }
}
