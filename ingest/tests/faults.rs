//! Faults between librdkafka's mock cluster, the pipeline and ClickHouse: nothing lost, nothing twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::cable::Cable;
use harness::checks::{LONG, account, assert_exactly_once, until, until_stored};
use harness::engine::{database, migrated, warehouse};
use harness::events::{incident, poison, rng, stream};
use harness::member::{GROUP, Member};
use harness::mock::{Mock, produce, until_committed};
use ingest::dead_letter::{Filter, list};
use ingest::{Account, Metrics, Options};
use rand::seq::SliceRandom;
use rdkafka::types::{RDKafkaApiKey, RDKafkaRespErr};
use std::time::Duration;
use warehouse::Warehouse;

fn options() -> Options {
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.rows = 50;
    options.batch.age = Duration::from_millis(30);
    options.retry.first = Duration::from_millis(20);
    options.retry.most = Duration::from_millis(200);
    options
}

/// A partition and the bytes that go there.
type Message = (i32, Vec<u8>);

/// Messages by partition, as (partition, bytes) in an order that mixes the partitions.
fn spread(messages: Vec<Vec<u8>>, partitions: usize) -> (Vec<Message>, Vec<Vec<Vec<u8>>>) {
    let mut by_partition = vec![Vec::new(); partitions];
    let sent: Vec<Message> = messages
        .into_iter()
        .enumerate()
        .map(|(n, bytes)| ((n % partitions) as i32, bytes))
        .collect();
    for (partition, bytes) in &sent {
        by_partition[*partition as usize].push(bytes.clone());
    }
    (sent, by_partition)
}

/// What Prometheus would read.
fn exposition(metrics: &Metrics) -> String {
    let mut registry = prometheus_client::registry::Registry::default();
    metrics.register(&mut registry);
    let mut text = String::new();
    prometheus_client::encoding::text::encode(&mut text, &registry).unwrap();
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_and_disorder_are_stored_as_sent_and_known_by_identity() {
    let (mock, warehouse) = (Mock::start(1), warehouse("disorder").await);
    mock.topic("incident", 3);
    let mut messages: Vec<Vec<u8>> = (0..600).flat_map(|n| vec![incident("d", n); 1 + n % 3]).collect();
    messages.shuffle(&mut rng(1));
    let (sent, by_partition) = spread(messages, 3);
    produce(&mock.bootstrap(), "incident", &sent);
    let member = Member::join(&mock.bootstrap(), "incident", &warehouse, options());
    until_stored(&warehouse, "incident", sent.len() as u64, LONG).await;
    let ends: Vec<i64> = by_partition
        .iter()
        .map(|messages| messages.len() as i64)
        .collect();
    until_committed(&mock.bootstrap(), GROUP, "incident", &ends, "disorder").await;
    let summary = member.leave().await;
    assert_eq!((summary.events, summary.dead_letters), (sent.len() as u64, 0));
    assert_exactly_once(&warehouse, "incident", &by_partition, "disorder").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_members_share_the_partitions_with_rebalances_in_the_middle() {
    let (mock, warehouse) = (Mock::start(1), warehouse("rebalance").await);
    mock.topic("incident", 4);
    let (sent, by_partition) = spread(stream("b", 0, 3_000, 20, &mut rng(2)), 4);
    let (options, others) = (options(), options());
    let second_metrics = others.metrics.clone();
    let first = Member::join(&mock.bootstrap(), "incident", &warehouse, options);
    produce(&mock.bootstrap(), "incident", &sent[..1_000]);
    until_stored(&warehouse, "incident", 500, LONG).await;
    let second = Member::join(&mock.bootstrap(), "incident", &warehouse, others);
    produce(&mock.bootstrap(), "incident", &sent[1_000..2_000]);
    until_stored(&warehouse, "incident", 2_000, LONG).await;
    // The mock cluster's rejoin takes its session timeout; messages flow until the second member has its share.
    let mut flowing = 2_000;
    until("the second member takes part", LONG, || {
        if flowing < 2_800 {
            produce(&mock.bootstrap(), "incident", &sent[flowing..flowing + 10]);
            flowing += 10;
        }
        let lines = exposition(&second_metrics);
        async move { lines.contains("service_report_ingest_events_total{") }
    })
    .await;
    let left = first.leave();
    produce(&mock.bootstrap(), "incident", &sent[flowing..]);
    let (first, ()) = tokio::join!(left, until_stored(&warehouse, "incident", 3_000, LONG));
    let second = second.leave().await;
    assert!(
        second.events > 0 && first.events > 0,
        "both took part: {first:?} {second:?}"
    );
    assert_exactly_once(&warehouse, "incident", &by_partition, "rebalance").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn broker_errors_are_waited_out() {
    let (mock, warehouse) = (Mock::start(3), warehouse("errors").await);
    mock.topic("incident", 3);
    let (sent, by_partition) = spread(stream("e", 0, 900, 30, &mut rng(3)), 3);
    produce(&mock.bootstrap(), "incident", &sent[..450]);
    let cluster = mock.cluster();
    let passing = [
        RDKafkaRespErr::RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
        RDKafkaRespErr::RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
    ];
    cluster.request_errors(RDKafkaApiKey::OffsetCommit, &passing);
    cluster.request_errors(RDKafkaApiKey::OffsetFetch, &passing[1..]);
    let member = Member::join(&mock.bootstrap(), "incident", &warehouse, options());
    let moved = [
        RDKafkaRespErr::RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RDKafkaRespErr::RD_KAFKA_RESP_ERR__TRANSPORT,
        RDKafkaRespErr::RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
    ];
    cluster.request_errors(RDKafkaApiKey::Fetch, &moved);
    until_stored(&warehouse, "incident", 200, LONG).await;
    cluster.partition_leader("incident", 0, Some(2)).unwrap();
    produce(&mock.bootstrap(), "incident", &sent[450..]);
    until_stored(&warehouse, "incident", 900, LONG).await;
    until_committed(&mock.bootstrap(), GROUP, "incident", &[300; 3], "broker errors").await;
    member.leave().await;
    assert_exactly_once(&warehouse, "incident", &by_partition, "broker errors").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_goes_down_and_comes_up() {
    let (mock, warehouse) = (Mock::start(1), warehouse("down").await);
    mock.topic("incident", 2);
    let (sent, by_partition) = spread(stream("u", 0, 800, 25, &mut rng(4)), 2);
    produce(&mock.bootstrap(), "incident", &sent[..400]);
    let member = Member::join(&mock.bootstrap(), "incident", &warehouse, options());
    until_stored(&warehouse, "incident", 100, LONG).await;
    mock.cluster().broker_down(1).unwrap();
    // What was read is stored although nothing can be committed.
    let before = account(&warehouse, "incident").await;
    mock.cluster().broker_up(1).unwrap();
    produce(&mock.bootstrap(), "incident", &sent[400..]);
    until_stored(&warehouse, "incident", 800, LONG).await;
    until_committed(
        &mock.bootstrap(),
        GROUP,
        "incident",
        &[400; 2],
        "the broker is back",
    )
    .await;
    member.leave().await;
    assert!(!before.is_empty());
    assert_exactly_once(&warehouse, "incident", &by_partition, "broker down and up").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clickhouse_goes_away_and_comes_back() {
    let mut settings = database("away");
    let direct = migrated(settings.clone()).await;
    let cable = Cable::to(settings.url.trim_start_matches("http://")).await;
    settings.url = cable.url();
    let cabled = Warehouse::connect(settings).await.unwrap();

    let mock = Mock::start(1);
    mock.topic("incident", 2);
    let (sent, by_partition) = spread(stream("w", 0, 12_000, 40, &mut rng(5)), 2);
    let mut options = options();
    options.waiting_chunks = 1;
    options.batch.rows = 500;
    let metrics = options.metrics.clone();
    let member = Member::join(&mock.bootstrap(), "incident", &cabled, options);
    produce(&mock.bootstrap(), "incident", &sent[..1_000]);
    until_stored(&direct, "incident", 500, LONG).await;

    cable.cut();
    produce(&mock.bootstrap(), "incident", &sent[1_000..]);
    let shows = |line: &str| exposition(&metrics).lines().any(|found| found == line);
    until("consumption pauses", LONG, || async {
        shows("service_report_ingest_paused 1")
    })
    .await;
    let stored: u64 = account(&direct, "incident").await.iter().map(|a| a.stored).sum();
    assert!(stored < 12_000);

    cable.mend();
    until_stored(&direct, "incident", 12_000, LONG).await;
    until("consumption resumes", LONG, || async {
        shows("service_report_ingest_paused 0")
    })
    .await;
    until_committed(
        &mock.bootstrap(),
        GROUP,
        "incident",
        &[6_000; 2],
        "ClickHouse is back",
    )
    .await;
    member.leave().await;
    assert_exactly_once(&direct, "incident", &by_partition, "ClickHouse away and back").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_poison_message_is_a_dead_letter_with_place_and_reason() {
    let (mock, warehouse) = (Mock::start(1), warehouse("poison").await);
    mock.topic("incident", 2);
    let (bad, mut codes): (Vec<Vec<u8>>, Vec<String>) = bad_examples().into_iter().unzip();
    assert!(bad.len() > 20, "only {} bad examples", bad.len());
    let mut messages: Vec<Message> = bad.into_iter().map(|bytes| (0, bytes)).collect();
    messages.extend((0..6).map(|n| (0, poison(n))));
    let padding = vec![b' '; 10 * 1024 * 1024];
    // Alone in its partition: the mock cluster keeps 5 MiB of one, and always the last message.
    messages.push((1, [incident("huge", 0), padding].concat()));
    messages.push((0, incident("good", 1)));
    produce(&mock.bootstrap(), "incident", &messages);

    let member = Member::join(&mock.bootstrap(), "incident", &warehouse, options());
    until_stored(&warehouse, "incident", messages.len() as u64, LONG).await;
    let ends = [messages.len() as i64 - 1, 1];
    until_committed(&mock.bootstrap(), GROUP, "incident", &ends, "poison").await;
    let summary = member.leave().await;
    assert_eq!(
        (summary.events, summary.dead_letters),
        (1, messages.len() as u64 - 1)
    );
    let letters = list(&warehouse, &Filter::default()).await.unwrap();
    let mut by_offset: Vec<_> = letters.iter().collect();
    by_offset.sort_by_key(|letter| (letter.partition, letter.offset));
    for (letter, (number, (partition, bytes))) in by_offset.iter().zip(messages.iter().enumerate()) {
        let offset = if *partition == 0 { number as i64 } else { 0 };
        assert_eq!(
            (letter.topic.as_str(), letter.partition, letter.offset),
            ("incident", *partition, offset)
        );
        assert!(letter.raw == *bytes, "the bytes of message {number}");
        assert!(
            !letter.reason_code.is_empty() && letter.reason.contains(' '),
            "{letter:?}"
        );
    }
    let poisons = [
        "empty",
        "not-json",
        "not-utf8",
        "missing-field",
        "unknown-type",
        "future-time",
        "too-large",
    ];
    codes.extend(poisons.map(str::to_owned));
    let found: Vec<&str> = by_offset
        .iter()
        .map(|letter| letter.reason_code.as_str())
        .collect();
    assert_eq!(found, codes);
    assert!(
        account(&warehouse, "incident")
            .await
            .iter()
            .all(Account::balances)
    );
}

/// Every file of `schemas/examples/bad`, in order of name, and the reason code that stands beside it.
fn bad_examples() -> Vec<(Vec<u8>, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/examples/bad");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.retain(|path| !path.to_string_lossy().ends_with(".expected.toml"));
    names.sort();
    let read = |path: &std::path::PathBuf| {
        let expected = std::fs::read_to_string(path.with_extension("expected.toml")).unwrap();
        let expected: toml::Table = expected.parse().unwrap();
        (
            std::fs::read(path).unwrap(),
            expected["code"].as_str().unwrap().to_owned(),
        )
    };
    names.iter().map(read).collect()
}
