//! A chain of kills: an ingestor is killed at a step, another takes over, until all is stored; then all is counted.

use super::checks::{LONG, assert_exactly_once, until_stored};
use super::child::{End, Ingestor};
use super::engine::{database, migrated};
use super::events::{rng, stream};
use super::mock::{produce, quick, until_committed};
use rand::RngExt;
use std::future::Future;
use std::sync::Arc;

/// The steps of `examples/ingestor.rs`.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    BeforeInsert = 1,
    AfterInsert,
    AfterAck,
    DeadLetter,
}

/// Partitions of a chain's topic.
pub const PARTITIONS: i32 = 2;

/// Where a chain runs: on the mock cluster, or on Apache Kafka, which is killed too.
pub trait Ground: Send + Sync + 'static {
    fn bootstrap(&self) -> String;
    /// Settings of the consumers.
    fn librdkafka(&self) -> std::collections::BTreeMap<String, String> {
        quick()
    }
    fn topic(&self, name: &str) -> impl Future<Output = ()> + Send;
    /// Happens after the `kill`th kill of the `chain`th chain.
    fn between(&self, chain: usize, kill: usize) -> impl Future<Output = ()> + Send;
}

/// Runs `chains` chains of `kills` kills at the same time, each with a topic and database of its own.
pub async fn kill_chains(step: Step, chains: u64, kills: usize, ground: impl Ground) {
    let wanted: Option<u64> = std::env::var("SERVICE_REPORT_SEED")
        .ok()
        .map(|seed| seed.parse().unwrap());
    let seeds: Vec<u64> = wanted.map_or_else(
        || (0..chains).map(|_| rand::random_range(0..1_000_000)).collect(),
        |s| vec![s],
    );
    println!("{step:?}: seeds {seeds:?}");
    let ground = Arc::new(ground);
    let running: Vec<_> = seeds
        .into_iter()
        .enumerate()
        .map(|(number, seed)| {
            let chain = chain(step, seed, number, kills, ground.clone());
            tokio::spawn(async move { tokio::time::timeout(3 * LONG, chain).await })
        })
        .collect();
    for chain in running {
        chain.await.unwrap().expect("a chain of kills takes too long");
    }
}

async fn chain(step: Step, seed: u64, number: usize, kills: usize, ground: Arc<impl Ground>) {
    let (bootstrap, topic) = (ground.bootstrap(), format!("{}-{seed}", step.name()));
    ground.topic(&topic).await;
    let settings = database(&topic.replace('-', "_"));
    let warehouse = migrated(settings.clone()).await;
    let mut rng = rng(seed);
    let mut messages = vec![Vec::new(); PARTITIONS as usize];
    let mut sent = 0;
    let what = format!("{step:?} with seed {seed}");
    for kill in 0..kills {
        let count = rng.random_range(100..200);
        let poisoned = if matches!(step, Step::DeadLetter) { 6 } else { 25 };
        let fresh: Vec<(i32, Vec<u8>)> = stream(&topic, sent, count, poisoned, &mut rng)
            .into_iter()
            .map(|bytes| (rng.random_range(0..PARTITIONS), bytes))
            .collect();
        sent += count;
        produce(&bootstrap, &topic, &fresh);
        for (partition, bytes) in fresh {
            messages[partition as usize].push(bytes);
        }
        let more = [
            ("SERVICE_REPORT_KILL_AT", step.name().to_owned()),
            ("SERVICE_REPORT_KILL_BATCH", rng.random_range(1..4).to_string()),
            ("INGESTOR_ROWS", rng.random_range(10..30).to_string()),
            ("INGESTOR_LIBRDKAFKA", librdkafka(&*ground)),
        ];
        let mut ingestor = Ingestor::start(&bootstrap, &topic, &topic, &settings, &more);
        let end = ingestor.ended(LONG).await;
        assert_eq!(
            end,
            Some(End::Killed),
            "{what}, kill {kill}: {}",
            ingestor.words()
        );
        ground.between(number, kill).await;
    }
    let more = [("INGESTOR_LIBRDKAFKA", librdkafka(&*ground))];
    let last = Ingestor::start(&bootstrap, &topic, &topic, &settings, &more);
    until_stored(&warehouse, &topic, sent as u64, LONG).await;
    // Before the stop: a member that is fenced in that very moment may leave without a commit.
    let ends: Vec<i64> = messages.iter().map(|messages| messages.len() as i64).collect();
    until_committed(&bootstrap, &topic, &topic, &ends, &what).await;
    last.stop().await;
    assert_exactly_once(&warehouse, &topic, &messages, &what).await;
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::BeforeInsert => "before-insert",
            Self::AfterInsert => "after-insert",
            Self::AfterAck => "after-ack",
            Self::DeadLetter => "dead-letter",
        }
    }
}

fn librdkafka(ground: &impl Ground) -> String {
    ground
        .librdkafka()
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect::<Vec<_>>()
        .join(";")
}
