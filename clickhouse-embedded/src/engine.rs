//! The one engine of the process: opened on a data folder, asked for connections, told to give up queries.

use std::ffi::CString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::exception::Exception;
use crate::ffi::{Connection, Library};
use crate::location::{self, TemporaryFolder};
use crate::lock::FolderLock;
use crate::{Error, ffi};

static RUNNING: AtomicBool = AtomicBool::new(false);

/// The setting that marks a query's connection with the number it can be cancelled by.
///
/// It is one that only a server's own HTTP handler reads, so its value changes nothing in the engine.
const TAG_SETTING: &str = "http_headers_progress_interval_ms";

/// The engine, open until dropped. Fields are dropped in this order: connection, lock, folder, claim.
pub(crate) struct Engine {
    keeper: Mutex<Connection>,
    library: &'static Library,
    arguments: Vec<CString>,
    facts: Facts,
    _lock: FolderLock,
    folder: Folder,
    _claim: Claim,
}

/// What the engine says of itself.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// `26.7.2.1`
    pub(crate) version: String,
    /// The zone in which times without zone are read and shown.
    pub(crate) time_zone: String,
    /// The name of the host.
    pub(crate) host: String,
}

impl Engine {
    /// Opens the engine; takes about half a second the first time.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) fn open(library: Option<&Path>, data_dir: Option<PathBuf>) -> Result<Self, Error> {
        let claim = Claim::take()?;
        let path = location::find_library(library)?;
        let folder = Folder::prepare(data_dir)?;
        let lock = FolderLock::take(folder.path())?;
        let library = ffi::library(&path).map_err(|source| Error::Library { path, source })?;
        let refused = || Error::Refused {
            folder: folder.path().to_owned(),
        };
        let place = folder.path().join("clickhouse").into_os_string();
        let mut option = std::ffi::OsString::from("--path=");
        option.push(place);
        let option = CString::new(option.into_encoded_bytes()).map_err(|_| refused())?;
        let arguments = vec![c"clickhouse".to_owned(), option];
        let mut keeper = library.connect(&arguments).ok_or_else(refused)?;
        let facts = Facts::ask(&mut keeper).map_err(|text| Error::Engine { text })?;
        tracing::debug!(library = %library.path().display(), version = facts.version, "engine open");
        let keeper = Mutex::new(keeper);
        Ok(Self {
            keeper,
            library,
            arguments,
            facts,
            _lock: lock,
            folder,
            _claim: claim,
        })
    }

    /// A connection of its own for one query or session: database `default`, default settings.
    pub(crate) fn connect(&self) -> Result<Connection, Exception> {
        let refused = || Exception::new(210, "NETWORK_ERROR", "The engine accepts no connection.");
        self.library.connect(&self.arguments).ok_or_else(refused)
    }

    /// What the engine says of itself.
    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The folder of data and lock.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Asks the engine to give up the queries marked with this tag, or all of them.
    pub(crate) fn kill(&self, tag: Option<u64>) {
        let which = match tag {
            Some(tag) => format!("Settings['{TAG_SETTING}'] = '{tag}'"),
            None => format!("mapContains(Settings, '{TAG_SETTING}')"),
        };
        let sql = format!("KILL QUERY WHERE {which} ASYNC FORMAT Null");
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(refusal) = keeper.query(sql.as_bytes(), "Null", &[]) {
            tracing::warn!(refusal, "query not cancelled");
        }
    }
}

/// The assignment that marks a connection with a tag, for use in SET.
pub(crate) fn tag_assignment(tag: u64) -> String {
    format!("{TAG_SETTING} = {tag}")
}

impl Facts {
    fn ask(connection: &mut Connection) -> Result<Self, String> {
        let sql = b"SELECT version(), serverTimezone(), hostName()";
        let output = connection.query(sql, "TabSeparated", &[])?;
        let text = String::from_utf8_lossy(&output.body).trim_end().to_owned();
        match text.split('\t').collect::<Vec<_>>()[..] {
            [version, time_zone, host] => Ok(Self {
                version: version.into(),
                time_zone: time_zone.into(),
                host: host.into(),
            }),
            _ => Err(format!("the engine does not say who it is: {text}")),
        }
    }
}

enum Folder {
    Kept(PathBuf),
    Temporary(TemporaryFolder),
}

impl Folder {
    fn prepare(wanted: Option<PathBuf>) -> Result<Self, Error> {
        let Some(path) = wanted else {
            let created = TemporaryFolder::create();
            return created.map(Self::Temporary).map_err(|source| Error::DataFolder {
                folder: std::env::temp_dir(),
                source,
            });
        };
        let made = location::make_private(&path).and_then(|()| path.canonicalize());
        made.map(Self::Kept)
            .map_err(|source| Error::DataFolder { folder: path, source })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

/// The engine is one per process.
struct Claim;

impl Claim {
    fn take() -> Result<Self, Error> {
        match RUNNING.swap(true, Ordering::AcqRel) {
            true => Err(Error::AlreadyRunning),
            false => Ok(Self),
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        RUNNING.store(false, Ordering::Release);
    }
}
