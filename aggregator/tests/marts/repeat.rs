//! The same events give the same bytes: twice, shuffled, twice over, split, beside other services (A5, A20).

use aggregator::definitions::Definitions;
use aggregator::ledger::{Format, export};
use aggregator::{Error, Month, run};
use jiff::Timestamp;
use rand::seq::SliceRandom;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::random::{history, organisation, seeded};

const MARTS: [&str; 5] = ["ledger", "breaches", "figures", "workload_hours", "months"];
const MONTH: &str = "2024-03";
const AS_OF: &str = "2024-12-01T00:00:00Z";

#[test]
fn order_repetition_and_splitting_change_no_byte() {
    let mut random = seeded(41);
    let definitions = organisation(&mut random);
    let perfect = history(&mut random, 150);
    let mut disordered: Vec<Update> = perfect.iter().chain(&perfect[..200]).cloned().collect();
    disordered.shuffle(&mut random);
    let marts = |updates: &[Update], batch| {
        with_database(async |warehouse| {
            store(&warehouse, updates, batch).await;
            compute(&warehouse, &definitions).await;
            bytes(&warehouse, "").await
        })
    };
    let expected = marts(&perfect, 100_000);
    assert!(
        expected
            .iter()
            .all(|mart| mart.lines().count() > 1 || mart.contains("2024-03-01"))
    );
    let reversed: Vec<Update> = perfect.iter().rev().cloned().collect();
    assert_eq!(expected, marts(&reversed, 7 * 13), "reversed");
    assert_eq!(expected, marts(&disordered, 50), "shuffled, doubled and split");
}

#[test]
fn computing_twice_gives_the_same_bytes_and_replaces_the_month_whole() {
    let mut random = seeded(42);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, 120);
    with_database(async |warehouse| {
        store(&warehouse, &updates, 1000).await;
        compute(&warehouse, &definitions).await;
        let (once, handed_out) = (bytes(&warehouse, "").await, lines(&warehouse).await);
        let early = run(
            &warehouse,
            &definitions,
            month(),
            "2024-03-02T00:00:00Z".parse().unwrap(),
        )
        .await
        .unwrap();
        assert_ne!(bytes(&warehouse, "").await, once);
        assert!(early.rows_of("ledger") > 0);
        compute(&warehouse, &definitions).await;
        assert_eq!(bytes(&warehouse, "").await, once);
        assert_eq!(lines(&warehouse).await, handed_out);
        let leftovers =
            "select count() from system.tables where database = currentDatabase() and name like '%build%'";
        assert_eq!(
            warehouse
                .client()
                .query_raw(leftovers)
                .fetch_one::<u64>()
                .await
                .unwrap(),
            0
        );
    });
}

/// A5.
#[test]
fn a_service_alone_has_the_figures_that_it_has_in_the_portfolio() {
    let mut random = seeded(43);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, 150);
    // A record belongs to the service that it ends with: those that move are left out of both sides.
    let moves = |update: &Update| {
        updates.iter().any(|other| {
            (&other.record, &other.source, &other.record_type)
                == (&update.record, &update.source, &update.record_type)
                && other.service != update.service
        })
    };
    let settled: Vec<Update> = updates.iter().filter(|update| !moves(update)).cloned().collect();
    let alone: Vec<Update> = settled
        .iter()
        .filter(|update| update.service == "alpha.part")
        .cloned()
        .collect();
    assert!(alone.len() > 20);
    let of_the_service = |updates: &[Update]| {
        with_database(async |warehouse| {
            store(&warehouse, updates, 1000).await;
            compute(&warehouse, &definitions).await;
            let mut marts = bytes(&warehouse, " and service = 'alpha.part'").await;
            marts.truncate(4);
            marts
        })
    };
    assert_eq!(of_the_service(&alone), of_the_service(&settled));
}

#[test]
fn a_month_that_has_not_begun_is_refused_and_one_without_events_is_empty() {
    let definitions = organisation(&mut seeded(44));
    with_database(async |warehouse| {
        let refused = run(
            &warehouse,
            &definitions,
            month(),
            "2024-02-01T00:00:00Z".parse().unwrap(),
        )
        .await;
        assert!(matches!(refused, Err(Error::NotBegun { .. })), "{refused:?}");
        let refused = export(&warehouse, month(), Format::Csv, &mut Vec::new()).await;
        assert!(matches!(refused, Err(Error::NotComputed { .. })), "{refused:?}");
        let empty = run(&warehouse, &definitions, month(), AS_OF.parse().unwrap())
            .await
            .unwrap();
        assert_eq!((empty.rows_of("ledger"), empty.rows_of("months")), (0, 1));
        // What the definitions alone tell: services and agreements, and the register of reports.
        let counted = "select arraySort(groupUniqArray(toString(figure))) from figures \
                       where numerator != 0 or ifNull(denominator, 0) != 0";
        let counted: Vec<String> = warehouse.client().query_raw(counted).fetch_one().await.unwrap();
        assert_eq!(counted, ["SLM-04", "SLM-05"]);
    });
}

#[test]
fn a_ledger_is_handed_out_with_its_columns() {
    let mut random = seeded(45);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, 40);
    with_database(async |warehouse| {
        store(&warehouse, &updates, 1000).await;
        let summary = compute(&warehouse, &definitions).await;
        let (csv, json) = lines(&warehouse).await;
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(rows.len() as u64, summary);
        assert_eq!(csv.lines().count(), rows.len() + 1);
        for row in &rows {
            let parts = [
                "elapsed_ms",
                "waiting_ms",
                "out_of_hours_ms",
                "holiday_ms",
                "excluded_ms",
                "resolved_gap_ms",
            ];
            let sum: u64 = parts.iter().map(|part| row[part].as_u64().unwrap()).sum();
            assert_eq!(row["wall_ms"].as_u64().unwrap(), sum);
            row["opened_at"].as_str().unwrap().parse::<Timestamp>().unwrap();
            assert!(row["elapsed_by_group"].is_object());
        }
        assert!(
            csv.starts_with("\"month\",\"record_type\",\"source\",\"record\",\"title\""),
            "{}",
            &csv[..80]
        );
    });
}

async fn compute(warehouse: &Warehouse, definitions: &Definitions) -> u64 {
    let summary = run(warehouse, definitions, month(), AS_OF.parse().unwrap()).await;
    summary
        .unwrap_or_else(|error| panic!("{error}"))
        .rows_of("ledger")
}

/// Each mart's rows as text, in its own order.
async fn bytes(warehouse: &Warehouse, filter: &str) -> Vec<String> {
    let mut all = Vec::new();
    for mart in MARTS {
        let filter = if mart == "months" { "" } else { filter };
        let sql = format!("select * from {mart} where {mart}.month = '2024-03-01'{filter} order by all");
        let text = warehouse
            .client()
            .query_raw(&sql)
            .fetch_bytes("TabSeparatedWithNames")
            .unwrap()
            .collect()
            .await;
        all.push(String::from_utf8(text.unwrap().to_vec()).unwrap());
    }
    all
}

async fn lines(warehouse: &Warehouse) -> (String, String) {
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    export(warehouse, month(), Format::Csv, &mut csv).await.unwrap();
    export(warehouse, month(), Format::Json, &mut json).await.unwrap();
    (String::from_utf8(csv).unwrap(), String::from_utf8(json).unwrap())
}

fn month() -> Month {
    MONTH.parse().unwrap()
}
