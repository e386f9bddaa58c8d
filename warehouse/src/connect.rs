//! Connecting to a ClickHouse server and its database.

use crate::Error;
use std::fmt;

/// A ClickHouse database, embedded or remote, that is reachable and exists.
#[derive(Clone, Debug)]
pub struct Warehouse {
    client: clickhouse::Client,
    database: String,
    cluster: Option<String>,
}

/// Where the database is and how to log in.
#[derive(Clone, Debug)]
pub struct Settings {
    /// ClickHouse's HTTP interface: `http://host:8123` or `https://host:8443`.
    pub url: String,
    /// ClickHouse user.
    pub user: String,
    /// Its password; never printed.
    pub password: Secret,
    /// Database name (letters, digits and `_`); created when absent.
    pub database: String,
    /// Name of a ClickHouse cluster: tables become `Replicated…` with a `Distributed` table before them.
    pub cluster: Option<String>,
}

/// A string that never shows itself in logs, errors or `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Warehouse {
    /// Connects and creates the database when it is absent.
    ///
    /// # Errors
    /// A database name with other characters than letters, digits and `_`; an unreachable server; a refused login.
    pub async fn connect(settings: Settings) -> Result<Self, Error> {
        let Settings {
            url,
            user,
            password,
            database,
            cluster,
        } = settings;
        named(&database, "database")?;
        cluster.as_deref().map_or(Ok(()), |name| named(name, "cluster"))?;
        let server = clickhouse::Client::default()
            .with_url(url)
            .with_user(user)
            .with_password(password.expose())
            .with_product_info("service-report", env!("CARGO_PKG_VERSION"));
        let on_cluster = cluster
            .as_ref()
            .map(|name| format!(" on cluster `{name}`"))
            .unwrap_or_default();
        server
            .query(&format!("create database if not exists `{database}`{on_cluster}"))
            .execute()
            .await
            .map_err(Error::query(format!("creating the database {database}")))?;
        Ok(Self {
            client: server.with_database(&database),
            database,
            cluster,
        })
    }

    /// The official client, set to this database.
    pub fn client(&self) -> &clickhouse::Client {
        &self.client
    }

    /// Name of the database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Name of the cluster, if the tables are distributed.
    pub fn cluster(&self) -> Option<&str> {
        self.cluster.as_deref()
    }
}

impl Secret {
    /// Wraps a secret.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The secret itself; for handing to a client only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

fn named(name: &str, what: &str) -> Result<(), Error> {
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(());
    }
    Err(Error::Settings(format!(
        "{what} name {name:?}: use letters, digits and _ only"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_itself() {
        let settings = Settings {
            url: "http://127.0.0.1:1".into(),
            user: "u".into(),
            password: "hunter2".into(),
            database: "d".into(),
            cluster: None,
        };
        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn names_that_need_quoting_are_refused() {
        assert!(named("service_report_2", "database").is_ok());
        for name in ["", "a b", "a`b", "a;b"] {
            assert!(named(name, "database").is_err(), "{name}");
        }
    }
}
