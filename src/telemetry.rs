//! Logging to standard error, as text for people or JSON for machines.
use std::io::IsTerminal as _;

use anyhow::{Result, bail};
use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts logging by `log.level` and `log.format`.
///
/// # Errors
/// A level or format that does not exist.
pub fn start(config: &Config) -> Result<()> {
    let level = config.text("log.level");
    let Ok(filter) = EnvFilter::try_new(level) else {
        bail!(
            "`log.level` is \"{level}\" ({}), which is no level: use error, warn, info, debug or trace",
            config.origin("log.level")
        );
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match config.text("log.format") {
        "text" => builder
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .try_init(),
        "json" => builder.json().try_init(),
        other => bail!(
            "`log.format` is \"{other}\" ({}): use text or json",
            config.origin("log.format")
        ),
    };
    started.map_err(|error| anyhow::anyhow!("cannot start logging: {error}"))
}
