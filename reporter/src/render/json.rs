//! The report as JSON, as `schemas/report.v1.schema.json` describes it.

use crate::{Error, Report};

/// The published JSON Schema (2020-12) of [`json`]'s output.
pub const SCHEMA: &str = include_str!("../../schemas/report.v1.schema.json");

/// The report's data as JSON, indented, with a final line feed.
///
/// # Errors
/// None is known; serde's signature has one.
pub fn json(report: &Report) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(&report.data)?;
    text.push('\n');
    Ok(text)
}
