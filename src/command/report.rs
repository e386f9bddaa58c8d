//! `report`: render a month.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;
use reporter::{Formats, Language, Published};
use warehouse::Warehouse;

use super::aggregate;
use crate::config::Config;
use crate::month::Month;
use crate::{engine, stop};

/// Renders the report of a month as HTML (one self-contained file) and JSON (every figure with numerator,
/// denominator, population and scope). Before that the month and the twelve before it are computed, as far back
/// as there are events.
///
/// Example: service-report report --month 2016-05 --out out
///
/// Next: open out/index.html in a browser, or `service-report serve` shows all rendered reports.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The month [default: the last full month of the organisation's zone]
    #[arg(long)]
    month: Option<Month>,
    /// What to write
    #[arg(long, value_enum, default_value = "all")]
    format: Format,
    /// Folder to write to [default: out]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Use only what was recorded by then, such as 2016-06-03T09:00:00+08:00 [default: now]
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
    /// Language of the pages [default: en]
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Render what was computed before, without computing again
    #[arg(long)]
    no_aggregate: bool,
    /// Do it again every so many minutes, until Ctrl-C
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..))]
    every_minutes: Option<u64>,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One self-contained page.
    Html,
    /// Every figure for other programs.
    Json,
    /// Both.
    All,
}

/// Computes and renders once, or again and again.
///
/// # Errors
/// Wrong definitions, no ClickHouse, no events, a folder that cannot be written.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let engine = engine::open(config).await?;
    let mut end = std::pin::pin!(stop::requested());
    let outcome = loop {
        let outcome = once(&args, config, &engine.warehouse).await;
        let Some(minutes) = args.every_minutes else {
            break outcome;
        };
        if let Err(error) = outcome {
            tracing::error!("no report this time: {error:#}");
        }
        tokio::select! {
            () = &mut end => break Ok(()),
            () = tokio::time::sleep(Duration::from_secs(60 * minutes)) => {}
        }
    };
    engine.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn once(args: &Args, config: &Config, warehouse: &Warehouse) -> Result<()> {
    let definitions = super::definitions(config)?;
    let month = match args.month {
        Some(month) => month,
        None => super::last_full_month(&definitions),
    };
    warehouse::migrate(warehouse).await?;
    if !args.no_aggregate {
        let months = aggregate::thirteen(warehouse, &definitions, month).await?;
        let as_of = args.as_of.unwrap_or_else(super::now);
        aggregate::months(warehouse, &definitions, months, as_of).await?;
    }
    let language = args.lang.as_deref().unwrap_or(config.text("language")).parse()?;
    let out = args
        .out
        .clone()
        .or_else(|| config.path("out"))
        .unwrap_or_else(|| "out".into());
    let written = render(warehouse, month, args.format, language, &out).await?;
    for file in written.pages.iter().chain(&written.json).chain([&written.index]) {
        println!("wrote {}", file.display());
    }
    Ok(())
}

/// Renders a computed month into a folder and says which files that made.
///
/// # Errors
/// The month is not computed, ClickHouse refuses, the folder cannot be written.
pub async fn render(
    warehouse: &Warehouse,
    month: Month,
    format: Format,
    language: Language,
    out: &Path,
) -> Result<Published> {
    let marts = reporter::read(warehouse, month.into()).await?;
    let texts = reporter::read_texts(warehouse, &marts).await?;
    let report = reporter::compose(&marts, &texts)?;
    let formats = match format {
        Format::Html => Formats::Html,
        Format::Json => Formats::Json,
        Format::All => Formats::All,
    };
    Ok(reporter::publish(out, &report, &[language], formats).await?)
}
