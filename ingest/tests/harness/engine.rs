//! One embedded engine per test process, one migrated database per test.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use warehouse::{Settings, Warehouse};

/// Settings of a fresh database.
pub fn database(name: &str) -> Settings {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let engine = engine();
    Settings {
        url: engine.url.clone(),
        user: engine.user.clone(),
        password: engine.password.as_str().into(),
        database: format!("{name}_{number}"),
        cluster: None,
    }
}

/// A fresh, migrated database.
pub async fn warehouse(name: &str) -> Warehouse {
    migrated(database(name)).await
}

pub async fn migrated(settings: Settings) -> Warehouse {
    let warehouse = Warehouse::connect(settings).await.unwrap();
    warehouse::migrate(&warehouse).await.unwrap();
    warehouse
}

struct Engine {
    url: String,
    user: String,
    password: String,
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let (ready, started) = std::sync::mpsc::channel();
        // A thread of its own: the engine outlives the runtime of the test that happens to need it first.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let data_dir = Some(fresh_folder());
                let options = clickhouse_embedded::Options { data_dir, ..Default::default() };
                let server = clickhouse_embedded::start(options).await.unwrap();
                let (url, user) = (server.url(), server.user().to_owned());
                ready.send(Engine { url, user, password: server.password().to_owned() }).unwrap();
                std::future::pending::<()>().await;
                drop(server);
            });
        });
        started.recv().expect("the embedded engine starts")
    })
}

/// A folder of this process; those of processes that are gone are removed.
fn fresh_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("engines");
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
