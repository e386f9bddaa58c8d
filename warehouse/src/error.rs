//! What can go wrong between this program and ClickHouse.

/// An error of the warehouse, named by what was being done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings cannot describe a ClickHouse server.
    #[error("warehouse settings: {0}")]
    Settings(String),
    /// A statement was refused or the server could not be reached.
    #[error("{doing}: {source}")]
    Query {
        /// What was being done, as a participle ("creating the database …").
        doing: String,
        /// ClickHouse's or the network's own words.
        source: clickhouse::error::Error,
    },
    /// A migration that was applied before reads differently now.
    #[error(
        "migration {name} was applied with other content (checksum {applied}, file has {file}); \
         never edit an applied migration, add a new one"
    )]
    ChangedMigration {
        /// File name without `.sql`.
        name: String,
        /// First digits of the stored checksum.
        applied: String,
        /// First digits of the file's checksum.
        file: String,
    },
    /// The database was migrated by a newer program.
    #[error(
        "migration {0} is applied but unknown to this program: use a program at least as new as the database"
    )]
    UnknownMigration(String),
    /// A statement that the cluster rewriting does not understand.
    #[error("migration {name} cannot run on a cluster: {why}")]
    NotForCluster {
        /// File name without `.sql`.
        name: String,
        /// Which statement and what to write instead.
        why: String,
    },
}

impl Error {
    pub(crate) fn query(doing: impl Into<String>) -> impl FnOnce(clickhouse::error::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Query { doing, source }
    }
}
