//! Every kind of fault in definitions is refused with file, line, field and remedy: one file of this folder each.
//!
//! A case takes the small organisation beside it, changes one file as it says, and states the problems to the letter.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aggregator::definitions;

#[test]
fn every_fault_is_named_with_its_place_and_remedy() {
    let mut wrong = Vec::new();
    let cases = cases();
    for path in &cases {
        let case = Case::read(path);
        let said = case.said();
        if said != case.expected {
            wrong.push(format!(
                "{}\nexpected:\n{}\nsaid:\n{said}\n",
                path.display(),
                case.expected
            ));
        }
    }
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let mut texts = organisation();
    for (file, from, to) in [
        ("organisation.toml", "Europe/London", "Europe/Londinium"),
        ("calendars/desk.toml", "\"09:00-12:30\"", "\"09:00-08:30\""),
        (
            "agreements/readers.toml",
            "priority = \"p2\"",
            "priority = \"p9\"",
        ),
    ] {
        let text = texts.get_mut(file).unwrap();
        *text = text.replacen(from, to, 1);
    }
    let problems = definitions::from_texts(texts).unwrap_err().0;
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(
        files,
        [
            "agreements/readers.toml",
            "calendars/desk.toml",
            "organisation.toml"
        ]
    );
}

#[test]
fn a_folder_without_definitions_says_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let problems = definitions::load(dir.path()).unwrap_err();
    let said = problems.to_string();
    assert!(said.contains("organisation.toml:1: cannot be read"), "{said}");
}

/// One change of one file, and what is said about it.
struct Case {
    file: String,
    replace: String,
    with: String,
    expected: String,
}

impl Case {
    /// Four parts, each begun by a line `# file`, `# replace` (empty = a new file), `# with`, `# expect`.
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let part = |name: &str| {
            let begin = text
                .find(&format!("# {name}\n"))
                .unwrap_or_else(|| panic!("no # {name} in {}", path.display()));
            let body = &text[begin + name.len() + 3..];
            let ends = ["# file\n", "# replace\n", "# with\n", "# expect\n"]
                .iter()
                .filter_map(|next| body.find(next));
            body[..ends.min().unwrap_or(body.len())].trim_end().to_owned()
        };
        Self {
            file: part("file"),
            replace: part("replace"),
            with: part("with"),
            expected: part("expect"),
        }
    }

    fn said(&self) -> String {
        let mut texts = organisation();
        let text = texts.entry(self.file.clone()).or_default();
        if self.replace.is_empty() {
            text.clone_from(&self.with);
        } else {
            assert_eq!(
                text.matches(&self.replace).count(),
                1,
                "`{}` once in {}",
                self.replace,
                self.file
            );
            *text = text.replace(&self.replace, &self.with);
        }
        let problems = match definitions::from_texts(texts) {
            Ok(definitions) => definitions.warnings,
            Err(problems) => problems.0,
        };
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions_broken");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn organisation() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other-organisation");
    definitions::load(&folder)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .texts()
        .clone()
}
