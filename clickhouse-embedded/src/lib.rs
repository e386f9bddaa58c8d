//! ClickHouse's HTTP interface over its engine as a library.
//!
//! [`start`] opens the engine on a data folder and serves it on the loopback address to any ClickHouse client.
//! A request's way: `http` (routes, credentials, form) → `request` (parameters) → `work` (on a thread: `statement`
//! finds out what it is, `lease` makes a connection ready, `ffi` runs it) → `flow` (rows to the client).

#[cfg(not(unix))]
compile_error!("the embedded ClickHouse exists for Linux and macOS");

mod auth;
mod body;
mod cancel;
mod decode;
mod engine;
mod exception;
mod ffi;
mod flow;
mod http;
mod lease;
mod lexer;
mod listener;
mod location;
mod lock;
mod request;
mod response;
mod server;
mod session;
mod statement;
mod work;

pub use location::ENGINE_VERSION;
pub use server::{Options, Server, start};

use std::net::SocketAddr;
use std::path::PathBuf;

/// Why the engine does not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One engine per process.
    #[error("an embedded ClickHouse already runs in this process: stop it first, or use its address")]
    AlreadyRunning,
    /// The library is nowhere.
    #[error(
        "no embedded ClickHouse found (looked at {}): run `make setup` to fetch it, name the library in \
         SERVICE_REPORT_CHDB, or set CLICKHOUSE_URL to a server",
        paths(looked)
    )]
    NoEngine {
        /// Where it was looked for.
        looked: Vec<PathBuf>,
    },
    /// The library is there and cannot be used.
    #[error(
        "cannot load the embedded ClickHouse {}: {source}; fetch it anew with `make setup`, or set \
         CLICKHOUSE_URL to a server",
        path.display()
    )]
    Library {
        /// The library.
        path: PathBuf,
        /// What the system says.
        source: libloading::Error,
    },
    /// The data folder cannot be made or written.
    #[error("cannot use the data folder {}: {source}", folder.display())]
    DataFolder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// One process per data folder.
    #[error(
        "the data folder {} is in use by process {pid}: stop that process, use its address, or choose another folder",
        folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The process that holds it.
        pid: String,
    },
    /// The engine does not open the folder and gives no reason.
    #[error(
        "the engine does not open the data folder {}: is it writable, has it room, and was it written by this \
         version of ClickHouse or an earlier one?",
        folder.display()
    )]
    Refused {
        /// The folder.
        folder: PathBuf,
    },
    /// The engine opened and does not answer.
    #[error("the engine does not work: {text}")]
    Engine {
        /// What it says.
        text: String,
    },
    /// The address is taken or not one of this machine.
    #[error("cannot listen on {address}: {source}; choose another port, or 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
}

fn paths(looked: &[PathBuf]) -> String {
    looked
        .iter()
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}
