//! Folders of this test process for data of its engine and its broker.

use std::path::{Path, PathBuf};

/// A folder for `kind` of data (not made yet); those of test processes that are gone are removed.
pub fn fresh(kind: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(kind);
    std::fs::create_dir_all(&root).unwrap();
    for entry in std::fs::read_dir(&root).unwrap().flatten() {
        let pid = entry.file_name().to_string_lossy().into_owned();
        if !Path::new("/proc").join(&pid).exists() {
            // Another test process may be removing the same folder.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    root.join(std::process::id().to_string())
}
