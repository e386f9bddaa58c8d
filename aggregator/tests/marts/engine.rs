//! One embedded ClickHouse for all tests of this binary that run at a time, and a database of its own for each.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use clickhouse_embedded::{Options, Server};
use tokio::runtime::Runtime;
use warehouse::{Secret, Settings, Warehouse};

/// Runs a test against a fresh, migrated database.
pub(crate) fn with_database<F: Future>(test: impl FnOnce(Warehouse) -> F) -> F::Output {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let engine = Engine::enter();
    let settings = Settings {
        database: format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed)),
        ..engine.settings()
    };
    runtime().block_on(async {
        let warehouse = Warehouse::connect(settings).await.unwrap();
        warehouse::migrate(&warehouse).await.unwrap();
        test(warehouse).await
    })
}

/// A share in the running engine: the first starts it, the last stops it, so that no engine outlives `main`.
struct Engine;

static SHARES: Mutex<(usize, Option<Server>)> = Mutex::new((0, None));

impl Engine {
    fn enter() -> Self {
        let mut shares = SHARES.lock().unwrap_or_else(PoisonError::into_inner);
        if shares.1.is_none() {
            shares.1 = Some(
                runtime()
                    .block_on(clickhouse_embedded::start(Options::default()))
                    .unwrap(),
            );
        }
        shares.0 += 1;
        Self
    }

    fn settings(&self) -> Settings {
        let shares = SHARES.lock().unwrap_or_else(PoisonError::into_inner);
        let server = shares.1.as_ref().unwrap();
        Settings {
            url: server.url(),
            user: server.user().to_owned(),
            password: Secret::new(server.password()),
            database: "default".to_owned(),
            cluster: None,
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let mut shares = SHARES.lock().unwrap_or_else(PoisonError::into_inner);
        shares.0 -= 1;
        if shares.0 == 0
            && let Some(server) = shares.1.take()
        {
            runtime().block_on(server.stop());
        }
    }
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}
