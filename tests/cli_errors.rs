//! What a newcomer gets wrong, each answered in words that say what to do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use harness::program::program;

/// Runs a command that must fail and gives what it says.
fn refused(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = program(folder)
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let words =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{arguments:?} was not refused: {words}");
    words
}

fn says(words: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(words.contains(part), "\"{part}\" is missing in: {words}");
    }
    assert!(!words.contains("panicked"), "{words}");
}

#[test]
fn no_engine_and_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = [("SERVICE_REPORT_CHDB", "/nowhere/libchdb.so")];
    says(
        &refused(folder.path(), &["migrate"], &nowhere),
        &["/nowhere/libchdb.so", "CLICKHOUSE_URL"],
    );
}

#[test]
fn a_server_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let words = refused(
        folder.path(),
        &["migrate", "--clickhouse-url", "http://127.0.0.1:1"],
        &[],
    );
    says(
        &words,
        &["cannot use the ClickHouse server at http://127.0.0.1:1 (flag)"],
    );
}

#[test]
fn a_data_folder_that_another_process_holds() {
    let folder = tempfile::tempdir().unwrap();
    let serving = program(folder.path())
        .args(["clickhouse", "--port", "0", "--data-dir", "held"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut serving = Ended(serving);
    // Kept until the end: a program whose output nobody reads any more ends itself.
    let mut said = BufReader::new(serving.0.stdout.take().unwrap()).lines();
    let first = said.next().unwrap().unwrap();
    assert!(
        first.starts_with("ClickHouse of held at http://127.0.0.1:"),
        "{first}"
    );
    let words = refused(folder.path(), &["migrate", "--data-dir", "held"], &[]);
    says(&words, &["held", &serving.0.id().to_string()]);
}

/// A child that does not outlive its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_kafka_that_is_not_there_or_not_named() {
    let folder = tempfile::tempdir().unwrap();
    let words = refused(
        folder.path(),
        &["ingest", "--no-health", "--kafka", "127.0.0.1:1"],
        &[],
    );
    says(&words, &["Kafka is not reachable at 127.0.0.1:1", "--kafka"]);
    says(
        &refused(folder.path(), &["ingest"], &[]),
        &["no Kafka brokers are configured", "KAFKA_BOOTSTRAP"],
    );
}

#[test]
fn a_month_or_an_instant_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    says(
        &refused(folder.path(), &["report", "--month", "2016-5"], &[]),
        &["2016-5", "like 2026-05"],
    );
    says(
        &refused(folder.path(), &["ledger", "--month", "May"], &[]),
        &["like 2026-05"],
    );
    let words = refused(
        folder.path(),
        &["aggregate", "--month", "2016-05", "--as-of", "yesterday"],
        &[],
    );
    says(&words, &["--as-of", "yesterday"]);
    let words = refused(
        folder.path(),
        &["aggregate", "--from", "2016-05", "--to", "2016-03"],
        &[],
    );
    says(&words, &["--from 2016-05 lies after --to 2016-03"]);
}

#[test]
fn definitions_that_are_missing_or_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let words = refused(
        folder.path(),
        &["report", "--month", "2016-05", "--definitions", "mine"],
        &[],
    );
    says(
        &words,
        &["no folder of definitions at mine (flag)", "--definitions DIR"],
    );
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(
        folder.path().join("mine/organisation.toml"),
        "id = \"x\"\nnames = 3\n",
    )
    .unwrap();
    let output = program(folder.path())
        .args(["check", "--definitions", "mine"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    says(
        &String::from_utf8_lossy(&output.stdout),
        &["mine/organisation.toml:2:", "problems"],
    );
    let words = refused(
        folder.path(),
        &["report", "--month", "2016-05", "--definitions", "mine"],
        &[],
    );
    says(&words, &["organisation.toml:2:", "service-report check"]);
}

#[test]
fn good_definitions_are_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(folder.path()).arg("check").output().unwrap();
    assert!(output.status.success());
    says(
        &String::from_utf8_lossy(&output.stdout),
        &["services", "no errors"],
    );
}

#[test]
fn months_without_events_or_figures_and_files_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    says(
        &refused(folder.path(), &["report", "--month", "2016-05"], &[]),
        &["no events yet", "service-report import"],
    );
    says(
        &refused(folder.path(), &["ledger", "--month", "2016-05"], &[]),
        &["2016-05", "service-report aggregate"],
    );
    says(
        &refused(folder.path(), &["import", "nothing.csv"], &[]),
        &["nothing.csv"],
    );
    let words = refused(
        folder.path(),
        &["import", "--source", "servicenau", "nothing.csv"],
        &[],
    );
    says(&words, &["no source \"servicenau\"", "servicenow"]);
    let words = refused(
        folder.path(),
        &["dead-letters", "show", "incident", "0", "7"],
        &[],
    );
    says(&words, &["no such dead letter", "dead-letters list"]);
}

#[test]
fn serving_other_machines_without_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let words = refused(
        folder.path(),
        &["serve"],
        &[("SERVICE_REPORT_LISTEN_ADDRESS", "0.0.0.0:0")],
    );
    says(
        &words,
        &["refusing to listen on 0.0.0.0:0", "service-report token"],
    );
    let words = refused(
        folder.path(),
        &["ingest", "--kafka", "127.0.0.1:1"],
        &[("SERVICE_REPORT_INGEST_HEALTH_ADDRESS", "0.0.0.0:0")],
    );
    says(&words, &["refusing to listen", "ingest.health_address"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let words = refused(
        folder.path(),
        &["serve"],
        &[("SERVICE_REPORT_LISTEN_ADDRESS", &address)],
    );
    says(&words, &["cannot listen on", &address]);
}

#[test]
fn every_command_says_what_it_does_by_example_and_what_comes_next() {
    let folder = tempfile::tempdir().unwrap();
    let commands = [
        "demo",
        "migrate",
        "clickhouse",
        "ingest",
        "import",
        "aggregate",
        "report",
        "ledger",
        "serve",
        "dead-letters",
        "check",
        "config",
        "health",
        "token",
    ];
    let page = program(folder.path()).arg("--help").output().unwrap();
    says(&String::from_utf8_lossy(&page.stdout), &commands);
    for command in commands {
        let help = program(folder.path()).args([command, "--help"]).output().unwrap();
        says(
            &String::from_utf8_lossy(&help.stdout),
            &["Example: service-report ", "Next: "],
        );
    }
}
