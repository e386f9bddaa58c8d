//! One server for all tests of a binary, and what they ask of it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clickhouse::Client;
use clickhouse_embedded::{Options, Server, start};

/// The binary's server, on a temporary folder.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let starting = async { start(Options::default()).await.unwrap() };
        // Tests have a runtime each; this one only starts the server, which has its own.
        std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(starting))
            .join()
            .unwrap()
    })
}

/// A client of the server in a database of its own.
pub(crate) async fn client(database: &str) -> Client {
    let server = server();
    let client = Client::default()
        .with_url(server.url())
        .with_user(server.user())
        .with_password(server.password());
    client
        .query(&format!("CREATE DATABASE {database}"))
        .execute()
        .await
        .unwrap();
    client.with_database(database)
}

/// A raw query; `path` is `/?…`.
pub(crate) async fn post(path: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
    let server = server();
    let request = reqwest::Client::new().post(format!("{}{path}", server.url()));
    let request = request
        .header("X-ClickHouse-User", server.user())
        .header("X-ClickHouse-Key", server.password());
    request.body(body).send().await.unwrap()
}

/// The text of a raw query's answer.
pub(crate) async fn text(path: &str, body: &str) -> String {
    post(path, body.to_owned()).await.text().await.unwrap()
}

/// Waits until a query gives this text.
pub(crate) async fn wait_for(query: &str, wanted: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let found = text("/", query).await;
        if found.trim_end() == wanted {
            return;
        }
        assert!(
            Instant::now() < until,
            "waited in vain for {wanted:?}, have {found:?}: {query}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The memory of this process that is in RAM, in MiB.
pub(crate) fn memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}
