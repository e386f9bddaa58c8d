//! `aggregate`: compute the figures of months.
use std::process::ExitCode;
use std::time::Instant;

use aggregator::definitions::Definitions;
use anyhow::{Result, bail};
use jiff::Timestamp;
use warehouse::Warehouse;

use crate::config::Config;
use crate::engine;
use crate::month::Month;

/// Computes the figures of a month, or of several, from the stored events and the definitions, and replaces
/// what was computed of them before. The same events, definitions and as-of time give the same bytes.
///
/// Example: service-report aggregate --from 2016-03 --to 2016-05
///
/// Next: `service-report report --month 2016-05` renders; `service-report ledger --month 2016-05` lists every record.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The month [default: the last full month of the organisation's zone]
    #[arg(long, conflicts_with_all = ["from", "to"])]
    month: Option<Month>,
    /// First of several months
    #[arg(long, requires = "to")]
    from: Option<Month>,
    /// Last of several months
    #[arg(long, requires = "from")]
    to: Option<Month>,
    /// Use only what was recorded by then, such as 2016-06-03T09:00:00+08:00 [default: now]
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
}

/// Computes the months and says how long each took.
///
/// # Errors
/// Wrong definitions, no ClickHouse, months in the future, or a mart that does not add up.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let definitions = super::definitions(config)?;
    let (first, last) = match (args.month, args.from, args.to) {
        (_, Some(from), Some(to)) if from > to => bail!("--from {from} lies after --to {to}; swap them"),
        (_, Some(from), Some(to)) => (from, to),
        (Some(month), ..) => (month, month),
        _ => {
            let month = super::last_full_month(&definitions);
            (month, month)
        }
    };
    let engine = engine::open(config).await?;
    let as_of = args.as_of.unwrap_or_else(super::now);
    let outcome = months(&engine.warehouse, &definitions, first.through(last), as_of).await;
    engine.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

/// Computes these months one after the other.
///
/// # Errors
/// As [`aggregator::run`].
pub async fn months(
    warehouse: &Warehouse,
    definitions: &Definitions,
    months: impl IntoIterator<Item = Month>,
    as_of: Timestamp,
) -> Result<()> {
    warehouse::migrate(warehouse).await?;
    for month in months {
        let begun = Instant::now();
        let made = aggregator::run(warehouse, definitions, month.into(), as_of).await?;
        println!(
            "{month}: {} records, {} breaches, {} figures in {:.1} s",
            made.rows_of("ledger"),
            made.rows_of("breaches"),
            made.rows_of("figures"),
            begun.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

/// The month with its twelve predecessors, as far back as there are events: what a report shows.
///
/// # Errors
/// ClickHouse refuses.
pub async fn thirteen(warehouse: &Warehouse, definitions: &Definitions, month: Month) -> Result<Vec<Month>> {
    let sql = "select count(), toUnixTimestamp64Milli(min(occurred_at)) from events";
    let (events, first_ms): (u64, i64) = warehouse.client().query(sql).fetch_one().await?;
    if events == 0 {
        bail!("there are no events yet; `service-report import` or `service-report ingest` brings them in");
    }
    let zone = &definitions.organisation.time_zone;
    let first = Month::of(zone.to_datetime(Timestamp::from_millisecond(first_ms)?).date());
    Ok(first.max(month.plus(-12)).min(month).through(month).collect())
}
