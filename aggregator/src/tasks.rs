//! Statements of a run that do not wait for one another, two at a time: ClickHouse analyses a statement on one thread.

use std::sync::atomic::{AtomicUsize, Ordering};

use warehouse::Warehouse;

use crate::Error;
use crate::run::Job;

/// Statements that run one after the other.
pub(crate) struct Task {
    /// What is being done, as a participle.
    pub(crate) doing: String,
    pub(crate) statements: Vec<String>,
}

/// Runs the tasks, in no order.
///
/// # Errors
/// ClickHouse refuses: the first refusal.
pub(crate) async fn run(warehouse: &Warehouse, job: &Job, tasks: Vec<Task>) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    tokio::try_join!(
        lane(warehouse, job, &tasks, &next),
        lane(warehouse, job, &tasks, &next)
    )?;
    Ok(())
}

async fn lane(warehouse: &Warehouse, job: &Job, tasks: &[Task], next: &AtomicUsize) -> Result<(), Error> {
    while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
        for statement in &task.statements {
            job.query(warehouse, statement)
                .execute()
                .await
                .map_err(Error::query(&task.doing))?;
        }
    }
    Ok(())
}
