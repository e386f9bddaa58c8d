//! What must hold after any fault: everything produced is there once, and the account balances.

use ingest::{Account, audit};
use std::future::Future;
use std::time::{Duration, Instant};
use warehouse::Warehouse;

/// The bound of every wait: only a failure waits for so long, however busy the machine.
pub const LONG: Duration = Duration::from_secs(600);

/// Polls `condition` until it holds; panics with `what` after `bound`.
pub async fn until<F: Future<Output = bool>>(what: &str, bound: Duration, mut condition: impl FnMut() -> F) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < bound, "waited {bound:?} for: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until `messages` of `topic` are stored or dead letters.
pub async fn until_stored(warehouse: &Warehouse, topic: &str, messages: u64, bound: Duration) {
    until(&format!("{messages} messages of {topic}"), bound, || async {
        account(warehouse, topic)
            .await
            .iter()
            .map(|a| a.stored + a.dead_letters)
            .sum::<u64>()
            >= messages
    })
    .await;
}

pub async fn account(warehouse: &Warehouse, topic: &str) -> Vec<Account> {
    let mut accounts = audit(warehouse).await.unwrap();
    accounts.retain(|account| account.topic == topic);
    accounts
}

/// Asserts that of `messages` (per partition) every one is stored once by place and by identity, or is a dead letter,
/// and that the audit balances for every partition.
pub async fn assert_exactly_once(warehouse: &Warehouse, topic: &str, messages: &[Vec<Vec<u8>>], what: &str) {
    let accounts = account(warehouse, topic).await;
    for (partition, messages) in messages.iter().enumerate() {
        let Some(account) = accounts.iter().find(|a| a.partition == partition as i32) else {
            assert!(
                messages.is_empty(),
                "{what}: partition {partition} has no account"
            );
            continue;
        };
        assert!(account.balances(), "{what}: {account:?}");
        assert_eq!(account.received, messages.len() as u64, "{what}: {account:?}");
    }
    let (rows, places, identities): (u64, u64, u64) = warehouse
        .client()
        .query(
            "select count(), uniqExact(partition, offset), uniqExact(source, id) from events where topic = ?",
        )
        .bind(topic)
        .fetch_one()
        .await
        .unwrap();
    let good: std::collections::BTreeSet<&[u8]> = messages
        .iter()
        .flatten()
        .map(Vec::as_slice)
        .filter(|bytes| is_event(bytes))
        .collect();
    assert_eq!((rows, places), (places, rows), "{what}: a place is stored twice");
    assert_eq!(identities, good.len() as u64, "{what}: identities");
    let (letters, dead_places): (u64, u64) = warehouse
        .client()
        .query("select count(), uniqExact(partition, offset) from dead_letters where topic = ?")
        .bind(topic)
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(letters, dead_places, "{what}: a dead letter is stored twice");
    assert_eq!(
        rows + letters,
        messages.iter().map(Vec::len).sum::<usize>() as u64,
        "{what}"
    );
}

fn is_event(bytes: &[u8]) -> bool {
    schemas::Event::parse(bytes).is_ok_and(|event| event.time < "2100-01-01T00:00:00Z".parse().unwrap())
}
