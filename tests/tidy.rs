//! Holds the house in order: arrows between crates, size budgets, SQL headers, folder names, kept promises.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which of the workspace's own crates a crate may depend on (ARCHITECTURE.md, "The arrows").
const ARROWS: &[(&str, &[&str])] = &[
    (
        "service-report",
        &[
            "aggregator",
            "clickhouse-embedded",
            "ingest",
            "reporter",
            "schemas",
            "warehouse",
        ],
    ),
    ("aggregator", &["schemas", "warehouse"]),
    ("ingest", &["schemas", "warehouse"]),
    ("reporter", &["warehouse"]),
    ("warehouse", &["schemas"]),
    ("schemas", &[]),
    ("clickhouse-embedded", &[]),
];
const MOST_RUST_LINES: usize = 400;
const MOST_SQL_LINES: usize = 80;
/// A migration lists columns and makes several tables; it is read once and never grows.
const MOST_MIGRATION_LINES: usize = 140;

#[test]
fn crates_depend_only_along_the_arrows() {
    let names: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (name, allowed) in ARROWS {
        let folder = if *name == "service-report" {
            root()
        } else {
            root().join(name)
        };
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
        for dependency in manifest["dependencies"].as_table().unwrap().keys() {
            if names.contains(dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                wrong.push(format!("{name} → {dependency}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "arrows that the architecture does not have: {wrong:?}"
    );
}

#[test]
fn every_workspace_member_has_its_arrows_stated() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let members: BTreeSet<&str> = manifest["workspace"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m.as_str().unwrap())
        .collect();
    let stated: BTreeSet<&str> = ARROWS
        .iter()
        .map(|(name, _)| *name)
        .filter(|n| *n != "service-report")
        .collect();
    assert_eq!(members, stated);
}

#[test]
fn files_keep_to_their_size() {
    let too_long: Vec<String> = sources()
        .into_iter()
        .filter_map(|path| {
            let most = match path.extension()?.to_str()? {
                "rs" => MOST_RUST_LINES,
                "sql" if path.starts_with(root().join("warehouse/migrations")) => MOST_MIGRATION_LINES,
                "sql" => MOST_SQL_LINES,
                _ => return None,
            };
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            (lines > most).then(|| format!("{} has {lines} lines, at most {most}", shown(&path)))
        })
        .collect();
    assert!(too_long.is_empty(), "cut along a subject: {too_long:#?}");
}

#[test]
fn every_rust_file_says_its_subject_first() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| shown(&path))
        .collect();
    assert!(silent.is_empty(), "no `//! ` line at the top of: {silent:#?}");
}

#[test]
fn every_layer_file_says_what_it_is_and_its_grain() {
    let layers = root().join("aggregator/sql");
    let mut seen = 0;
    for path in sources().into_iter().filter(|p| p.starts_with(&layers)) {
        seen += 1;
        let text = fs::read_to_string(&path).unwrap();
        for header in ["-- What:", "-- Grain:"] {
            assert!(
                text.contains(header),
                "{} lacks the line `{header}`",
                shown(&path)
            );
        }
    }
    assert!(seen > 0, "no SQL layers under {}", layers.display());
}

#[test]
fn layers_read_only_the_layer_below() {
    // Invariant: stg_ alone reads events; marts read int_ and stg_; nobody reads a mart to build another.
    let allowed = BTreeMap::from([
        ("staging", vec!["events"]),
        ("intermediate", vec![]),
        ("marts", vec![]),
    ]);
    for (layer, tables) in allowed {
        for path in sources()
            .into_iter()
            .filter(|p| p.starts_with(root().join("aggregator/sql").join(layer)))
        {
            let text = without_comments(&fs::read_to_string(&path).unwrap());
            let reads_events = words_after(&text, &["from", "join"]).any(|table| table == "events");
            assert!(
                !reads_events || tables.contains(&"events"),
                "{} reads events; only aggregator/sql/staging may",
                shown(&path)
            );
        }
    }
}

#[test]
fn reporter_reads_marts_and_never_events() {
    for path in sources()
        .into_iter()
        .filter(|p| p.starts_with(root().join("reporter/sql")))
    {
        let text = without_comments(&fs::read_to_string(&path).unwrap());
        for table in words_after(&text, &["from", "join"]) {
            let forbidden = table == "events" || table.starts_with("stg_") || table.starts_with("int_");
            assert!(
                !forbidden,
                "{} reads {table}; the reporter reads marts only",
                shown(&path)
            );
        }
    }
}

#[test]
fn no_folder_is_named_for_what_it_is_not() {
    let vague = ["utils", "util", "common", "helpers", "helper", "misc"];
    let found: Vec<String> = sources()
        .iter()
        .filter(|p| shown(p).split(['/', '.']).any(|part| vague.contains(&part)))
        .map(|p| shown(p))
        .collect();
    assert!(found.is_empty(), "name these after their subject: {found:?}");
}

#[test]
fn nothing_is_switched_off_or_left_undone() {
    // Assembled so that this file does not find itself.
    let marks = [
        ["#[ign", "ore"].concat(),
        ["tod", "o!("].concat(),
        ["unimpl", "emented!("].concat(),
    ];
    for path in sources()
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
    {
        let text = fs::read_to_string(&path).unwrap();
        for mark in &marks {
            assert!(
                !text.contains(mark.as_str()),
                "{} contains `{mark}`",
                shown(&path)
            );
        }
    }
}

#[test]
fn only_the_embedded_engine_may_be_unsafe() {
    for path in sources()
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
    {
        let lifted = ["allow(", "unsafe_code)"].concat();
        let allowed = path.starts_with(root().join("clickhouse-embedded"));
        // Tests that turn a knob of librdkafka's mock broker by its C interface say so in the file.
        let in_tests = path
            .components()
            .any(|c| c.as_os_str() == "tests" || c.as_os_str() == "examples");
        assert!(
            allowed || in_tests || !fs::read_to_string(&path).unwrap().contains(&lifted),
            "{} lifts the ban on unsafe code",
            shown(&path)
        );
    }
}

#[test]
fn readme_shows_the_two_commands_and_the_ci_runs_the_second() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("make demo") && readme.contains("make test"));
    assert!(
        fs::read_to_string(root().join(".ci/run"))
            .unwrap()
            .contains("make test")
    );
}

#[test]
fn every_path_in_the_architecture_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let missing: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| quoted.contains('/') && !quoted.contains([' ', '*', '<', '{', '…', '$']))
        .filter(|quoted| {
            ["rs", "sql", "toml", "json", "md", "yaml", "yml", "html", "ftl"]
                .iter()
                .any(|e| quoted.ends_with(&format!(".{e}")))
        })
        .filter(|quoted| !root().join(quoted).exists())
        .collect();
    assert!(
        missing.is_empty(),
        "ARCHITECTURE.md names files that are not there: {missing:#?}"
    );
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ARROWS
        .iter()
        .filter(|(name, _)| *name != "service-report")
        .map(|(name, _)| root().join(name))
        .chain([root().join("src"), root().join("tests")])
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "sql") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn without_comments(sql: &str) -> String {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

fn words_after<'a>(text: &'a str, keywords: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let pairs: Vec<(String, String)> = words
        .windows(2)
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect();
    pairs
        .into_iter()
        .filter(|(keyword, _)| keywords.contains(&keyword.as_str()))
        .map(|(_, table)| table)
}
