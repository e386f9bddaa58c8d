//! The offset audit: received = stored + dead letters, for every topic and partition, by one query.

use crate::Error;
use serde::Deserialize;
use warehouse::Warehouse;

/// One partition's account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, clickhouse::Row)]
pub struct Account {
    /// Kafka topic, `file:…` or `http:…`.
    pub topic: String,
    /// Kafka partition; 0 for files and HTTP.
    pub partition: i32,
    /// Messages in the planned ranges.
    pub received: u64,
    /// Rows of `events`.
    pub stored: u64,
    /// Places whose dead letter was not replayed.
    pub dead_letters: u64,
}

impl Account {
    /// Whether nothing was lost and nothing stored twice. False also while a batch is on its way.
    pub fn balances(&self) -> bool {
        self.received == self.stored + self.dead_letters
    }
}

/// The account of every topic and partition, in their order.
///
/// # Errors
/// ClickHouse refuses the query.
pub async fn audit(warehouse: &Warehouse) -> Result<Vec<Account>, Error> {
    warehouse
        .client()
        .query(AUDIT)
        .fetch_all()
        .await
        .map_err(Error::warehouse("auditing the offsets"))
}

const AUDIT: &str = "
    select topic, partition, sum(r) as received, sum(s) as stored, sum(d) as dead_letters
    from (
        select toString(topic) as topic, partition, any(messages) as r, toUInt64(0) as s, toUInt64(0) as d
        from ingest_batches group by topic, partition, first_offset, last_offset
        union all
        select toString(topic) as topic, partition, 0, count(), 0 from events group by topic, partition
        union all
        select toString(topic) as topic, partition, 0, 0, toUInt64(countIf(not replayed)) from (
            select topic, partition, offset, countIf(replayed_at is not null) > 0 as replayed
            from dead_letters group by topic, partition, offset
        ) group by topic, partition
    )
    group by topic, partition order by topic, partition";
