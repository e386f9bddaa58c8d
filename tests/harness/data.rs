//! Published data of other organisations, which this project reads and does not hold.

use std::path::{Path, PathBuf};

use ingest::mapping::{Mapping, Summary};
use ingest::source::file::{self, Contents, Import, Records};
use jiff::Timestamp;
use warehouse::Warehouse;

/// A file of the folder that `SERVICE_REPORT_DATA` names, else of `../shared/data`.
pub fn published(name: &str) -> PathBuf {
    let given = std::env::var_os("SERVICE_REPORT_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("../shared/data"));
    let path = folder.join(name);
    assert!(
        path.is_file(),
        "{} is missing: this test runs on published data; name its folder in SERVICE_REPORT_DATA",
        path.display()
    );
    path
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Imports an export, recorded at `now`; every one of its `rows` becomes an event.
pub async fn import(
    warehouse: &Warehouse,
    export: &Path,
    mapping: &Mapping,
    now: fn() -> Timestamp,
    rows: u64,
) {
    let records = file::open(export, Contents::Export(mapping)).unwrap();
    let mut summary = Summary::default();
    let import = Import {
        records,
        summary: &mut summary,
        progress: |_: &Records<'_>| {},
    };
    let stored = ingest::run(import, warehouse, ingest::Options::new(now))
        .await
        .unwrap();
    assert_eq!((stored.events, stored.dead_letters), (rows, 0), "{summary}");
}
