//! The examples of this crate as processes: built when they are not fresh, ended with the test.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::SystemTime;

/// The binary of `examples/<name>.rs`, in the profile of the running test.
pub fn example(name: &str) -> PathBuf {
    static BUILDING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = BUILDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let own = std::env::current_exe().unwrap();
    // A test lies in <target>/<profile>/deps, an example in <target>/<profile>/examples.
    let profile = own.ancestors().nth(2).unwrap();
    let binary = profile.join("examples").join(name);
    // `cargo test` has built the examples; a test run by itself has not.
    if changed(&binary).is_none_or(|built| built < newest_source()) {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--offline", "-p", "ingest", "--example", name]);
        build
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("CARGO_TARGET_DIR", profile.parent().unwrap());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(
            build.status().unwrap().success(),
            "the example {name} does not build"
        );
    }
    binary
}

fn newest_source() -> SystemTime {
    let crates = [
        "ingest/src",
        "ingest/examples",
        "warehouse",
        "schemas/src",
        "clickhouse-embedded/src",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<PathBuf> = crates.iter().map(|name| root.join(name)).collect();
    let mut newest = SystemTime::UNIX_EPOCH;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => newest = newest.max(changed(&path).unwrap_or(newest)),
            }
        }
    }
    newest
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}
