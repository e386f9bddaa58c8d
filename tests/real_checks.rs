//! Published checks of a status page: 1,104 checks come back as the interruptions that a plain loop finds, to the millisecond,
//! and as those that the page published itself.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::collections::BTreeMap;

use aggregator::Month;
use aggregator::definitions::{self, Definitions};
use clickhouse_embedded::Options;
use harness::data::{import, published, root};
use harness::database::migrated;
use ingest::mapping;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use warehouse::Warehouse;

const EXPORT: &str = "compusport_status_checks.csv";
const PUBLISHED: &str = "compusport_published_uptime.json";
/// Cut in the organisation's zone, Taipei: the first check is of 29 April 2023, the last of 27 March 2024.
const MONTHS: [&str; 12] = [
    "2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12",
    "2024-01", "2024-02", "2024-03",
];
/// The page's services, and ours; together they are the one above them.
const SERVICES: [(&str, &str); 3] = [
    ("CompuSport Landing", "support-operations.operations-support"),
    ("CompuSport Player App", "support-operations.internal-workflow"),
    ("CompuSport Manager App", "support-operations.it-infrastructure"),
];
const ABOVE: &str = "support-operations";
/// What the page's own history lacks is shorter.
const FIFTEEN_MINUTES: i64 = 15 * 60_000;

/// In milliseconds since 1970, from when until when.
type Span = (i64, i64);

/// What the checks of one service say.
struct Checked {
    ours: &'static str,
    observed: Span,
    down: Vec<Span>,
}

#[test]
fn published_checks_come_back_as_interruptions() {
    let services = SERVICES.map(|(theirs, ours)| checked(theirs, ours));
    assert_eq!(services.each_ref().map(|one| one.down.len()), [16, 19, 16]);
    as_published(&services);
    let definitions = definitions::load(&root().join("definitions")).unwrap();
    let own = mapping::load(&root().join("definitions/sources/compusport-status.toml")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = clickhouse_embedded::start(Options::default()).await.unwrap();
        let warehouse = migrated(&server, "checks").await;
        import(&warehouse, &published(EXPORT), &own, now, 1104).await;
        for month in MONTHS {
            one_month(&warehouse, &definitions, month.parse().unwrap(), &services).await;
        }
        // The last month's mart reaches a year back, to before the first check.
        let found = interruptions(&warehouse).await;
        let expected: BTreeMap<String, Vec<Span>> = services
            .iter()
            .map(|one| (one.ours.to_owned(), one.down.clone()))
            .collect();
        assert_eq!(found, expected);
        server.stop().await;
    });
}

/// Down time of a month by a plain loop, beside the figures: of each service, and of all together, no minute twice.
async fn one_month(warehouse: &Warehouse, definitions: &Definitions, month: Month, services: &[Checked]) {
    aggregator::run(warehouse, definitions, month, now())
        .await
        .unwrap();
    let (from, to) = month.bounds(&definitions.organisation.time_zone).unwrap();
    let (from, to) = (from.as_millisecond(), to.as_millisecond());
    let down = |spans: &[Span]| -> i64 {
        let inside = spans
            .iter()
            .map(|(begins, ends)| ends.min(&to) - begins.max(&from));
        inside.filter(|ms| *ms > 0).sum()
    };
    let begun = |spans: &[Span]| {
        spans
            .iter()
            .filter(|(begins, _)| (from..to).contains(begins))
            .count() as i64
    };
    let all = union(services.iter().flat_map(|one| one.down.iter().copied()).collect());
    let mut expected: BTreeMap<String, (i64, i64, i64)> = services
        .iter()
        .map(|one| {
            (
                one.ours.to_owned(),
                (down(&one.down), to - from, begun(&one.down)),
            )
        })
        .collect();
    expected.insert(ABOVE.to_owned(), (down(&all), to - from, begun(&all)));
    let sql = "select f.service, assumeNotNull(denominator) - numerator, assumeNotNull(denominator), begun \
        from (select toString(service) as service, numerator, denominator from figures \
            where figures.month = {month:Date} and figure = 'AVA-02' and startsWith(service, 'support-operations')) as f \
        left join (select toString(service) as service, toInt64(countIf(begins_at >= month_start)) as begun from outages \
            cross join (select month_start from months where months.month = {month:Date}) as m \
            where outages.month = {month:Date} group by service) as o on o.service = f.service";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    let found: Vec<(String, i64, i64, i64)> = query.fetch_all().await.unwrap();
    let mut found: BTreeMap<String, (i64, i64, i64)> = found
        .into_iter()
        .map(|(service, down, of, begun)| (service, (down, of, begun)))
        .collect();
    found.retain(|service, _| expected.contains_key(service));
    assert_eq!(found, expected, "{month}");
}

/// Every interruption of the last month's mart, by service.
async fn interruptions(warehouse: &Warehouse) -> BTreeMap<String, Vec<Span>> {
    let sql = "select toString(service), toUnixTimestamp64Milli(min(begins_at)), toUnixTimestamp64Milli(max(ends_at)) \
        from interruptions where interruptions.month = {month:Date} and kind = 'monitor_check' and open = 0 \
        group by service, source, record, record_begins_at, record_ends_at order by service, record_begins_at";
    let month: Month = MONTHS[11].parse().unwrap();
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    let rows: Vec<(String, i64, i64)> = query.fetch_all().await.unwrap();
    let mut found: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (service, begins, ends) in rows {
        found.entry(service).or_default().push((begins, ends));
    }
    found
}

/// The page published the interruptions of fifteen minutes and more, and its uptime is theirs over all that was observed.
/// All interruptions together give less: the page left the short ones out.
fn as_published(services: &[Checked]) {
    let text = std::fs::read_to_string(published(PUBLISHED)).unwrap();
    let page: serde_json::Value = serde_json::from_str(&text).unwrap();
    let with_all = ["99.945", "99.960", "99.935"];
    for ((one, (theirs, _)), with_all) in services.iter().zip(SERVICES).zip(with_all) {
        let published = page
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["name"] == theirs)
            .unwrap();
        let long: Vec<Span> = one
            .down
            .iter()
            .copied()
            .filter(|(begins, ends)| ends - begins >= FIFTEEN_MINUTES)
            .collect();
        let minutes: BTreeMap<String, i64> =
            serde_json::from_value(published["dailyMinutesDown"].clone()).unwrap();
        assert_eq!(by_day(&long), minutes, "{theirs}: fifteen minutes and more");
        let uptime = published["uptime"].as_str().unwrap();
        assert_eq!(
            format!("{}%", share_up(one.observed, &long, 2)),
            uptime,
            "{theirs}: without the short ones"
        );
        assert_eq!(
            share_up(one.observed, &one.down, 3),
            with_all,
            "{theirs}: with the short ones"
        );
        assert!(long.len() < one.down.len(), "{theirs}: the page left none out");
    }
}

/// Minutes down by the day in UTC on which each began, rounded to the nearest.
fn by_day(spans: &[Span]) -> BTreeMap<String, i64> {
    let mut ms_by_day: BTreeMap<String, i64> = BTreeMap::new();
    for (begins, ends) in spans {
        let day = TimeZone::UTC
            .to_datetime(Timestamp::from_millisecond(*begins).unwrap())
            .date();
        *ms_by_day.entry(day.to_string()).or_default() += ends - begins;
    }
    ms_by_day
        .into_iter()
        .map(|(day, ms)| (day, (ms + 30_000) / 60_000))
        .collect()
}

/// The share of the observed time that was not down, in percent, rounded to so many places.
fn share_up(observed: Span, down: &[Span], places: usize) -> String {
    let all = observed.1 - observed.0;
    let lost: i64 = down.iter().map(|(begins, ends)| ends - begins).sum();
    format!("{:.places$}", 100.0 * (all - lost) as f64 / all as f64)
}

/// What lies in one or more of the spans, without overlaps.
fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for (begins, ends) in spans {
        match joined.last_mut() {
            Some(last) if begins <= last.1 => last.1 = last.1.max(ends),
            _ => joined.push((begins, ends)),
        }
    }
    joined
}

/// Reads the export by itself, and walks through one service's checks in the order of their times.
fn checked(theirs: &str, ours: &'static str) -> Checked {
    let text = std::fs::read_to_string(published(EXPORT)).unwrap();
    let mut checks: Vec<(i64, bool)> = text
        .lines()
        .skip(1)
        .map(|line| line.trim().split(',').collect::<Vec<&str>>())
        .filter(|cells| cells[2] == theirs)
        .map(|cells| {
            (
                cells[1].parse::<Timestamp>().unwrap().as_millisecond(),
                cells[3] == "down",
            )
        })
        .collect();
    checks.sort_unstable();
    let mut down = Vec::new();
    let mut since = None;
    for (at, is_down) in &checks {
        match (since, is_down) {
            (None, true) => since = Some(*at),
            (Some(begins), false) => {
                down.push((begins, *at));
                since = None;
            }
            _ => {}
        }
    }
    assert_eq!(since, None, "{theirs} is down at the end");
    Checked {
        ours,
        observed: (checks[0].0, checks[checks.len() - 1].0),
        down,
    }
}

fn now() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}
