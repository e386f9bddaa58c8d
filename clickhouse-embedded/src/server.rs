//! Starting and stopping: the engine, the listener and what is between them.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{self, Runtime};
use tokio::sync::watch;

use crate::engine::Engine;
use crate::http::{self, Service};
use crate::listener::Bounded;
use crate::session::Sessions;
use crate::{Error, auth};

/// Threads that move bytes; queries have threads of their own.
const RUNTIME_THREADS: usize = 2;
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
    let listener = listen_on(address).map_err(|source| Error::Listen { address, source })?;
    let opening = tokio::task::spawn_blocking(move || Engine::open(library.as_deref(), data_dir));
    let engine = opening.await.map_err(|error| Error::Engine {
        text: error.to_string(),
    })??;
    let password = password.unwrap_or_else(random_password);
    serve(listener, engine, password).map_err(|source| Error::Listen { address, source })
}

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves on a runtime of its own: the caller's may end or be busy, and its blocking threads stay free.
fn serve(listener: TcpListener, engine: Engine, password: String) -> io::Result<Server> {
    let address = listener.local_addr()?;
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(RUNTIME_THREADS)
        .max_blocking_threads(http::MAX_QUERIES + RUNTIME_THREADS)
        .thread_name("clickhouse-http")
        .enable_all()
        .build()?;
    let listener = {
        let _context = runtime.enter();
        Bounded::new(tokio::net::TcpListener::from_std(listener)?)
    };
    let (engine, sessions) = (Arc::new(engine), Arc::new(Sessions::default()));
    let (stop, stopping) = watch::channel(false);
    let service = Arc::new(Service::new(&engine, &password, &sessions, stopping.clone()));
    runtime.spawn(async move {
        let mut stopping = stopping;
        let signal = async move {
            // An error means that the server was dropped, which is a stop as well.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        };
        let served = axum::serve(listener, http::router(service)).with_graceful_shutdown(signal);
        if let Err(error) = served.await {
            tracing::error!(%error, "embedded ClickHouse no longer serves");
        }
    });
    tracing::info!(%address, "embedded ClickHouse serves");
    Ok(Server {
        address,
        password,
        stop,
        open: Some(Open {
            engine,
            sessions,
            runtime,
        }),
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
    runtime: Runtime,
}

impl Open {
    fn close(self) {
        let Self {
            mut engine,
            sessions,
            runtime,
        } = self;
        // Connections and their queries notice that the server stops; what is left of them ends here.
        let _runtime = InBackground(Some(runtime));
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

/// A runtime that is let go without waiting for its threads.
struct InBackground(Option<Runtime>);

impl Drop for InBackground {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// 128 random bits.
fn random_password() -> String {
    format!("{:032x}", rand::random::<u128>())
}
