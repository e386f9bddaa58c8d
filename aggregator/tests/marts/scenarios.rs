//! Walks `tests/scenarios`: the events of each folder in, the months computed, its expected tables out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use aggregator::definitions::{Definitions, from_texts};
use aggregator::{Month, run};
use jiff::Timestamp;
use schemas::Event;
use serde::Deserialize;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::table;

#[test]
fn every_scenario_comes_out_as_told() {
    let mut folders: Vec<PathBuf> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.retain(|folder| folder.join("scenario.toml").is_file());
    folders.sort();
    assert!(folders.len() > 15, "where are the scenarios?");
    // One story alone: SCENARIO=a25 cargo test -p aggregator --test marts scenarios
    let wanted = std::env::var("SCENARIO").unwrap_or_default();
    folders.retain(|folder| folder.to_string_lossy().contains(&wanted));
    assert!(!folders.is_empty(), "no story is called like {wanted}");
    let next = AtomicUsize::new(0);
    let lane = || {
        let story = || folders.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(story)
            .flat_map(|folder| play(folder))
            .collect()
    };
    // Two at a time: most of a small month is spent on one thread.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let lanes: [std::thread::ScopedJoinHandle<'_, Vec<String>>; 2] =
            [scope.spawn(lane), scope.spawn(lane)];
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A scenario's `scenario.toml`.
#[derive(Deserialize)]
struct Scenario {
    runs: Vec<Run>,
}

/// A month to be computed, and the folder below `expected/` that tells what comes out.
#[derive(Deserialize)]
pub(crate) struct Run {
    name: String,
    pub(crate) month: String,
    pub(crate) as_of: Timestamp,
    /// A folder of the story with definitions as they were for this run, on top of the story's.
    definitions: Option<String>,
}

/// What a story's folder holds.
pub(crate) struct Told {
    pub(crate) runs: Vec<Run>,
    pub(crate) definitions: Definitions,
    pub(crate) updates: Vec<Update>,
}

/// Reads a story's folder.
pub(crate) fn told(folder: &Path) -> Told {
    let scenario: Scenario = toml::from_str(&text(&folder.join("scenario.toml"))).unwrap();
    let events = text(&folder.join("events.jsonl"));
    Told {
        runs: scenario.runs,
        definitions: definitions(folder, None),
        updates: events.lines().map(update).collect(),
    }
}

/// A story's definitions on top of the organisation's, and on top of them those of a run.
fn definitions(folder: &Path, own: Option<&String>) -> Definitions {
    let mut texts = definition_texts(&root().join("_organisation"));
    texts.extend(definition_texts(&folder.join("definitions")));
    texts.extend(
        own.map(|own| definition_texts(&folder.join(own)))
            .unwrap_or_default(),
    );
    from_texts(texts).unwrap_or_else(|problems| panic!("{}: {problems}", folder.display()))
}

/// Gives what did not come out as told, in words.
fn play(folder: &Path) -> Vec<String> {
    let story = folder.file_name().unwrap().to_string_lossy().into_owned();
    assert!(folder.join("README.md").is_file(), "{story} has no README.md");
    let Told { runs, updates, .. } = told(folder);
    with_database(async |warehouse| {
        store(&warehouse, &updates, 3).await;
        let mut wrong = Vec::new();
        for told in &runs {
            let month: Month = told.month.parse().unwrap();
            let definitions = definitions(folder, told.definitions.as_ref());
            if let Err(error) = run(&warehouse, &definitions, month, told.as_of).await {
                panic!("{story}: {error}");
            }
            let expected = folder.join("expected").join(&told.name);
            wrong.extend(compare(&warehouse, &story, month, &expected).await);
        }
        wrong
    })
}

async fn compare(warehouse: &Warehouse, story: &str, month: Month, expected: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let tables =
        fs::read_dir(expected).unwrap_or_else(|_| panic!("{story}: {} is missing", expected.display()));
    for path in tables.map(|entry| entry.unwrap().path()) {
        let mart = path.file_stem().unwrap().to_string_lossy().into_owned();
        let told = text(&path);
        let found = table::as_told(warehouse, &mart, month, &told).await;
        if found != told {
            wrong.push(format!(
                "{story}: {} should be\n{told}and is\n{found}",
                path.display()
            ));
        }
    }
    wrong
}

/// An event of the story as an update; `recordedtime` is CloudEvents' extension of that name.
fn update(line: &str) -> Update {
    #[derive(Deserialize)]
    struct Recorded {
        recordedtime: Option<Timestamp>,
    }
    let event = Event::parse(line.as_bytes()).unwrap_or_else(|rejection| panic!("{rejection:?} in {line}"));
    let recorded: Recorded = serde_json::from_str(line).unwrap();
    let of = |value: Option<&str>| value.unwrap_or("").to_owned();
    Update {
        record_type: event.kind.as_str().trim_end_matches(".v1").to_owned(),
        occurred_at: event.time.as_millisecond(),
        recorded_at: recorded.recordedtime.unwrap_or(event.time).as_millisecond(),
        sequence: event.sequence,
        title: of(event.title()),
        service: of(event.service()),
        state: of(event.state()),
        priority: of(event.priority()),
        channel: of(event.channel()),
        assignment_group: of(event.assignment_group()),
        supplier: of(event.supplier()),
        opened_at: event.opened_at().map(Timestamp::as_millisecond),
        responded: event
            .response()
            .map(|response| (response.at.as_millisecond(), response.by.as_str() == "person")),
        stated_sla_met: event.stated_sla_met(),
        grade: of(event.grade()),
        component: of(event.component()),
        category: of(event.category()),
        body: line.to_owned(),
        id: event.id.clone(),
        source: event.source.clone(),
        record: event.subject,
    }
}

/// The files of a folder of definitions, by their paths below it.
pub(crate) fn definition_texts(folder: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut below = vec![folder.to_owned()];
    while let Some(path) = below.pop() {
        if path.is_dir() {
            below.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            texts.insert(name, text(&path));
        }
    }
    texts
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
