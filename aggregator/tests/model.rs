//! Holds the SQL layers to their order: what each layer may read, and that no file is forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use aggregator::model::{FILES, Layer, SqlFile, maker, of, tables, views, waves, with_all_below};

#[test]
fn the_list_of_files_is_the_folder() {
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut on_disk = Vec::new();
    let mut folders = vec![sql];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                on_disk.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    let listed: BTreeSet<&str> = FILES.iter().map(|file| file.sql).collect();
    for text in &on_disk {
        assert!(
            listed.contains(text.as_str()),
            "a file that is not in the list begins {:?}",
            text.lines().next()
        );
    }
    assert_eq!(on_disk.len(), listed.len());
}

#[test]
fn staging_reads_events_only() {
    for file in of(Layer::Staging) {
        assert!(file.name.starts_with("stg_"), "{}", file.name);
        // What an earlier month left open is where a month goes on from.
        let own = |name: &&str| ["events", "open_tickets"].contains(name) || name.starts_with("stg_");
        assert!(
            file.reads().iter().all(own),
            "{} reads {:?}",
            file.name,
            file.reads()
        );
    }
}

#[test]
fn only_staging_reads_events() {
    let others = FILES.iter().filter(|file| file.layer != Layer::Staging);
    for file in others {
        assert!(!file.reads().contains(&"events"), "{}", file.name);
    }
}

#[test]
fn intermediate_reads_staging_intermediate_and_definitions() {
    for file in of(Layer::Intermediate) {
        assert!(file.name.starts_with("int_"), "{}", file.name);
        only_reads(file, &names(&[Layer::Staging, Layer::Intermediate]));
    }
}

#[test]
fn marts_read_intermediate_staging_and_earlier_marts() {
    let mut readable = names(&[Layer::Staging, Layer::Intermediate]);
    for file in of(Layer::Marts) {
        only_reads(file, &readable);
        readable.insert(file.name);
    }
    of(Layer::Kpis).for_each(|file| only_reads(file, &readable));
    for file in of(Layer::Judging) {
        only_reads(file, &readable);
        readable.insert(file.name);
    }
    of(Layer::Levels).for_each(|file| only_reads(file, &readable));
    of(Layer::RollUps).for_each(|file| only_reads(file, &readable));
    for file in of(Layer::Closing) {
        only_reads(file, &readable);
        readable.insert(file.name);
    }
}

#[test]
fn checks_and_exports_read_marts_only() {
    let marts = names(&[Layer::Marts]);
    for file in of(Layer::Checks).chain(of(Layer::Exports)) {
        assert!(
            file.reads().iter().all(|name| marts.contains(name)),
            "{} reads {:?}",
            file.name,
            file.reads()
        );
    }
}

#[test]
fn what_explains_reads_no_events_itself() {
    let readable = names(&[Layer::Staging, Layer::Intermediate, Layer::Marts]);
    of(Layer::Explain).for_each(|file| only_reads(file, &readable));
}

/// A file of figures ends each row with `members`: with `by_record = 1` the record that the row is of.
#[test]
fn every_file_of_figures_gives_its_records() {
    let figures = of(Layer::Marts).filter(|file| file.name == "figures");
    let silent: Vec<&str> = figures
        .chain(of(Layer::Kpis))
        .chain(of(Layer::Levels))
        .chain(of(Layer::RollUps))
        .filter(|file| {
            (!file.says_its_records() || !file.sql.contains("members")) && file.together("*").is_none()
        })
        .map(|file| file.path)
        .collect();
    assert!(
        silent.is_empty(),
        "these have no `{{by_record:UInt8}} ? [(record_type, source, record)] : [] as members` in their rows and in \
         their `group by`, so nobody can explain their figures: {silent:#?}"
    );
}

#[test]
fn a_figure_has_one_file_that_makes_it() {
    let makers = || of(Layer::Kpis).chain(of(Layer::Marts).filter(|file| file.name == "figures"));
    for figure in [
        "CHG-01",
        "AVA-05",
        "INC-04-median",
        "workload.opened",
        "availability.agreed_hours",
    ] {
        let quoted = format!("'{figure}'");
        assert_eq!(
            makers().filter(|file| file.sql.contains(&quoted)).count(),
            1,
            "{figure}"
        );
        assert!(maker(figure).unwrap().sql.contains(&quoted));
    }
    assert_eq!(maker("response.attainment").unwrap().name, "figures");
    assert_eq!(maker("SLM-01").unwrap().name, "service_level");
    assert_eq!(maker("integrity.late-maintenance").unwrap().name, "integrity");
    assert!(maker("no.such.figure").is_none());
    let below: Vec<&str> = with_all_below(maker("CHG-01").unwrap())
        .iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(below[0], "aggregator/sql/marts/kpis/change.sql");
    assert!(
        below.contains(&"aggregator/sql/staging/stg_record_updates.sql"),
        "{below:?}"
    );
    let ledger = with_all_below(maker("workload.opened").unwrap());
    assert!(ledger.iter().any(|file| file.name == "stg_ticket_updates"));
}

#[test]
fn headers_are_read_as_text() {
    for file in FILES {
        assert!(
            !file.what().is_empty() && !file.what().contains("Grain:"),
            "{}",
            file.path
        );
    }
    let together = |figure: &str| maker(figure).unwrap().together(figure);
    assert!(together("REL-03-expected").unwrap().contains("rounded once"));
    assert!(together("SMS-05-objective-2").is_some());
    assert_eq!(together("CHG-01"), None);
}

#[test]
fn views_do_not_read_one_another_in_a_circle() {
    let waves = waves(views().collect(), |view, other| {
        view.reads().contains(&other.name)
    });
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for wave in waves {
        for view in &wave {
            let unread = views().filter(|other| view.reads().contains(&other.name));
            assert!(
                unread.into_iter().all(|other| read.contains(other.name)),
                "{}",
                view.name
            );
        }
        read.extend(wave.iter().map(|view| view.name));
    }
    assert_eq!(
        read.len(),
        of(Layer::Staging).count() + of(Layer::Intermediate).count()
    );
}

#[test]
fn a_mart_is_read_as_the_one_that_is_being_built() {
    for file in FILES.iter().filter(|file| {
        (file.layer >= Layer::Marts && file.layer <= Layer::Checks) || file.layer == Layer::Explain
    }) {
        for mart in tables().filter(|mart| file.reads().contains(&mart.name)) {
            let named = format!("{{{}:Identifier}}", mart.name);
            assert!(
                file.sql.contains(&named),
                "{} reads {} without {named}",
                file.name,
                mart.name
            );
        }
    }
}

fn names(layers: &[Layer]) -> BTreeSet<&'static str> {
    let files = FILES.iter().filter(|file| layers.contains(&file.layer));
    files.map(|file| file.name).collect()
}

fn only_reads(file: &SqlFile, readable: &BTreeSet<&str>) {
    for name in file.reads() {
        assert!(
            readable.contains(name) || is_of_definitions(name),
            "{} reads {name}",
            file.name
        );
    }
}

/// Tables of definitions are keyed first by the definitions' hash.
fn is_of_definitions(name: &str) -> bool {
    let made = format!("create table if not exists {name}\n(\n    definitions String");
    warehouse::MIGRATIONS
        .iter()
        .any(|migration| migration.sql.contains(&made))
}
