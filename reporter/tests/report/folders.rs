//! Every SQL file, template and locale file is embedded, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reporter::{locale, read, render};

#[test]
fn every_sql_file_is_embedded_and_says_what_it_is() {
    let listed: BTreeSet<String> = read::SQL.iter().map(|(name, _)| format!("{name}.sql")).collect();
    assert_eq!(listed, below("sql"));
    for (name, sql) in read::SQL {
        let mut lines = sql.lines().filter(|line| line.starts_with("-- "));
        assert!(lines.any(|line| line.starts_with("-- What: ")), "{name}");
        assert!(lines.any(|line| line.starts_with("-- Grain: ")), "{name}");
        assert!(
            !sql.contains("from events"),
            "{name}: the reporter reads marts only"
        );
    }
}

#[test]
fn every_template_is_embedded() {
    let listed: BTreeSet<String> = render::TEMPLATES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(listed, below("templates"));
}

#[test]
fn every_locale_file_is_embedded() {
    let listed: BTreeSet<String> = locale::FILES
        .iter()
        .map(|(language, name, _)| format!("{}/{name}", language.tag()))
        .collect();
    assert_eq!(listed, below("locales"));
}

fn below(folder: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                );
            }
        }
    }
    found
}
