//! Published downtime windows of a large public service: 819 durations come back exactly, from its export to the marts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aggregator::{Month, definitions};
use clickhouse_embedded::Options;
use ingest::mapping::{self, Summary};
use ingest::source::file::{self, Contents, Import, Records};
use jiff::Timestamp;
use warehouse::{Secret, Settings, Warehouse};

/// Each month tells of the year before it as well: together they reach over all windows.
const MONTHS: [&str; 5] = ["2023-03", "2024-03", "2025-03", "2026-03", "2026-08"];
/// The month with the most interruptions.
const BUSY: &str = "2026-07";
const SERVICE: &str = "support-operations.it-infrastructure";

/// A row as it was published.
struct Window {
    record: String,
    begins: Timestamp,
    ends: Timestamp,
    minutes: i64,
    impact: String,
}

#[test]
fn published_durations_come_back_exactly() {
    let windows = published();
    assert_eq!(windows.len(), 819);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = clickhouse_embedded::start(Options::default()).await.unwrap();
        let settings = Settings {
            url: server.url(),
            user: server.user().to_owned(),
            password: Secret::new(server.password()),
            database: "real_outages".to_owned(),
            cluster: None,
        };
        let warehouse = Warehouse::connect(settings).await.unwrap();
        warehouse::migrate(&warehouse).await.unwrap();
        import(&warehouse).await;
        let definitions = definitions::load(&root().join("definitions")).unwrap();
        let mut interruptions = BTreeMap::new();
        for month in MONTHS.into_iter().chain([BUSY]) {
            let month: Month = month.parse().unwrap();
            aggregator::run(&warehouse, &definitions, month, now())
                .await
                .unwrap();
            interruptions.extend(interruptions_of(&warehouse, month).await);
        }
        every_window_is_stated_as_published(&warehouse, &windows).await;
        let expected: BTreeMap<String, i64> = windows
            .iter()
            .filter(|window| interrupts(window) && window.minutes > 0)
            .map(|window| (window.record.clone(), window.minutes * 60_000))
            .collect();
        assert_eq!(interruptions, expected);
        busy_month(&warehouse, &windows, &definitions).await;
        server.stop().await;
    });
}

/// Critical and major incidents; minor ones slow a service down, and those of impact none touched nobody.
fn interrupts(window: &Window) -> bool {
    ["critical", "major"].contains(&window.impact.as_str())
}

/// All 819, of whatever impact, as the staging layer tells them.
async fn every_window_is_stated_as_published(warehouse: &Warehouse, windows: &[Window]) {
    let sql = "select record, dateDiff('millisecond', assumeNotNull(begins_at), assumeNotNull(ends_at)) from ( \
        select record, begins_at, ends_at \
        from stg_outages(as_of = {now:DateTime64(3, 'UTC')}, until = {now:DateTime64(3, 'UTC')}) \
        union all select record, begins_at, ends_at \
        from stg_maintenance_updates(as_of = {now:DateTime64(3, 'UTC')}, until = {now:DateTime64(3, 'UTC')}))";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("now", "2026-11-01 00:00:00");
    let found: Vec<(String, i64)> = query.fetch_all().await.unwrap();
    assert_eq!(found.len(), 819);
    let found: BTreeMap<String, i64> = found.into_iter().collect();
    for window in windows {
        assert_eq!(
            found[&window.record],
            window.minutes * 60_000,
            "{}",
            window.record
        );
    }
}

/// Records that interrupted the service and lie in the month's view whole, with their length.
async fn interruptions_of(warehouse: &Warehouse, month: Month) -> Vec<(String, i64)> {
    let sql = "select record, dateDiff('millisecond', record_begins_at, record_ends_at) \
        from interruptions \
        where interruptions.month = {month:Date} and open = 0 \
            and record_begins_at > (select month_start - interval 365 day from months where months.month = {month:Date}) \
        group by record, record_begins_at, record_ends_at";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    query.fetch_all().await.unwrap()
}

/// The union of the windows inside a month by a plain loop, beside the marts: by time and by number.
async fn busy_month(warehouse: &Warehouse, windows: &[Window], definitions: &definitions::Definitions) {
    let month: Month = BUSY.parse().unwrap();
    let (from, to) = month.bounds(&definitions.organisation.time_zone).unwrap();
    let (from, to) = (from.as_millisecond(), to.as_millisecond());
    let mut spans: Vec<(i64, i64)> = windows
        .iter()
        .filter(|window| interrupts(window) && window.minutes > 0)
        .map(|window| (window.begins.as_millisecond(), window.ends.as_millisecond()))
        .collect();
    spans.sort_unstable();
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for (begins, ends) in spans {
        match stretches.last_mut() {
            Some(last) if begins <= last.1 => last.1 = last.1.max(ends),
            _ => stretches.push((begins, ends)),
        }
    }
    let inside: Vec<(i64, i64)> = stretches
        .into_iter()
        .filter(|(begins, ends)| *ends > from && *begins < to)
        .collect();
    let down: i64 = inside
        .iter()
        .map(|(begins, ends)| ends.min(&to) - begins.max(&from))
        .sum();
    assert!(inside.len() > 5, "{inside:?}");
    let sql = "select (select toInt64(sum(wall_down_ms)) from availability_days \
            where availability_days.month = {month:Date} and service = {service:String}), \
        (select toInt64(count()) from outages where outages.month = {month:Date} and service = {service:String}), \
        (select toInt64(sum(wall_ms)) from outages where outages.month = {month:Date} and service = {service:String})";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string())
        .param("service", SERVICE);
    let found: (i64, i64, i64) = query.fetch_one().await.unwrap();
    let whole: i64 = inside.iter().map(|(begins, ends)| ends.min(&to) - begins).sum();
    assert_eq!(found, (down, inside.len() as i64, whole));
}

async fn import(warehouse: &Warehouse) {
    let mapping = mapping::load(&root().join("definitions/sources/github-status.toml")).unwrap();
    let records = file::open(&export(), Contents::Export(&mapping)).unwrap();
    let mut summary = Summary::default();
    let import = Import {
        records,
        summary: &mut summary,
        progress: |_: &Records<'_>| {},
    };
    let stored = ingest::run(import, warehouse, ingest::Options::new(now))
        .await
        .unwrap();
    assert_eq!((stored.events, stored.dead_letters), (819, 0), "{summary}");
}

/// Reads the export by itself: eight columns at most, and the title, alone, may hold commas in quotes.
fn published() -> Vec<Window> {
    let text = std::fs::read_to_string(export()).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        Window {
            record: cells[0].to_owned(),
            begins: cells[1].parse().unwrap(),
            ends: cells[2].parse().unwrap(),
            minutes: cells[3].parse().unwrap(),
            impact: line.rsplit(',').next().unwrap().trim().to_owned(),
        }
    });
    rows.collect()
}

fn now() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}

fn export() -> PathBuf {
    let folder =
        std::env::var_os("SERVICE_REPORT_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let path = folder.join("github_status_downtime_windows.csv");
    assert!(
        path.is_file(),
        "{} is missing: this test needs published data; name its folder in SERVICE_REPORT_DATA",
        path.display()
    );
    path
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
