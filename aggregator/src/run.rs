//! Computes a month: loads the definitions, fills the marts beside the old ones, checks them, swaps them in.

use std::collections::BTreeMap;

use clickhouse::query::Query;
use jiff::{SignedDuration, Timestamp};
use warehouse::Warehouse;

use crate::base::{self, Base};
use crate::definitions::{Definitions, Phase};
use crate::load::{self, Reach};
use crate::model::{self, Layer, SqlFile};
use crate::statement::{build_suffix, execute, instant};
use crate::tasks::{self, Task};
use crate::{Error, Month, reconcile, steps};

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
    let mut job = prepare(warehouse, definitions, month, as_of).await?;
    let outcome = fill_and_swap(warehouse, &mut job).await;
    clear(warehouse, &job).await?;
    outcome
}

/// Loads the definitions, so that the SQL files of `month` can be asked as of `as_of`.
///
/// # Errors
/// The month has not begun at `as_of`; ClickHouse refuses.
pub(crate) async fn prepare(
    warehouse: &Warehouse,
    definitions: &Definitions,
    month: Month,
    as_of: Timestamp,
) -> Result<Job, Error> {
    let (begins, ends) = month.bounds(&definitions.organisation.time_zone)?;
    if as_of <= begins {
        return Err(Error::NotBegun { month, begins, as_of });
    }
    let mut job = Job {
        month,
        as_of,
        begins,
        ends,
        definitions: definitions.hash(),
        time_zone: definitions.organisation.time_zone_name.clone(),
        reach: Reach::around(begins, ends, month)?,
        grades: interrupting_grades(definitions),
        observed_days: definitions.organisation.major_incidents.observed_days,
        finished: finished_states(definitions),
        base: Base::none(),
        suffix: build_suffix(),
        steps_written: false,
    };
    job.base = base::find(warehouse, &job).await?;
    let earliest = earliest(warehouse, &job).await?.unwrap_or(begins);
    job.reach = Reach::around(earliest.min(begins), ends, month)?;
    load::load(warehouse, definitions, job.reach).await?;
    Ok(job)
}

/// Drops every table that a run wrote aside; stored marts stay.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn clear(warehouse: &Warehouse, job: &Job) -> Result<(), Error> {
    if job.suffix.is_empty() {
        return Ok(());
    }
    let marts = model::tables().map(|mart| job.aside(mart.name));
    let steps = steps::steps().iter().map(|step| job.aside(&step.name));
    let all: Vec<String> = marts.chain(steps).collect();
    let drop = format!("drop table if exists {}", all.join(", "));
    execute(warehouse, &drop, "clearing up").await
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
    pub(crate) as_of: Timestamp,
    begins: Timestamp,
    ends: Timestamp,
    definitions: String,
    time_zone: String,
    reach: Reach,
    /// Grades of incidents that interrupt a service, as the organisation says.
    grades: Vec<String>,
    /// So many days before and after a major incident are compared.
    observed_days: u32,
    /// States in which a record is resolved, closed or cancelled.
    finished: Vec<String>,
    /// The month that this one goes on from.
    pub(crate) base: Base,
    suffix: String,
    /// Whether the tables of [`steps`] are there to be read.
    steps_written: bool,
}

/// How far before the month earlier interruptions are looked for.
const HISTORY: SignedDuration = SignedDuration::from_hours(365 * 24);

impl Job {
    /// The same with the marts that are stored, instead of ones built aside.
    pub(crate) fn stored(self) -> Self {
        Self {
            suffix: String::new(),
            ..self
        }
    }

    /// The table in which a mart or a step is built, or that holds the stored mart.
    pub(crate) fn aside(&self, mart: &str) -> String {
        if self.suffix.is_empty() {
            return mart.to_owned();
        }
        format!("{mart}_{}", self.suffix)
    }

    /// A query with the views that it reads written out, and with every parameter that a SQL file may name.
    pub(crate) fn query(&self, warehouse: &Warehouse, sql: &str) -> Query {
        let sql = steps::resolve(sql, self.steps_written);
        let query = warehouse
            .client()
            .query_raw(&sql)
            .param("month", self.month.first_day().to_string())
            .param("as_of", instant(self.as_of))
            .param("cut", instant(self.cut()))
            .param("month_start", instant(self.begins))
            .param("month_end", instant(self.ends))
            .param("since", instant(self.reach.since))
            .param("until", instant(self.reach.until))
            .param("history", instant(self.begins - HISTORY))
            .param("grades", &self.grades)
            .param("observed_days", self.observed_days)
            .param("finished", &self.finished)
            .param("base_month", &self.base.month)
            .param("base_as_of", &self.base.as_of)
            .param("base_cut", &self.base.cut)
            .param("definitions", &self.definitions)
            .param("time_zone", &self.time_zone)
            // A run wants figures of all records together; who explains one asks for each record by itself.
            .param("by_record", 0)
            .param("figure", "");
        // What the same run has made before, for what builds upon it, and for the checks.
        let marts = model::tables().map(|mart| mart.name);
        let steps = steps::steps().iter().map(|step| &step.name[..]);
        let read = marts
            .chain(steps)
            .filter(|name| sql.contains(&format!("{{{name}:Identifier}}")));
        read.fold(query, |query, name| query.param(name, self.aside(name)))
    }

    /// As of when and up to where events count, as ClickHouse reads instants.
    pub(crate) fn knowledge(&self) -> [String; 2] {
        [self.as_of, self.cut()].map(instant)
    }

    /// Up to when events of the month count.
    pub(crate) fn cut(&self) -> Timestamp {
        self.ends.min(self.as_of)
    }
}

fn interrupting_grades(definitions: &Definitions) -> Vec<String> {
    let grades = definitions.organisation.grades.iter();
    let interrupting = grades.filter(|grade| grade.interrupts_service);
    interrupting.map(|grade| grade.id.as_str().to_owned()).collect()
}

fn finished_states(definitions: &Definitions) -> Vec<String> {
    let states = definitions.organisation.states.iter();
    let finished =
        states.filter(|state| matches!(state.phase, Phase::Resolved | Phase::Closed | Phase::Cancelled));
    finished.map(|state| state.id.as_str().to_owned()).collect()
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

/// Builds a month's marts aside and checks them; gives the rows of each.
///
/// # Errors
/// ClickHouse refuses; sums that must hold do not.
pub(crate) async fn fill_aside(
    warehouse: &Warehouse,
    job: &mut Job,
) -> Result<Vec<(&'static str, u64)>, Error> {
    steps::write(warehouse, job).await?;
    job.steps_written = true;
    let columns = columns(warehouse, job).await?;
    fill(warehouse, job, Layer::Marts, &columns).await?;
    add_figures(warehouse, job, Layer::Kpis, &columns).await?;
    fill(warehouse, job, Layer::Judging, &columns).await?;
    add_figures(warehouse, job, Layer::Levels, &columns).await?;
    add_figures(warehouse, job, Layer::RollUps, &columns).await?;
    fill(warehouse, job, Layer::Closing, &columns).await?;
    reconcile::reconcile(warehouse, job).await?;
    counts(warehouse, job).await
}

async fn fill_and_swap(warehouse: &Warehouse, job: &mut Job) -> Result<Summary, Error> {
    let known = base::known(warehouse, job).await?;
    let rows = fill_aside(warehouse, job).await?;
    base::still_stands(warehouse, job).await?;
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
    base::keep(warehouse, job, known).await?;
    Ok(Summary {
        month: job.month,
        cut: job.cut(),
        rows,
    })
}

/// Builds the marts of a layer aside, each after those that it reads.
async fn fill(
    warehouse: &Warehouse,
    job: &Job,
    layer: Layer,
    columns: &BTreeMap<String, String>,
) -> Result<(), Error> {
    let marts: Vec<&SqlFile> = model::of(layer).collect();
    for wave in model::waves(marts, |mart, other| mart.reads().contains(&other.name)) {
        let tasks = wave.into_iter().map(|mart| Task {
            doing: format!("computing {} of {}", mart.name, job.month),
            statements: vec![
                format!(
                    "create or replace table {} as {}",
                    job.aside(mart.name),
                    mart.name
                ),
                append(job, mart.name, mart.sql, columns),
            ],
        });
        tasks::run(warehouse, job, tasks.collect()).await?;
    }
    Ok(())
}

/// Adds the rows of a layer to the mart `figures`; its files do not see one another's.
async fn add_figures(
    warehouse: &Warehouse,
    job: &Job,
    layer: Layer,
    columns: &BTreeMap<String, String>,
) -> Result<(), Error> {
    let figures = model::of(layer).map(|kpi| Task {
        doing: format!("computing {} of {}", kpi.name, job.month),
        statements: vec![append(job, "figures", kpi.sql, columns)],
    });
    tasks::run(warehouse, job, figures.collect()).await
}

/// The statement that adds the rows of a SQL file to a mart that is being built.
fn append(job: &Job, mart: &str, sql: &str, columns: &BTreeMap<String, String>) -> String {
    let columns = columns.get(mart).map_or("*", |columns| &columns[..]);
    let aside = job.aside(mart);
    format!("insert into {aside} ({columns}) select {columns} from (\n{sql}\n)")
}

/// The columns of each mart, in their order.
async fn columns(warehouse: &Warehouse, job: &Job) -> Result<BTreeMap<String, String>, Error> {
    let sql = "select table, arrayStringConcat(groupArray(name), ', ') from (select table, name from system.columns \
               where database = currentDatabase() and table in {marts:Array(String)} order by table, position) \
               group by table";
    let marts: Vec<&str> = model::tables().map(|mart| mart.name).collect();
    let columns: Vec<(String, String)> = job
        .query(warehouse, sql)
        .param("marts", marts)
        .fetch_all()
        .await
        .map_err(Error::query("asking for the columns of the marts"))?;
    Ok(columns.into_iter().collect())
}

/// How many rows each mart has that was built, in the order of filling.
async fn counts(warehouse: &Warehouse, job: &Job) -> Result<Vec<(&'static str, u64)>, Error> {
    let count = |mart: &SqlFile| {
        format!(
            "select '{0}' as mart, count() as rows from {{{0}:Identifier}}",
            mart.name
        )
    };
    let each: Vec<String> = model::tables().map(count).collect();
    let counted: BTreeMap<String, u64> = job
        .query(warehouse, &each.join("\nunion all\n"))
        .fetch_all::<(String, u64)>()
        .await
        .map_err(Error::query(format!("counting the rows of {}", job.month)))?
        .into_iter()
        .collect();
    let marts = model::tables();
    Ok(marts
        .map(|mart| (mart.name, counted.get(mart.name).copied().unwrap_or(0)))
        .collect())
}
