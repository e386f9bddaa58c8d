//! Events per second and per CPU second from a Kafka topic to durable rows, beside two ceilings of the same run.
//!
//! `make bench-ingest` (or `cargo bench -p ingest --bench ingest -- EVENTS`). The broker is the tests' own Apache Kafka,
//! or the one of `KAFKA_BOOTSTRAP`; the engine is a process of its own. Processes are measured through /proc: Linux only.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods
)]

mod ceilings;
#[path = "../../tests/harness/mod.rs"]
mod harness;
mod incidents;
mod usage;

use ceilings::{drain, insert};
use harness::checks::{LONG, until};
use harness::child::Ingestor;
use harness::engine::{database, engine_process, migrated};
use harness::kafka::broker;
use harness::mock::produce;
use harness::process::example;
use incidents::{PARTITIONS, incident, place};
use std::time::Instant;
use usage::{Usage, usage};
use warehouse::{Settings, Warehouse};

#[tokio::main]
async fn main() {
    let events = std::env::args().find_map(|argument| argument.parse().ok());
    let events: usize = events.unwrap_or(1_000_000);
    // Built now if it is not fresh, and not while it is measured.
    example("ingestor");
    let topic = format!("bench-{}", std::process::id());
    broker().topic(&topic, PARTITIONS).await;
    let bytes = fill(&topic, events);
    println!(
        "{events} incidents of {} bytes on average, {PARTITIONS} partitions, at {}\n",
        bytes / events,
        broker().bootstrap
    );
    let drained = drain(&broker().bootstrap, &topic, events);
    let inserted = insert(&migrated(database("blocks")).await, events).await;
    let settings = database("pipeline");
    let warehouse = migrated(settings.clone()).await;
    let piped = pipeline(&topic, events, &settings, &warehouse).await;
    broker().delete_topic(&topic).await;

    println!(
        "{:<38}{:>9}{:>12}{:>9}{:>16}{:>11}",
        "", "seconds", "events/s", "CPU s", "events/CPU s", "engine s"
    );
    line("ceiling: bare consumer drains the topic", events, &drained);
    line("ceiling: the same blocks, no Kafka", events, &inserted);
    line("pipeline: topic to durable rows", events, &piped);
    println!(
        "\npipeline / drain {:.2}   pipeline / insert {:.2}   peak memory of the ingestor {} MB",
        drained.seconds / piped.seconds,
        inserted.seconds / piped.seconds,
        piped.peak_bytes / 1_000_000
    );
    println!(
        "CPU s: user and system time of the process that reads and inserts; the engine's stands beside it, Kafka's is not counted."
    );
}

fn line(what: &str, events: usize, usage: &Usage) {
    let events = events as f64;
    println!(
        "{what:<38}{:>9.2}{:>12.0}{:>9.2}{:>16.0}{:>11.2}",
        usage.seconds,
        events / usage.seconds,
        usage.cpu_seconds,
        events / usage.cpu_seconds,
        usage.engine_cpu_seconds
    );
}

/// Writes the topic; gives the bytes of its messages.
fn fill(topic: &str, events: usize) -> usize {
    let mut bytes = 0;
    for from in (0..events).step_by(100_000) {
        let chunk: Vec<(i32, Vec<u8>)> = (from..events.min(from + 100_000))
            .map(|number| (place(number).0, incident(number)))
            .collect();
        bytes += chunk.iter().map(|(_, payload)| payload.len()).sum::<usize>();
        produce(&broker().bootstrap, topic, &chunk);
    }
    bytes
}

/// The real thing as a process of its own, from its start until every row is durable.
async fn pipeline(topic: &str, events: usize, settings: &Settings, warehouse: &Warehouse) -> Usage {
    let engine = usage(engine_process());
    let begun = Instant::now();
    // The defaults of `service-report ingest`.
    let more = [
        ("INGESTOR_AGE_MS", "1000".to_owned()),
        ("INGESTOR_COMMIT_MS", "500".to_owned()),
    ];
    let ingestor = Ingestor::start(&broker().bootstrap, topic, "bench", settings, &more);
    until("every event is durable", LONG, || async {
        let stored: u64 = warehouse
            .client()
            .query("select count() from events")
            .fetch_one()
            .await
            .unwrap();
        stored == events as u64
    })
    .await;
    let seconds = begun.elapsed().as_secs_f64();
    let used = usage(ingestor.id());
    let engine = usage(engine_process()).cpu_seconds - engine.cpu_seconds;
    ingestor.stop().await;
    Usage {
        seconds,
        engine_cpu_seconds: engine,
        ..used
    }
}
