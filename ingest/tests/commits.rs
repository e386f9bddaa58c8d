//! What is durable is told to the broker: commits that fail without a word, the last commit, a stop without a broker.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::checks::{LONG, account, until_stored};
use harness::engine::warehouse;
use harness::events::incident;
use harness::member::{GROUP, Member, settings};
use harness::mock::{Mock, committed, produce, until_committed};
use ingest::{Account, Options};
use rdkafka::types::{RDKafkaApiKey, RDKafkaRespErr};
use std::time::Duration;

/// An answer to a commit that librdkafka does not try again.
const REFUSED: RDKafkaRespErr = RDKafkaRespErr::RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS;

fn messages() -> Vec<(i32, Vec<u8>)> {
    (0..200).map(|n| ((n % 2) as i32, incident("c", n))).collect()
}

/// One batch for each partition: one watermark, told once.
fn options() -> Options {
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.age = Duration::from_millis(50);
    options
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_failed_is_made_again_although_nothing_new_arrives() {
    let (mock, warehouse) = (Mock::start(1), warehouse("again").await);
    mock.topic("incident", 2);
    produce(&mock.bootstrap(), "incident", &messages());
    mock.cluster()
        .request_errors(RDKafkaApiKey::OffsetCommit, &[REFUSED; 5]);
    let member = Member::join(&mock.bootstrap(), "incident", &warehouse, options());
    until_stored(&warehouse, "incident", 200, LONG).await;
    until_committed(&mock.bootstrap(), GROUP, "incident", &[100; 2], "five refusals").await;
    member.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_commits_what_is_durable_though_its_first_tries_fail() {
    let (mock, warehouse) = (Mock::start(1), warehouse("stop").await);
    mock.topic("incident", 2);
    produce(&mock.bootstrap(), "incident", &messages());
    let mut settings = settings(&mock.bootstrap(), "incident");
    settings.commit_every = Duration::from_secs(3600);
    // A busy machine must not make a stranger of this member.
    settings
        .librdkafka
        .insert("session.timeout.ms".into(), "60000".into());
    let member = Member::with(settings, &warehouse, options());
    until_stored(&warehouse, "incident", 200, LONG).await;
    assert_eq!(committed(&mock.bootstrap(), GROUP, "incident", 2), [-1; 2]);
    mock.cluster()
        .request_errors(RDKafkaApiKey::OffsetCommit, &[REFUSED; 3]);
    member.leave().await;
    assert_eq!(committed(&mock.bootstrap(), GROUP, "incident", 2), [100; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_without_a_broker_ends_and_the_next_reader_stores_nothing_twice() {
    let (mock, warehouse) = (Mock::start(1), warehouse("alone").await);
    mock.topic("incident", 2);
    produce(&mock.bootstrap(), "incident", &messages());
    let mut alone = settings(&mock.bootstrap(), "incident");
    alone.commit_every = Duration::from_secs(3600);
    alone.drain = Duration::from_secs(1);
    let member = Member::with(alone, &warehouse, options());
    until_stored(&warehouse, "incident", 200, LONG).await;
    mock.cluster().broker_down(1).unwrap();
    member.leave().await;
    mock.cluster().broker_up(1).unwrap();
    assert_eq!(committed(&mock.bootstrap(), GROUP, "incident", 2), [-1; 2]);

    // In a group of its own: the mock waits for the member that left unheard, at times for longer than a test can.
    let mut afresh = settings(&mock.bootstrap(), "incident");
    afresh.group = "afresh".to_owned();
    let next = Member::with(afresh, &warehouse, options());
    until_committed(
        &mock.bootstrap(),
        "afresh",
        "incident",
        &[100; 2],
        "the next reader",
    )
    .await;
    next.leave().await;
    let accounts = account(&warehouse, "incident").await;
    assert!(accounts.iter().all(Account::balances), "{accounts:?}");
    assert_eq!(accounts.iter().map(|account| account.stored).sum::<u64>(), 200);
}
