//! The month that a month goes on from: what it left open, and what was learnt since, is all that must be looked at.
//!
//! A ticket that was finished at the cut of the earlier month, as known when that was computed, can only have come back by an
//! update that occurred from its cut on or was recorded after its as-of time. So the open and the touched tickets are all that
//! may have open time in a later month, however long the history. An update that was recorded before that as-of time but stored
//! only after the month was computed would be missed: the stored updates are counted again, and if there are more, nothing goes
//! on from that month.

use warehouse::Warehouse;

use crate::Error;
use crate::run::Job;
use crate::statement::execute;

/// What is known of the earlier month, as ClickHouse writes it.
#[derive(Clone, Debug, PartialEq, Eq, clickhouse::Row, serde::Deserialize)]
pub(crate) struct Base {
    pub(crate) month: String,
    pub(crate) as_of: String,
    pub(crate) cut: String,
    updates_known: u64,
}

impl Base {
    /// No month: all history is looked at.
    pub(crate) fn none() -> Self {
        let never = || "1970-01-01 00:00:00.000".to_owned();
        Self {
            month: "1970-01-01".to_owned(),
            as_of: never(),
            cut: never(),
            updates_known: 0,
        }
    }
}

/// The latest month before the job's that can be gone on from: it ended before the job's begins, was computed as of the same
/// time or earlier, with the same states counting as finished, the tickets that it left open are stored whole, and no update
/// that it should have known was stored later. [`Base::none`] if there is none.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn find(warehouse: &Warehouse, job: &Job) -> Result<Base, Error> {
    let Some(base) = latest(warehouse, job).await? else {
        return Ok(Base::none());
    };
    let updates = updates_known(warehouse, job, &base.as_of, &base.cut).await?;
    Ok(if updates == base.updates_known {
        base
    } else {
        Base::none()
    })
}

async fn latest(warehouse: &Warehouse, job: &Job) -> Result<Option<Base>, Error> {
    let sql = "\
        select toString(b.month) as month, toString(b.as_of) as as_of, toString(b.cut) as cut, b.updates_known as updates_known \
        from month_bases as b \
        left join (select month, as_of, count() as tickets from open_tickets group by month, as_of) as o \
            on o.month = b.month and o.as_of = b.as_of \
        where b.month < {month:Date} and b.cut <= {month_start:DateTime64(3, 'UTC')} and b.as_of <= {as_of:DateTime64(3, 'UTC')} \
            and b.finished = arraySort({finished:Array(String)}) and b.tickets_left_open = o.tickets \
        order by b.month desc limit 1";
    job.query(warehouse, sql)
        .fetch_optional()
        .await
        .map_err(Error::query("asking which month to go on from"))
}

/// How many updates of tickets are stored that a month with this as-of time and cut should know.
///
/// # Errors
/// ClickHouse refuses.
async fn updates_known(warehouse: &Warehouse, job: &Job, as_of: &str, cut: &str) -> Result<u64, Error> {
    let sql = "select updates from stg_known_updates(as_of = {known_as_of:DateTime64(3, 'UTC')}, \
               until = {known_until:DateTime64(3, 'UTC')})";
    job.query(warehouse, sql)
        .param("known_as_of", as_of)
        .param("known_until", cut)
        .fetch_one()
        .await
        .map_err(Error::query("counting the updates that are known"))
}

/// What the job's own month knows before anything is read; [`keep`] stores it, so that what is stored meanwhile is missed
/// by nobody.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn known(warehouse: &Warehouse, job: &Job) -> Result<u64, Error> {
    let [as_of, cut] = job.knowledge();
    updates_known(warehouse, job, &as_of, &cut).await
}

/// Refuses if the month that the job went on from was computed again meanwhile.
///
/// # Errors
/// It was; ClickHouse refuses.
pub(crate) async fn still_stands(warehouse: &Warehouse, job: &Job) -> Result<(), Error> {
    if job.base == Base::none() || latest(warehouse, job).await?.as_ref() == Some(&job.base) {
        return Ok(());
    }
    Err(Error::BaseChanged {
        month: job.month,
        base: job.base.month.clone(),
    })
}

/// Stores that later months can go on from the job's, whose marts are in their place.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn keep(warehouse: &Warehouse, job: &Job, updates_known: u64) -> Result<(), Error> {
    let doing = format!("storing what {} leaves to the next month", job.month);
    let drop = format!(
        "alter table month_bases drop partition '{}'",
        job.month.first_day()
    );
    execute(warehouse, &drop, &doing).await?;
    let insert = "\
        insert into month_bases (month, as_of, cut, finished, tickets_left_open, updates_known) \
        select {month:Date}, {as_of:DateTime64(3, 'UTC')}, {cut:DateTime64(3, 'UTC')}, arraySort({finished:Array(String)}), \
            count(), {updates_known:UInt64} \
        from open_tickets where month = {month:Date} and as_of = {as_of:DateTime64(3, 'UTC')}";
    job.query(warehouse, insert)
        .param("updates_known", updates_known)
        .execute()
        .await
        .map_err(Error::query(&doing))
}
