//! The `service-report` binary: every command on one page.
#![allow(
    unreachable_pub,
    reason = "a binary has no public interface; `pub` marks what a module offers to others"
)]

mod command;
mod config;
mod demo;
mod engine;
mod kafka;
mod listen;
mod mock_kafka;
mod month;
mod observe;
mod pipeline;
mod stop;
mod telemetry;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use config::Config;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match start(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("service-report: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Service reports of ISO/IEC 20000-1:2011 from events: every figure traced, recomputed, compared.
///
/// Events go in from Kafka, files or HTTP (`ingest`, `import`, `serve`), figures are computed in ClickHouse
/// (`aggregate`), reports come out (`report`). Without a ClickHouse server an embedded engine is used.
/// Start with `service-report demo`: it does all of it with a generated organisation and says what to open.
#[derive(Parser)]
#[command(version, max_term_width = 110, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// Flags that every command knows. They win over the environment, which wins over the file.
#[derive(clap::Args)]
struct Shared {
    /// Configuration file [default: service-report.toml, when it exists]
    #[arg(
        long,
        global = true,
        env = "SERVICE_REPORT_CONFIG",
        value_name = "FILE",
        help_heading = "Everywhere"
    )]
    config: Option<PathBuf>,
    /// Folder with the organisation's definitions [default: definitions]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    definitions: Option<String>,
    /// Data folder of the embedded ClickHouse [default: data]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    data_dir: Option<String>,
    /// ClickHouse server to use instead of the embedded one (also CLICKHOUSE_URL)
    #[arg(long, global = true, value_name = "URL", help_heading = "Everywhere")]
    clickhouse_url: Option<String>,
    /// Database in ClickHouse [default: service_report]
    #[arg(long, global = true, value_name = "NAME", help_heading = "Everywhere")]
    database: Option<String>,
    /// Kafka brokers, host:port separated by commas (also KAFKA_BOOTSTRAP)
    #[arg(long, global = true, value_name = "BROKERS", help_heading = "Everywhere")]
    kafka: Option<String>,
    /// What to log: error, warn, info, debug, trace [default: info]
    #[arg(long, global = true, value_name = "LEVEL", help_heading = "Everywhere")]
    log_level: Option<String>,
}

// The short words stand here, for the page of all commands; each command's own file says the rest.
#[derive(Subcommand)]
enum Command {
    #[command(about = "See it all work: a made-up organisation, from events over Kafka to its reports")]
    Demo(command::demo::Args),
    #[command(about = "Create or update the tables in ClickHouse")]
    Migrate(command::migrate::Args),
    #[command(about = "Serve the embedded ClickHouse to any ClickHouse client")]
    Clickhouse(command::clickhouse::Args),
    #[command(about = "Read events from Kafka into ClickHouse")]
    Ingest(command::ingest::Args),
    #[command(about = "Bring in a file: events as NDJSON, or another system's export")]
    Import(command::import::Args),
    #[command(about = "Compute the figures of a month or several")]
    Aggregate(command::aggregate::Args),
    #[command(about = "Render the report of a month")]
    Report(command::report::Args),
    #[command(about = "List every record of a month with where its time went")]
    Ledger(command::ledger::Args),
    #[command(about = "Say what a figure is made of, down to the events and their offsets")]
    Explain(command::explain::Args),
    #[command(about = "Serve reports, health, metrics, and POST /events")]
    Serve(command::serve::Args),
    #[command(about = "Look at messages that were not understood, and try them again")]
    DeadLetters(command::dead_letters::Args),
    #[command(about = "Find mistakes in the definitions")]
    Check(command::check::Args),
    #[command(about = "Show the configuration in force and where each value comes from")]
    Config(command::config::Args),
    #[command(about = "Ask a running service whether it is well")]
    Health(command::health::Args),
    #[command(about = "Make an access token and the hash that the configuration needs")]
    Token(command::token::Args),
}

fn start(cli: Cli) -> Result<ExitCode> {
    let mut config = Config::load(
        cli.shared.config.clone().as_deref(),
        std::env::vars(),
        cli.shared.flags(),
    )?;
    if matches!(cli.command, Command::Demo(_)) {
        // The demonstration tells its own story.
        config.prefer("log.level", "warn");
    }
    telemetry::start(&config)?;
    for variable in &config.strange_variables {
        tracing::warn!(
            "environment variable {variable} is no configuration key; docs/configuration.md lists all"
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => command::demo::run(args, &config).await,
            Command::Migrate(args) => command::migrate::run(args, &config).await,
            Command::Clickhouse(args) => command::clickhouse::run(args, &config).await,
            Command::Ingest(args) => command::ingest::run(args, &config).await,
            Command::Import(args) => command::import::run(args, &config).await,
            Command::Aggregate(args) => command::aggregate::run(args, &config).await,
            Command::Report(args) => command::report::run(args, &config).await,
            Command::Ledger(args) => command::ledger::run(args, &config).await,
            Command::Explain(args) => command::explain::run(args, &config).await,
            Command::Health(args) => command::health::run(args, &config).await,
            Command::Serve(args) => command::serve::run(args, &config).await,
            Command::DeadLetters(args) => command::dead_letters::run(args, &config).await,
            Command::Check(args) => command::check::run(args, &config),
            Command::Config(args) => command::config::run(args, &config),
            Command::Token(args) => command::token::run(args),
        }
    })
}

impl Shared {
    fn flags(self) -> Vec<(&'static str, String)> {
        [
            ("definitions", self.definitions),
            ("engine.data_dir", self.data_dir),
            ("clickhouse.url", self.clickhouse_url),
            ("clickhouse.database", self.database),
            ("kafka.bootstrap", self.kafka),
            ("log.level", self.log_level),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}
