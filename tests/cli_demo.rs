//! The demonstration in small: events over Kafka's protocol, stored, computed, rendered; twice the same figures.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::path::Path;

use harness::program::program;
use serde_json::Value;

fn demonstrate(folder: &Path) -> (String, Value) {
    let arguments = [
        "demo",
        "--months",
        "3",
        "--until",
        "2026-10",
        "--seed",
        "1",
        "--no-serve",
    ];
    let output = program(folder).args(arguments).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json = std::fs::read(folder.join("out/2026-10/service-report-2026-10.json")).unwrap();
    (told, serde_json::from_slice(&json).unwrap())
}

#[test]
fn from_events_to_reports_and_again_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (told, first) = demonstrate(folder.path());
    for wanted in [
        "events sent through Kafka",
        "messages received =",
        "7 dead letters",
        "2026-08:",
        "2026-09:",
        "2026-10:",
    ] {
        assert!(told.contains(wanted), "\"{wanted}\" is missing in: {told}");
    }
    let page = told
        .lines()
        .find(|line| line.trim().ends_with(".html"))
        .unwrap()
        .trim();
    let html = std::fs::read_to_string(folder.path().join(page)).unwrap();
    assert!(
        html.contains("<svg") && !html.contains("http-equiv=\"refresh\"") && !html.contains("src=\"http")
    );
    assert!(folder.path().join("out/index.html").is_file());
    keeps_its_schema(&first);

    let (_, second) = demonstrate(folder.path());
    for part in ["figures", "targets", "breaches", "workload_hours"] {
        let (once, again) = (first[part].as_array().unwrap(), second[part].as_array().unwrap());
        assert!(!once.is_empty(), "{part} is empty");
        assert_eq!(once.len(), again.len(), "{part} of two runs");
        let differing = once.iter().zip(again).find(|(one, other)| one != other);
        assert!(
            differing.is_none(),
            "{part} differ between two runs: {differing:#?}"
        );
    }
    the_store_can_be_asked_further(folder.path());
}

fn keeps_its_schema(report: &Value) {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/reporter/schemas/report.v1.schema.json"
    );
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    if let Err(error) = validator.validate(report) {
        panic!("{}: {error}", error.instance_path());
    }
}

/// What the help promises: the ledger and the dead letters of the demonstration.
fn the_store_can_be_asked_further(folder: &Path) {
    let place = ["--data-dir", "demo-data", "--database", "demo"];
    let ask = |arguments: &[&str]| {
        let output = program(folder).args(arguments).args(place).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let ledger = ask(&["ledger", "--month", "2026-10", "--format", "csv"]);
    assert!(
        ledger.lines().count() > 500 && ledger.contains("INC2610"),
        "{}",
        ledger.lines().count()
    );
    let json: Vec<Value> =
        serde_json::from_str(&ask(&["ledger", "--month", "2026-10", "--format", "json"])).unwrap();
    assert_eq!(json.len(), ledger.lines().count() - 1);
    figures_are_explained(&ask);
    let letters = ask(&["dead-letters", "list"]);
    assert!(letters.ends_with("7 dead letters\n"), "{letters}");
    let first = letters.lines().next().unwrap();
    let place: Vec<&str> = first.split_whitespace().take(3).collect();
    assert!(ask(&[&["dead-letters", "show"], place.as_slice()].concat()).contains("reason"));
    assert!(ask(&["dead-letters", "replay"]).contains("0 are events now, 7 are still refused"));
}

/// Every figure of the month comes out of its records; one of them is told whole.
fn figures_are_explained(ask: &dyn Fn(&[&str]) -> String) {
    let month = ["--month", "2026-10"];
    let ask = |arguments: &[&str]| ask(&[&["explain"], arguments, month.as_slice()].concat());
    let proof: Value = serde_json::from_str(&ask(&["--all", "--format", "json"])).unwrap();
    assert!(proof["sums"].as_u64().unwrap() > 5_000, "{proof}");
    assert_eq!(
        (&proof["differ"], &proof["not_said"]),
        (&Value::Array(vec![]), &Value::Array(vec![]))
    );

    let one: Value = serde_json::from_str(&ask(&["INC-01", "--format", "json", "--records", "all"])).unwrap();
    assert_eq!(one["id"], "resolution.attainment|record_type=incident");
    let shares = one["shares"].as_array().unwrap();
    assert_eq!(shares.len() as i64, one["denominator"].as_i64().unwrap());
    let met: i64 = shares
        .iter()
        .map(|share| share["numerator"].as_i64().unwrap())
        .sum();
    assert_eq!(met, one["numerator"].as_i64().unwrap());
    assert!(!one["words"][0]["zh-Hant"][1].as_str().unwrap().is_ascii());
    let offsets = one["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["offset"].as_i64());
    assert!(offsets.count() > shares.len());

    let told = ask(&["AVA-01", "--service", "securities", "--lang", "zh-Hant"]);
    for wanted in [
        "AVA-01|record_type=outage|service=securities of 2026-10",
        "sla-securities since",
        "kpis/availability.sql",
        "Next",
    ] {
        assert!(told.contains(wanted), "\"{wanted}\" is missing in: {told}");
    }
}
