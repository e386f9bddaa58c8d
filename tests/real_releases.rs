//! Release requests of a large project: months of them beside a plain loop over the export, from its rows to the marts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use aggregator::Month;
use aggregator::definitions::{self, Definitions};
use clickhouse_embedded::Options;
use harness::data::{import, published, root};
use harness::database::migrated;
use ingest::mapping;
use jiff::Timestamp;
use warehouse::Warehouse;

const EXPORT: &str = "openstack_release_requests.csv.gz";
const ROWS: usize = 26_728;
/// A month with a request that is later than its going live, the busiest, a quiet one, the one in which most files were written
/// anew, one in which more was removed than added, and one of today.
const MONTHS: [&str; 6] = ["2016-06", "2017-07", "2018-11", "2018-02", "2020-06", "2026-05"];
/// What the export does not tell: no incidents, no outcomes, no plans, no defects, no kinds, no criteria, no downtimes.
const NOT_MEASURED: [&str; 8] = [
    "REL-01",
    "REL-02",
    "REL-03",
    "REL-03-expected",
    "REL-04",
    "REL-05",
    "REL-06",
    "REL-07",
];

/// A row as it was published.
struct Request {
    version: String,
    proposed: Timestamp,
    merged: Timestamp,
    added: bool,
}

/// What a month should tell, counted version by version.
#[derive(Debug, Default, PartialEq)]
struct Told {
    /// Versions that went live in the month and still are at its end: the instant, and the lead time in milliseconds.
    live: BTreeMap<String, (Timestamp, Option<i64>)>,
    /// Versions that were live, are so no more at its end, and ceased to be in the month.
    withdrawn: BTreeMap<String, Timestamp>,
}

#[test]
fn release_requests_give_the_figures_that_a_plain_count_gives() {
    let requests = requests();
    assert_eq!(requests.len(), ROWS);
    let definitions = definitions::load(&root().join("definitions")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = clickhouse_embedded::start(Options::default()).await.unwrap();
        let warehouse = migrated(&server, "releases").await;
        let mapping = root().join("definitions/sources/openstack-releases.toml");
        let mapping = mapping::load(&mapping).unwrap();
        import(&warehouse, &published(EXPORT), &mapping, now, ROWS as u64).await;
        let stored = "select count(), uniqExact(source, id), uniqExact(subject) from events";
        let stored: (u64, u64, u64) = warehouse.client().query(stored).fetch_one().await.unwrap();
        // Two rows stand twice in the export; of each identity the first counts.
        assert_eq!(stored, (26_728, 26_726, 22_920));
        let mut without_lead_time = 0;
        for month in MONTHS {
            let month: Month = month.parse().unwrap();
            let (from, to) = month.bounds(&definitions.organisation.time_zone).unwrap();
            let told = count(&requests, from, to);
            assert!(!told.live.is_empty(), "{month}");
            without_lead_time += told.live.values().filter(|(_, lead)| lead.is_none()).count();
            aggregator::run(&warehouse, &definitions, month, now())
                .await
                .unwrap();
            assert_eq!(listed(&warehouse, month).await, told, "{month}");
            assert_eq!(figures(&warehouse, month).await, expected(&told), "{month}");
        }
        assert!(without_lead_time > 0);
        server.stop().await;
    });
}

#[test]
fn what_was_written_anew_is_not_deployed_anew() {
    let requests = requests();
    let definitions: Definitions = definitions::load(&root().join("definitions")).unwrap();
    let month: Month = "2018-02".parse().unwrap();
    let (from, to) = month.bounds(&definitions.organisation.time_zone).unwrap();
    let in_month = |request: &&Request| request.merged >= from && request.merged < to;
    let added = requests.iter().filter(in_month).filter(|request| request.added);
    let versions: BTreeSet<&str> = added.map(|request| &request.version[..]).collect();
    let told = count(&requests, from, to);
    // The month's rows add more than twice as many versions as went live in it.
    assert!(
        versions.len() > 2 * told.live.len(),
        "{} {}",
        versions.len(),
        told.live.len()
    );
    assert!(told.live.keys().all(|version| versions.contains(&version[..])));
}

/// Goes through every version's rows until the month's end, instant by instant.
fn count(requests: &[Request], from: Timestamp, to: Timestamp) -> Told {
    let mut versions: BTreeMap<&str, BTreeMap<Timestamp, Vec<&Request>>> = BTreeMap::new();
    for request in requests.iter().filter(|request| request.merged < to) {
        let instants = versions.entry(&request.version).or_default();
        instants.entry(request.merged).or_default().push(request);
    }
    let mut told = Told::default();
    for (version, instants) in versions {
        let (mut live, mut withdrawn) = (None, None);
        for (at, rows) in instants {
            let added = rows.iter().find(|row| row.added);
            let removed = rows.iter().any(|row| !row.added);
            match added {
                // Removed and added at one instant, and live before: the file was written anew.
                Some(_) if removed && live.is_some() => {}
                Some(row) => (live, withdrawn) = (Some((at, row.proposed)), None),
                None if live.is_some() => (live, withdrawn) = (None, Some(at)),
                None => {}
            }
        }
        if let Some((at, proposed)) = live.filter(|(at, _)| *at >= from) {
            let lead = at.as_millisecond() - proposed.as_millisecond();
            told.live
                .insert(version.to_owned(), (at, (lead >= 0).then_some(lead)));
        }
        if let Some(at) = withdrawn.filter(|at| *at >= from) {
            told.withdrawn.insert(version.to_owned(), at);
        }
    }
    told
}

/// What the mart lists.
async fn listed(warehouse: &Warehouse, month: Month) -> Told {
    let sql = "select record, toString(listed), toUnixTimestamp64Milli(deployed_end_at), lead_ms, \
            toUnixTimestamp64Milli(release_outcomes.withdrawn_at) \
        from release_outcomes where month = {month:Date} and record_type = 'release'";
    type Row = (String, String, Option<i64>, Option<i64>, Option<i64>);
    let query = warehouse.client().query_raw(sql);
    let rows: Vec<Row> = query
        .param("month", month.first_day().to_string())
        .fetch_all()
        .await
        .unwrap();
    let instant = |ms: Option<i64>| Timestamp::from_millisecond(ms.unwrap()).unwrap();
    let mut told = Told::default();
    for (record, listed, live_at, lead_ms, withdrawn_at) in rows {
        match listed.as_str() {
            "deployed" => {
                told.live.insert(record, (instant(live_at), lead_ms));
            }
            "withdrawn" => {
                told.withdrawn.insert(record, instant(withdrawn_at));
            }
            other => panic!("{record} is listed as {other}"),
        }
    }
    told
}

/// Figures of release management for everything: numerator and denominator by name.
async fn figures(warehouse: &Warehouse, month: Month) -> BTreeMap<String, (i64, Option<i64>)> {
    let sql = "select toString(figure), assumeNotNull(numerator), denominator from figures \
        where month = {month:Date} and startsWith(figure, 'REL-') and service = '*'";
    let query = warehouse.client().query_raw(sql);
    let rows: Vec<(String, i64, Option<i64>)> = query
        .param("month", month.first_day().to_string())
        .fetch_all()
        .await
        .unwrap();
    rows.into_iter()
        .map(|(figure, numerator, denominator)| (figure, (numerator, denominator)))
        .collect()
}

/// How many went live, and the median and the mean of their lead times; nothing of what the export does not tell.
fn expected(told: &Told) -> BTreeMap<String, (i64, Option<i64>)> {
    let mut leads: Vec<i64> = told.live.values().filter_map(|(_, lead)| *lead).collect();
    leads.sort_unstable();
    let median = leads[leads.len().div_ceil(2) - 1];
    let of = leads.len() as i64;
    let figures = BTreeMap::from([
        ("REL-08".to_owned(), (told.live.len() as i64, None)),
        ("REL-09".to_owned(), (median, Some(1))),
        ("REL-09-mean".to_owned(), (leads.iter().sum(), Some(of))),
    ]);
    assert!(NOT_MEASURED.iter().all(|figure| !figures.contains_key(*figure)));
    figures
}

/// Reads the export by itself: seven columns, none of which holds a comma.
fn requests() -> Vec<Request> {
    let unpacked = Command::new("gzip").arg("-dc").arg(published(EXPORT)).output();
    let text = String::from_utf8(unpacked.unwrap().stdout).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let [_, proposed, merged, action, series, deliverable, version] = cells[..] else {
            panic!("{line}");
        };
        Request {
            version: format!("{series}/{deliverable}/{version}"),
            proposed: proposed.parse().unwrap(),
            merged: merged.parse().unwrap(),
            added: match action {
                "added" => true,
                "removed" => false,
                other => panic!("{other}"),
            },
        }
    });
    rows.collect()
}

fn now() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}
