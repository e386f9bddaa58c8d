//! The pipeline against ClickHouse, without a broker: safety checks, deduplication, refusals, recovery, replay.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use bytes::Bytes;
use harness::checks::{account, assert_exactly_once};
use harness::engine::{database, migrated, warehouse};
use harness::events::incident;
use ingest::dead_letter::{Filter, list, replay};
use ingest::{Error, Options, Raw, Summary, start};
use std::time::Duration;
use warehouse::Warehouse;

fn options(rows: usize) -> Options {
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.rows = rows;
    options.batch.age = Duration::from_millis(20);
    options
}

fn raws(topic: &str, messages: &[Vec<u8>]) -> Vec<Raw> {
    let raw = |(offset, bytes): (usize, &Vec<u8>)| {
        Raw::new(topic.into(), 0, offset as i64, Bytes::from(bytes.clone()))
    };
    messages.iter().enumerate().map(raw).collect()
}

async fn feed(warehouse: &Warehouse, records: Vec<Raw>, options: Options) -> Result<Summary, Error> {
    let (intake, running) = start(warehouse, options).await?;
    for chunk in records.chunks(100) {
        intake.send(chunk.to_vec()).await?;
    }
    drop(intake);
    running.finish().await
}

async fn number(warehouse: &Warehouse, sql: &str) -> u64 {
    warehouse.client().query(sql).fetch_one().await.unwrap()
}

#[tokio::test]
async fn migrations_apply_once_and_refuse_a_changed_file() {
    let settings = database("migrations");
    let warehouse = Warehouse::connect(settings).await.unwrap();
    let applied = warehouse::migrate(&warehouse).await.unwrap();
    assert_eq!(applied.len(), warehouse::MIGRATIONS.len());
    assert!(warehouse::migrate(&warehouse).await.unwrap().is_empty());
    let tamper = "alter table migrations update checksum = 'other' where name = '0002_dead_letters'";
    warehouse
        .client()
        .query(tamper)
        .with_setting("mutations_sync", "2")
        .execute()
        .await
        .unwrap();
    let error = warehouse::migrate(&warehouse).await.unwrap_err().to_string();
    assert!(
        error.contains("0002_dead_letters") && error.contains("never edit"),
        "{error}"
    );
}

#[tokio::test]
async fn refuses_to_run_where_a_repeated_insert_would_be_stored_twice() {
    let warehouse = warehouse("unsafe").await;
    for (change, words) in [
        (
            "non_replicated_deduplication_window = 0",
            "events has non_replicated_deduplication_window = 0",
        ),
        (
            "non_replicated_deduplication_window = 100, fsync_after_insert = 0",
            "fsync_after_insert = 0",
        ),
    ] {
        warehouse
            .client()
            .query(&format!("alter table events modify setting {change}"))
            .execute()
            .await
            .unwrap();
        let Err(error) = start(&warehouse, options(10)).await else {
            panic!("started with {change}")
        };
        assert!(error.to_string().contains(words), "{error}");
    }
    warehouse
        .client()
        .query("drop table events")
        .execute()
        .await
        .unwrap();
    let Err(error) = start(&warehouse, options(10)).await else {
        panic!("started without a table")
    };
    assert!(error.to_string().contains("service-report migrate"), "{error}");
}

#[tokio::test]
async fn every_record_is_an_event_or_a_dead_letter_with_its_reason() {
    let warehouse = warehouse("records").await;
    let mut messages: Vec<Vec<u8>> = (0..250).map(|n| incident("r", n)).collect();
    messages[7] = b"{".to_vec();
    messages[77] = Vec::new();
    let summary = feed(&warehouse, raws("t", &messages), options(100))
        .await
        .unwrap();
    assert_eq!(
        (summary.events, summary.dead_letters, summary.batches),
        (248, 2, 3)
    );
    assert_exactly_once(&warehouse, "t", &[messages], "records").await;
    let letters = list(&warehouse, &Filter::default()).await.unwrap();
    let seen: Vec<(i64, &str)> = letters
        .iter()
        .map(|l| (l.offset, l.reason_code.as_str()))
        .collect();
    assert_eq!(seen, [(7, "not-json"), (77, "empty")]);
    assert_eq!(letters[0].raw, b"{");
}

#[tokio::test]
async fn columns_hold_what_the_event_says() {
    let warehouse = warehouse("columns").await;
    feed(&warehouse, raws("t", &[incident("c", 3)]), options(10))
        .await
        .unwrap();
    let row: (String, i32, i64, String, u64, String, String) = warehouse
        .client()
        .query(
            "select toString(topic), partition, offset, toString(occurred_at), sequence, toString(state), \
             assumeNotNull(toString(opened_at)) from events",
        )
        .fetch_one()
        .await
        .unwrap();
    let time = |text: &str| text.to_owned();
    assert_eq!(
        (row.0.as_str(), row.1, row.2, row.4, row.5.as_str()),
        ("t", 0, 0, 3, "resolved")
    );
    assert_eq!(
        (row.3, row.6),
        (time("2026-01-04 10:03:00.000"), time("2026-01-01 01:00:00.000"))
    );
    assert_eq!(
        number(
            &warehouse,
            "select count() from events where isNull(responded_at) and priority = 'critical'"
        )
        .await,
        1
    );
    let body: String = warehouse
        .client()
        .query("select body from events")
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(body.into_bytes(), incident("c", 3));
}

#[tokio::test]
async fn a_second_run_over_the_same_records_stores_nothing_more_however_it_batches() {
    let warehouse = warehouse("again").await;
    let messages: Vec<Vec<u8>> = (0..500)
        .map(|n| {
            if n % 50 == 0 {
                b"poison".to_vec()
            } else {
                incident("a", n)
            }
        })
        .collect();
    for rows in [37, 100, 500, 1] {
        feed(&warehouse, raws("t", &messages), options(rows))
            .await
            .unwrap();
        assert_exactly_once(
            &warehouse,
            "t",
            std::slice::from_ref(&messages),
            &format!("rows {rows}"),
        )
        .await;
    }
    assert_eq!(
        number(&warehouse, "select count() from ingest_batches").await,
        500_u64.div_ceil(37)
    );
}

#[tokio::test]
async fn a_source_whose_offsets_do_not_rise_is_refused() {
    let warehouse = warehouse("falling").await;
    let mut records = raws("t", &[incident("f", 0), incident("f", 1)]);
    records[1].offset = 0;
    let error = feed(&warehouse, records, options(10)).await.unwrap_err();
    assert!(error.to_string().contains("offset 0 does not rise"), "{error}");
}

#[tokio::test]
async fn a_refused_row_becomes_a_dead_letter_and_its_neighbours_are_stored() {
    let warehouse = warehouse("refused").await;
    let rule = "alter table events add constraint named check subject != 'INC0000003'";
    warehouse.client().query(rule).execute().await.unwrap();
    let messages: Vec<Vec<u8>> = (0..100).map(|n| incident("x", n)).collect();
    let summary = feed(&warehouse, raws("t", &messages), options(100))
        .await
        .unwrap();
    assert_eq!((summary.events, summary.dead_letters), (96, 4));
    let letters = list(&warehouse, &Filter::default()).await.unwrap();
    assert_eq!(
        letters.iter().map(|l| l.offset).collect::<Vec<_>>(),
        [12, 13, 14, 15]
    );
    assert!(
        letters
            .iter()
            .all(|l| l.reason_code == "refused-by-warehouse" && l.reason.contains("named"))
    );
    assert!(account(&warehouse, "t").await[0].balances());

    // The rule is mended: the letters are replayed to their old places.
    warehouse
        .client()
        .query("alter table events drop constraint named")
        .execute()
        .await
        .unwrap();
    let replayed = replay(&warehouse, &Filter::default(), options(100))
        .await
        .unwrap();
    assert_eq!((replayed.stored, replayed.still_dead), (4, 0));
    assert_eq!(number(&warehouse, "select count() from events").await, 100);
    assert!(list(&warehouse, &Filter::default()).await.unwrap().is_empty());
    assert!(account(&warehouse, "t").await[0].balances());
}

#[tokio::test]
async fn a_replay_after_a_mended_rule_stores_what_is_an_event_now() {
    let warehouse = warehouse("replay").await;
    let messages = vec![incident("m", 0), b"never".to_vec(), incident("m", 2)];
    let mut strict = options(10);
    strict.limits.event_bytes = 100;
    let summary = feed(&warehouse, raws("t", &messages), strict.clone())
        .await
        .unwrap();
    assert_eq!((summary.events, summary.dead_letters), (0, 3));
    let too_large = Filter {
        reason_code: Some("too-large".into()),
        ..Filter::default()
    };
    assert_eq!(list(&warehouse, &too_large).await.unwrap().len(), 2);
    let unchanged = replay(&warehouse, &Filter::default(), strict).await.unwrap();
    assert_eq!((unchanged.stored, unchanged.still_dead), (0, 3));

    let first = Filter {
        limit: Some(1),
        ..too_large.clone()
    };
    assert_eq!(replay(&warehouse, &first, options(10)).await.unwrap().stored, 1);
    let rest = replay(&warehouse, &Filter::default(), options(10)).await.unwrap();
    assert_eq!((rest.stored, rest.still_dead), (1, 1));
    assert_eq!(number(&warehouse, "select uniqExact(id) from events").await, 2);
    let still: Vec<i64> = list(&warehouse, &Filter::default())
        .await
        .unwrap()
        .iter()
        .map(|l| l.offset)
        .collect();
    assert_eq!(still, [1]);
    assert!(account(&warehouse, "t").await[0].balances());
}

#[tokio::test]
async fn a_login_or_schema_error_stops_loudly() {
    let settings = database("schema");
    let warehouse = migrated(settings).await;
    let (intake, running) = start(&warehouse, options(1)).await.unwrap();
    warehouse
        .client()
        .query("alter table events drop column title")
        .execute()
        .await
        .unwrap();
    intake.send(raws("t", &[incident("s", 0)])).await.unwrap();
    let error = running.finish().await.unwrap_err().to_string();
    assert!(
        error.contains("inserting t:0:0-0 into events") && error.contains("title"),
        "{error}"
    );
    assert!(matches!(
        intake.send(raws("t", &[incident("s", 1)])).await,
        Err(Error::Stopped)
    ));
}

#[tokio::test]
async fn metrics_follow_progress() {
    let warehouse = warehouse("metrics").await;
    let options = options(10);
    let mut registry = prometheus_client::registry::Registry::default();
    options.metrics.register(&mut registry);
    feed(&warehouse, raws("t", &[incident("m", 0), b"x".to_vec()]), options)
        .await
        .unwrap();
    let mut text = String::new();
    prometheus_client::encoding::text::encode(&mut text, &registry).unwrap();
    for line in [
        "service_report_ingest_events_total{topic=\"t\"} 1",
        "service_report_ingest_dead_letters_total{topic=\"t\",reason=\"not-json\"} 1",
        "service_report_ingest_insert_seconds_count 3",
        "service_report_ingest_oldest_unacknowledged_seconds 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}
