//! `import`: a file into the pipeline, or onto Kafka.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use ingest::Metrics;
use ingest::mapping::{self, Mapping, Summary};
use ingest::source::file::{self, Contents, Import, Records};

use crate::config::Config;
use crate::{engine, kafka, pipeline};

/// Brings in a file. Without --source it holds events as this program knows them, one JSON object per line; with
/// --source it is another system's export (CSV, JSON or NDJSON, plain or gzip), which definitions/sources/NAME.toml maps to
/// events. A row that does not map is reported with its line and reason, counted, and kept as a dead letter; the exit
/// code is then 2. Importing a file again changes nothing.
///
/// Example: service-report import --source servicenow incident_event_log.csv.gz
///
/// Next: `service-report report --month 2016-05` computes and renders a month of it.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Files to bring in, one after the other
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The system that exported them: a file of definitions/sources, without .toml
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Send the events to Kafka instead of straight into ClickHouse; refused rows travel along, and the ingestor
    /// that reads them keeps them as dead letters
    #[arg(long)]
    to_kafka: bool,
}

/// Imports the files and accounts for every row. Exit code 2 when rows were refused.
///
/// # Errors
/// A file or mapping cannot be read, no ClickHouse or Kafka.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let mapping = args
        .source
        .as_deref()
        .map(|name| load(config, name))
        .transpose()?;
    let contents = mapping.as_ref().map_or(Contents::Events, Contents::Export);
    let mut summaries = Vec::new();
    if args.to_kafka {
        for path in &args.files {
            summaries.push(to_kafka(config, path, contents).await?);
        }
    } else {
        let engine = engine::open(config).await?;
        let outcome = to_warehouse(config, &engine, &args.files, contents, &mut summaries).await;
        engine.close().await;
        outcome?;
    }
    let refused = summaries.iter().any(|summary| summary.refused_rows() > 0);
    Ok(if refused {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

/// The mapping of a source by its name.
///
/// # Errors
/// There is none of this name (the ones that exist are listed), or it is wrong.
pub fn load(config: &Config, name: &str) -> Result<Mapping> {
    let folder = super::definitions_folder(config).join("sources");
    let path = folder.join(format!("{name}.toml"));
    if !path.is_file() {
        let mut known: Vec<String> = std::fs::read_dir(&folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>())
            .unwrap_or_default()
            .iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
            .collect();
        known.sort();
        bail!(
            "there is no source \"{name}\" in {}; there are: {}",
            folder.display(),
            known.join(", ")
        );
    }
    mapping::load(&path).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(
            "the mapping {} cannot be used:\n{}",
            path.display(),
            lines.join("\n")
        )
    })
}

async fn to_warehouse(
    config: &Config,
    engine: &engine::Engine,
    files: &[PathBuf],
    contents: Contents<'_>,
    summaries: &mut Vec<Summary>,
) -> Result<()> {
    warehouse::migrate(&engine.warehouse).await?;
    for path in files {
        let begun = Instant::now();
        let records = file::open(path, contents)?;
        let bar = bar(path, &records)?;
        let mut summary = Summary::default();
        let progress = |records: &Records<'_>| bar.set_position(records.bytes_read());
        let import = Import {
            records,
            summary: &mut summary,
            progress,
        };
        let stored = ingest::run(
            import,
            &engine.warehouse,
            pipeline::options(config, &Metrics::default())?,
        )
        .await?;
        bar.finish_and_clear();
        println!("{}: {summary}", path.display());
        println!(
            "{} events and {} dead letters are durable, {:.1} s",
            stored.events,
            stored.dead_letters,
            begun.elapsed().as_secs_f64()
        );
        summaries.push(summary);
    }
    Ok(())
}

async fn to_kafka(config: &Config, path: &Path, contents: Contents<'_>) -> Result<Summary> {
    let settings = kafka::settings(config)?;
    kafka::reach(&settings).await?;
    let producer = kafka::producer(&settings)?;
    let begun = Instant::now();
    let records = file::open(path, contents)?;
    let bar = bar(path, &records)?;
    let mut summary = Summary::default();
    let name = |topic: schemas::Topic| topic.as_str().to_owned();
    let progress = |records: &Records<'_>| bar.set_position(records.bytes_read());
    file::produce(records, &producer, name, &mut summary, progress).await?;
    bar.finish_and_clear();
    println!("{}: {summary}", path.display());
    let refused = match summary.refused_rows() {
        0 => String::new(),
        rows => format!(
            " and {rows} refused rows; `service-report ingest` keeps these as dead letters with file, line and reason, \
             and `service-report dead-letters list` shows them"
        ),
    };
    println!(
        "on Kafka at {} after {:.1} s: {} events{refused}",
        settings.brokers,
        begun.elapsed().as_secs_f64(),
        summary.events
    );
    Ok(summary)
}

fn bar(path: &Path, records: &Records<'_>) -> Result<ProgressBar> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let style = ProgressStyle::with_template("{prefix} {wide_bar} {bytes}/{total_bytes} {eta}")
        .context("progress bar")?;
    Ok(ProgressBar::new(records.bytes())
        .with_style(style)
        .with_prefix(name))
}
