//! The folder of definitions on disk: which files belong to it, and their hash.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::problem::{Problem, Problems, Severity};

/// The folders that hold definitions; `sources/` is the importer's and no part of them.
pub(super) const FOLDERS: [&str; 7] = [
    "services",
    "calendars",
    "holidays",
    "agreements",
    "kpis",
    "reports",
    "rules",
];

/// The texts of `organisation.toml` and of every `.toml` file in [`FOLDERS`], by path below `dir`.
pub(super) fn read(dir: &Path) -> Result<BTreeMap<String, String>, Problems> {
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    let mut take = |path: String| match fs::read_to_string(dir.join(&path)) {
        Ok(text) => drop(texts.insert(path, text)),
        Err(error) => problems.push(unreadable(path, &error)),
    };
    take("organisation.toml".to_owned());
    for folder in FOLDERS {
        let Ok(entries) = fs::read_dir(dir.join(folder)) else {
            continue;
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names
            .filter(|name| name.ends_with(".toml"))
            .for_each(|name| take(format!("{folder}/{name}")));
    }
    if problems.is_empty() {
        Ok(texts)
    } else {
        Err(Problems(problems))
    }
}

/// SHA-256 over every path, its text's length in bytes, and its text, in order of path; as hexadecimal digits.
pub(super) fn hash(texts: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (path, text) in texts {
        hasher.update(format!("{path}\n{}\n{text}\n", text.len()));
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unreadable(file: String, error: &std::io::Error) -> Problem {
    Problem {
        file,
        line: 1,
        field: String::new(),
        what: format!("cannot be read: {error}"),
        remedy: "every folder of definitions needs it; see definitions/README.md".to_owned(),
        severity: Severity::Error,
    }
}
