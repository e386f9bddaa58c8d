//! The plan of earlier runs: which ranges of a partition were fixed and must be cut again exactly.

use crate::Error;
use crate::options::Retry;
use crate::verdict::{Verdict, judge};
use std::sync::Arc;
use std::time::Duration;
use warehouse::Warehouse;

/// The ranges planned at or above `offset`, in rising order and without overlap; waits while ClickHouse is away.
///
/// # Errors
/// What no retry can mend: login, rights, tables.
pub(crate) async fn above(
    warehouse: &Warehouse,
    retry: &Retry,
    topic: &Arc<str>,
    partition: i32,
    offset: i64,
) -> Result<Vec<(i64, i64)>, Error> {
    let mut wait = retry.first;
    loop {
        let query = warehouse
            .client()
            .query(PLANNED)
            .bind(topic.as_ref())
            .bind(partition)
            .bind(offset);
        match tokio::time::timeout(retry.answer, query.fetch_all::<(i64, i64)>()).await {
            Ok(Ok(ranges)) => return Ok(without_overlap(ranges)),
            Ok(Err(error)) if judge(&error) != Verdict::TryAgain => {
                return Err(Error::warehouse(format!(
                    "reading the plan of {topic}:{partition}"
                ))(error));
            }
            Ok(Err(error)) => tracing::warn!(%topic, partition, %error, ?wait, "plan is read again"),
            Err(_) => tracing::warn!(%topic, partition, ?wait, "no answer, plan is read again"),
        }
        tokio::time::sleep(wait).await;
        wait = Duration::min(wait * 2, retry.most);
    }
}

/// First planned comes first: where a consumer that had lost its partition planned over another's range, the
/// earlier plan stands.
const PLANNED: &str = "select first_offset, last_offset from ingest_batches \
    where topic = ? and partition = ? and last_offset >= ? \
    group by first_offset, last_offset order by min(planned_at), first_offset, last_offset";

fn without_overlap(ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut kept: std::collections::BTreeMap<i64, i64> = std::collections::BTreeMap::new();
    for (first, last) in ranges {
        let below = kept.range(..=last).next_back();
        if below.is_none_or(|(_, end)| *end < first) {
            kept.insert(first, last);
        }
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_plan_stands() {
        assert_eq!(
            without_overlap(vec![(10, 19), (0, 9), (5, 12), (20, 20)]),
            [(0, 9), (10, 19), (20, 20)]
        );
        assert_eq!(without_overlap(vec![(5, 7), (0, 100), (8, 9)]), [(5, 7), (8, 9)]);
    }
}
