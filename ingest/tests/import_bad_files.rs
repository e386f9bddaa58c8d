//! Exports and mappings as newcomers get them wrong: each fault with the exact words that tell the remedy.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ingest::mapping::{self, Mapping, Summary};
use ingest::source::file::{self, Contents, MAX_RECORD_BYTES, Record};

const MAPPING: &str = r#"
id = "desk"
source = "urn:example:desk"
format = "csv"
nulls = ["-"]

[event]
type = "incident.v1"
id = "{number}/{updated}"
subject = "number"
time = "updated"
sequence = "version"

[times]
formats = ["%d.%m.%Y %H:%M"]
zone = "Europe/Berlin"

[constants]
service = "support-operations"

[fields]
title = "title"
"response.at" = "answered"

[fields."response.by"]
column = "answered_by"
values = { "agent" = "person", "robot" = "automatic" }

[fields.state]
column = "state"
values = { "open" = "new", "done" = "resolved" }

[fields.channel]
column = "channel"
values = { "Phone" = "phone" }
unmapped = "keep-as-id"
"#;

const HEADER: &str = "number,updated,version,title,answered,answered_by,state,channel";

#[test]
fn quotes_line_ends_marks_and_blank_lines_are_read() {
    let text = format!(
        "\u{feff}{HEADER}\r\n\
         A1,01.05.2016 09:00,1,\"Printer, 2nd floor:\r\nsays \"\"no\"\"\",-,-,open,Phone\r\n\r\n\
         A2,01.05.2016 09:05,1,-,01.05.2016 09:04,agent,done,Self service\r\n"
    );
    let (records, summary) = import(text.as_bytes());
    let payloads: Vec<&str> = records
        .iter()
        .map(|record| record.message().unwrap().payload)
        .collect();
    assert_eq!(
        payloads,
        [
            r#"{"specversion":"1.0","id":"A1/01.05.2016 09:00","source":"urn:example:desk","type":"incident.v1","subject":"A1","time":"2016-05-01T07:00:00Z","sequence":"1","data":{"service":"support-operations","title":"Printer, 2nd floor:\nsays \"no\"","state":"new","channel":"phone"}}"#,
            r#"{"specversion":"1.0","id":"A2/01.05.2016 09:05","source":"urn:example:desk","type":"incident.v1","subject":"A2","time":"2016-05-01T07:05:00Z","sequence":"1","data":{"service":"support-operations","state":"resolved","channel":"self-service","response":{"at":"2016-05-01T07:04:00Z","by":"person"}}}"#,
        ]
    );
    assert_eq!(
        records
            .iter()
            .map(|record| (record.offset, record.line))
            .collect::<Vec<_>>(),
        [(0, 2), (1, 5)]
    );
    assert_eq!(
        summary.to_string(),
        "2 rows: 2 events of 2 records, 0 refused\nchannel \"Self service\" kept without translation: 1 rows\n"
    );
}

/// Rows, and what is said of each; nothing where it maps.
const ROWS: [(&[u8], &str); 11] = [
    (
        b"A1,01.05.2016 09:00,1,t,-,-,open",
        "line 2: row: 7 fields, but the header has 8; quote fields that hold the delimiter or a line end; check \
         the mapping's `delimiter`",
    ),
    (
        b"A1,2016-05-01,1,t,-,-,open,Phone",
        "line 3: updated: \"2016-05-01\" is no time of the form \"%d.%m.%Y %H:%M\"; mend the value, or add its \
         form to `formats` under [times]",
    ),
    (
        b"A1,27.03.2016 02:30,1,t,-,-,open,Phone",
        "line 4: updated: \"27.03.2016 02:30\" does not exist in Europe/Berlin, the clock changes there; export \
         the column with its offset, or choose `unclear = \"earlier\"` or \"later\" under [times]",
    ),
    (
        b"-,01.05.2016 09:00,1,t,-,-,open,Phone",
        "line 5: number: has no value; an event cannot be told apart or placed in time without it: mend the \
         export",
    ),
    (
        b"A1,01.05.2016 09:00,first,t,-,-,open,Phone",
        "line 6: version: \"first\" is no whole number from 0; name the source's update number as `sequence` \
         under [event], or leave the key out",
    ),
    (
        b"A1,01.05.2016 09:00,1,t,-,-,opened,Phone",
        "line 7: state: \"opened\" has no translation for `state`; add it to `values` of the field, or choose \
         its `unmapped`; did you mean \"open\"?",
    ),
    (
        b"A1,01.05.2016 09:00,1,caf\xe9,-,-,open,Phone",
        "line 8: row: byte 0xE9 after \".05.2016 09:00,1,caf\" is not UTF-8; convert the export, from Latin-1 with \
         `iconv -f LATIN1 -t UTF-8`",
    ),
    (
        b"A1,01.05.2016 09:00,1,\"t\"x,-,-,open,Phone",
        "line 9: row: field 4 goes on after its closing quote with \"x,-,-,open,Phone\"; double every quote \
         inside a quoted field",
    ),
    (
        b"A1,01.05.2016 09:00,1,t,yesterday,agent,open,Phone",
        "line 10: answered: \"yesterday\" is no time of the form \"%d.%m.%Y %H:%M\"; mend the value, or add its \
         form to `formats` under [times]",
    ),
    (
        b"A1,01.05.2016 09:00,1,t,01.05.2016 09:00,-,open,Phone",
        "line 11: data.response.by: data.response.by is missing; state it",
    ),
    (b"A1,01.05.2016 09:00,1,t,-,-,open,Phone", ""),
];

#[test]
fn rows_that_do_not_map_say_line_column_and_remedy() {
    let mut text = format!("{HEADER}\n").into_bytes();
    for (row, _) in ROWS {
        text.extend_from_slice(row);
        text.push(b'\n');
    }
    let (records, summary) = import(&text);
    for ((raw, expected), record) in ROWS.iter().zip(&records) {
        let found = record
            .event
            .as_ref()
            .err()
            .map(ToString::to_string)
            .unwrap_or_default();
        assert_eq!(&found, expected);
        assert_eq!(&record.raw, raw, "a dead letter keeps the row as it came");
    }
    assert_eq!(
        (summary.rows, summary.events, summary.refused_rows()),
        (11, 1, 10)
    );
    let raw = records[6].clone().into_raw(&"file:x:1".into());
    assert_eq!(
        raw.refusal.as_ref().map(|refusal| refusal.code.as_str()),
        Some("unmapped-row")
    );
    assert_eq!((raw.offset, raw.bytes.as_ref()), (6, ROWS[6].0));
}

#[test]
fn a_row_beyond_the_limit_is_refused_and_the_next_is_read() {
    let long = "x".repeat(MAX_RECORD_BYTES);
    let text = format!(
        "{HEADER}\nA1,01.05.2016 09:00,1,{long},-,-,open,Phone\nA2,01.05.2016 09:00,1,t,-,-,open,Phone\n"
    );
    let (records, summary) = import(text.as_bytes());
    assert_eq!((summary.events, summary.refused_rows()), (1, 1));
    assert_eq!(
        records[0].event.as_ref().unwrap_err().to_string(),
        "line 2: row: the record is longer than 1024 KiB; shorten it; the dead letter keeps its beginning"
    );
}

#[test]
fn a_file_that_is_no_export_is_refused_before_its_first_row() {
    let refused = |bytes: &[u8]| open_error(bytes);
    assert_eq!(
        refused(b""),
        "FILE: the file is empty; export it again, with its header line at least"
    );
    assert_eq!(
        refused(b"\n\n"),
        "FILE: the file is blank; export it again, with its header line at least"
    );
    assert_eq!(
        refused(b"\xff\xfeA\0"),
        "FILE: the file is UTF-16; convert it with `iconv -f UTF-16 -t UTF-8`"
    );
    assert_eq!(
        refused(b"number,Updated,version,title,answered,answered_by,status,channel,title\n"),
        "FILE:1: column \"updated\": is missing in the header; did you mean \"Updated\"? otherwise mend \
         definitions/sources/desk.toml\n\
         FILE:1: column \"title\": stands twice in the header; rename one of the two\n\
         FILE:1: column \"state\": is missing in the header; did you mean \"status\"? otherwise mend \
         definitions/sources/desk.toml"
    );
    assert!(refused(b"number;updated\n").starts_with(
        "FILE:1: column \"number\": is missing in the header; the header is the one column \"number;updated\": is \
         the delimiter right?"
    ));
    let (_, summary) = import(format!("{HEADER}\n").as_bytes());
    assert_eq!(summary.to_string(), "0 rows: 0 events of 0 records, 0 refused\n");
    let missing = file::open(Path::new("none.csv"), Contents::Events)
        .err()
        .unwrap()
        .to_string();
    assert_eq!(
        missing,
        "opening none.csv: No such file or directory (os error 2)"
    );
}

#[test]
fn a_file_that_breaks_off_stops_with_its_line() {
    let text = format!("{HEADER}\nA1,01.05.2016 09:00,1,\"t,-,-,open,Phone\n");
    let mapping = desk();
    let (path, _folder) = written(text.as_bytes());
    let mut records = file::open(&path, Contents::Export(&mapping)).unwrap();
    let error = records
        .next()
        .unwrap()
        .unwrap_err()
        .to_string()
        .replace(&path.display().to_string(), "FILE");
    assert_eq!(
        error,
        "FILE: line 2: a quoted field is not closed within 1024 KiB, so the rows after it cannot be told apart; \
         close the quote in that line and import the file again"
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(format!("{HEADER}\n").repeat(50).as_bytes())
        .unwrap();
    let whole = gzip.finish().unwrap();
    let cut = open_error(&whole[..20]);
    assert!(cut.starts_with("decompressing FILE: "), "{cut}");
}

#[test]
fn the_same_file_is_the_same_topic_and_another_file_is_not() {
    let topic = |text: &[u8]| {
        let (path, _folder) = written(text);
        file::open(&path, Contents::Events).unwrap().topic().to_string()
    };
    assert_eq!(topic(b"x\n"), "file:export.csv:73cb3858a687");
    assert_ne!(topic(b"y\n"), topic(b"x\n"));
}

fn import(bytes: &[u8]) -> (Vec<Record>, Summary) {
    let (path, _folder) = written(bytes);
    let (mapping, mut summary) = (desk(), Summary::default());
    let records = file::open(&path, Contents::Export(&mapping)).unwrap_or_else(|error| panic!("{error}"));
    let records: Vec<Record> = records
        .map(|record| record.unwrap())
        .inspect(|r| summary.add(&r.event))
        .collect();
    (records, summary)
}

fn open_error(bytes: &[u8]) -> String {
    let (path, _folder) = written(bytes);
    let error = file::open(&path, Contents::Export(&desk()))
        .err()
        .expect("the file is refused")
        .to_string();
    error.replace(&path.display().to_string(), "FILE")
}

fn written(bytes: &[u8]) -> (PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, bytes).unwrap();
    (path, folder)
}

fn desk() -> Mapping {
    mapping::parse("definitions/sources/desk.toml", MAPPING)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}
