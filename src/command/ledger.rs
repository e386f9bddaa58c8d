//! `ledger`: every record of a month with where its time went.
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use aggregator::ledger::{self, Format};
use anyhow::{Context as _, Result};

use crate::config::Config;
use crate::engine;
use crate::month::Month;

/// Lists every record that had open time in the month: when it was opened and resolved, and where each
/// millisecond of its time went (elapsed, waiting and on whom, out of hours, holiday, resolved gap), its target,
/// its first breach, and the split by group and supplier. This is what a manager hands to a supplier in a dispute.
///
/// Example: service-report ledger --month 2016-05 --format csv --out ledger-2016-05.csv
///
/// Next: the month must have been computed: `service-report aggregate --month 2016-05` does it.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The month
    #[arg(long)]
    month: Month,
    /// csv or json
    #[arg(long, default_value = "csv")]
    format: Format,
    /// File to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the ledger.
///
/// # Errors
/// The month is not computed, no ClickHouse, the file cannot be written.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let engine = engine::open(config).await?;
    warehouse::migrate(&engine.warehouse).await?;
    let mut out: Box<dyn Write + Send> = match &args.out {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None => Box::new(std::io::stdout()),
    };
    let mut buffered = BufWriter::new(&mut out);
    let written = ledger::export(&engine.warehouse, args.month.into(), args.format, &mut buffered).await;
    drop(buffered);
    engine.close().await;
    written?;
    Ok(ExitCode::SUCCESS)
}
