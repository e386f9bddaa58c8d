//! A foreign export on its whole way into ClickHouse: events, dead letters, a second import, a mended mapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use std::path::Path;

use harness::checks::{LONG, account, until_stored};
use harness::engine::warehouse;
use harness::events::incident;
use harness::member::Member;
use harness::mock::Mock;
use ingest::dead_letter::{Filter, list};
use ingest::mapping::{self, Mapping, Summary};
use ingest::source::file::{self, Contents, Import};
use ingest::{Options, Summary as Stored};
use rdkafka::ClientConfig;
use rdkafka::producer::FutureProducer;
use warehouse::Warehouse;

const ROWS: u64 = 2_500;

#[tokio::test]
async fn an_export_is_stored_once_and_refused_rows_are_dead_letters() {
    let warehouse = warehouse("import").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.csv");
    std::fs::write(&path, export()).unwrap();

    let (topic, summary, stored) = import(&warehouse, &path, &mapping("")).await;
    assert_eq!(
        (summary.rows, summary.events, summary.refused_rows()),
        (ROWS, ROWS - 25, 25)
    );
    assert_eq!((stored.events, stored.dead_letters), (ROWS - 25, 25));
    assert_eq!(counts(&warehouse).await, (ROWS - 25, ROWS - 25, 25));
    let letters = list(&warehouse, &Filter::default()).await.unwrap();
    assert_eq!(
        (letters[0].topic.as_str(), letters[0].offset),
        (topic.as_str(), 0)
    );
    assert_eq!(letters[0].reason_code, "unmapped-row");
    assert_eq!(letters[0].raw, b"I0,2016-05-01T00:00:00Z,odd");
    assert_eq!(
        letters[0].reason,
        "line 2: state: \"odd\" has no translation for `state`; add it to `values` of the field, or choose its \
         `unmapped`; known are: open"
    );
    assert!(
        account(&warehouse, &topic)
            .await
            .iter()
            .all(ingest::Account::balances)
    );

    let (again, _, _) = import(&warehouse, &path, &mapping("")).await;
    assert_eq!(again, topic);
    assert_eq!(
        counts(&warehouse).await,
        (ROWS - 25, ROWS - 25, 25),
        "a second import stores nothing"
    );

    let (mended, summary, _) = import(&warehouse, &path, &mapping(", odd = \"new\"")).await;
    assert_eq!(summary.refused_rows(), 0);
    let (_, identities, letters) = counts(&warehouse).await;
    assert_eq!(
        (identities, letters),
        (ROWS, 25),
        "the mended mapping brings the refused rows in"
    );
    assert!(
        account(&warehouse, &mended)
            .await
            .iter()
            .all(ingest::Account::balances)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn over_kafka_refused_rows_are_dead_letters_too() {
    let (mock, warehouse) = (Mock::start(1), warehouse("over_kafka").await);
    for topic in ["incident", "change"] {
        mock.topic(topic, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.csv");
    std::fs::write(&path, export()).unwrap();
    let lines = folder.path().join("own.ndjson");
    let event = String::from_utf8(incident("own", 1)).unwrap().replace('\n', " ");
    let wide = "x".repeat(2_000_000);
    std::fs::write(&lines, format!("{{\n{event}\n{wide}\n")).unwrap();

    let mapping = mapping("");
    let summary = send(&mock, &path, Contents::Export(&mapping)).await;
    assert_eq!((summary.events, summary.refused_rows()), (ROWS - 25, 25));
    let summary = send(&mock, &lines, Contents::Events).await;
    assert_eq!((summary.events, summary.refused_rows()), (1, 2), "{summary}");

    let member = Member::join(
        &mock.bootstrap(),
        "incident",
        &warehouse,
        Options::new(jiff::Timestamp::now),
    );
    until_stored(&warehouse, "incident", ROWS + 3, LONG).await;
    member.leave().await;
    assert_eq!(counts(&warehouse).await, (ROWS - 24, ROWS - 24, 27));
    assert_refused_rows(&warehouse).await;
    let accounts = account(&warehouse, "incident").await;
    assert!(accounts.iter().all(ingest::Account::balances), "{accounts:?}");
}

/// The first refused row of the export, and the two of the own lines, say file, line and reason.
async fn assert_refused_rows(warehouse: &Warehouse) {
    let mut letters = list(warehouse, &Filter::default()).await.unwrap();
    letters.sort_by_key(|letter| letter.offset);
    let first = &letters[0];
    assert_eq!(
        (
            first.topic.as_str(),
            first.reason_code.as_str(),
            first.raw.as_slice()
        ),
        (
            "incident",
            "unmapped-row",
            b"I0,2016-05-01T00:00:00Z,odd".as_slice()
        )
    );
    assert!(
        first
            .reason
            .starts_with("desk.csv: line 2: state: \"odd\" has no translation"),
        "{}",
        first.reason
    );
    let [broken, wide] = &letters[25..] else {
        panic!("{} letters", letters.len())
    };
    assert_eq!(
        (broken.reason_code.as_str(), broken.raw.as_slice()),
        ("not-json", b"{".as_slice())
    );
    assert_eq!(
        (wide.reason_code.as_str(), wide.raw.len()),
        ("unmapped-row", 900_000)
    );
    assert!(
        wide.reason.starts_with("own.ndjson: line 3: ")
            && wide.reason.ends_with("only the first 900000 bytes are kept"),
        "{}",
        wide.reason
    );
}

async fn send(mock: &Mock, path: &Path, contents: Contents<'_>) -> Summary {
    let producer: FutureProducer = ClientConfig::new()
        .set("bootstrap.servers", mock.bootstrap())
        .create()
        .unwrap();
    let mut summary = Summary::default();
    let name = |topic: schemas::Topic| topic.as_str().to_owned();
    let records = file::open(path, contents).unwrap();
    file::produce(records, &producer, name, &mut summary, |_| {})
        .await
        .unwrap();
    summary
}

async fn import(warehouse: &Warehouse, path: &Path, mapping: &Mapping) -> (String, Summary, Stored) {
    let records = file::open(path, Contents::Export(mapping)).unwrap();
    let (topic, bytes) = (records.topic().to_string(), records.bytes());
    let (mut summary, mut seen) = (Summary::default(), Vec::new());
    let progress = |records: &file::Records<'_>| seen.push((records.bytes_read(), records.rows()));
    let import = Import {
        records,
        summary: &mut summary,
        progress,
    };
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.rows = 700;
    let stored = ingest::run(import, warehouse, options).await.unwrap();
    assert_eq!(
        seen.last(),
        Some(&(bytes, ROWS)),
        "progress ends with the whole file"
    );
    (topic, summary, stored)
}

/// Stored events, their distinct identities, and dead letters.
async fn counts(warehouse: &Warehouse) -> (u64, u64, u64) {
    let sql = "select count(), uniqExact(source, id), assumeNotNull((select count() from dead_letters)) from events";
    warehouse.client().query(sql).fetch_one().await.unwrap()
}

fn export() -> String {
    let state = |row: u64| if row.is_multiple_of(100) { "odd" } else { "open" };
    let rows = (0..ROWS).map(|row| {
        format!(
            "I{row},2016-05-01T{:02}:{:02}:00Z,{}\n",
            row / 60 % 24,
            row % 60,
            state(row)
        )
    });
    "number,at,state\n".to_owned() + &rows.collect::<String>()
}

fn mapping(more: &str) -> Mapping {
    let text = format!(
        "id = \"desk\"\nsource = \"urn:example:desk\"\nformat = \"csv\"\n\
         [event]\ntype = \"incident.v1\"\nid = \"{{number}}/{{at}}\"\nsubject = \"number\"\ntime = \"at\"\n\
         [times]\nformats = [\"rfc3339\"]\n[constants]\nservice = \"support-operations\"\n\
         [fields.state]\ncolumn = \"state\"\nvalues = {{ open = \"new\"{more} }}\n"
    );
    mapping::parse("desk.toml", &text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}
