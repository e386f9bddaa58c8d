//! Computes a month: loads definitions and views, fills the marts beside the old ones, checks them, swaps them in.

use clickhouse::query::Query;
use jiff::{SignedDuration, Timestamp};
use warehouse::Warehouse;

use crate::definitions::Definitions;
use crate::load::{self, Reach};
use crate::model::{self, Layer};
use crate::statement::{build_suffix, execute, instant};
use crate::{Error, Month, reconcile};

/// Computes `month` from everything that was recorded by `as_of`, and replaces what was there of it.
///
/// The same events, definitions and `as_of` give the same bytes. The month's marts are built aside, checked
/// ([`Error::DoesNotAddUp`]), and only then take the place of the old ones.
///
/// # Errors
/// The month has not begun at `as_of`; ClickHouse refuses; sums that must hold do not.
pub async fn run(
    warehouse: &Warehouse,
    definitions: &Definitions,
    month: Month,
    as_of: Timestamp,
) -> Result<Summary, Error> {
    let (begins, ends) = month.bounds(&definitions.organisation.time_zone)?;
    if as_of <= begins {
        return Err(Error::NotBegun { month, begins, as_of });
    }
    load_views(warehouse).await?;
    let mut job = Job {
        month,
        as_of,
        begins,
        ends,
        definitions: definitions.hash(),
        time_zone: definitions.organisation.time_zone_name.clone(),
        reach: Reach::around(begins, ends, month)?,
        grades: interrupting_grades(definitions),
        suffix: build_suffix(),
    };
    let earliest = earliest(warehouse, &job).await?.unwrap_or(begins);
    job.reach = Reach::around(earliest.min(begins), ends, month)?;
    load::load(warehouse, definitions, job.reach).await?;
    let outcome = fill_and_swap(warehouse, &job).await;
    for mart in model::of(Layer::Marts) {
        let drop = format!("drop table if exists {}", job.aside(mart.name));
        execute(warehouse, &drop, "clearing up").await?;
    }
    outcome
}

/// What a run made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The month.
    pub month: Month,
    /// Up to when events of it counted: its end, or `as_of` if that is earlier.
    pub cut: Timestamp,
    /// Rows by mart, in the order of filling: `ledger`, `breaches`, `figures`, `workload_hours`, `months`.
    pub rows: Vec<(&'static str, u64)>,
}

impl Summary {
    /// The number of rows of a mart; 0 for an unknown one.
    pub fn rows_of(&self, mart: &str) -> u64 {
        let found = self.rows.iter().find(|(name, _)| *name == mart);
        found.map_or(0, |(_, rows)| *rows)
    }
}

/// One run: everything that the SQL files take as parameters.
pub(crate) struct Job {
    pub(crate) month: Month,
    as_of: Timestamp,
    begins: Timestamp,
    ends: Timestamp,
    definitions: String,
    time_zone: String,
    reach: Reach,
    /// Grades of incidents that interrupt a service, as the organisation says.
    grades: Vec<String>,
    suffix: String,
}

/// How far before the month earlier interruptions are looked for.
const HISTORY: SignedDuration = SignedDuration::from_hours(365 * 24);

impl Job {
    /// The table in which a mart is built.
    pub(crate) fn aside(&self, mart: &str) -> String {
        format!("{mart}_{}", self.suffix)
    }

    /// A query with every parameter that a SQL file may name.
    pub(crate) fn query(&self, warehouse: &Warehouse, sql: &str) -> Query {
        let query = warehouse
            .client()
            .query_raw(sql)
            .param("month", self.month.first_day().to_string())
            .param("as_of", instant(self.as_of))
            .param("cut", instant(self.cut()))
            .param("month_start", instant(self.begins))
            .param("month_end", instant(self.ends))
            .param("since", instant(self.reach.since))
            .param("until", instant(self.reach.until))
            .param("history", instant(self.begins - HISTORY))
            .param("grades", &self.grades)
            .param("definitions", &self.definitions)
            .param("time_zone", &self.time_zone);
        // Earlier marts of the same run, for those that build upon them, and for the checks.
        model::of(Layer::Marts).fold(query, |query, mart| query.param(mart.name, self.aside(mart.name)))
    }

    fn cut(&self) -> Timestamp {
        self.ends.min(self.as_of)
    }
}

fn interrupting_grades(definitions: &Definitions) -> Vec<String> {
    let grades = definitions.organisation.grades.iter();
    let interrupting = grades.filter(|grade| grade.interrupts_service);
    interrupting.map(|grade| grade.id.as_str().to_owned()).collect()
}

async fn load_views(warehouse: &Warehouse) -> Result<(), Error> {
    for view in model::views_in_order() {
        let statement = format!("create or replace view {} as\n{}", view.name, view.sql);
        execute(warehouse, &statement, &format!("loading the view {}", view.name)).await?;
    }
    Ok(())
}

async fn earliest(warehouse: &Warehouse, job: &Job) -> Result<Option<Timestamp>, Error> {
    let sql = "select assumeNotNull(earliest_ms) from stg_earliest_instant(\
               as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) \
               where earliest_ms is not null";
    let earliest: Option<i64> = job
        .query(warehouse, sql)
        .fetch_optional()
        .await
        .map_err(Error::query("asking for the earliest event"))?;
    Ok(earliest.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
}

async fn fill_and_swap(warehouse: &Warehouse, job: &Job) -> Result<Summary, Error> {
    let mut rows = Vec::new();
    for mart in model::of(Layer::Marts) {
        rows.push((mart.name, fill(warehouse, job, mart.name, mart.sql).await?));
    }
    for kpi in model::of(Layer::Kpis) {
        let figures = append(warehouse, job, "figures", kpi.sql, kpi.name).await?;
        rows.iter_mut()
            .filter(|(mart, _)| *mart == "figures")
            .for_each(|row| row.1 = figures);
    }
    reconcile::reconcile(warehouse, job).await?;
    for (mart, count) in &rows {
        let partition = format!("'{}'", job.month.first_day());
        let swap = if *count > 0 {
            format!(
                "alter table {mart} replace partition {partition} from {}",
                job.aside(mart)
            )
        } else {
            format!("alter table {mart} drop partition {partition}")
        };
        execute(warehouse, &swap, &format!("replacing {} in {mart}", job.month)).await?;
    }
    Ok(Summary {
        month: job.month,
        cut: job.cut(),
        rows,
    })
}

/// Builds a mart aside and says how many rows it has.
async fn fill(warehouse: &Warehouse, job: &Job, mart: &'static str, sql: &str) -> Result<u64, Error> {
    let create = format!("create or replace table {} as {mart}", job.aside(mart));
    execute(warehouse, &create, &format!("computing {mart} of {}", job.month)).await?;
    append(warehouse, job, mart, sql, mart).await
}

/// Adds the rows of a SQL file to a mart that is being built and says how many it then has.
async fn append(warehouse: &Warehouse, job: &Job, mart: &str, sql: &str, file: &str) -> Result<u64, Error> {
    let doing = format!("computing {file} of {}", job.month);
    let aside = job.aside(mart);
    let columns = "select arrayStringConcat(groupArray(name), ', ') from (select name from system.columns \
                   where database = currentDatabase() and table = {table:String} order by position)";
    let columns: String = job
        .query(warehouse, columns)
        .param("table", mart)
        .fetch_one()
        .await
        .map_err(Error::query(&doing))?;
    let insert = format!("insert into {aside} ({columns}) select {columns} from (\n{sql}\n)");
    job.query(warehouse, &insert)
        .execute()
        .await
        .map_err(Error::query(&doing))?;
    job.query(warehouse, &format!("select count() from {aside}"))
        .fetch_one()
        .await
        .map_err(Error::query(&doing))
}
