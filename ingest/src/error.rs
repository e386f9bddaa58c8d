//! What stops ingest; a bad event never does, it becomes a dead letter.

/// An error of ingest, named by what was being done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// ClickHouse refuses the connection, the login or the tables: retrying cannot help.
    #[error("{doing}: {source}")]
    Warehouse {
        /// What was being done, as a participle.
        doing: String,
        /// ClickHouse's or the network's own words.
        source: clickhouse::error::Error,
    },
    /// A table would store repeated inserts twice, or lose acknowledged ones with the power.
    #[error("table {table} has {setting} = {found}, which must be above 0: run `alter table {table} modify setting {setting} = {remedy}`",
        remedy = if setting.starts_with("fsync") { 1 } else { 10_000 })]
    UnsafeTable {
        /// Which table.
        table: String,
        /// Which setting of it.
        setting: &'static str,
        /// Its value now.
        found: String,
    },
    /// Kafka's client refused its configuration or met a fatal error.
    #[error("{doing}: {source}")]
    Kafka {
        /// What was being done, as a participle.
        doing: String,
        /// librdkafka's own words.
        source: rdkafka::error::KafkaError,
    },
    /// The pipeline stopped before everything handed to it was durable; its own error says why.
    #[error("the pipeline has stopped, records handed to it may not be stored")]
    Stopped,
    /// A source cannot be read.
    #[error("{doing}: {source}")]
    Read {
        /// What was being read.
        doing: String,
        /// The operating system's own words.
        source: std::io::Error,
    },
    /// A file cannot be imported, or not beyond a line: file, line, fault and remedy, one line for each fault.
    #[error("{0}")]
    Import(String),
    /// A setting has an unusable value.
    #[error("{0}")]
    Settings(String),
}

impl Error {
    pub(crate) fn warehouse(doing: impl Into<String>) -> impl FnOnce(clickhouse::error::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Warehouse { doing, source }
    }

    pub(crate) fn kafka(doing: impl Into<String>) -> impl FnOnce(rdkafka::error::KafkaError) -> Self {
        let doing = doing.into();
        move |source| Self::Kafka { doing, source }
    }
}
