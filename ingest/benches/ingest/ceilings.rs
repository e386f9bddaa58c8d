//! What the pipeline cannot beat: reading without storing, and storing without reading.

use crate::harness::engine::engine_process;
use crate::incidents::{PARTITIONS, incident, place};
use crate::usage::{Usage, usage};
use ingest::decode::{Decoded, decode};
use ingest::{Options, Raw};
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::{ClientConfig, Message};
use std::time::{Duration, Instant};
use warehouse::Warehouse;
use warehouse::rows::EventRow;

/// A bare consumer reads the whole topic and looks at nothing.
pub fn drain(bootstrap: &str, topic: &str, events: usize) -> Usage {
    let (begun, before) = (Instant::now(), usage(std::process::id()));
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", bootstrap)
        .set("group.id", "bench-drain")
        .set("auto.offset.reset", "earliest")
        .set("enable.auto.commit", "false")
        .set("queued.max.messages.kbytes", "65536")
        .create()
        .unwrap();
    consumer.subscribe(&[topic]).unwrap();
    let (mut read, mut bytes) = (0, 0);
    while read < events {
        if let Some(message) = consumer.poll(Duration::from_secs(1)) {
            bytes += message.unwrap().payload().map_or(0, <[u8]>::len);
            read += 1;
        }
    }
    assert!(bytes > events);
    let cpu_seconds = usage(std::process::id()).cpu_seconds - before.cpu_seconds;
    Usage {
        seconds: begun.elapsed().as_secs_f64(),
        cpu_seconds,
        ..Usage::default()
    }
}

/// The blocks that the pipeline would insert, as many at a time as it would have in flight; making them is not counted.
pub async fn insert(warehouse: &Warehouse, events: usize) -> Usage {
    let options = Options::new(jiff::Timestamp::now);
    let mut total = Usage::default();
    let mut waiting = Vec::new();
    let mut made = 0;
    for partition in 0..PARTITIONS {
        let mut numbers = (0..events)
            .filter(|number| place(*number).0 == partition)
            .peekable();
        while numbers.peek().is_some() {
            let rows = rows(&mut numbers, &options);
            made += rows.len();
            waiting.push((token(&rows), EventRow::block(&rows)));
            if waiting.len() == options.in_flight || (made == events) {
                measure(warehouse, std::mem::take(&mut waiting), &mut total).await;
            }
        }
    }
    total
}

fn rows(numbers: &mut impl Iterator<Item = usize>, options: &Options) -> Vec<EventRow> {
    let (mut rows, mut bytes) = (Vec::new(), 0);
    let now = jiff::Timestamp::now();
    while rows.len() < options.batch.rows
        && bytes < options.batch.bytes
        && let Some(number) = numbers.next()
    {
        let (partition, offset) = place(number);
        let raw = Raw::new("blocks".into(), partition, offset, incident(number).into());
        bytes += raw.bytes.len();
        match decode(raw, now, &options.limits) {
            Decoded::Event(row) => rows.push(*row),
            Decoded::DeadLetter(letter) => panic!("the benchmark's own event is refused: {}", letter.reason),
        }
    }
    rows
}

fn token(rows: &[EventRow]) -> String {
    format!(
        "{}:{}-{}",
        rows[0].partition,
        rows[0].offset,
        rows[rows.len() - 1].offset
    )
}

async fn measure(warehouse: &Warehouse, blocks: Vec<(String, bytes::Bytes)>, total: &mut Usage) {
    let before = (usage(std::process::id()), usage(engine_process()));
    let begun = Instant::now();
    let inserts = blocks.into_iter().map(|(token, block)| async move {
        let mut insert = warehouse
            .client()
            .insert_formatted_with(format!(
                "insert into events ({}) format Native",
                EventRow::COLUMNS
            ))
            .with_setting("async_insert", "0")
            .with_setting("max_partitions_per_insert_block", "0")
            .with_setting("insert_deduplication_token", token);
        insert.send(block).await.unwrap();
        insert.end().await.unwrap();
    });
    futures_util::future::join_all(inserts).await;
    total.seconds += begun.elapsed().as_secs_f64();
    total.cpu_seconds += usage(std::process::id()).cpu_seconds - before.0.cpu_seconds;
    total.engine_cpu_seconds += usage(engine_process()).cpu_seconds - before.1.cpu_seconds;
}
