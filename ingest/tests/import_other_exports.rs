//! The other published exports through their mappings: every row gives an event of the kind that it is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use ingest::mapping::{self, Summary};
use ingest::source::file::{self, Contents};
use schemas::Kind;

#[test]
fn published_downtime_gives_outages_and_maintenances() {
    let (summary, kinds) = import("github-status", "github_status_downtime_windows.csv");
    assert_eq!(
        summary.to_string(),
        "819 rows: 819 events of 819 records, 0 refused\n"
    );
    assert_eq!(
        kinds,
        BTreeMap::from([(Kind::Outage, 801), (Kind::Maintenance, 18)])
    );
}

#[test]
fn release_requests_give_releases() {
    let (summary, kinds) = import("openstack-releases", "openstack_release_requests.csv.gz");
    assert_eq!((summary.rows, summary.events), (26_728, 26_728), "{summary}");
    // Two rows stand twice in the export: the same event, as often as it is sent.
    assert_eq!(kinds, BTreeMap::from([(Kind::Release, 26_726)]));
}

/// The summary, and the number of distinct identities by kind.
fn import(source: &str, name: &str) -> (Summary, BTreeMap<Kind, usize>) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned();
    let folder =
        std::env::var_os("SERVICE_REPORT_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let path = folder.join(name);
    assert!(
        path.is_file(),
        "{} is missing: this test runs on published data; name its folder in SERVICE_REPORT_DATA",
        path.display()
    );
    let mapping = mapping::load(&root.join(format!("definitions/sources/{source}.toml"))).unwrap();
    let (mut summary, mut identities) = (Summary::default(), BTreeSet::new());
    for record in file::open(&path, Contents::Export(&mapping)).unwrap() {
        let record = record.unwrap();
        summary.add(&record.event);
        if let Ok(mapped) = record.event {
            identities.insert((mapped.event.kind, mapped.event.id));
        }
    }
    let mut kinds = BTreeMap::new();
    for (kind, _) in identities {
        *kinds.entry(kind).or_default() += 1;
    }
    (summary, kinds)
}
