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
    let mut failures = Vec::new();
    for check in model::of(Layer::Checks) {
        let sql = format!(
            "select count() as offenders, min(offender) as example from (\n{}\n)",
            check.sql
        );
        let found: Offenders = job
            .query(warehouse, &sql)
            .fetch_one()
            .await
            .map_err(Error::query(format!("checking {} of {}", check.name, job.month)))?;
        if found.offenders > 0 {
            failures.push(format!(
                "{}: {} rows, such as {}",
                check.name, found.offenders, found.example
            ));
        }
    }
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
    offenders: u64,
    example: String,
}
