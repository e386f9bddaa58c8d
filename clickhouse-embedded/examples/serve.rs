//! Serves the embedded ClickHouse for experiments: `cargo run -p clickhouse-embedded --example serve -- --port 8123`.
//!
//! `--data DIR` keeps the data, `--password TEXT` sets the password; ends at Ctrl-C.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use clickhouse_embedded::{Options, start};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = start(options()?).await?;
    println!("url      {}", server.url());
    println!("user     {}", server.user());
    println!("password {}", server.password());
    println!(
        "curl '{}/?password={}' -d 'SELECT version()'",
        server.url(),
        server.password()
    );
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    Ok(())
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--port" => options.listen = Some(SocketAddr::from((Ipv4Addr::LOCALHOST, value.parse()?))),
            "--data" => options.data_dir = Some(value.into()),
            "--password" => options.password = Some(value),
            _ => {
                return Err(format!("unknown option {name}: --port, --data and --password are known").into());
            }
        }
    }
    Ok(options)
}
