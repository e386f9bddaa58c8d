//! Which ClickHouse: the server of the configuration, or else the embedded engine.
use anyhow::{Context as _, Result, bail};
use clickhouse_embedded::{Options, Server};
use warehouse::{Settings, Warehouse};

use crate::config::Config;

/// A warehouse, with the embedded engine behind it when no server is configured.
pub struct Engine {
    /// The connection.
    pub warehouse: Warehouse,
    server: Option<Server>,
}

/// Connects to the configured server, or starts the embedded engine on the data folder.
///
/// # Errors
/// No engine and no server; data folder held by another process; server not reachable or login refused.
pub async fn open(config: &Config) -> Result<Engine> {
    if let Some(url) = config.optional("clickhouse.url") {
        let user = config.text("clickhouse.user");
        let password = config.secret("clickhouse.password");
        let warehouse = connect(config, url, user, password.reveal())
            .await
            .with_context(|| {
                format!(
                    "cannot use the ClickHouse server at {url} ({}) as user {user}",
                    config.origin("clickhouse.url")
                )
            })?;
        return Ok(Engine {
            warehouse,
            server: None,
        });
    }
    let server = start_embedded(config, Options::default()).await?;
    let warehouse = connect(config, &server.url(), server.user(), server.password()).await?;
    Ok(Engine {
        warehouse,
        server: Some(server),
    })
}

/// Starts the embedded engine on the configured data folder.
///
/// # Errors
/// No engine on this machine, data folder held by another process.
pub async fn start_embedded(config: &Config, options: Options) -> Result<Server> {
    let data_dir = config.path("engine.data_dir").unwrap_or_else(|| "data".into());
    if data_dir.exists() && !data_dir.is_dir() {
        bail!(
            "the data folder {} is a file; name a folder with --data-dir",
            data_dir.display()
        );
    }
    let library = config.path("engine.library");
    clickhouse_embedded::start(Options {
        data_dir: Some(data_dir),
        library,
        ..options
    })
    .await
    .context("cannot start the embedded ClickHouse (or set CLICKHOUSE_URL to use a server)")
}

async fn connect(
    config: &Config,
    url: &str,
    user: &str,
    password: &str,
) -> Result<Warehouse, warehouse::Error> {
    let cluster = config.optional("clickhouse.cluster").map(str::to_owned);
    let database = config.text("clickhouse.database").to_owned();
    let (url, user, password) = (url.to_owned(), user.to_owned(), password.into());
    Warehouse::connect(Settings {
        url,
        user,
        password,
        database,
        cluster,
    })
    .await
}

impl Engine {
    /// Connects anew, which makes the database when it is gone.
    ///
    /// # Errors
    /// As [`open`].
    pub async fn again(&mut self, config: &Config) -> Result<()> {
        self.warehouse = match &self.server {
            Some(server) => connect(config, &server.url(), server.user(), server.password()).await?,
            None => {
                let password = config.secret("clickhouse.password");
                let (url, user) = (config.text("clickhouse.url"), config.text("clickhouse.user"));
                connect(config, url, user, password.reveal()).await?
            }
        };
        Ok(())
    }

    /// Ends the embedded engine, if there is one, and frees its data folder.
    pub async fn close(self) {
        drop(self.warehouse);
        if let Some(server) = self.server {
            server.stop().await;
        }
    }
}
