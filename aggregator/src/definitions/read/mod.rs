//! From TOML texts to checked definitions.

use std::collections::BTreeMap;

use super::{Definitions, Problem, Problems, Severity};

/// Reads every file, then checks what they say about one another.
pub(super) fn definitions(texts: BTreeMap<String, String>) -> Result<Definitions, Problems> {
    let problems = texts.into_keys().map(|file| Problem {
        file,
        line: 1,
        field: String::new(),
        what: "the reader is being built".to_owned(),
        remedy: "wait for the next commit".to_owned(),
        severity: Severity::Error,
    });
    Err(Problems(problems.collect()))
}
