//! Starting and stopping: the engine, the listener and what is between them.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::engine::Engine;
use crate::http::{self, Service};
use crate::listener::Bounded;
use crate::session::Sessions;
use crate::{Error, auth};

/// How long running queries are given to notice that they are cancelled, before the engine is left to the
/// process's end.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long dropping a [`Server`] may hold up its thread.
const DROP_PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks at whether they are gone.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Starts the engine and serves ClickHouse's HTTP interface until the [`Server`] is stopped or dropped.
///
/// There is one engine per process and one process per data folder.
///
/// # Errors
/// No engine found, data folder held by another process (its pid is named), engine refuses the folder,
/// address not free.
pub async fn start(options: Options) -> Result<Server, Error> {
    let Options {
        data_dir,
        library,
        listen,
        password,
    } = options;
    let address = listen.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let unusable = |source| Error::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let opening = tokio::task::spawn_blocking(move || Engine::open(library.as_deref(), data_dir));
    let engine = Arc::new(opening.await.map_err(|error| Error::Engine {
        text: error.to_string(),
    })??);
    let password = password.unwrap_or_else(random_password);
    let sessions = Arc::new(Sessions::default());
    let (stop, stopping) = watch::channel(false);
    let service = Arc::new(Service::new(&engine, &password, &sessions, stopping.clone()));
    let serving = tokio::spawn(async move {
        let mut stopping = stopping;
        let signal = async move {
            // An error means that the server was dropped, which is a stop as well.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        };
        let served =
            axum::serve(Bounded::new(listener), http::router(service)).with_graceful_shutdown(signal);
        if let Err(error) = served.await {
            tracing::error!(%error, "embedded ClickHouse no longer serves");
        }
    });
    tracing::info!(%address, "embedded ClickHouse serves");
    Ok(Server {
        address,
        password,
        stop,
        serving,
        open: Some(Open { engine, sessions }),
    })
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
pub struct Server {
    address: SocketAddr,
    password: String,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    open: Option<Open>,
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
        auth::USER
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

    /// Cancels what runs, closes the engine and frees the data folder.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(open) = self.open.take() {
            let closing = tokio::task::spawn_blocking(move || open.close());
            if let Err(error) = closing.await {
                tracing::error!(%error, "engine not closed");
            }
        }
        self.serving.abort();
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.stop.send_replace(true);
        self.serving.abort();
        let (closed, waiting) = mpsc::channel();
        thread::spawn(move || {
            open.close();
            // Whoever dropped the server may have stopped waiting.
            let _ = closed.send(());
        });
        let _ = waiting.recv_timeout(DROP_PATIENCE);
    }
}

struct Open {
    engine: Arc<Engine>,
    sessions: Arc<Sessions>,
}

impl Open {
    fn close(self) {
        let Self { mut engine, sessions } = self;
        let until = Instant::now() + PATIENCE;
        loop {
            sessions.clear();
            engine = match Arc::try_unwrap(engine) {
                Ok(engine) => return drop(engine),
                Err(shared) => shared,
            };
            if Instant::now() > until {
                tracing::warn!("queries still run: the engine closes when they end");
                return;
            }
            engine.kill(None);
            thread::sleep(LOOK_AGAIN);
        }
    }
}

/// 128 random bits.
fn random_password() -> String {
    format!("{:032x}", rand::random::<u128>())
}
