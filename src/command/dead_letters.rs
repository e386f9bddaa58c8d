//! `dead-letters`: look at what was not understood, and try it again.
use std::process::ExitCode;

use anyhow::{Result, bail};
use ingest::dead_letter::{self, DeadLetter, Filter};
use jiff::Timestamp;

use crate::config::Config;
use crate::{engine, pipeline};

/// Messages that could not be understood are kept as they came, with topic, partition, offset and the reason.
/// After a rule was mended (a newer program, a mended definition), replay makes events of those that are understood now.
///
/// Example: service-report dead-letters list --topic incident
///
/// Next: `service-report dead-letters show TOPIC PARTITION OFFSET` prints one; `service-report dead-letters replay`
/// tries all again.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List dead letters, the oldest first
    List(Which),
    /// Print one with its bytes
    Show {
        /// Topic (or file:… or http:…) as listed
        topic: String,
        /// Partition as listed
        partition: i32,
        /// Offset as listed
        offset: i64,
    },
    /// Try them again under today's rules
    Replay(Which),
}

#[derive(clap::Args)]
struct Which {
    /// Only this topic
    #[arg(long)]
    topic: Option<String>,
    /// Only this reason code, such as unknown-type
    #[arg(long, value_name = "CODE")]
    reason: Option<String>,
    /// At most so many
    #[arg(long)]
    limit: Option<u64>,
}

/// Does what was asked.
///
/// # Errors
/// No ClickHouse; the dead letter to show is not there.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let engine = engine::open(config).await?;
    let outcome = act(args.action, config, &engine).await;
    engine.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn act(action: Action, config: &Config, engine: &engine::Engine) -> Result<()> {
    let warehouse = &engine.warehouse;
    warehouse::migrate(warehouse).await?;
    match action {
        Action::List(which) => {
            let letters = dead_letter::list(warehouse, &which.into()).await?;
            for letter in &letters {
                let recorded = Timestamp::from_millisecond(letter.recorded_at)?;
                println!(
                    "{} {} {}  {recorded}  {}: {}",
                    letter.topic, letter.partition, letter.offset, letter.reason_code, letter.reason
                );
            }
            println!("{} dead letters", letters.len());
        }
        Action::Show {
            topic,
            partition,
            offset,
        } => {
            let filter = Filter {
                topic: Some(topic),
                ..Filter::default()
            };
            let letters = dead_letter::list(warehouse, &filter).await?;
            let Some(letter) = letters
                .iter()
                .find(|one| one.partition == partition && one.offset == offset)
            else {
                bail!(
                    "there is no such dead letter; `service-report dead-letters list` shows those that there are"
                );
            };
            show(letter)?;
        }
        Action::Replay(which) => {
            let options = pipeline::options(config, &ingest::Metrics::default())?;
            let done = dead_letter::replay(warehouse, &which.into(), options).await?;
            println!(
                "{} are events now, {} are still refused",
                done.stored, done.still_dead
            );
        }
    }
    Ok(())
}

fn show(letter: &DeadLetter) -> Result<()> {
    println!("topic     {}", letter.topic);
    println!("partition {}", letter.partition);
    println!("offset    {}", letter.offset);
    println!("recorded  {}", Timestamp::from_millisecond(letter.recorded_at)?);
    println!("reason    {}: {}", letter.reason_code, letter.reason);
    println!("bytes     {}", letter.raw.len());
    match std::str::from_utf8(&letter.raw) {
        Ok(text) => println!("{text}"),
        Err(_) => println!("{}", letter.raw.escape_ascii()),
    }
    Ok(())
}

impl From<Which> for Filter {
    fn from(which: Which) -> Self {
        Self {
            topic: which.topic,
            reason_code: which.reason,
            limit: which.limit,
        }
    }
}
