//! The same events in whatever way they come give the same marts, byte for byte (case A20).
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const AS_OF: &str = "2100-01-01T00:00:00Z";

#[test]
fn once_twice_reversed_or_split_over_two_ingestors() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::start(folder.path());
    let lines = events();
    let file = |name: &str, lines: &[String]| {
        let path = folder.path().join(name);
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        path
    };
    let whole = file("whole.ndjson", &lines);
    let again = file("again.ndjson", &lines);
    let reversed: Vec<String> = lines.iter().rev().cloned().collect();
    let reversed = file("reversed.ndjson", &reversed);
    let (odd, even): (Vec<_>, Vec<_>) = lines
        .iter()
        .cloned()
        .enumerate()
        .partition(|(number, _)| number % 2 == 1);
    let part = |half: Vec<(usize, String)>| half.into_iter().map(|(_, line)| line).collect::<Vec<_>>();
    let (odd, even) = (file("odd.ndjson", &part(odd)), file("even.ndjson", &part(even)));

    let once = engine.marts("once", &[&[&whole]]);
    assert!(once.contains("INC0001"), "the ledger is empty:\n{once}");
    assert!(
        once.contains("missed"),
        "nothing was missed, so nothing is proved:\n{once}"
    );
    for (name, imports) in [
        ("twice", vec![vec![&whole, &whole, &again]]),
        ("backwards", vec![vec![&reversed]]),
        ("split", vec![vec![&odd], vec![&even]]),
    ] {
        let imports: Vec<&[&PathBuf]> = imports.iter().map(Vec::as_slice).collect();
        let marts = engine.marts(name, &imports);
        assert!(
            marts == once,
            "{name} differs from once:\n{}",
            first_difference(&once, &marts)
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

    /// Imports into a database of its own, each list of files by a process of its own, and gives all marts as text.
    fn marts(&self, database: &str, imports: &[&[&PathBuf]]) -> String {
        self.succeed(self.program(database).arg("migrate"));
        let importers: Vec<Child> = imports
            .iter()
            .map(|files| {
                self.program(database)
                    .arg("import")
                    .args(*files)
                    .stdout(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for mut importer in importers {
            assert!(importer.wait().unwrap().success(), "{database}");
        }
        let months = [
            "aggregate",
            "--from",
            "2026-03",
            "--to",
            "2026-04",
            "--as-of",
            AS_OF,
        ];
        self.succeed(self.program(database).args(months));
        let mut text = String::new();
        for month in ["2026-03", "2026-04"] {
            writeln!(
                text,
                "{}",
                self.succeed(self.program(database).args(["ledger", "--month", month]))
            )
            .unwrap();
        }
        for mart in ["ledger", "breaches", "figures", "workload_hours", "months"] {
            // When the last event arrived is a fact about the import, not about the events.
            let columns = if mart == "months" {
                "* except last_recorded_at"
            } else {
                "*"
            };
            let sql = format!("select {columns} from {database}.{mart} order by all format TSVWithNames");
            writeln!(text, "{mart}\n{}", self.query(&sql)).unwrap();
        }
        text
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
