//! The published incident log through its mapping: every row, every record, the source's own verdicts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use ingest::mapping::{self, Mapping, Note, Summary, Treatment};
use ingest::source::file::{self, Contents, Record};

#[test]
fn every_row_of_the_incident_log_maps() {
    let (records, summary) = import();
    assert_eq!(
        (summary.rows, summary.events, summary.refused_rows()),
        (141_712, 141_712, 0)
    );
    assert_eq!(summary.subjects(), 24_918);
    let identities: BTreeSet<&str> = records.iter().map(|record| event(record).id.as_str()).collect();
    assert_eq!(identities.len(), 141_712, "no two rows share an identity");
    let unknown_state = Note {
        field: "state".into(),
        value: "-100".into(),
        treatment: Treatment::NotStated,
    };
    assert_eq!(summary.notes, BTreeMap::from([(unknown_state, 5)]));
    assert_eq!(
        records
            .iter()
            .filter(|record| event(record).state().is_none())
            .count(),
        5
    );
    assert_eq!(records[0].line, 2);
    assert_eq!(
        records.last().map(|record| (record.offset, record.line)),
        Some((141_711, 141_713))
    );
}

#[test]
fn the_sources_own_verdicts_add_up() {
    let (records, _) = import();
    let mut last: BTreeMap<&str, (jiff::Timestamp, u64, &str, bool)> = BTreeMap::new();
    for record in records {
        let event = event(record);
        let verdict = event.stated_sla_met().expect("each row states a verdict");
        let row = (event.time, event.sequence, event.priority().unwrap(), verdict);
        let kept = last.entry(&event.subject).or_insert(row);
        *kept = row.max(*kept);
    }
    let mut breached: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (_, _, priority, met) in last.values() {
        let count = breached.entry(priority).or_default();
        *count = (count.0 + u32::from(!met), count.1 + 1);
    }
    let expected = [
        ("critical", (265, 270)),
        ("high", (406, 408)),
        ("low", (123, 774)),
        ("moderate", (8_321, 23_466)),
    ];
    assert_eq!(breached, BTreeMap::from(expected));
    assert_eq!(breached.values().map(|count| count.0).sum::<u32>(), 9_115);
}

#[test]
fn the_first_row_reads_as_the_export_says() {
    let (records, _) = import();
    let json: serde_json::Value = serde_json::from_str(records[0].message().unwrap().payload).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "specversion": "1.0",
            "id": "INC0000045/0/29/2/2016 01:23",
            "source": "urn:servicenow:incident",
            "type": "incident.v1",
            "subject": "INC0000045",
            "time": "2016-02-28T17:23:00Z",
            "sequence": "0",
            "data": {
                "service": "support-operations",
                "state": "new",
                "priority": "moderate",
                "channel": "phone",
                "assignment_group": "Group 56",
                "category": "Category 55",
                "close_code": "code 5",
                "reopen_count": 0,
                "opened_at": "2016-02-28T17:16:00Z",
                "resolved_at": "2016-02-29T03:29:00Z",
                "closed_at": "2016-03-05T04:00:00Z",
                "stated_sla_met": true
            }
        })
    );
}

#[test]
fn a_reversed_file_gives_the_same_events() {
    let folder = tempfile::tempdir().unwrap();
    let reversed = folder.path().join("reversed.csv");
    let (records, _) = import();
    let header = header();
    let rows = records
        .iter()
        .rev()
        .map(|record| String::from_utf8(record.raw.clone()).unwrap());
    std::fs::write(
        &reversed,
        std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    let mapping = servicenow();
    let read = file::open(&reversed, Contents::Export(&mapping)).unwrap();
    let again: BTreeSet<String> = read
        .map(|record| record.unwrap().message().unwrap().payload.to_owned())
        .collect();
    let first: BTreeSet<String> = records
        .iter()
        .map(|r| r.message().unwrap().payload.to_owned())
        .collect();
    assert!(first == again, "mapping is a function of the row alone");
}

/// The log is read once for all tests.
fn import() -> &'static (Vec<Record>, Summary) {
    static IMPORT: OnceLock<(Vec<Record>, Summary)> = OnceLock::new();
    IMPORT.get_or_init(read)
}

fn read() -> (Vec<Record>, Summary) {
    let mapping = servicenow();
    let records = file::open(&log(), Contents::Export(&mapping)).unwrap();
    let mut summary = Summary::default();
    let records: Vec<Record> = records
        .map(|record| record.unwrap())
        .inspect(|r| summary.add(&r.event))
        .collect();
    (records, summary)
}

fn event(record: &Record) -> &schemas::Event {
    &record.event.as_ref().unwrap().event
}

fn servicenow() -> Mapping {
    mapping::load(&root().join("definitions/sources/servicenow.toml")).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

fn header() -> String {
    use std::io::BufRead as _;
    let file = std::io::BufReader::new(std::fs::File::open(log()).unwrap());
    let mut line = String::new();
    std::io::BufReader::new(flate2::bufread::GzDecoder::new(file))
        .read_line(&mut line)
        .unwrap();
    line.trim_end().to_owned()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The log, or a failure that says what is missing: this test never passes without its data.
fn log() -> PathBuf {
    let folder =
        std::env::var_os("SERVICE_REPORT_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let log = folder.join("uci_incident_event_log.csv.gz");
    assert!(
        log.is_file(),
        "{} is missing: this test runs on the published incident log; name its folder in SERVICE_REPORT_DATA",
        log.display()
    );
    log
}
