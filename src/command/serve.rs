//! `serve`: reports as pages, health, metrics, and POST /events.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use ingest::Metrics;
use ingest::source::http;
use warehouse::Warehouse;

use crate::config::Config;
use crate::listen::{Bound, Doors, Policy};
use crate::{engine, observe, pipeline, stop};

/// Serves the rendered reports as pages, health at /health/live and /health/ready, Prometheus metrics at /metrics,
/// and takes events by POST /events (CloudEvents, one or a batch; answered when they are durable).
/// On loopback nobody is asked for a token. Off loopback tokens are required, and it does not start without.
///
/// Example: service-report serve --out out
///
/// Next: open http://127.0.0.1:8080 in a browser. `service-report token` makes tokens; docs/configuration.md says how to
/// listen for other machines.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Folder with rendered reports [default: out]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Serves until asked to stop, then finishes what is under way.
///
/// # Errors
/// Unsafe or taken address, no ClickHouse.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let bound = Policy::from_config(config)?.bind().await?;
    let out = args
        .out
        .or_else(|| config.path("out"))
        .unwrap_or_else(|| "out".into());
    let engine = engine::open(config).await?;
    warehouse::migrate(&engine.warehouse).await?;
    println!("reports of {} at {}", out.display(), bound.url()?);
    println!(
        "events: POST {0}/events   health: {0}/health/ready   metrics: {0}/metrics",
        bound.url()?
    );
    let outcome = serve(bound, config, &engine.warehouse, &out, stop::requested()).await;
    engine.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

/// Serves on a bound address until `stop` ends.
///
/// # Errors
/// The pipeline behind POST /events cannot start, or broke.
pub async fn serve(
    bound: Bound,
    config: &Config,
    warehouse: &Warehouse,
    out: &Path,
    stop: impl Future<Output = ()> + Send,
) -> Result<()> {
    let metrics = Metrics::default();
    let mut options = pipeline::options(config, &metrics)?;
    options.batch.age = options.batch.age.min(http::PROMPT);
    let (intake, running) = ingest::start(warehouse, options.clone()).await?;
    let instance = std::env::var("HOSTNAME").unwrap_or_else(|_| "serve".into());
    let doors = Doors {
        open: observe::health(&metrics),
        events: http::router(intake, &running, &instance, &options),
        pages: observe::metrics(&metrics).merge(reporter::web::router(out)),
    };
    bound.serve(doors, stop).await;
    let stored = running.finish().await?;
    tracing::info!(
        events = stored.events,
        dead_letters = stored.dead_letters,
        "served"
    );
    Ok(())
}
