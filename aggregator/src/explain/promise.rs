//! What a figure is judged by: promises of agreements and goals of the register, each with its version.

use clickhouse::Row;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use super::asked::FigureRow;
use crate::Error;
use crate::model::{self, SqlFile};
use crate::run::Job;

/// A promise or a goal in the version in force at the month's last instant.
#[derive(Clone, Debug, PartialEq, Eq, Row, Serialize, Deserialize)]
pub struct Promise {
    /// `sla`, `ola`, `contract`, or `figure` for a goal of the register.
    pub kind: String,
    /// The agreement, or the figure.
    pub agreement: String,
    /// The version's first day, in the organisation's zone.
    pub valid_from: String,
    /// The service that it speaks of; empty for all.
    pub service: String,
    /// The kind of record; empty for a promise on the service as a whole.
    pub record_type: String,
    /// The priority.
    pub priority: String,
    /// What is measured.
    pub measure: String,
    /// Time allowed, in milliseconds.
    pub within_ms: Option<i64>,
    /// At least so many …
    pub goal_met: Option<i64>,
    /// … of so many.
    pub goal_of: Option<i64>,
    /// At most so many.
    pub at_most: Option<i64>,
}

/// The measures of service targets that the figure's own file asks for, promises on records where it is an attainment,
/// and the register's goal.
pub(super) async fn of(
    warehouse: &Warehouse,
    job: &Job,
    row: &FigureRow,
    maker: &SqlFile,
) -> Result<Vec<Promise>, Error> {
    let measures: Vec<&str> = maker
        .sql
        .split("measure = '")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .collect();
    let measure = row.figure.strip_suffix(".attainment").unwrap_or_default();
    let sql = format!(
        "select * from (\n{}\n) order by kind, agreement, valid_from, service, record_type, priority, measure",
        model::PROMISES
    );
    let promises: Vec<Promise> = job
        .query(warehouse, &sql)
        .param("measure", measure)
        .param("measures", measures)
        .param("named", &row.figure)
        .param("asked_record_type", &row.record_type)
        .param("asked_service", &row.service)
        .param("asked_priority", &row.priority)
        .fetch_all()
        .await
        .map_err(Error::query(format!(
            "looking for what {} is judged by",
            row.figure
        )))?;
    let judged = row.goal_of.is_some();
    // A file may ask for several measures: of these only the one that judges this figure belongs here.
    let judges = |one: &Promise| {
        !one.record_type.is_empty()
            || (judged
                && (one.at_most.is_some_and(|most| Some(most) == row.goal_met)
                    || (one.goal_met, one.goal_of) == (row.goal_met, row.goal_of)))
    };
    Ok(promises.into_iter().filter(judges).collect())
}
