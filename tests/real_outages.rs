//! Published downtime windows of a large public service: 819 durations come back exactly, from its export to the marts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::collections::BTreeMap;
use std::path::Path;

use aggregator::Month;
use aggregator::definitions::{self, Definitions};
use clickhouse_embedded::Options;
use harness::data::{import, published, root};
use harness::database::migrated;
use ingest::mapping;
use jiff::{SignedDuration, Timestamp};
use warehouse::Warehouse;

const EXPORT: &str = "github_status_downtime_windows.csv";
/// Each month's mart reaches a year back: together they hold every window whole.
const MONTHS: [&str; 5] = ["2023-03", "2024-03", "2025-03", "2026-03", "2026-08"];
/// A month in which the service was interrupted often.
const BUSY: &str = "2026-07";
const SERVICE: &str = "support-operations.it-infrastructure";
/// The same export where whatever was published interrupts the service, maintenance as well.
const EVERYTHING_INTERRUPTS: &str = r#"
id = "everything-interrupts"
source = "urn:published:everything"
format = "csv"
event = { type = "outage.v1", id = "incident_id", subject = "incident_id", time = "downtime_end" }
times = { formats = ["rfc3339"] }
constants = { service = "support-operations.it-infrastructure", kind = "interruption" }
fields = { title = "title", begins_at = "downtime_start", ends_at = "downtime_end" }
"#;

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
    let windows = windows();
    assert_eq!(windows.len(), 819);
    let folder = tempfile::tempdir().unwrap();
    let everything = folder.path().join("everything-interrupts.toml");
    std::fs::write(&everything, EVERYTHING_INTERRUPTS).unwrap();
    let own = root().join("definitions/sources/github-status.toml");
    let definitions = definitions::load(&root().join("definitions")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = clickhouse_embedded::start(Options::default()).await.unwrap();
        let warehouse = migrated(&server, "everything").await;
        import_windows(&warehouse, &everything).await;
        let mut found = BTreeMap::new();
        for month in MONTHS {
            found.extend(interruptions(&warehouse, &definitions, month).await);
        }
        assert_eq!(found, expected(&windows, |_| true));

        let warehouse = migrated(&server, "own").await;
        import_windows(&warehouse, &own).await;
        let found: BTreeMap<String, i64> = interruptions(&warehouse, &definitions, BUSY)
            .await
            .into_iter()
            .collect();
        let month: Month = BUSY.parse().unwrap();
        let (begins, ends) = month.bounds(&definitions.organisation.time_zone).unwrap();
        let year = begins - SignedDuration::from_hours(365 * 24);
        let within = |window: &Window| window.begins > year && window.ends <= ends;
        assert_eq!(
            found,
            expected(&windows, |window| interrupts(window) && within(window))
        );
        busy_month(&warehouse, &windows, &definitions).await;
        server.stop().await;
    });
}

/// The published minutes of what counts, by record. What began and ended within one minute interrupted nothing.
fn expected(windows: &[Window], counts: impl Fn(&Window) -> bool) -> BTreeMap<String, i64> {
    let counted = windows
        .iter()
        .filter(|window| window.minutes > 0 && counts(window));
    counted
        .map(|window| (window.record.clone(), window.minutes * 60_000))
        .collect()
}

/// Critical and major incidents; minor ones slow a service down, and those of impact none touched nobody.
fn interrupts(window: &Window) -> bool {
    ["critical", "major"].contains(&window.impact.as_str())
}

/// Computes a month; gives the interruptions that lie in the year up to its end whole, with the sum of their parts.
async fn interruptions(warehouse: &Warehouse, definitions: &Definitions, month: &str) -> Vec<(String, i64)> {
    let month: Month = month.parse().unwrap();
    aggregator::run(warehouse, definitions, month, now())
        .await
        .unwrap();
    let sql = "select record, sum(dateDiff('millisecond', begins_at, ends_at)) \
        from interruptions \
        where interruptions.month = {month:Date} and open = 0 \
            and record_begins_at > (select month_start - interval 365 day from months where months.month = {month:Date}) \
        group by record";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    query.fetch_all().await.unwrap()
}

/// The union of the windows inside a month by a plain loop, beside the marts: by time and by number.
async fn busy_month(warehouse: &Warehouse, windows: &[Window], definitions: &Definitions) {
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
    let sql = "select toInt64(down_ms), toInt64(count()), toInt64(sum(wall_ms)) from outages \
        cross join (select sum(wall_down_ms) as down_ms from availability_days \
            where availability_days.month = {month:Date} and service = {service:String}) as days \
        where outages.month = {month:Date} and service = {service:String} group by down_ms";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string())
        .param("service", SERVICE);
    let found: (i64, i64, i64) = query.fetch_one().await.unwrap();
    let whole: i64 = inside.iter().map(|(begins, ends)| ends.min(&to) - begins).sum();
    assert_eq!(found, (down, inside.len() as i64, whole));
}

async fn import_windows(warehouse: &Warehouse, mapping: &Path) {
    let mapping = mapping::load(mapping).unwrap();
    import(warehouse, &published(EXPORT), &mapping, now, 819).await;
}

/// Reads the export by itself: eight columns at most, and the title, alone, may hold commas in quotes.
fn windows() -> Vec<Window> {
    let text = std::fs::read_to_string(published(EXPORT)).unwrap();
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
