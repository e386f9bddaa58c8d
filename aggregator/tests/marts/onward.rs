//! A month that goes on from what earlier months left open has the bytes of one that reads all history.

use aggregator::{Month, model, run};
use jiff::{SignedDuration, Timestamp};
use rand::RngExt;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::random::{history, organisation, seeded};

const MONTH: &str = "2024-03";

#[test]
fn going_on_from_earlier_months_changes_no_byte() {
    for seed in seeds() {
        let mut random = seeded(500 + seed);
        let definitions = organisation(&mut random);
        let updates = history(&mut random, 150);
        // Events are recorded up to 115 days late; each month is known a little later than the one before.
        let mut at: Timestamp = "2024-02-10T00:00:00Z".parse().unwrap();
        let mut later = || {
            at += SignedDuration::from_hours(random.random_range(0..700));
            at
        };
        let earlier = [("2024-01", later()), ("2024-02", later())];
        let last = later().max("2024-03-05T00:00:00Z".parse().unwrap());
        let march = |months: &[(&str, Timestamp)], tamper: &[&str]| {
            with_database(async |warehouse| {
                store(&warehouse, &updates, 100_000).await;
                for (month, as_of) in months {
                    compute(&warehouse, &definitions, month, *as_of).await;
                }
                change(&warehouse, tamper).await;
                compute(&warehouse, &definitions, MONTH, last).await;
                bytes(&warehouse).await
            })
        };
        let afresh = march(&[], &[]);
        for months in [&earlier[..], &earlier[..1]] {
            for (mart, (read_all, went_on)) in afresh.iter().zip(march(months, &[])).enumerate() {
                assert_eq!(
                    *read_all,
                    went_on,
                    "seed {}, mart {mart}, after {months:?}",
                    500 + seed
                );
            }
        }
        assert_ne!(
            afresh,
            march(&earlier, &[NONE_LEFT, NONE_COUNTED]),
            "the month did not go on from what is stored"
        );
    }
}

#[test]
fn a_month_that_does_not_fit_is_not_gone_on_from() {
    let mut random = seeded(510);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, 60);
    let as_of: Timestamp = "2024-04-10T00:00:00Z".parse().unwrap();
    let march = |february: Option<Timestamp>, tamper: &[&str]| {
        with_database(async |warehouse| {
            store(&warehouse, &updates, 100_000).await;
            if let Some(as_of) = february {
                compute(&warehouse, &definitions, "2024-02", as_of).await;
                change(&warehouse, tamper).await;
            }
            compute(&warehouse, &definitions, MONTH, as_of).await;
            bytes(&warehouse).await
        })
    };
    let afresh = march(None, &[]);
    let lost = [NONE_LEFT, NONE_COUNTED];
    assert_ne!(afresh, march(Some(as_of), &lost), "the test proves nothing");
    let late = Some(as_of + SignedDuration::from_hours(1));
    assert_eq!(afresh, march(late, &lost), "known later");
    for (tamper, why) in [
        (
            &[
                NONE_LEFT,
                NONE_COUNTED,
                "alter table month_bases update finished = ['other'] where 1",
            ][..],
            "other states",
        ),
        (&[NONE_LEFT], "some are missing"),
        (
            &[
                NONE_LEFT,
                NONE_COUNTED,
                "alter table month_bases update cut = toDateTime64('2024-03-02 00:00:00', 3, 'UTC') where 1",
            ],
            "it ends after the month begins",
        ),
        (
            &[NONE_LEFT, "alter table month_bases delete where 1"],
            "of an older version",
        ),
    ] {
        assert_eq!(afresh, march(Some(as_of), tamper), "{why}");
    }
}

/// What was received before a month was computed, and stored after: while ClickHouse was gone.
#[test]
fn what_was_recorded_before_and_stored_after_is_not_missed() {
    let mut random = seeded(520);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, 60);
    let as_of: Timestamp = "2024-12-01T00:00:00Z".parse().unwrap();
    let (stored, held) = updates.split_at(updates.len() / 2);
    let march = |first: &[Update], second: &[Update]| {
        with_database(async |warehouse| {
            store(&warehouse, first, 100_000).await;
            compute(&warehouse, &definitions, "2024-02", as_of).await;
            store(&warehouse, second, 100_000).await;
            compute(&warehouse, &definitions, MONTH, as_of).await;
            bytes(&warehouse).await
        })
    };
    assert_eq!(march(&updates, &[]), march(stored, held));
}

/// One organisation; SEEDS=20 proves more.
fn seeds() -> std::ops::Range<u64> {
    let number = std::env::var("SEEDS").ok().and_then(|text| text.parse().ok());
    0..number.unwrap_or(1)
}

const NONE_LEFT: &str = "alter table open_tickets delete where 1";
const NONE_COUNTED: &str = "alter table month_bases update tickets_left_open = 0 where 1";

async fn change(warehouse: &Warehouse, statements: &[&str]) {
    for statement in statements {
        let statement = format!("{statement} settings mutations_sync = 1");
        warehouse.client().query_raw(&statement).execute().await.unwrap();
    }
}

async fn compute(
    warehouse: &Warehouse,
    definitions: &aggregator::definitions::Definitions,
    month: &str,
    as_of: Timestamp,
) {
    let month: Month = month.parse().unwrap();
    run(warehouse, definitions, month, as_of)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Each mart's rows of the month as text. Trends are left out: they look at the figures of the months before.
async fn bytes(warehouse: &Warehouse) -> Vec<String> {
    let mut all = Vec::new();
    for mart in model::tables().filter(|mart| mart.name != "trends") {
        let sql = format!(
            "select * from {0} where {0}.month = '2024-03-01' order by all",
            mart.name
        );
        let cursor = warehouse
            .client()
            .query_raw(&sql)
            .fetch_bytes("TabSeparatedWithNames");
        let text = cursor.unwrap().collect().await.unwrap().to_vec();
        all.push(format!("{}\n{}", mart.name, String::from_utf8(text).unwrap()));
    }
    all
}
