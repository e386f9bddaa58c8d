//! What a month of all report types costs as the warehouse grows: time, peak memory, and their ratio to one plain scan.
//!
//! `make bench-report` (or `cargo bench --profile dev --bench report -- MILLIONS…`). Each size is a warehouse of its own with so many
//! months of history that every month has alike many events. Processes are measured through /proc: Linux only.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    missing_docs,
    dead_code
)]

#[allow(unused_imports, reason = "its tests are none here")]
#[path = "../../src/demo/mod.rs"]
mod demo;
#[path = "../../tests/harness/mod.rs"]
mod harness;
mod history;
mod usage;

use harness::engine::Engine;
use harness::program::succeed;
use std::path::Path;
use usage::{Usage, measured};

/// The month that is measured, the one before it, and as of when each is known.
const MONTH: &str = "2026-10";
const BEFORE: &str = "2026-09";

fn main() {
    let sizes: Vec<u64> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() { vec![1, 10, 30] } else { sizes };
    println!(
        "{:>9}{:>8}{:>13}{:>21}{:>22}{:>14}{:>12}{:>10}",
        "events", "months", "scan", "all history read", "the month", "peak memory", "its report", "in scans"
    );
    let mut last: Option<f64> = None;
    for millions in sizes {
        let row = one(millions);
        println!(
            "{:>7} M{:>8}{:>7.1} CPU s{:>9.1} s{:>6.1} CPU s{:>9.1} s{:>6.1} CPU s{:>11} MB{:>10.1} s{:>10.1}",
            millions,
            row.months,
            row.scan,
            row.afresh.seconds,
            row.afresh.cpu_seconds,
            row.month.seconds,
            row.month.cpu_seconds,
            row.month.peak_bytes / 1_000_000,
            row.report.seconds,
            row.month.cpu_seconds / row.scan,
        );
        if let Some(before) = last {
            println!(
                "{:>9}the month costs {:.2} times the CPU time of the size before",
                "",
                row.month.cpu_seconds / before
            );
        }
        last = Some(row.month.cpu_seconds);
    }
}

struct Row {
    months: u64,
    scan: f64,
    /// The month before, with no earlier month to go on from.
    afresh: Usage,
    month: Usage,
    report: Usage,
}

fn one(millions: u64) -> Row {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let engine = Engine::start(folder.path());
    succeed(engine.program(history::DATABASE).arg("migrate"));
    let months = history::fill(&engine, millions * 1_000_000);
    let scan = history::plain_scan(&engine);
    engine.stop();
    let now = jiff::Timestamp::now().to_string();
    let aggregate = |month: &str| program(folder.path(), &["aggregate", "--month", month, "--as-of", &now]);
    let afresh = aggregate(BEFORE);
    let month = aggregate(MONTH);
    let report = program(
        folder.path(),
        &["report", "--month", MONTH, "--out", "out", "--no-aggregate"],
    );
    Row {
        months,
        scan,
        afresh,
        month,
        report,
    }
}

fn program(folder: &Path, arguments: &[&str]) -> Usage {
    measured(harness::program::program(folder).args(arguments))
}
