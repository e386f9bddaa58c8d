//! Writes the definitions as tables, so that the SQL layers can join them.

mod goals;
mod promises;
mod register;
mod rows;
mod rules;

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use warehouse::Warehouse;

use crate::definitions::Definitions;
use crate::statement::{build_suffix, execute, instant};
use crate::{Error, Month};

/// Loads the tables of `definitions`, with service windows inside `reach`, unless the very same rows are loaded.
///
/// Rows are keyed by the definitions' content hash and each partition is replaced whole, so loading twice, or two
/// loads at once, leave the same rows.
///
/// # Errors
/// ClickHouse refuses; a date of the definitions lies outside what instants can be given for.
pub(crate) async fn load(
    warehouse: &Warehouse,
    definitions: &Definitions,
    reach: Reach,
) -> Result<(), Error> {
    let hash = definitions.hash();
    let tables = rows::tables(definitions, &hash, reach)?;
    let checksum = checksum(&tables);
    if is_loaded(warehouse, &hash, reach, &checksum).await? {
        return Ok(());
    }
    for table in &tables {
        replace(warehouse, table).await?;
    }
    let done = json!({
        "definitions": hash, "since": instant(reach.since), "until": instant(reach.until), "checksum": checksum,
    });
    let table = Table {
        name: "definition_loads",
        partition: reach.partition(&hash),
        rows: vec![done],
    };
    replace(warehouse, &table).await
}

/// From when until when service windows are needed: whole years, so that most months share one load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Included; cumulative service time is counted from here.
    pub(crate) since: Timestamp,
    /// Excluded.
    pub(crate) until: Timestamp,
}

impl Reach {
    /// The whole years, in UTC, around two instants, with a year's margin on both sides.
    ///
    /// # Errors
    /// There are no such years.
    pub(crate) fn around(earliest: Timestamp, latest: Timestamp, month: Month) -> Result<Self, Error> {
        let new_year = |instant: Timestamp, step: i16| {
            let year = instant
                .to_zoned_datetime(TimeZone::UTC)
                .year()
                .saturating_add(step);
            let first = Date::new(year, 1, 1).and_then(|day| day.to_zoned_datetime(TimeZone::UTC));
            first.map(|zoned| zoned.timestamp())
        };
        new_year(earliest, -1)
            .and_then(|since| {
                let until = new_year(latest, 2)?;
                Ok(Self { since, until })
            })
            .map_err(|source| Error::Bounds { month, source })
    }

    fn partition(self, hash: &str) -> String {
        format!("('{hash}', '{}', '{}')", instant(self.since), instant(self.until))
    }
}

/// The rows of one partition of one table.
struct Table {
    name: &'static str,
    partition: String,
    rows: Vec<Value>,
}

async fn is_loaded(warehouse: &Warehouse, hash: &str, reach: Reach, checksum: &str) -> Result<bool, Error> {
    let rows = warehouse
        .client()
        .query_raw(
            "select count() from definition_loads where definitions = {definitions:String} \
             and since = {since:DateTime64(3, 'UTC')} and until = {until:DateTime64(3, 'UTC')} \
             and checksum = {checksum:String}",
        )
        .param("definitions", hash)
        .param("since", instant(reach.since))
        .param("until", instant(reach.until))
        .param("checksum", checksum)
        .fetch_one::<u64>()
        .await
        .map_err(Error::query("asking which definitions are loaded"))?;
    Ok(rows > 0)
}

/// Puts the rows in the place of what the partition held: written aside, swapped in by one step.
async fn replace(warehouse: &Warehouse, table: &Table) -> Result<(), Error> {
    let Table {
        name,
        partition,
        rows,
    } = table;
    let doing = format!("loading the definitions into {name}");
    if rows.is_empty() {
        return execute(
            warehouse,
            &format!("alter table {name} drop partition {partition}"),
            &doing,
        )
        .await;
    }
    let aside = format!("{name}_{}", build_suffix());
    execute(
        warehouse,
        &format!("create or replace table {aside} as {name}"),
        &doing,
    )
    .await?;
    let filled = fill(warehouse, &aside, rows, &doing).await;
    let swap = format!("alter table {name} replace partition {partition} from {aside}");
    let swapped = match filled {
        Ok(()) => execute(warehouse, &swap, &doing).await,
        refused => refused,
    };
    execute(warehouse, &format!("drop table if exists {aside}"), &doing).await?;
    swapped
}

async fn fill(warehouse: &Warehouse, aside: &str, rows: &[Value], doing: &str) -> Result<(), Error> {
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    let insert = async {
        let statement = format!("insert into {aside} format JSONEachRow");
        let mut insert = warehouse.client().insert_formatted_with(statement);
        insert.send(lines.into()).await?;
        insert.end().await
    };
    insert.await.map_err(Error::query(doing))
}

fn checksum(tables: &[Table]) -> String {
    let mut hasher = Sha256::new();
    for table in tables {
        hasher.update(format!("{}\n", table.name));
        table
            .rows
            .iter()
            .for_each(|row| hasher.update(format!("{row}\n")));
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
