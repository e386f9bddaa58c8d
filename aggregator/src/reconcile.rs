//! Checks a month's marts before they are published: what must add up adds up, or the run fails.

use clickhouse::Row;
use serde::Deserialize;
use warehouse::Warehouse;

use crate::Error;
use crate::model::{self, Layer};
use crate::run::Job;

/// Runs every SQL file of the checks' layer on the marts of a run.
///
/// # Errors
/// [`Error::DoesNotAddUp`] with each check that found offenders; ClickHouse refuses.
pub(crate) async fn reconcile(warehouse: &Warehouse, job: &Job) -> Result<(), Error> {
    let each = model::of(Layer::Checks).map(|check| {
        let name = check.name;
        format!(
            "select '{name}' as name, count() as offenders, min(offender) as example from (\n{}\n)",
            check.sql
        )
    });
    let each: Vec<String> = each.collect();
    let found: Vec<Offenders> = job
        .query(
            warehouse,
            &format!("{}\norder by name", each.join("\nunion all\n")),
        )
        .fetch_all()
        .await
        .map_err(Error::query(format!("checking {}", job.month)))?;
    let offended = found.into_iter().filter(|found| found.offenders > 0);
    let failures: Vec<String> = offended
        .map(|found| {
            format!(
                "{}: {} rows, such as {}",
                found.name, found.offenders, found.example
            )
        })
        .collect();
    if failures.is_empty() {
        return Ok(());
    }
    Err(Error::DoesNotAddUp {
        month: job.month,
        failures,
    })
}

#[derive(Row, Deserialize)]
struct Offenders {
    name: String,
    offenders: u64,
    example: String,
}
