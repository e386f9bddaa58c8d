//! What is wrong with definitions: file, line, field, fault and remedy, all at once.

use std::fmt;

/// One fault or doubt, with the place where to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path below the folder of definitions.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The field, as a path such as `versions[1].targets[0].priority`; empty for the file as a whole.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether definitions can be used in spite of it.
    pub severity: Severity,
}

/// Whether definitions can be used in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// They cannot.
    Error,
    /// They can; somebody should look.
    Warning,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: ", self.file, self.line)?;
        if self.severity == Severity::Warning {
            out.write_str("warning: ")?;
        }
        if !self.field.is_empty() {
            write!(out, "{}: ", self.field)?;
        }
        write!(out, "{} ({})", self.what, self.remedy)
    }
}

/// Every fault that keeps definitions from being used, sorted by file and line; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the definitions have {} problem(s):", self.0.len())?;
        self.0.iter().try_for_each(|problem| write!(out, "\n{problem}"))
    }
}

impl std::error::Error for Problems {}
