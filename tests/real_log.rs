//! The published incident log of an IT company, from its export to the figures of a month.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use aggregator::{Month, definitions};
use clickhouse_embedded::Options;
use harness::data::{import, published, root};
use harness::database::migrated;
use ingest::mapping;
use jiff::Timestamp;
use warehouse::Warehouse;

/// What others published of the log, and what was recomputed from it: breached of all, by the source's own verdict.
const STATED: [(&str, i64, i64); 5] = [
    ("*", 9_115, 24_918),
    ("critical", 265, 270),
    ("high", 406, 408),
    ("low", 123, 774),
    ("moderate", 8_321, 23_466),
];

#[test]
fn the_incident_log_adds_up_to_what_its_source_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = clickhouse_embedded::start(Options::default()).await.unwrap();
        let warehouse = migrated(&server, "real_log").await;
        let mapping = mapping::load(&root().join("definitions/sources/servicenow.toml")).unwrap();
        let export = published("uci_incident_event_log.csv.gz");
        import(&warehouse, &export, &mapping, now, 141_712).await;
        let definitions = definitions::load(&root().join("definitions")).unwrap();
        for (month, records) in [("2016-05", 7_000..12_000), ("2016-06", 500..3_000)] {
            let month: Month = month.parse().unwrap();
            let summary = aggregator::run(&warehouse, &definitions, month, now())
                .await
                .unwrap();
            assert!(records.contains(&summary.rows_of("ledger")), "{summary:?}");
            stated_verdicts(&warehouse, month).await;
            verdicts_compared(&warehouse, month).await;
        }
        server.stop().await;
    });
}

/// The source's verdicts of all records known, whatever the month.
async fn stated_verdicts(warehouse: &Warehouse, month: Month) {
    let sql = "select priority, numerator, assumeNotNull(denominator) from figures \
               where month = {month:Date} and figure = 'source.stated_breached_known' order by priority";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    let found: Vec<(String, i64, i64)> = query
        .with_setting("low_cardinality_allow_in_native_format", "0")
        .fetch_all()
        .await
        .unwrap();
    let expected = STATED.map(|(priority, breached, all)| (priority.to_owned(), breached, all));
    assert_eq!(found, expected);
}

/// Ours beside the source's: the four ways to agree or differ are all of those judged by both.
async fn verdicts_compared(warehouse: &Warehouse, month: Month) {
    let sql = "select toInt64(sumIf(numerator, startsWith(figure, 'source.verdict_'))) as parts, \
                 toInt64(sumIf(assumeNotNull(denominator), figure = 'source.verdict_both_met')) as judged \
               from figures where month = {month:Date} and service = '*' and priority = '*' \
                 and assignment_group = '*' and channel = '*'";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    let (parts, judged): (i64, i64) = query.fetch_one().await.unwrap();
    assert!(judged > 0);
    assert_eq!(parts, judged);
}

fn now() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}
