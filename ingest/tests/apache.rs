//! The pipeline against Apache Kafka itself: the whole flow, transactions, and kill -9 of both sides.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::chain::{Ground, PARTITIONS, Step, kill_chains};
use harness::checks::{LONG, account, assert_exactly_once, until_stored};
use harness::engine::warehouse;
use harness::events::{incident, poison, rng, stream};
use harness::kafka::broker;
use harness::mock::{produce, quick, until_committed};
use ingest::source::kafka;
use ingest::{Error, Options, Summary};
use rdkafka::ClientConfig;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use warehouse::Warehouse;

fn ingestor(
    topics: &[&str],
    group: &str,
    warehouse: &Warehouse,
) -> (watch::Sender<bool>, JoinHandle<Result<Summary, Error>>) {
    let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
    let mut settings = kafka::Settings::new(&broker().bootstrap, group, topics);
    settings.librdkafka = quick();
    settings.commit_every = Duration::from_millis(50);
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.rows = 100;
    options.batch.age = Duration::from_millis(50);
    let (stop, stopped) = watch::channel(false);
    let warehouse = warehouse.clone();
    (
        stop,
        tokio::spawn(async move { kafka::run(settings, &warehouse, options, stopped).await }),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn from_topics_to_durable_rows() {
    let warehouse = warehouse("flow").await;
    let topics = ["flow-incident", "flow-change"];
    let mut rng = rng(11);
    let mut sent = Vec::new();
    for topic in topics {
        broker().topic(topic, 3).await;
        let mut by_partition = vec![Vec::new(); 3];
        let mut messages = stream(topic, 0, 2_000, 20, &mut rng);
        messages.push([incident("huge", 0), vec![b' '; 10 * 1024 * 1024]].concat());
        messages.extend((0..6).map(poison));
        let keyed: Vec<(i32, Vec<u8>)> = messages
            .into_iter()
            .enumerate()
            .map(|(n, bytes)| ((n % 3) as i32, bytes))
            .collect();
        produce(&broker().bootstrap, topic, &keyed);
        keyed
            .into_iter()
            .for_each(|(partition, bytes)| by_partition[partition as usize].push(bytes));
        sent.push(by_partition);
    }
    let (stop, task) = ingestor(&topics, "flow", &warehouse);
    for (topic, by_partition) in topics.iter().zip(&mut sent) {
        until_stored(&warehouse, topic, 2_007, LONG).await;
        let huge = by_partition
            .iter_mut()
            .flatten()
            .find(|bytes| bytes.len() > 1_000_000)
            .unwrap();
        // By its bytes alone it is an event; by the size limit it is a dead letter.
        *huge = Vec::new();
        assert_exactly_once(&warehouse, topic, by_partition, topic).await;
    }
    for topic in topics {
        until_committed(&broker().bootstrap, "flow", topic, &[669; 3], topic).await;
    }
    stop.send_replace(true);
    let summary = task.await.unwrap().unwrap();
    assert_eq!(summary.events + summary.dead_letters, 2 * 2_007);
}

#[tokio::test(flavor = "multi_thread")]
async fn gaps_of_transactions_are_committed_and_aborted_messages_never_stored() {
    let warehouse = warehouse("transactions").await;
    let topic = "transactions";
    broker().topic(topic, 1).await;
    tokio::task::block_in_place(|| {
        transaction(topic, 0..10, true);
        transaction(topic, 10..20, false);
        transaction(topic, 20..25, true);
        transaction(topic, 25..40, false);
    });
    let (stop, task) = ingestor(&[topic], "transactions", &warehouse);
    until_stored(&warehouse, topic, 15, LONG).await;
    // Fifteen messages, twenty-five aborted ones and four markers: the last offsets hold no message at all.
    until_committed(&broker().bootstrap, "transactions", topic, &[44], "transactions").await;
    stop.send_replace(true);
    task.await.unwrap().unwrap();
    let accounts = account(&warehouse, topic).await;
    assert_eq!(
        (accounts[0].received, accounts[0].stored, accounts[0].dead_letters),
        (15, 15, 0)
    );
}

fn transaction(topic: &str, numbers: std::ops::Range<usize>, commit: bool) {
    let producer: BaseProducer = ClientConfig::new()
        .set("bootstrap.servers", &broker().bootstrap)
        .set("transactional.id", "test")
        .create()
        .unwrap();
    producer.init_transactions(LONG).unwrap();
    producer.begin_transaction().unwrap();
    for n in numbers {
        let payload = incident("transaction", n);
        producer
            .send(BaseRecord::<(), [u8]>::to(topic).partition(0).payload(&payload))
            .map_err(|(e, _)| e)
            .unwrap();
    }
    producer.flush(LONG).unwrap();
    match commit {
        true => producer.commit_transaction(LONG).unwrap(),
        false => producer.abort_transaction(LONG).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_killed_before_the_insert() {
    kill_chains(Step::BeforeInsert, 5, 5, OnApache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_killed_after_the_insert_before_the_acknowledgement() {
    kill_chains(Step::AfterInsert, 5, 5, OnApache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_killed_after_the_acknowledgement_before_the_commit() {
    kill_chains(Step::AfterAck, 5, 5, OnApache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_killed_while_a_dead_letter_is_written() {
    kill_chains(Step::DeadLetter, 5, 5, OnApache).await;
}

struct OnApache;

impl Ground for OnApache {
    fn bootstrap(&self) -> String {
        broker().bootstrap.clone()
    }

    async fn topic(&self, name: &str) {
        broker().topic(name, PARTITIONS).await;
    }

    /// A member that was killed is missed sooner than the mock cluster allows.
    fn librdkafka(&self) -> BTreeMap<String, String> {
        let own = [("session.timeout.ms", "1500"), ("heartbeat.interval.ms", "300")];
        let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
        quick().into_iter().chain(own).collect()
    }

    /// The broker dies while the other chains are in the middle of theirs.
    async fn between(&self, chain: usize, kill: usize) {
        if chain == 0 && (kill == 1 || kill == 3) {
            broker().kill_and_restart().await;
        }
    }
}
