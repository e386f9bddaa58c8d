//! `clickhouse`: serve the embedded engine to any ClickHouse client.
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clickhouse_embedded::Options;

use crate::config::Config;
use crate::{engine, stop};

/// Serves the embedded ClickHouse on 127.0.0.1 by its HTTP interface, until Ctrl-C. Any ClickHouse client can
/// query it, and other commands can use it at the same time by --clickhouse-url.
///
/// Example: service-report clickhouse --data-dir data --password-file password.txt
///
/// Next: curl --user "default:$(cat password.txt)" http://127.0.0.1:8123/ --data-binary "select count() from events"
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Port on 127.0.0.1; 0 takes a free one [default: 8123]
    #[arg(long)]
    port: Option<u16>,
    /// Read the password from this file; written with a new random password when it does not exist
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Print the password
    #[arg(long)]
    show_password: bool,
}

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// No engine, data folder or port taken, password file unreadable.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let port = match args.port {
        Some(port) => port,
        None => config.number("engine.port")?,
    };
    let known = args
        .password_file
        .as_deref()
        .filter(|path| path.exists())
        .map(read)
        .transpose()?;
    let listen = Some(SocketAddr::from(([127, 0, 0, 1], port)));
    let options = Options {
        listen,
        password: known.clone(),
        ..Options::default()
    };
    let server = engine::start_embedded(config, options).await?;
    if let (None, Some(path)) = (&known, &args.password_file) {
        write(path, server.password())?;
    }
    println!(
        "ClickHouse of {} at {}",
        config.text("engine.data_dir"),
        server.url()
    );
    println!("user      {}", server.user());
    match (args.show_password, &args.password_file) {
        (true, _) => println!("password  {}", server.password()),
        (false, Some(path)) => println!("password  in {}", path.display()),
        (false, None) => {
            println!("password  not shown; ask for it with --show-password or --password-file FILE")
        }
    }
    println!("database  {}", config.text("clickhouse.database"));
    println!(
        "try       curl --user \"{}:PASSWORD\" {}/ --data-binary 'select version()'",
        server.user(),
        server.url()
    );
    println!("Ctrl-C ends it.");
    stop::requested().await;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the password file {}", path.display()))?;
    let password = text.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(
        !password.is_empty(),
        "the password file {} is empty; remove it to get a new password",
        path.display()
    );
    Ok(password.to_owned())
}

/// Writes the password so that its owner alone can read it.
fn write(path: &Path, password: &str) -> Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(path);
    let mut file = opened.with_context(|| format!("cannot write the password file {}", path.display()))?;
    Ok(writeln!(file, "{password}")?)
}
