//! Every service's days by SQL equal the slow oracle's, to the millisecond, on random outages, checks, maintenance and
//! monitoring.

mod checks;
mod oracle;
mod random;

use std::collections::BTreeSet;

use aggregator::{Month, run};
use jiff::Timestamp;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::random::seeded;
use oracle::{Day, days};
use random::{SERVICES, organisation, stories};

/// How the mart is read to be compared.
const COLUMNS: &str = "toString(service), toString(day), toInt64(wall_ms), toInt64(wall_down_ms), toInt64(hours_ms), \
    toInt64(ast_ms), toInt64(down_ms), toInt64(planned_ms), toInt64(unmonitored_ms), toInt64(unmonitored_hours_ms), \
    toInt64(user_ms)";

#[test]
fn availability_is_exact() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("SEED").unwrap_or(1);
    for seed in first..first + number("SEEDS").unwrap_or(3) {
        one_organisation(seed);
    }
}

fn one_organisation(seed: u64) {
    let mut random = seeded(seed);
    let definitions = organisation(&mut random);
    let told = stories(&mut random);
    let updates: Vec<Update> = told.iter().map(random::update).collect();
    with_database(async |warehouse| {
        store(&warehouse, &updates, 100).await;
        // A month with a change of the clocks in Europe and America: known late, and known in the middle of it.
        for (month, as_of) in [("2024-03", "2024-12-01"), ("2024-03", "2024-03-20")] {
            let month: Month = month.parse().unwrap();
            let as_of: Timestamp = format!("{as_of}T12:34:56.789Z").parse().unwrap();
            run(&warehouse, &definitions, month, as_of)
                .await
                .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let found = stored(&warehouse, month).await;
            let services: BTreeSet<&str> = found.iter().map(|day| day.service.as_str()).collect();
            assert!(
                SERVICES.iter().all(|service| services.contains(service)),
                "{services:?}"
            );
            let expected = days(&definitions, &told, &services, month, as_of.as_millisecond());
            compare(seed, &expected, &found);
        }
    });
}

fn compare(seed: u64, expected: &[Day], found: &[Day]) {
    for (expected, found) in expected.iter().zip(found) {
        assert_eq!(expected, found, "SEED={seed}: left is the oracle, right the mart");
    }
    assert_eq!(expected.len(), found.len(), "SEED={seed}");
    let seen = |ms: fn(&Day) -> i64| expected.iter().filter(|day| ms(day) > 0).count();
    for (what, days) in [
        ("downtime", seen(|day| day.down_ms)),
        ("maintenance", seen(|day| day.planned_ms)),
        ("time without monitoring", seen(|day| day.unmonitored_hours_ms)),
        ("user time", seen(|day| day.user_ms)),
    ] {
        assert!(days > 0, "SEED={seed}: no {what}, nothing is shown");
    }
}

async fn stored(warehouse: &Warehouse, month: Month) -> Vec<Day> {
    let sql = format!(
        "select {COLUMNS} from availability_days where month = {{month:Date}} \
         order by availability_days.service, availability_days.day"
    );
    let query = warehouse.client().clone().with_validation(false).query_raw(&sql);
    query
        .param("month", month.first_day().to_string())
        .fetch_all()
        .await
        .unwrap()
}
