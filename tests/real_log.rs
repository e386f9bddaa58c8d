//! The published incident log of an IT company, from its export to the figures of a month.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use aggregator::{Month, definitions};
use clickhouse_embedded::Options;
use ingest::mapping::{self, Summary};
use ingest::source::file::{self, Contents, Import, Records};
use jiff::Timestamp;
use warehouse::{Secret, Settings, Warehouse};

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
        let settings = Settings {
            url: server.url(),
            user: server.user().to_owned(),
            password: Secret::new(server.password()),
            database: "real_log".to_owned(),
            cluster: None,
        };
        let warehouse = Warehouse::connect(settings).await.unwrap();
        warehouse::migrate(&warehouse).await.unwrap();
        import(&warehouse).await;
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

async fn import(warehouse: &Warehouse) {
    let mapping = mapping::load(&root().join("definitions/sources/servicenow.toml")).unwrap();
    let records = file::open(&log(), Contents::Export(&mapping)).unwrap();
    let mut summary = Summary::default();
    let import = Import {
        records,
        summary: &mut summary,
        progress: |_: &Records<'_>| {},
    };
    let stored = ingest::run(import, warehouse, ingest::Options::new(now))
        .await
        .unwrap();
    assert_eq!((stored.events, stored.dead_letters), (141_712, 0), "{summary}");
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

fn log() -> PathBuf {
    let given = std::env::var_os("SERVICE_REPORT_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("../shared/data"));
    let path = folder.join("uci_incident_event_log.csv.gz");
    assert!(
        path.is_file(),
        "{} is missing: this test runs on the published incident log; name its folder in SERVICE_REPORT_DATA",
        path.display()
    );
    path
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
