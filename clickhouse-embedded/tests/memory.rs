//! Rows flow through the server in bounded memory. Alone in its process, because memory is the process's.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use clickhouse::Row;
use serde::{Deserialize, Serialize};
use support::{client, memory_mib};

const ROWS: u64 = 2_000_000;
/// 600 MB of rows go by in each direction.
const PADDING: usize = 300;

#[derive(Row, Serialize, Deserialize)]
struct Padded {
    n: u64,
    s: String,
}

#[tokio::test]
async fn millions_of_rows_flow_both_ways_in_bounded_memory() {
    let client = client("million").await;
    client
        .query("CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n")
        .execute()
        .await
        .unwrap();
    client.query("SYSTEM STOP MERGES t").execute().await.unwrap();
    // The engine collects blocks of a million rows or 256 MB by default; smaller ones show what is bounded here.
    let blocks = client.clone().with_setting("max_insert_block_size", "65536");
    let blocks = blocks.with_setting("min_insert_block_size_rows", "65536");
    let before = memory_mib();
    let mut peak = before;
    let padding = "x".repeat(PADDING);
    let mut insert = blocks.insert::<Padded>("t").await.unwrap();
    for n in 0..ROWS {
        insert
            .write(&Padded {
                n,
                s: padding.clone(),
            })
            .await
            .unwrap();
        if n % 10_000 == 0 {
            peak = peak.max(memory_mib());
        }
    }
    insert.end().await.unwrap();
    println!("insert: {before} MiB before, {peak} MiB at most");
    assert!(
        peak - before < 300,
        "insert: memory went from {before} to {peak} MiB"
    );

    let before = memory_mib();
    let mut peak = before;
    let mut rows = client.query("SELECT n, s FROM t").fetch::<Padded>().unwrap();
    let (mut count, mut sum) = (0_u64, 0);
    while let Some(row) = rows.next().await.unwrap() {
        (count, sum) = (count + 1, sum + row.n);
        assert_eq!(row.s.len(), PADDING);
        if count % 10_000 == 0 {
            peak = peak.max(memory_mib());
        }
    }
    assert_eq!((count, sum), (ROWS, ROWS * (ROWS - 1) / 2));
    println!("select: {before} MiB before, {peak} MiB at most");
    assert!(
        peak - before < 200,
        "select: memory went from {before} to {peak} MiB"
    );
}
