//! `migrate`: create or update the tables.
use std::process::ExitCode;

use anyhow::Result;

use crate::config::Config;
use crate::engine;

/// Creates the tables in ClickHouse, or brings those of an older version up to date. Migrations are numbered
/// and applied once each; running it again does nothing. Other commands do this by themselves for the
/// embedded engine and for servers alike; run it alone when the server's user of daily work may not create tables.
///
/// Example: service-report migrate --clickhouse-url http://127.0.0.1:8123
///
/// Next: `service-report import` or `service-report ingest` brings events in.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {}

/// Applies what is missing and says what it was.
///
/// # Errors
/// No ClickHouse, or it refuses a statement.
pub async fn run(_args: Args, config: &Config) -> Result<ExitCode> {
    let engine = engine::open(config).await?;
    let applied = warehouse::migrate(&engine.warehouse).await?;
    for migration in &applied {
        println!("applied {migration}");
    }
    println!(
        "{}: tables are up to date, {} migrations applied now",
        engine.warehouse.database(),
        applied.len()
    );
    engine.close().await;
    Ok(ExitCode::SUCCESS)
}
