//! `config`: show the configuration in force.
use std::process::ExitCode;

use anyhow::Result;

use crate::config::{Config, keys};

/// Shows every configuration key with its value and where that comes from. Secrets are hidden.
///
/// Example: service-report config
///
/// Next: docs/configuration.md says what each key means.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Say what each key means
    #[arg(long)]
    explain: bool,
}

/// Prints `key = value  # origin` lines.
///
/// # Errors
/// None so far.
pub fn run(args: Args, config: &Config) -> Result<ExitCode> {
    for (name, value, origin) in config.shown() {
        if let (true, Some(key)) = (args.explain, keys::find(name)) {
            println!("# {}", key.meaning);
        }
        println!("{name} = {value}  # {origin}");
    }
    Ok(ExitCode::SUCCESS)
}
