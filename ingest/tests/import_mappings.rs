//! Mapping files: the ones shipped are whole, and every fault of a wrong one is told at once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use ingest::mapping::{self, Summary};
use ingest::source::file::{self, Contents};

#[test]
fn every_mapping_that_is_shipped_is_whole() {
    let folder = sources();
    let files = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut count = 0;
    for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "toml")) {
        mapping::load(&file).unwrap_or_else(|problems| panic!("{}", lines(&problems)));
        count += 1;
    }
    assert!(count > 0, "no mapping in {}", folder.display());
}

#[test]
fn all_faults_are_told_at_once_with_line_key_and_remedy() {
    let text = r#"id = "desk"
sorce = "urn:x"
source = "no uri"
format = "xls"
delimiter = ";;"

[event]
type = "incidents.v1"
id = "{number"
subject = "number"

[times]
formats = ["%d/%m %H:%M", "rfc3339"]
unclear = "guess"
zone = "Asia/Taipai"

[fields]
title = 7

[waiting]
"#;
    let problems = mapping::parse("definitions/sources/help.toml", text).unwrap_err();
    assert_eq!(
        lines(&problems),
        "\
definitions/sources/help.toml:1: id: \"desk\" differs from the file's name; write \"help\", the name that `--source` takes
definitions/sources/help.toml:2: sorce: unknown key; did you mean \"source\"?
definitions/sources/help.toml:3: source: \"no uri\" is no absolute URI; write something like \"urn:example:servicenow\"
definitions/sources/help.toml:4: format: \"xls\" is no choice here; write one of: csv, json, ndjson
definitions/sources/help.toml:7: event.time: missing; write the column that says when the update happened
definitions/sources/help.toml:8: event.type: \"incidents.v1\" has no contract; did you mean \"incident.v1\"?
definitions/sources/help.toml:9: event.id: a `{` has no `}`; write a column's name, or \"{column}/{column}\"
definitions/sources/help.toml:13: times.formats: \"%d/%m %H:%M\" does not tell year, month and day; see strptime's directives: %d %m %Y %H %M %S %z
definitions/sources/help.toml:14: times.unclear: \"guess\" is no choice here; write one of: refuse, earlier, later
definitions/sources/help.toml:15: times.zone: \"Asia/Taipai\" is no time zone known here; write an IANA name such as \"Asia/Taipei\"
definitions/sources/help.toml:18: fields.title: a text is wanted here, not a number; write it in quotes"
    );
}

#[test]
fn fields_are_held_against_the_contract() {
    let text = r#"id = "desk"
source = "urn:x:desk"
format = "ndjson"
delimiter = ","
required_columns = ["numbr"]

[event]
type = { column = "kind", values = { "out" = "outage.v1" }, otherwise = "incident.v1" }
id = "number"
subject = "number"
time = "at"

[times]
formats = ["rfc3339"]

[constants]
reopen_count = "none"

[fields]
servce = "service"
response = "answer"
[fields.planned]
column = "planned"
types = ["outage.v1"]
values = { "y" = "yes", "n" = false }
[fields.kind]
column = "loss"
types = ["outages.v1"]
unmapped = "refuse"
[fields.state]
column = "state"
types = ["incident.v1"]
not_stated = ["x"]
values = { "x" = "new" }
"#;
    let problems = mapping::parse("desk.toml", text).unwrap_err();
    let told = lines(&problems);
    let starts: Vec<&str> = told
        .lines()
        .map(|line| line.split_once(" known are: ").map_or(line, |(start, _)| start))
        .collect();
    let expected = r#"desk.toml:4: delimiter: is for format = "csv" only; remove it
desk.toml:5: required_columns: "numbr" is read by no key of this file; did you mean "number"?
desk.toml:17: constants.reopen_count: outage.v1 has no field "reopen_count";
desk.toml:17: constants.reopen_count: "none" is not a whole number from 0; write a whole number from 0
desk.toml:19: fields: incident.v1 must state `service`; name a column for it here, or a value under [constants]
desk.toml:19: fields: outage.v1 must state `service`; name a column for it here, or a value under [constants]
desk.toml:19: fields: outage.v1 must state `begins_at`; name a column for it here, or a value under [constants]
desk.toml:20: fields.servce: incident.v1 has no field "servce"; did you mean "service"?
desk.toml:20: fields.servce: outage.v1 has no field "servce"; did you mean "service"?
desk.toml:21: fields.response: "response" of incident.v1 holds a list or an object, which no column can fill; name its members, as in "response.at"
desk.toml:21: fields.response: outage.v1 has no field "response";
desk.toml:25: fields.planned.values.y: "yes" is not true or false; write true or false
desk.toml:26: fields.kind: incident.v1 has no field "kind";
desk.toml:26: fields.kind.unmapped: needs `values`; write the table, or remove the key
desk.toml:28: fields.kind.types: no row is of type "outages.v1"; did you mean "outage.v1"?
desk.toml:34: fields.state.values.x: stands under `not_stated` too; keep one of the two"#;
    assert_eq!(starts, expected.lines().collect::<Vec<_>>());
}

/// Releases that are live where they are added, and in which a removal comes before what is added or moved at the same instant.
const BY_ACTION: &str = r#"id = "x"
source = "urn:x:x"
format = "csv"
nulls = ["-"]
[event]
type = "release.v1"
id = "{number}/{at}/{action}"
subject = "number"
time = "at"
sequence = { column = "action", values = { removed = 1, added = 2, moved = 2 } }
[times]
formats = ["rfc3339"]
[constants]
service = "securities"
kind = "normal"
[fields.deployed_end_at]
column = "at"
when = { column = "action", is = ["added", "moved"] }
[fields.outcome]
column = "result"
when = { column = "mark", is = ["seen"] }
values = { ok = "successful" }
"#;

#[test]
fn a_field_may_depend_on_another_column_and_the_order_on_its_values() {
    let at = "2016-05-01T09:00:00Z";
    let rows = format!(
        "number,at,action,result,mark\nA,{at},added,ok,seen\nB,{at},removed,?,-\nC,{at},moved,ok,unseen\n\
         D,{at},Added,ok,seen\nE,{at},,ok,seen\nF,{at},added,?,seen\n"
    );
    let mapping =
        mapping::parse("x.toml", BY_ACTION).unwrap_or_else(|problems| panic!("{}", lines(&problems)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, rows).unwrap();
    let (mut told, mut summary) = (Vec::new(), Summary::default());
    for record in file::open(&path, Contents::Export(&mapping)).unwrap() {
        let record = record.unwrap();
        summary.add(&record.event);
        told.push(match record.event {
            Err(problem) => problem.to_string(),
            Ok(mapped) => {
                let (envelope, data) = mapped.json.split_once(r#","data":"#).unwrap();
                let (_, sequence) = envelope.split_once(r#","sequence":"#).unwrap();
                format!("{sequence} {data}")
            }
        });
    }
    assert_eq!(
        told,
        [
            r#""2" {"kind":"normal","service":"securities","deployed_end_at":"2016-05-01T09:00:00Z","outcome":"successful"}}"#,
            r#""1" {"kind":"normal","service":"securities"}}"#,
            r#""2" {"kind":"normal","service":"securities","deployed_end_at":"2016-05-01T09:00:00Z"}}"#,
            r#"line 5: action: "Added" tells no place among updates of one instant; add it to `values` of `sequence` under [event]; did you mean "added"?"#,
            "line 6: action: has no value; an event cannot be told apart or placed in time without it: mend the export",
            r#"line 7: result: "?" has no translation for `outcome`; add it to `values` of the field, or choose its `unmapped`; did you mean "ok"?"#,
        ]
    );
    // What is not taken is no surprise: rows, events and refusals are counted, and nothing is noted.
    let counts = (
        summary.rows,
        summary.events,
        summary.refused_rows(),
        summary.notes.len(),
    );
    assert_eq!(counts, (6, 3, 3, 0), "{summary}");
}

#[test]
fn faults_of_conditions_and_orders_are_told_with_line_key_and_remedy() {
    let text = r#"id = "desk"
source = "urn:x:desk"
format = "csv"
[event]
type = "release.v1"
id = "number"
subject = "number"
time = "at"
sequence = { column = "action", values = { removed = -1, added = "last", kept = 3 }, order = 1 }
[times]
formats = ["rfc3339"]
[constants]
kind = "normal"
[fields.service]
column = "service"
when = { column = "action", is = ["added"] }
[fields.version]
column = "version"
when = { colum = "action", is = [] }
[fields.title]
column = "title"
when = "added"
[fields.reviewed_at]
column = "at"
when = { column = "action", is = "added" }
"#;
    assert_eq!(
        lines(&mapping::parse("desk.toml", text).unwrap_err()),
        "\
desk.toml:9: event.sequence.order: unknown key; known are: column, values
desk.toml:9: event.sequence.values.added: \"last\" is not a whole number from 0; write a whole number from 0
desk.toml:9: event.sequence.values.removed: \"-1\" is not a whole number from 0; write a whole number from 0
desk.toml:14: fields.service.when: release.v1 must state `service` in every row; remove the key
desk.toml:19: fields.version.when.colum: unknown key; did you mean \"column\"?
desk.toml:19: fields.version.when.column: missing; write the column that decides
desk.toml:19: fields.version.when.is: names no value; write the values of the column for which the field is taken, [\"…\"]
desk.toml:22: fields.title.when: a table is wanted here, not a text; write [fields.title.when]
desk.toml:25: fields.reviewed_at.when.is: a list is wanted here, not a text; write [\"…\", \"…\"]"
    );
    // What no table of the column lets pass is waited for in vain.
    let text = text.replace(
        "removed = -1, added = \"last\", kept = 3 }, order = 1 }",
        "removed = 1, added = 2 } }",
    );
    let text = text
        .split("when = { column = \"action\", is = [\"added\"] }")
        .collect::<String>();
    let (text, _) = text.split_once("[fields.version]").unwrap();
    let text = format!(
        "{text}[fields.version]\ncolumn = \"version\"\nwhen = {{ column = \"action\", is = [\"aded\"] }}\n"
    );
    assert_eq!(
        lines(&mapping::parse("desk.toml", &text).unwrap_err()),
        "desk.toml:19: fields.version.when.is: no `values` of column \"action\" know \"aded\"; did you mean \"added\"?"
    );
}

#[test]
fn a_json_export_maps_like_a_csv_export() {
    let event = r#"
[event]
type = "incident.v1"
id = "{number}/{at}"
subject = "number"
time = "at"
[times]
formats = ["%Y-%m-%d %H:%M:%S"]
zone = "UTC"
[fields]
service = "service.id"
stated_sla_met = "made_sla"
reopen_count = "reopened"
"#;
    let folder = tempfile::tempdir().unwrap();
    let record = r#"{"number":"I1","at":"2016-05-01 09:00:00","service":{"id":"securities"},"made_sla":false,"reopened":2}"#;
    let mut payloads = Vec::new();
    let layouts = [
        (
            "format = \"ndjson\"",
            format!("{record}\n\n{{\"number\":\"I2\"}}\n"),
        ),
        (
            "format = \"json\"",
            format!("[{record},\n\n{{\"number\":\"I2\"}}]"),
        ),
        (
            "format = \"json\"\nrecords = \"result\"",
            format!("{{\"n\":1,\"result\":[{record},\n\n{{\"number\":\"I2\"}}]}}"),
        ),
        (
            "format = \"csv\"",
            "number,at,service.id,made_sla,reopened\nI1,2016-05-01 09:00:00,securities,false,2\nI2,,,,\n"
                .into(),
        ),
    ];
    for (layout, text) in layouts {
        let toml = format!("id = \"x\"\nsource = \"urn:x:x\"\n{layout}\n{event}");
        let mapping =
            mapping::parse("x.toml", &toml).unwrap_or_else(|problems| panic!("{}", lines(&problems)));
        let path = folder.path().join("export");
        std::fs::write(&path, text).unwrap();
        let records: Vec<_> = file::open(&path, Contents::Export(&mapping))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(records.len(), 2, "{layout}");
        payloads.push(records[0].message().unwrap().payload.to_owned());
        let problem = records[1].event.as_ref().unwrap_err();
        assert_eq!(
            (problem.line, problem.column.as_str(), problem.reason.code()),
            (3, "at", "missing-value"),
            "{layout}"
        );
    }
    assert!(payloads.iter().all(|payload| *payload == payloads[0]));
    assert!(
        payloads[0].ends_with(r#""data":{"service":"securities","stated_sla_met":false,"reopen_count":2}}"#)
    );
}

#[test]
fn own_events_pass_and_others_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.ndjson");
    let good = r#"{"specversion":"1.0","id":"1","source":"urn:x","type":"incident.v1","subject":"I1","time":"2016-05-01T09:00:00Z","data":{"service":"securities"}}"#;
    std::fs::write(&path, format!("{good}\nnot json\n{good}")).unwrap();
    let mut summary = Summary::default();
    let records: Vec<_> = file::open(&path, Contents::Events)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    records.iter().for_each(|record| summary.add(&record.event));
    assert_eq!(
        (
            summary.rows,
            summary.events,
            summary.subjects(),
            summary.refused_rows()
        ),
        (3, 2, 1, 1)
    );
    assert_eq!(records[0].message().unwrap().topic, schemas::Topic::Incident);
    let raw = records[1].clone().into_raw(&"file:x:1".into());
    assert_eq!(
        (raw.refusal, raw.bytes.as_ref()),
        (None, &b"not json"[..]),
        "decoding says why"
    );
}

fn lines(problems: &[mapping::Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("definitions/sources")
}
