//! Every record's ledger by SQL equals the slow oracle's, to the millisecond, on random organisations and histories.

use aggregator::{Month, run};
use jiff::Timestamp;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::store;
use crate::oracle::{COLUMNS, Line, ledger};
use crate::random::{history, organisation, seeded};

const RECORDS: usize = 300;

#[test]
fn the_ledger_is_exact() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("SEED").unwrap_or(1);
    for seed in first..first + number("SEEDS").unwrap_or(3) {
        one_organisation(seed);
    }
}

fn one_organisation(seed: u64) {
    let mut random = seeded(seed);
    let definitions = organisation(&mut random);
    let updates = history(&mut random, RECORDS);
    with_database(async |warehouse| {
        store(&warehouse, &updates, 500).await;
        // Months with changes of the clocks; known late, known in the middle of it, known soon after.
        for (month, as_of) in [
            ("2024-03", "2024-12-01"),
            ("2024-03", "2024-03-20"),
            ("2024-04", "2024-05-02"),
        ] {
            let month: Month = month.parse().unwrap();
            let as_of: Timestamp = format!("{as_of}T12:34:56.789Z").parse().unwrap();
            run(&warehouse, &definitions, month, as_of)
                .await
                .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let expected = ledger(&definitions, &updates, month, as_of.as_millisecond());
            compare(seed, &expected, &stored(&warehouse, month).await);
        }
    });
}

fn compare(seed: u64, expected: &[Line], found: &[Line]) {
    for (expected, found) in expected.iter().zip(found) {
        assert_eq!(expected, found, "SEED={seed}: left is the oracle, right the mart");
    }
    assert_eq!(expected.len(), found.len(), "SEED={seed}");
    assert!(
        expected.len() > RECORDS / 5,
        "SEED={seed}: too few records to mean anything"
    );
}

async fn stored(warehouse: &Warehouse, month: Month) -> Vec<Line> {
    let sql = format!(
        "select {COLUMNS} from ledger where month = {{month:Date}} \
         order by ledger.record_type, ledger.source, ledger.record"
    );
    let query = warehouse.client().clone().with_validation(false).query_raw(&sql);
    query
        .param("month", month.first_day().to_string())
        .fetch_all()
        .await
        .unwrap()
}
