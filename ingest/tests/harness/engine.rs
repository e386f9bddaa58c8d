//! One embedded engine per test process, one migrated database per test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use warehouse::{Settings, Warehouse};

/// Settings of a fresh database.
pub fn database(name: &str) -> Settings {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    super::show_log();
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

/// The process that is the engine.
pub fn engine_process() -> u32 {
    engine().child.id()
}

struct Engine {
    url: String,
    user: String,
    password: String,
    child: Child,
}

/// The engine is a process of its own, so that it and a test can end in any order: it ends when the test's end of
/// its stdin closes.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut child = Command::new(super::process::example("engine"))
            .arg(super::folder::fresh("engines"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let [url, user, password] = words[..] else {
            panic!("the embedded engine does not start; it says why above")
        };
        Engine {
            url: url.into(),
            user: user.into(),
            password: password.into(),
            child,
        }
    })
}
