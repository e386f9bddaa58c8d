//! Where the engine's library and its data are.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::{Error, lock};

/// The engine this crate is written for; the set-up step fetches the same.
pub const ENGINE_VERSION: &str = "26.7.3-stable.1";

#[cfg(target_os = "macos")]
const FILE_NAMES: [&str; 2] = ["libchdb.so", "libchdb.dylib"];
#[cfg(not(target_os = "macos"))]
const FILE_NAMES: [&str; 1] = ["libchdb.so"];

/// Finds the library: the one named, `SERVICE_REPORT_CHDB`, the cache folder, beside the executable.
///
/// # Errors
/// None there: the message says where it looked and what to do. A named file that is missing is an error too.
pub(crate) fn find_library(named: Option<&Path>) -> Result<PathBuf, Error> {
    let chosen = named
        .map(Path::to_owned)
        .or_else(|| env::var_os("SERVICE_REPORT_CHDB").map(PathBuf::from));
    let candidates = match chosen {
        Some(path) => vec![path],
        None => folders()
            .iter()
            .flat_map(|folder| FILE_NAMES.map(|name| folder.join(name)))
            .collect(),
    };
    match candidates.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => Err(Error::NoEngine { looked: candidates }),
    }
}

fn folders() -> Vec<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")));
    let cached = cache.map(|cache| cache.join("service-report/chdb").join(ENGINE_VERSION));
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_owned));
    cached.into_iter().chain(beside).collect()
}

const TEMPORARY_PREFIX: &str = "clickhouse-embedded-";

/// A folder for data that are not kept; removed when dropped.
#[derive(Debug)]
pub(crate) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Makes a new folder below the system's temporary folder that only this user can enter; removes those that
    /// killed processes left there.
    pub(crate) fn create() -> io::Result<Self> {
        let parent = env::temp_dir();
        for left in fs::read_dir(&parent)?.flatten() {
            let named = left.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX);
            if named && lock::is_abandoned(&left.path()) {
                // Another process may be faster, and a foreign user's folder stays.
                let _ = fs::remove_dir_all(left.path());
            }
        }
        let path = parent.join(format!("{TEMPORARY_PREFIX}{:016x}", rand::random::<u64>()));
        make_private(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "temporary data folder not removed");
        }
    }
}

/// Creates a folder, and its parents, with entry for this user alone; leaves one that exists as it is.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}
