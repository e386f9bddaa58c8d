//! The same events in whatever way they come give the same marts, byte for byte (case A20).
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use aggregator::model;
use harness::data::published;
use harness::engine::Engine;
use harness::program::succeed;

const AS_OF: &str = "2100-01-01T00:00:00Z";

/// What is imported, a line for each update, and for which months it is computed.
struct Log {
    source: Option<&'static str>,
    header: Option<String>,
    lines: Vec<String>,
    months: &'static [&'static str],
}

#[test]
fn once_twice_reversed_or_split_over_two_ingestors() {
    same_in_every_way(&Log {
        source: None,
        header: None,
        lines: events(),
        months: &["2026-03", "2026-04"],
    });
}

/// The same with the whole published log of an IT company: 141,712 updates as its tool exported them.
#[test]
fn the_real_log_once_twice_reversed_or_split_over_two_ingestors() {
    let path = published("uci_incident_event_log.csv.gz");
    let unpacked = Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
    let text = String::from_utf8(unpacked.stdout).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    let log = Log {
        source: Some("servicenow"),
        header: lines.next(),
        lines: lines.collect(),
        months: &["2016-05"],
    };
    assert_eq!(log.lines.len(), 141_712);
    same_in_every_way(&log);
}

/// Imports the log once, twice, in reversed order, and split over two ingestors at the same time: the marts are the same.
fn same_in_every_way(log: &Log) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::start(folder.path());
    let file = |name: &str, lines: Vec<&str>| {
        let path = folder.path().join(name);
        let lines: Vec<&str> = log.header.as_deref().into_iter().chain(lines).collect();
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        path
    };
    let all = || log.lines.iter().map(String::as_str);
    let (whole, again) = (file("whole", all().collect()), file("again", all().collect()));
    let reversed = file("reversed", all().rev().collect());
    let even = file("even", all().step_by(2).collect());
    let odd = file("odd", all().skip(1).step_by(2).collect());

    let once = marts(&engine, "once", log, &[&[&whole]]);
    for filled in ["ledger", "breaches", "figures", "workload_hours"] {
        let found = once.iter().find(|(mart, _)| mart == filled).unwrap();
        assert!(
            found.1.lines().count() > 20,
            "{filled} proves nothing:\n{}",
            found.1
        );
    }
    let ways: [(&str, &[&[&PathBuf]]); 3] = [
        ("twice", &[&[&whole, &whole, &again]]),
        ("backwards", &[&[&reversed]]),
        ("split", &[&[&odd], &[&even]]),
    ];
    for (name, imports) in ways {
        let other = marts(&engine, name, log, imports);
        let differences: Vec<String> = once
            .iter()
            .zip(&other)
            .filter(|(once, other)| once != other)
            .map(|(once, other)| format!("{}: {}", once.0, first_difference(&once.1, &other.1)))
            .collect();
        assert!(
            differences.is_empty(),
            "{name} differs from once in\n{}",
            differences.join("\n")
        );
    }
}

/// Incidents of two months with waits, reopenings and changes of priority; every update is a line.
fn events() -> Vec<String> {
    let mut lines = Vec::new();
    for number in 1..=240_u64 {
        let (day, hour) = (1 + number % 28, 1 + number % 7);
        let month = 3 + number % 2;
        let priority = ["critical", "high", "moderate", "low"][(number % 4) as usize];
        let mut update = |sequence: u64, minutes: u64, state: &str, priority: &str| {
            let (hour, minute) = (hour + minutes / 60, minutes % 60);
            let time = format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z");
            lines.push(format!(
                r#"{{"specversion":"1.0","id":"INC{number:04}-{sequence}","source":"/test","type":"incident.v1","subject":"INC{number:04}","time":"{time}","sequence":"{sequence}","data":{{"service":"securities.settlement","state":"{state}","priority":"{priority}","assignment_group":"operations-{group}","channel":"phone"}}}}"#,
                group = 1 + number % 5,
            ));
        };
        update(1, 0, "new", priority);
        update(2, number % 50, "in-progress", priority);
        update(3, 60 + number % 40, "awaiting-customer", priority);
        update(
            4,
            150 + number % 90,
            "in-progress",
            if number % 5 == 0 { "high" } else { priority },
        );
        update(
            5,
            200 + number * 3,
            "resolved",
            if number % 5 == 0 { "high" } else { priority },
        );
        if number % 6 == 0 {
            update(6, 230 + number * 3, "in-progress", priority);
            update(7, 290 + number * 3, "resolved", priority);
        }
    }
    lines
}

/// Imports into a database of its own, each list of files by a process of its own, and gives every mart as text,
/// and the ledgers as they are handed out.
fn marts(engine: &Engine, database: &str, log: &Log, imports: &[&[&PathBuf]]) -> Vec<(String, String)> {
    succeed(engine.program(database).arg("migrate"));
    let importers: Vec<Child> = imports
        .iter()
        .map(|files| {
            engine
                .program(database)
                .arg("import")
                .args(log.source.iter().flat_map(|name| ["--source", name]))
                .args(*files)
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut importer in importers {
        assert!(importer.wait().unwrap().success(), "{database}");
    }
    let (first, last) = (log.months[0], log.months[log.months.len() - 1]);
    let range = ["aggregate", "--from", first, "--to", last, "--as-of", AS_OF];
    succeed(engine.program(database).args(range));
    let marts = model::tables().map(|mart| {
        // When the last event arrived is a fact about the import, not about the events.
        let columns = match mart.name {
            "months" => "* except last_recorded_at",
            _ => "*",
        };
        let name = mart.name;
        let sql = format!("select {columns} from {database}.{name} order by all format TSVWithNames");
        (name.to_owned(), engine.ask(database, &sql, &[]))
    });
    let ledgers = log.months.iter().map(|month| {
        let ledger = ["ledger", "--month", month];
        (
            format!("ledger of {month}"),
            succeed(engine.program(database).args(ledger)),
        )
    });
    marts.chain(ledgers).collect()
}

fn first_difference(left: &str, right: &str) -> String {
    let differing = left
        .lines()
        .zip(right.lines())
        .find(|(left, right)| left != right);
    differing.map_or_else(
        || "one is longer".into(),
        |(left, right)| format!("{left}\n{right}"),
    )
}
