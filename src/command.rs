//! The commands, one file each, and what several of them share: the clock, the definitions, as-of times.
pub mod aggregate;
pub mod check;
pub mod clickhouse;
pub mod config;
pub mod dead_letters;
pub mod demo;
pub mod explain;
pub mod health;
pub mod import;
pub mod ingest;
pub mod ledger;
pub mod migrate;
pub mod report;
pub mod serve;
pub mod token;

use std::path::{Path, PathBuf};

use aggregator::definitions::Definitions;
use anyhow::{Context as _, Result, bail};
use jiff::Timestamp;

use crate::config::Config;
use crate::month::Month;

/// The present: the only place of the program that asks the clock.
#[allow(clippy::disallowed_methods)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The folder of definitions that the configuration names.
pub fn definitions_folder(config: &Config) -> PathBuf {
    config.path("definitions").unwrap_or_else(|| "definitions".into())
}

/// The definitions of the configured folder.
///
/// # Errors
/// The folder is not there, or something in it is wrong: all problems with file and line.
pub fn definitions(config: &Config) -> Result<Definitions> {
    let folder = definitions_folder(config);
    need_folder(&folder, config)?;
    aggregator::definitions::load(&folder).with_context(|| {
        format!(
            "the definitions in {} cannot be used; `service-report check` lists this too",
            folder.display()
        )
    })
}

/// Refuses a folder of definitions that is not there.
///
/// # Errors
/// It is not there.
fn need_folder(folder: &Path, config: &Config) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    bail!(
        "there is no folder of definitions at {} ({}); name yours with --definitions DIR",
        folder.display(),
        config.origin("definitions")
    )
}

/// The last month that is over in the organisation's zone.
pub fn last_full_month(definitions: &Definitions) -> Month {
    Month::of(definitions.organisation.time_zone.to_datetime(now()).date()).plus(-1)
}
