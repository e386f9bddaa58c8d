//! The ingestor as a process that tests can kill: the real pipeline, with a trap at a chosen step of a chosen batch.
#![allow(unsafe_code, clippy::unwrap_used, clippy::disallowed_methods)]

use ingest::source::kafka;
use ingest::{Options, Step};
use std::env::var;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use warehouse::rows::BatchRow;
use warehouse::{Settings, Warehouse};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let warehouse = Warehouse::connect(Settings {
        url: var("INGESTOR_URL")?,
        user: var("INGESTOR_USER")?,
        password: var("INGESTOR_PASSWORD")?.into(),
        database: var("INGESTOR_DATABASE")?,
        cluster: None,
    })
    .await?;
    let mut options = Options::new(jiff::Timestamp::now);
    options.batch.rows = number("INGESTOR_ROWS", options.batch.rows as u64) as usize;
    options.batch.age = Duration::from_millis(number("INGESTOR_AGE_MS", 50));
    options.retry.most = Duration::from_millis(500);
    options.on_step = trap;

    let topics = var("INGESTOR_TOPIC")?.split(',').map(str::to_owned).collect();
    let mut settings = kafka::Settings::new(var("INGESTOR_BROKERS")?, var("INGESTOR_GROUP")?, topics);
    settings.commit_every = Duration::from_millis(number("INGESTOR_COMMIT_MS", 50));
    for pair in var("INGESTOR_LIBRDKAFKA")
        .unwrap_or_default()
        .split(';')
        .filter(|pair| !pair.is_empty())
    {
        let (key, value) = pair.split_once('=').ok_or("INGESTOR_LIBRDKAFKA: key=value;…")?;
        settings.librdkafka.insert(key.to_owned(), value.to_owned());
    }

    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signal(SignalKind::terminate()).unwrap().recv().await;
        stop.send_replace(true);
        stop.closed().await;
    });
    let summary = kafka::run(settings, &warehouse, options, stopped).await?;
    tracing::info!(?summary, "stopped");
    Ok(())
}

/// Kills this process with SIGKILL at the step `SERVICE_REPORT_KILL_AT` of the batch `SERVICE_REPORT_KILL_BATCH`
/// (counted from 1 for that step).
fn trap(step: Step, _batch: &BatchRow) {
    static TRAP: OnceLock<Option<(Step, u64)>> = OnceLock::new();
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let trap = TRAP.get_or_init(|| {
        let step = match var("SERVICE_REPORT_KILL_AT").ok()?.as_str() {
            "before-insert" => Step::BeforeInsert,
            "dead-letter" => Step::DeadLetter,
            "after-insert" => Step::AfterInsert,
            "after-ack" => Step::AfterAck,
            other => panic!("SERVICE_REPORT_KILL_AT={other}"),
        };
        Some((step, number("SERVICE_REPORT_KILL_BATCH", 1)))
    });
    let Some((at, batch)) = trap else { return };
    if step == *at && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == *batch {
        // SAFETY: kill has no preconditions; the process ends here.
        unsafe { kill(std::process::id() as i32, 9) };
        std::thread::park();
    }
}

unsafe extern "C" {
    fn kill(pid: i32, signal: i32) -> i32;
}

fn number(name: &str, default: u64) -> u64 {
    var(name).ok().map_or(default, |value| value.parse().unwrap())
}
