//! The embedded ClickHouse as a process of its own, for tests and benchmarks: prints its address, ends with its stdin.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data_dir = std::env::args().nth(1).map(Into::into);
    let options = clickhouse_embedded::Options {
        data_dir,
        ..Default::default()
    };
    let server = clickhouse_embedded::start(options).await?;
    println!("{} {} {}", server.url(), server.user(), server.password());
    std::io::stdout().flush()?;
    // The parent holds the other end and says nothing: the read ends with the parent.
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    server.stop().await;
    Ok(())
}
