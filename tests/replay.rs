//! The same events in whatever way they come give the same marts, byte for byte (case A20).
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use aggregator::model;

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
    let given = std::env::var_os("SERVICE_REPORT_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let path = folder.join("uci_incident_event_log.csv.gz");
    assert!(
        path.is_file(),
        "{} is missing: this test runs on the published incident log; name its folder in SERVICE_REPORT_DATA",
        path.display()
    );
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

    let once = engine.marts("once", log, &[&[&whole]]);
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
        let other = engine.marts(name, log, imports);
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

/// An embedded engine that several importers use at the same time.
struct Engine {
    child: Child,
    url: String,
    password: PathBuf,
    folder: PathBuf,
}

impl Engine {
    fn start(folder: &Path) -> Self {
        let password = folder.join("password");
        let mut child = program(folder)
            .args([
                "clickhouse",
                "--port",
                "0",
                "--data-dir",
                "data",
                "--password-file",
            ])
            .arg(&password)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.rsplit(' ').next().unwrap().to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            url,
            password,
            folder: folder.to_owned(),
        }
    }

    /// Imports into a database of its own, each list of files by a process of its own, and gives every mart as text,
    /// and the ledgers as they are handed out.
    fn marts(&self, database: &str, log: &Log, imports: &[&[&PathBuf]]) -> Vec<(String, String)> {
        self.succeed(self.program(database).arg("migrate"));
        let importers: Vec<Child> = imports
            .iter()
            .map(|files| {
                self.program(database)
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
        self.succeed(self.program(database).args(range));
        let marts = model::tables().map(|mart| {
            // When the last event arrived is a fact about the import, not about the events.
            let columns = match mart.name {
                "months" => "* except last_recorded_at",
                _ => "*",
            };
            let name = mart.name;
            let sql = format!("select {columns} from {database}.{name} order by all format TSVWithNames");
            (name.to_owned(), self.query(&sql))
        });
        let ledgers = log.months.iter().map(|month| {
            let ledger = ["ledger", "--month", month];
            (
                format!("ledger of {month}"),
                self.succeed(self.program(database).args(ledger)),
            )
        });
        marts.chain(ledgers).collect()
    }

    fn program(&self, database: &str) -> Command {
        let mut command = program(&self.folder);
        command.args(["--clickhouse-url", &self.url, "--database", database]);
        command.env("SERVICE_REPORT_CLICKHOUSE_PASSWORD_FILE", &self.password);
        command
    }

    fn succeed(&self, command: &mut Command) -> String {
        let output = command.output().unwrap();
        assert!(
            output.status.success(),
            "{command:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn query(&self, sql: &str) -> String {
        let password = std::fs::read_to_string(&self.password).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let request = reqwest::Client::new()
                .post(&self.url)
                .basic_auth("default", Some(password.trim()));
            let answer = request.body(sql.to_owned()).send().await.unwrap();
            let well = answer.status().is_success();
            let text = answer.text().await.unwrap();
            assert!(well, "{sql}: {text}");
            text
        })
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service-report"));
    command
        .current_dir(folder)
        .env_remove("CLICKHOUSE_URL")
        .env("SERVICE_REPORT_LOG_LEVEL", "warn");
    command.env(
        "SERVICE_REPORT_DEFINITIONS",
        concat!(env!("CARGO_MANIFEST_DIR"), "/definitions"),
    );
    command
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
