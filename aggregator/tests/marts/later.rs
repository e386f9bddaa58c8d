//! A month as of a time is the same whenever it is asked for: what is recorded later moves no byte of any mart.

use aggregator::model;
use aggregator::{Month, run};
use jiff::{SignedDuration, Timestamp};
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::scenarios::{root, told};

/// Stories that between them fill every mart and every kind of record.
const STORIES: [&str; 8] = [
    "a13-reopened",
    "a17-open-and-breached",
    "a22-monitoring-gap",
    "a25-maintenance-entered-late",
    "change-kpis",
    "complaint-kpis",
    "problem-kpis",
    "supplier-kpis",
];

#[test]
fn the_same_question_years_later_has_the_same_answer() {
    for story in STORIES {
        let of = told(&root().join(story));
        let asked = of.runs.last().unwrap();
        let month: Month = asked.month.parse().unwrap();
        with_database(async |warehouse| {
            store(&warehouse, &of.updates, 100).await;
            run(&warehouse, &of.definitions, month, asked.as_of)
                .await
                .unwrap();
            let then = every_mart(&warehouse, month).await;
            assert!(
                then.iter()
                    .any(|(mart, text)| mart == "figures" && text.lines().count() > 1)
            );
            store(&warehouse, &told_later(&of.updates, asked.as_of), 100).await;
            run(&warehouse, &of.definitions, month, asked.as_of)
                .await
                .unwrap();
            for ((mart, then), (_, again)) in then.iter().zip(every_mart(&warehouse, month).await) {
                assert!(
                    *then == again,
                    "{story}: {mart} of {month} was\n{then}and is now\n{again}"
                );
            }
            // What came later is no empty gesture: as known after it, the month is another one.
            let years = asked.as_of + SignedDuration::from_hours(3 * 365 * 24);
            run(&warehouse, &of.definitions, month, years).await.unwrap();
            let now = every_mart(&warehouse, month).await;
            let moved = then
                .iter()
                .zip(&now)
                .filter(|(then, now)| then.0 != "months" && then != now);
            assert!(
                moved.count() > 0,
                "{story}: nothing that was recorded later moved anything"
            );
        });
    }
}

/// A year after `as_of`: each event again under its own identity but with other content, and after it a correction of the
/// record that occurred a millisecond later.
fn told_later(updates: &[Update], as_of: Timestamp) -> Vec<Update> {
    let recorded_at = (as_of + SignedDuration::from_hours(365 * 24)).as_millisecond();
    let other = |update: &Update| Update {
        recorded_at,
        state: "cancelled".to_owned(),
        priority: String::new(),
        opened_at: update.opened_at.map(|at| at - 3_600_000),
        stated_sla_met: update.stated_sla_met.map(|met| !met),
        body: update
            .body
            .replace("-03-", "-02-")
            .replace("-06-", "-05-")
            .replace(": 1", ": 7"),
        ..update.clone()
    };
    let correction = |update: &Update| Update {
        id: format!("{}-corrected", update.id),
        occurred_at: update.occurred_at + 1,
        sequence: update.sequence + 1,
        ..other(update)
    };
    updates
        .iter()
        .map(other)
        .chain(updates.iter().map(correction))
        .collect()
}

/// Every mart's rows of the month as text, in their own order.
async fn every_mart(warehouse: &Warehouse, month: Month) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for mart in model::tables() {
        let sql = format!(
            "select * from {0} where {0}.month = {{month:Date}} order by all",
            mart.name
        );
        let query = warehouse
            .client()
            .query_raw(&sql)
            .param("month", month.first_day().to_string());
        let text = query
            .fetch_bytes("TabSeparatedWithNames")
            .unwrap()
            .collect()
            .await
            .unwrap();
        all.push((mart.name.to_owned(), String::from_utf8(text.to_vec()).unwrap()));
    }
    all
}
