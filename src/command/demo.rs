//! `demo`: events over Kafka, stored, computed, rendered, all in one process and within minutes.
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use aggregator::definitions::Definitions;
use anyhow::{Result, bail};
use jiff::Timestamp;
use reporter::Language;
use warehouse::Warehouse;

use super::report::{self, Format};
use super::{aggregate, import, serve};
use crate::config::{Config, Origin};
use crate::demo::{self, Story};
use crate::listen::Policy;
use crate::mock_kafka::MockKafka;
use crate::month::Month;
use crate::{engine, stop};

/// Shows the whole way of an event with nothing but this program: months of a made-up securities company are sent
/// through the Kafka protocol (librdkafka's own broker, in this process), stored in an embedded ClickHouse, computed
/// and rendered. With --data the events come from your own system's export instead. Everything goes into a database
/// of its own, which is made anew at each run.
///
/// Example: service-report demo
/// Example: service-report demo --data incident_event_log.csv.gz --source servicenow
///
/// Next: open the page that it names. The same data can be asked further, for instance with
/// service-report ledger --data-dir demo-data --database demo --month 2026-05
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// An export to show instead of the made-up company
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// The system that exported it: a file of definitions/sources, without .toml
    #[arg(long, value_name = "NAME", default_value = "servicenow", requires = "data")]
    source: String,
    /// Folder for the reports [default: out]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Another number makes another company
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many months to make up
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=60))]
    months: u32,
    /// The last of them [default: the last full month]
    #[arg(long, value_name = "MONTH")]
    until: Option<Month>,
    /// End when the reports are there, instead of serving them
    #[arg(long)]
    no_serve: bool,
}

/// What the demonstration shows: the months to compute and the one to open.
struct Shown {
    first: Month,
    last: Month,
    open: Month,
}

/// Runs the whole way and names the page to open.
///
/// # Errors
/// Wrong definitions, no engine, an export that cannot be read, a folder that cannot be written.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let begun = Instant::now();
    let config = &own_place(config);
    let definitions = super::definitions(config)?;
    let out = args
        .out
        .clone()
        .or_else(|| config.path("out"))
        .unwrap_or_else(|| "out".into());
    let engine = fresh(config).await?;
    let outcome = show(&args, config, &definitions, &engine.warehouse, &out).await;
    if let Ok(page) = &outcome {
        println!(
            "\nDone in {:.0} s. Open this page:\n  {}",
            begun.elapsed().as_secs_f64(),
            page.display()
        );
        if !args.no_serve {
            let bound = Policy::from_config(config)?.bind_or_any().await?;
            println!("or visit\n  {}\nCtrl-C ends it.", bound.url()?);
            serve::serve(bound, config, &engine.warehouse, &out, stop::requested()).await?;
        }
    }
    engine.close().await;
    outcome.map(|_| ExitCode::SUCCESS)
}

/// Data folder and database of the demonstration, where nobody chose others.
fn own_place(config: &Config) -> Config {
    let mut config = config.clone();
    config.prefer("engine.data_dir", "demo-data");
    config.prefer("clickhouse.database", "demo");
    config
}

/// An engine whose database is empty; only the demonstration's own database is emptied.
async fn fresh(config: &Config) -> Result<engine::Engine> {
    let mut engine = engine::open(config).await?;
    if config.origin("clickhouse.database") == &Origin::Default {
        engine
            .warehouse
            .client()
            .query("drop database if exists demo sync")
            .execute()
            .await?;
        engine.again(config).await?;
    }
    warehouse::migrate(&engine.warehouse).await?;
    Ok(engine)
}

async fn show(
    args: &Args,
    config: &Config,
    definitions: &Definitions,
    warehouse: &Warehouse,
    out: &std::path::Path,
) -> Result<PathBuf> {
    let kafka = MockKafka::start(config, warehouse).await?;
    println!(
        "Kafka protocol at {} (librdkafka's own broker, in this process)",
        kafka.brokers()
    );
    let story = match &args.data {
        None => Some(story(args, definitions)),
        Some(_) => None,
    };
    match (&args.data, &story) {
        (Some(path), _) => {
            kafka
                .send_file(path, &import::load(config, &args.source)?)
                .await?
        }
        (None, Some(story)) => kafka.send(demo::messages(story)).await?,
        (None, None) => {}
    }
    kafka.finish().await?;
    account(warehouse).await?;
    let shown = match &story {
        Some(story) => {
            let first = Month::of(story.first);
            let last = first.plus(story.months - 1);
            Shown {
                first,
                last,
                open: last,
            }
        }
        None => months_of_data(warehouse, definitions).await?,
    };
    let as_of = super::now();
    aggregate::months(warehouse, definitions, shown.first.through(shown.last), as_of).await?;
    let language: Language = config.text("language").parse()?;
    let begun = Instant::now();
    let mut page = None;
    let mut rendered = 0;
    for month in shown.first.through(shown.last) {
        // The JSON of a month holds every figure of thirteen months; one of them is enough to look at.
        let format = if month == shown.open {
            Format::All
        } else {
            Format::Html
        };
        let written = report::render(warehouse, month, format, language, out).await?;
        rendered += 1;
        if month == shown.open {
            page = written.pages.into_iter().next();
        }
    }
    println!(
        "{rendered} reports in {:.1} s: {}",
        begun.elapsed().as_secs_f64(),
        out.display()
    );
    page.ok_or_else(|| anyhow::anyhow!("no page was rendered"))
}

fn story(args: &Args, definitions: &Definitions) -> Story {
    let last = args.until.unwrap_or_else(|| super::last_full_month(definitions));
    let months = i64::from(args.months);
    Story {
        first: last.plus(1 - months).first_day(),
        months,
        seed: args.seed,
    }
}

/// Received = stored + dead letters, for every partition, or else something is wrong.
async fn account(warehouse: &Warehouse) -> Result<()> {
    let accounts = ingest::audit(warehouse).await?;
    if let Some(wrong) = accounts.iter().find(|account| !account.balances()) {
        bail!("the offsets do not add up: {wrong:?}");
    }
    let sum = |part: fn(&ingest::Account) -> u64| accounts.iter().map(part).sum::<u64>();
    println!(
        "{} messages received = {} events stored + {} dead letters",
        sum(|account| account.received),
        sum(|account| account.stored),
        sum(|account| account.dead_letters)
    );
    Ok(())
}

/// From the first event's month to the last one with a hundredth of all events; to be opened is the last one with a
/// tenth of them, as exports fray at their end.
async fn months_of_data(warehouse: &Warehouse, definitions: &Definitions) -> Result<Shown> {
    let sql = "select toUnixTimestamp64Milli(min(occurred_at)), count() from events \
               group by toStartOfMonth(toTimeZone(occurred_at, ?)) order by 1";
    let counts: Vec<(i64, u64)> = warehouse
        .client()
        .query(sql)
        .bind(&definitions.organisation.time_zone_name)
        .fetch_all()
        .await?;
    let all: u64 = counts.iter().map(|(_, events)| events).sum();
    let zone = &definitions.organisation.time_zone;
    let month = |ms: i64| -> Result<Month> {
        Ok(Month::of(
            zone.to_datetime(Timestamp::from_millisecond(ms)?).date(),
        ))
    };
    let last_with = |share: u64| counts.iter().rfind(|(_, events)| events * share >= all);
    match (counts.first(), last_with(100), last_with(10)) {
        (Some(first), Some(last), Some(open)) => Ok(Shown {
            first: month(first.0)?,
            last: month(last.0)?,
            open: month(open.0)?,
        }),
        (Some(first), Some(last), None) => Ok(Shown {
            first: month(first.0)?,
            last: month(last.0)?,
            open: month(last.0)?,
        }),
        _ => bail!("no event came out of the file; the lines above say why"),
    }
}
