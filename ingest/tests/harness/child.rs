//! Ingestors as processes of their own, to be killed.

use super::checks::LONG;
use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use warehouse::Settings;

/// A running `examples/ingestor.rs`.
pub struct Ingestor {
    child: Child,
    log: PathBuf,
}

/// How an ingestor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Killed,
    Stopped,
    Failed,
}

impl Ingestor {
    /// Starts one; `more` are further variables of its environment.
    pub fn start(
        bootstrap: &str,
        topic: &str,
        group: &str,
        settings: &Settings,
        more: &[(&str, String)],
    ) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ingestors");
        std::fs::create_dir_all(&folder).unwrap();
        let log = folder.join(format!("{}-{number}.log", std::process::id()));
        let child = Command::new(binary())
            .envs(environment(bootstrap, topic, group, settings))
            .envs(more.iter().map(|(key, value)| (*key, value.as_str())))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        Self { child, log }
    }

    /// Waits for its end, at most `bound`; `None` if it still runs.
    pub async fn ended(&mut self, bound: Duration) -> Option<End> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(match (status.signal(), status.success()) {
                    (Some(9), _) => End::Killed,
                    (_, true) => End::Stopped,
                    _ => End::Failed,
                });
            }
            if begun.elapsed() >= bound {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits: it drains, commits and leaves the group.
    pub async fn stop(mut self) {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(asked.success());
        let end = self.ended(LONG).await;
        assert_eq!(end, Some(End::Stopped), "{}", self.words());
    }

    /// What it logged.
    pub fn words(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Ingestor {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn environment(
    bootstrap: &str,
    topic: &str,
    group: &str,
    settings: &Settings,
) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("INGESTOR_BROKERS", bootstrap.to_owned()),
        ("INGESTOR_TOPIC", topic.to_owned()),
        ("INGESTOR_GROUP", group.to_owned()),
        ("INGESTOR_URL", settings.url.clone()),
        ("INGESTOR_USER", settings.user.clone()),
        ("INGESTOR_PASSWORD", settings.password.expose().to_owned()),
        ("INGESTOR_DATABASE", settings.database.clone()),
    ])
}

fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| super::process::example("ingestor"))
}
