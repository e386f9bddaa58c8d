//! `health`: ask a running `serve` or `ingest` whether it is well; for container health checks.
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::config::Config;

/// Asks a running `serve` or `ingest` whether it makes progress; exit code 1 when it does not. Meant for health checks
/// of containers, which have no curl. Speaks plain HTTP only.
///
/// Example: service-report health --address 127.0.0.1:8080
///
/// Next: GET /metrics there tells more.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Where the service listens [default: listen.address]
    #[arg(long, value_name = "IP:PORT")]
    address: Option<SocketAddr>,
}

/// Prints the answer to GET /health/ready.
///
/// # Errors
/// Nobody listens there, or no answer within two seconds.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let address = match args.address {
        Some(address) => address,
        None => config
            .text("listen.address")
            .parse()
            .context("`listen.address` is no IP address and port")?,
    };
    let answer = tokio::time::timeout(Duration::from_secs(2), ask(address))
        .await
        .with_context(|| format!("no answer from {address} within 2 seconds"))?
        .with_context(|| format!("nobody answers at {address}; is `service-report serve` running?"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    print!("{body}");
    let well = head.split_whitespace().nth(1) == Some("200");
    Ok(if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer).await?;
    Ok(answer)
}
