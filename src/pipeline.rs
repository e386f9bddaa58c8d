//! The ingest pipeline as the configuration wants it: batches, retries, clock, metrics.
use std::time::Duration;

use anyhow::Result;
use ingest::{Metrics, Options};

use crate::command;
use crate::config::Config;

/// Options of a pipeline that counts into `metrics`.
///
/// # Errors
/// Numbers out of range.
pub fn options(config: &Config, metrics: &Metrics) -> Result<Options> {
    let mut options = Options::new(command::now);
    options.batch.rows = config.number("ingest.batch_rows")?;
    options.batch.bytes = config.number("ingest.batch_bytes")?;
    options.batch.age = Duration::from_millis(config.number("ingest.batch_age_ms")?);
    options.in_flight = config.number("ingest.in_flight")?;
    options.limits.event_bytes = config.number("ingest.event_bytes")?;
    options.metrics = metrics.clone();
    Ok(options)
}
