//! `explain`: what a figure is made of, down to the events and their offsets.
mod layout;
mod notes;
mod proof;
mod text;

use std::process::ExitCode;

use aggregator::definitions::Definitions;
use aggregator::explain::{Asked, Id, explain, prove};
use anyhow::{Result, anyhow};
use jiff::Timestamp;
use warehouse::Warehouse;

use crate::config::Config;
use crate::engine;
use crate::month::Month;

/// Explains any figure of a report: its formula in words, the SQL files that make it, numerator and denominator with the
/// records in each, time that did not count and why, the promise in the version that judged it, and the events of its
/// records with topic, partition and offset. The figure is named by its stable id, as the report's JSON has it, or by its
/// id in the register.
///
/// Example: service-report explain 'resolution.attainment|record_type=incident|service=securities' --month 2026-05
/// Example: service-report explain CHG-01 --month 2026-05 --service futures --records all --format json
/// Example: service-report explain --all --month 2026-05
///
/// Next: the month must have been computed (`service-report aggregate --month 2026-05`). With --as-of it is computed aside, as
/// known then, and nothing stored is replaced.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A stable id such as 'AVA-01|record_type=outage|service=futures', or an id of the register such as INC-01
    #[arg(required_unless_present = "all")]
    figure: Option<String>,
    /// Every figure of the month: proves that each comes out of its records, and names those that do not
    #[arg(long, conflicts_with_all = ["figure", "as_of"])]
    all: bool,
    /// The month [default: the last full month of the organisation's zone]
    #[arg(long)]
    month: Option<Month>,
    /// Use only what was recorded by then [default: as the month was computed]
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
    /// Type of record, where the figure counts several
    #[arg(long, value_name = "TYPE")]
    record_type: Option<String>,
    /// Only this service, with those below it
    #[arg(long)]
    service: Option<String>,
    /// Only this priority
    #[arg(long)]
    priority: Option<String>,
    /// Only this support group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Only this channel
    #[arg(long)]
    channel: Option<String>,
    /// text or json
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// How many records are listed with their events
    #[arg(long, default_value_t = 10, value_name = "NUMBER", conflicts_with = "records")]
    limit: usize,
    /// List all records
    #[arg(long, value_enum)]
    records: Option<Which>,
    /// Language of names and formulas; JSON has both
    #[arg(long, value_enum, default_value = "en")]
    lang: Language,
}

/// How the explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Which of the register's two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    #[value(name = "en")]
    English,
    #[value(name = "zh-Hant")]
    TraditionalChinese,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    All,
}

/// Explains the figure on standard output.
///
/// # Errors
/// The month is not computed, there is no such figure, no ClickHouse.
pub async fn run(args: Args, config: &Config) -> Result<ExitCode> {
    let definitions = super::definitions(config)?;
    let month = args.month.unwrap_or_else(|| super::last_full_month(&definitions));
    let engine = engine::open(config).await?;
    let outcome = told(&engine.warehouse, &definitions, &args, month).await;
    engine.close().await;
    let (text, holds) = outcome?;
    print!("{text}");
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is printed, and whether every figure comes out of its records.
async fn told(
    warehouse: &Warehouse,
    definitions: &Definitions,
    args: &Args,
    month: Month,
) -> Result<(String, bool)> {
    warehouse::migrate(warehouse).await?;
    if args.all {
        let of = prove(warehouse, definitions, month.into()).await?;
        let text = match args.format {
            Format::Json => serde_json::to_string_pretty(&of)? + "\n",
            Format::Text => proof::proof(&of, month),
        };
        return Ok((text, of.differ.is_empty() && of.not_said.is_empty()));
    }
    let limit = (args.records != Some(Which::All)).then_some(args.limit);
    let of = explain(warehouse, definitions, &args.asked(month)?, limit).await?;
    let text = match args.format {
        Format::Json => serde_json::to_string_pretty(&of)? + "\n",
        Format::Text => text::text(&of, args.lang, &definitions.organisation.time_zone),
    };
    Ok((text, true))
}

impl Args {
    fn asked(&self, month: Month) -> Result<Asked> {
        let named = self.figure.as_deref().unwrap_or_default();
        let Id { figure, mut scope } = named.parse().map_err(|wrong: String| anyhow!(wrong))?;
        let flags = [
            (&mut scope.record_type, &self.record_type),
            (&mut scope.service, &self.service),
            (&mut scope.priority, &self.priority),
            (&mut scope.assignment_group, &self.group),
            (&mut scope.channel, &self.channel),
        ];
        for (place, flag) in flags {
            if flag.is_some() {
                place.clone_from(flag);
            }
        }
        Ok(Asked {
            figure,
            scope,
            month: month.into(),
            as_of: self.as_of,
        })
    }
}
