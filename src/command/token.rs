//! `token`: make an access token and its hash.
use std::process::ExitCode;

use anyhow::Result;

use crate::listen::auth;

/// Makes an access token for `serve`. The token is shown once and kept nowhere; the configuration holds
/// its SHA-256 hash only.
///
/// Example: service-report token
///
/// Next: put the hash into `listen.events_token_sha256` (may POST events) or `listen.pages_token_sha256`
/// (may read reports and metrics); clients send `Authorization: Bearer TOKEN`, browsers ask for it as password.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Hash a token read from standard input instead of making one
    #[arg(long)]
    stdin: bool,
}

/// Prints token and hash.
///
/// # Errors
/// Standard input cannot be read or holds a token that is too short.
pub fn run(args: Args) -> Result<ExitCode> {
    if args.stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        let token = line.trim();
        anyhow::ensure!(
            token.len() >= 24,
            "a token needs at least 24 characters; `service-report token` makes a good one"
        );
        println!("{}", auth::hash(token));
        return Ok(ExitCode::SUCCESS);
    }
    let mut bytes = [0_u8; 32];
    let random = rustls::crypto::ring::default_provider().secure_random;
    random
        .fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the system gives no random numbers"))?;
    let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("token:  {token}\nsha256: {}", auth::hash(&token));
    Ok(ExitCode::SUCCESS)
}
