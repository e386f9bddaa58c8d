//! `ingest`: from Kafka into ClickHouse.
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use axum::Router;
use ingest::Metrics;
use ingest::source::kafka::{self as source, Settings};
use tokio::sync::watch;

use crate::config::Config;
use crate::listen::{Doors, Policy};
use crate::{engine, kafka, observe, pipeline, stop};

/// Reads events from Kafka into ClickHouse until it is told to stop (Ctrl-C or SIGTERM: what is under way is
/// finished and committed first). Every message becomes an event or a dead letter, exactly once. Run as many as there
/// are partitions; they share the work.
///
/// Example: service-report ingest --kafka 127.0.0.1:9092
///
/// Next: `service-report report` computes and renders; `service-report dead-letters list` shows what was refused.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Stop when everything that is in the topics has been read
    #[arg(long)]
    until_caught_up: bool,
    /// Do not serve health and metrics
    #[arg(long)]
    no_health: bool,
}

/// Consumes until stopped and says what was stored.
///
/// # Errors
/// No Kafka, no ClickHouse, wrong rights; never a bad message.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let settings = kafka::settings(config)?;
    let metrics = Metrics::default();
    let options = pipeline::options(config, &metrics)?;
    let health = match args.no_health {
        true => None,
        false => Some(Policy::for_health(config)?.bind().await?),
    };
    kafka::reach(&settings).await?;
    let engine = engine::open(config).await?;
    warehouse::migrate(&engine.warehouse).await?;

    let (end, ended) = watch::channel(false);
    let watcher = tokio::spawn(until(end, args.until_caught_up.then(|| settings.clone())));
    if let Some(bound) = health {
        println!("health and metrics at {}/metrics", bound.url()?);
        let doors = Doors {
            open: observe::health(&metrics),
            events: Router::new(),
            pages: observe::metrics(&metrics),
        };
        let mut ended = ended.clone();
        tokio::spawn(bound.serve(
            doors,
            async move { _ = ended.wait_for(|ended| *ended).await.is_ok() },
        ));
    }
    let begun = Instant::now();
    let outcome = source::run(settings, &engine.warehouse, options, ended).await;
    watcher.abort();
    engine.close().await;
    let stored = outcome?;
    println!(
        "{} events and {} dead letters stored in {} batches, {:.1} s",
        stored.events,
        stored.dead_letters,
        stored.batches,
        begun.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}

/// Tells the pipeline to end: when asked to stop, or when the group has read everything.
async fn until(end: watch::Sender<bool>, caught_up: Option<Settings>) -> Result<()> {
    let everything_read = async {
        match caught_up {
            Some(settings) => kafka::wait_until(&settings, |outstanding| outstanding == 0).await,
            None => std::future::pending().await,
        }
    };
    let read = tokio::select! {
        () = stop::requested() => Ok(()),
        read = everything_read => read,
    };
    if let Err(error) = &read {
        tracing::error!("cannot see how far the group has read: {error:#}");
    }
    end.send_replace(true);
    // The receivers learn it before the sender goes.
    end.closed().await;
    read
}
