//! What can go wrong while a month is computed or handed out.

use crate::Month;

/// An error of the aggregator, named by what was being done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A text that is no month.
    #[error("\"{given}\" is not a month; write year and month like 2026-05")]
    Month {
        /// The text.
        given: String,
    },
    /// Nothing of the month can be known yet.
    #[error(
        "{month} begins at {begins}: as of {as_of} there is nothing to compute; choose a later as-of time"
    )]
    NotBegun {
        /// The month.
        month: Month,
        /// Its first instant.
        begins: jiff::Timestamp,
        /// As of when it was asked for.
        as_of: jiff::Timestamp,
    },
    /// The month's ledger was asked for before the month was computed.
    #[error("{month} has not been computed; run `service-report aggregate --month {month}` first")]
    NotComputed {
        /// The month.
        month: Month,
    },
    /// The earlier month that the run went on from was replaced while it ran.
    #[error(
        "{base}, from which {month} goes on, was computed again meanwhile: {month} was not stored; compute it again"
    )]
    BaseChanged {
        /// The month.
        month: Month,
        /// First day of the month that it went on from.
        base: String,
    },
    /// A time that the calendar cannot hold.
    #[error("computing the bounds of {month}: {source}")]
    Bounds {
        /// The month.
        month: Month,
        /// The calendar's own words.
        source: jiff::Error,
    },
    /// ClickHouse refused or cannot be reached.
    #[error("{doing}: {source}")]
    Query {
        /// What was being done, as a participle.
        doing: String,
        /// ClickHouse's or the network's own words.
        source: clickhouse::error::Error,
    },
    /// Sums that must hold do not: the month was not published, what was there before still stands.
    #[error("{month} does not add up and was not stored: {}", failures.join("; "))]
    DoesNotAddUp {
        /// The month.
        month: Month,
        /// Each failed check: its name, how many rows, an example.
        failures: Vec<String>,
    },
    /// A name that is no figure.
    #[error("there is no figure \"{figure}\" in this month; figures with names like it: {}", near.join(", "))]
    NoSuchFigure {
        /// What was asked for.
        figure: String,
        /// Figures that there are.
        near: Vec<String>,
    },
    /// A figure that is not there in the scope asked for.
    #[error("{figure} is not there for this scope; it is for, among others:\n  {}", ids.join("\n  "))]
    NoSuchScope {
        /// The figure.
        figure: String,
        /// Ids that there are.
        ids: Vec<String>,
    },
    /// A figure of which nothing is known in a month.
    #[error(
        "{figure} was not measured in {month}: no event of the kind that it counts was known; \
         docs and `service-report check` name the topics, `service-report dead-letters list` what was refused"
    )]
    NotMeasured {
        /// The figure.
        figure: String,
        /// The month.
        month: Month,
    },
    /// Several figures fit.
    #[error("\"{asked}\" can mean several figures; name one of them:\n  {}", ids.join("\n  "))]
    ManyFigures {
        /// What was asked for.
        asked: String,
        /// The ids that fit.
        ids: Vec<String>,
    },
    /// A figure in the mart that no SQL file names.
    #[error(
        "no SQL file names {figure}: it was computed by another version of this program; run `service-report aggregate`"
    )]
    NoMaker {
        /// The figure.
        figure: String,
    },
    /// Stored definitions that this version cannot read.
    #[error("the definitions {hash} that the month was computed with cannot be read: {problems}")]
    Definitions {
        /// Their hash.
        hash: String,
        /// What is wrong.
        problems: String,
    },
    /// Writing an export failed.
    #[error("writing the ledger: {0}")]
    Write(#[from] std::io::Error),
}

impl Error {
    pub(crate) fn query(doing: impl Into<String>) -> impl FnOnce(clickhouse::error::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Query { doing, source }
    }
}
