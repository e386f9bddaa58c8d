//! Explains a figure: its words, its SQL, its records and their events, and the promise that it is judged by.
//!
//! Records are found by asking the figure's own SQL file once more, with `by_record = 1`: it then gives each record by
//! itself, with what it adds to numerator and denominator. Nothing says what a figure is made of but the file that makes it.

mod asked;
mod behind;
mod events;
mod promise;
mod proof;
mod shares;

use jiff::Timestamp;
use serde::Serialize;
use warehouse::Warehouse;

pub use asked::{Asked, Id, Scope};
pub use behind::{Clock, Clocks, TimePart};
pub use events::EventPlace;
pub use promise::Promise;
pub use proof::{Proof, prove};
pub use shares::{Composition, Record, Share};

use crate::definitions::{Definitions, from_texts};
use crate::error::Error;
use crate::model::{self, SqlFile};
use crate::run::{self, Job};
use crate::{Month, statement};

/// Everything that a figure rests on. Instants are RFC 3339 in UTC, lengths milliseconds.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The stable id, as a report's JSON has it.
    pub id: String,
    /// The figure's name in the marts.
    pub figure: String,
    /// Which records; an absent key means all.
    pub scope: Scope,
    /// The month.
    pub month: String,
    /// Up to when knowledge counted.
    pub as_of: Timestamp,
    /// Up to when events of the month counted.
    pub cut: Timestamp,
    /// Content hash of the definitions.
    pub definitions: String,
    /// `ratio`, `count`, `ms`, `score` or `money`.
    pub unit: String,
    /// Numerator, count or sum.
    pub numerator: i64,
    /// Of how many; none for counts.
    pub denominator: Option<i64>,
    /// `met`, `missed`, `no-data`, or empty without a goal.
    pub verdict: String,
    /// The goal as the mart has it: `met` of `of`.
    pub goal: Option<(i64, i64)>,
    /// The entries of the register that this figure carries.
    pub words: Vec<Words>,
    /// The file that makes the figure, and every file below it.
    pub sql: Vec<Step>,
    /// What was promised, with its version.
    pub promises: Vec<Promise>,
    /// How the figure comes out of its records.
    pub composition: Composition,
    /// How many shares there are; `shares` may hold fewer.
    pub shares_in_all: usize,
    /// Each record, or stretch of time, with what it adds.
    pub shares: Vec<Share>,
    /// Where the time of all tickets behind the figure went, by agreement version.
    pub clocks: Vec<Clocks>,
    /// The events of the records in `shares`, in the order in which they happened.
    pub events: Vec<EventPlace>,
}

/// A figure in the words of the register; names by language.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// For example `INC-01`.
    pub id: String,
    /// Name, formula and population in English.
    pub en: [String; 3],
    /// The same in Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: [String; 3],
}

/// One SQL file on the way from events to the figure.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// From the project's root.
    pub path: &'static str,
    /// What it is, in its own words.
    pub what: String,
}

/// Explains the figure that was asked for, from the month as it was computed; with an as-of time other than that of the stored
/// month from a month computed aside, which replaces nothing. `limit` bounds how many shares are told, none tells all.
///
/// # Errors
/// The month is not computed or has not begun; there is no such figure; ClickHouse refuses.
pub async fn explain(
    warehouse: &Warehouse,
    definitions: &Definitions,
    asked: &Asked,
    limit: Option<usize>,
) -> Result<Explanation, Error> {
    let stored = stored_month(warehouse, asked.month).await?;
    match (asked.as_of, stored) {
        (None, None) => Err(Error::NotComputed { month: asked.month }),
        (Some(as_of), Some((_, stored_as_of)))
            if statement::instant(as_of) != statement::instant(stored_as_of) =>
        {
            aside(warehouse, definitions, asked, as_of, limit).await
        }
        (Some(as_of), None) => aside(warehouse, definitions, asked, as_of, limit).await,
        (_, Some((hash, as_of))) => {
            let used = definitions_of(warehouse, definitions, &hash).await?;
            let job = run::prepare(warehouse, &used, asked.month, as_of).await?;
            told(warehouse, &used, &job.stored(), asked, limit).await
        }
    }
}

async fn aside(
    warehouse: &Warehouse,
    definitions: &Definitions,
    asked: &Asked,
    as_of: Timestamp,
    limit: Option<usize>,
) -> Result<Explanation, Error> {
    let mut job = run::prepare(warehouse, definitions, asked.month, as_of).await?;
    let outcome = match run::fill_aside(warehouse, &mut job).await {
        Ok(_) => told(warehouse, definitions, &job, asked, limit).await,
        Err(error) => Err(error),
    };
    run::clear(warehouse, &job).await?;
    outcome
}

async fn told(
    warehouse: &Warehouse,
    definitions: &Definitions,
    job: &Job,
    asked: &Asked,
    limit: Option<usize>,
) -> Result<Explanation, Error> {
    let row = asked::row(warehouse, definitions, job, asked).await?;
    let maker = model::maker(&row.figure).ok_or_else(|| Error::NoMaker {
        figure: row.figure.clone(),
    })?;
    let mut shares = shares::of(warehouse, job, &row, maker).await?;
    let composition = shares::composition(&row, &shares, maker);
    let shares_in_all = shares.len();
    let clocks = behind::clocks(warehouse, job, &mut shares).await?;
    shares.truncate(limit.unwrap_or(usize::MAX));
    behind::tell_time(warehouse, definitions, job, &mut shares).await?;
    Ok(Explanation {
        id: row.id(),
        scope: row.scope(),
        month: job.month.to_string(),
        as_of: job.as_of,
        cut: job.cut(),
        definitions: definitions.hash(),
        numerator: row.numerator,
        denominator: row.denominator,
        goal: row.goal_met.zip(row.goal_of),
        words: words(definitions, &row.figure, &row.record_type),
        sql: steps(maker),
        promises: promise::of(warehouse, job, &row, maker).await?,
        events: events::of(warehouse, job, &shares).await?,
        composition,
        shares_in_all,
        shares,
        clocks,
        unit: row.unit,
        verdict: row.verdict,
        figure: row.figure,
    })
}

fn steps(maker: &'static SqlFile) -> Vec<Step> {
    let files = model::with_all_below(maker).into_iter();
    let step = |file: &SqlFile| Step {
        path: file.path,
        what: file.what(),
    };
    files.map(step).collect()
}

fn words(definitions: &Definitions, figure: &str, record_type: &str) -> Vec<Words> {
    let entries = definitions.kpis.iter().filter(|kpi| {
        kpi.figure.as_deref() == Some(figure)
            && (kpi.record_types.is_empty() || kpi.record_types.iter().any(|one| one.as_str() == record_type))
    });
    entries
        .map(|kpi| Words {
            id: kpi.id.as_str().to_owned(),
            en: [&kpi.names, &kpi.formula, &kpi.population].map(|text| text.en.clone()),
            zh_hant: [&kpi.names, &kpi.formula, &kpi.population].map(|text| text.zh_hant.clone()),
        })
        .collect()
}

/// The hash of the definitions and the as-of time of the stored month.
async fn stored_month(warehouse: &Warehouse, month: Month) -> Result<Option<(String, Timestamp)>, Error> {
    let sql = "select definitions, toUnixTimestamp64Milli(as_of) from months where month = {month:Date}";
    let query = warehouse
        .client()
        .query_raw(sql)
        .param("month", month.first_day().to_string());
    let row: Option<(String, i64)> = query
        .fetch_optional()
        .await
        .map_err(Error::query(format!("asking how {month} was computed")))?;
    Ok(row.and_then(|(hash, ms)| Some((hash, Timestamp::from_millisecond(ms).ok()?))))
}

/// The definitions of this hash: those at hand, else those that were stored when a month was computed with them.
async fn definitions_of(
    warehouse: &Warehouse,
    at_hand: &Definitions,
    hash: &str,
) -> Result<Definitions, Error> {
    if at_hand.hash() == hash {
        return Ok(at_hand.clone());
    }
    let sql = "select path, text from definitions where definitions.definitions = {definitions:String}";
    let query = warehouse.client().query_raw(sql).param("definitions", hash);
    let texts: Vec<(String, String)> = query
        .fetch_all()
        .await
        .map_err(Error::query("reading the definitions of the month"))?;
    from_texts(texts.into_iter().collect()).map_err(|problems| Error::Definitions {
        hash: hash.to_owned(),
        problems: problems.to_string(),
    })
}
