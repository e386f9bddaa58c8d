//! Migrated databases of an embedded engine in this process.

use clickhouse_embedded::Server;
use warehouse::{Secret, Settings, Warehouse};

/// A migrated database of its own.
pub async fn migrated(server: &Server, name: &str) -> Warehouse {
    let settings = Settings {
        url: server.url(),
        user: server.user().to_owned(),
        password: Secret::new(server.password()),
        database: name.to_owned(),
        cluster: None,
    };
    let warehouse = Warehouse::connect(settings).await.unwrap();
    warehouse::migrate(&warehouse).await.unwrap();
    warehouse
}
