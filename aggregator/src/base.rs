//! The month that a month goes on from: what it left open, and what was learnt since, is all that must be looked at.
//!
//! A ticket that was finished at the cut of the earlier month, as known when that was computed, can only have come back by an
//! update that occurred from its cut on or was recorded after its as-of time. So the open and the touched tickets are all that
//! may have open time in a later month, however long the history.

use warehouse::Warehouse;

use crate::Error;
use crate::run::Job;

/// What is known of the earlier month, as ClickHouse writes it.
#[derive(Clone, Debug, PartialEq, Eq, clickhouse::Row, serde::Deserialize)]
pub(crate) struct Base {
    pub(crate) month: String,
    pub(crate) as_of: String,
    pub(crate) cut: String,
}

impl Base {
    /// No month: all history is looked at.
    pub(crate) fn none() -> Self {
        let never = || "1970-01-01 00:00:00.000".to_owned();
        Self {
            month: "1970-01-01".to_owned(),
            as_of: never(),
            cut: never(),
        }
    }
}

/// The latest month before the job's that was computed as of the same time or earlier, with the same states counting as finished,
/// and of which the tickets that it left open are stored whole; [`Base::none`] if there is none.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn find(warehouse: &Warehouse, job: &Job) -> Result<Base, Error> {
    let sql = "\
        select toString(m.month) as month, toString(m.as_of) as as_of, toString(m.cut) as cut \
        from (select * from months where month < {month:Date} and as_of <= {as_of:DateTime64(3, 'UTC')}) as m \
        left join (select month, as_of, count() as tickets from open_tickets group by month, as_of) as o \
            on o.month = m.month and o.as_of = m.as_of \
        left join ( \
            select definitions, \
                arraySort(groupUniqArrayIf(toString(state), phase in ('resolved', 'closed', 'cancelled'))) as finished \
            from states group by definitions) as s on s.definitions = m.definitions \
        where m.tickets_left_open = o.tickets and s.finished = arraySort({finished:Array(String)}) \
        order by m.month desc limit 1";
    let found: Option<Base> = job
        .query(warehouse, sql)
        .fetch_optional()
        .await
        .map_err(Error::query("asking which month to go on from"))?;
    Ok(found.unwrap_or_else(Base::none))
}

/// Refuses if the month that the job went on from was computed again meanwhile.
///
/// # Errors
/// It was; ClickHouse refuses.
pub(crate) async fn still_stands(warehouse: &Warehouse, job: &Job) -> Result<(), Error> {
    if find(warehouse, job).await? == job.base {
        return Ok(());
    }
    Err(Error::BaseChanged {
        month: job.month,
        base: job.base.month.clone(),
    })
}
