//! What can go wrong between marts and rendered files, named by what was being done.

use std::path::PathBuf;

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// ClickHouse refused or broke off a query.
    #[error("reading {what} from the marts: {source}")]
    Read {
        /// The SQL file's name.
        what: &'static str,
        /// The client's own error.
        source: clickhouse::error::Error,
    },
    /// The month has not been computed.
    #[error(
        "no figures for {month}: the month is not aggregated; run `service-report aggregate --month {month}` first"
    )]
    NotComputed {
        /// The month that was asked for, `YYYY-MM`.
        month: String,
    },
    /// A month was not written as `YYYY-MM`.
    #[error("`{given}` is no month: write it as YYYY-MM, for example 2026-03")]
    Month {
        /// What was given.
        given: String,
    },
    /// The time zone of the organisation is unknown to this machine's time zone database.
    #[error("the organisation's time zone `{zone}` is unknown: {source}")]
    TimeZone {
        /// The zone's name.
        zone: String,
        /// The database's own error.
        source: jiff::Error,
    },
    /// A definition text that was stored with the figures cannot be read.
    #[error("reading definition {path}: {source}")]
    Definition {
        /// The definition file's path.
        path: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A language without locale files was asked for.
    #[error("no locale for language `{given}`: there are {known}")]
    Language {
        /// What was given.
        given: String,
        /// The languages that exist.
        known: String,
    },
    /// A locale file is broken.
    #[error("locale {file}: {problem}")]
    Locale {
        /// The locale file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// A template could not be filled.
    #[error("rendering: {0}")]
    Template(#[from] minijinja::Error),
    /// A chart could not be drawn.
    #[error("drawing a chart: {0}")]
    Chart(String),
    /// The report could not be written as JSON.
    #[error("writing JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A file or folder could not be written or read.
    #[error("{doing} {path}: {source}", path = path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// To which path.
        path: PathBuf,
        /// The system's own error.
        source: std::io::Error,
    },
}
