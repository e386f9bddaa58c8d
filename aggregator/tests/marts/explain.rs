//! What a figure is explained by: its records, their events and places, its words, its files and its promise.

use aggregator::explain::{Asked, Composition, Explanation, Id, explain, prove};
use aggregator::{Error, Month, run};
use jiff::Timestamp;
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::scenarios::{Told, root, told};

#[test]
fn a_ratio_is_explained_by_its_records_and_their_events() {
    let of = told(&root().join("a17-open-and-breached"));
    let (month, as_of) = asked(&of);
    with_database(async |warehouse| {
        // One event arrives twice: it is told as repeated and changes nothing.
        let mut twice = of.updates.clone();
        twice.push(Update {
            recorded_at: of.updates[0].recorded_at + 60_000,
            ..of.updates[0].clone()
        });
        store(&warehouse, &twice, 3).await;
        run(&warehouse, &of.definitions, month, as_of).await.unwrap();
        let told = ask(&warehouse, &of, "resolution.attainment|record_type=incident")
            .await
            .unwrap();
        assert_eq!(told.composition, Composition::Sum);
        let records: Vec<&str> = told
            .shares
            .iter()
            .map(|share| share.of[0].record.as_str())
            .collect();
        assert_eq!(told.denominator, Some(records.len() as i64));
        assert_eq!(
            told.numerator,
            told.shares.iter().map(|share| share.numerator).sum::<i64>()
        );
        assert!(told.shares.iter().all(|share| share.clock.is_some()));
        for record in &records {
            assert!(
                told.events.iter().any(|event| event.record == *record),
                "{record} has no event"
            );
        }
        let stored = |record: &str| twice.iter().filter(|update| update.record == record).count();
        assert_eq!(
            told.events.len(),
            records.iter().map(|record| stored(record)).sum::<usize>()
        );
        assert!(
            told.events
                .iter()
                .all(|event| event.topic == "test" && event.partition == 0)
        );
        let repeated = told
            .events
            .iter()
            .filter(|event| event.left_out == Some("repeated"))
            .count();
        assert_eq!(repeated, usize::from(records.contains(&twice[0].record.as_str())));
        assert_eq!(told.sql[0].path, "aggregator/sql/marts/figures.sql");
        assert!(
            told.promises
                .iter()
                .all(|promise| promise.kind == "sla" && promise.measure == "resolution")
        );
        assert!(!told.promises.is_empty() && !told.promises[0].valid_from.is_empty());
        assert_eq!(told.definitions, of.definitions.hash());
    });
}

#[test]
fn availability_is_explained_by_days_and_what_was_told_of_them() {
    let of = told(&root().join("a25-maintenance-entered-late"));
    let (month, as_of) = asked(&of);
    with_database(async |warehouse| {
        store(&warehouse, &of.updates, 100).await;
        run(&warehouse, &of.definitions, month, as_of).await.unwrap();
        let told = ask(&warehouse, &of, "AVA-03").await.unwrap();
        assert_eq!(told.composition, Composition::Sum);
        let down: i64 = told.shares.iter().map(|share| share.numerator).sum();
        assert_eq!((told.numerator, told.unit.as_str()), (down, "ms"));
        assert!(down > 0 && told.shares.iter().all(|share| share.of[0].record_type == "day"));
        let parts = told.shares.iter().flat_map(|share| &share.time);
        let outages: Vec<&str> = parts
            .filter(|part| part.record.record_type == "outage")
            .map(|part| part.record.record.as_str())
            .collect();
        assert!(!outages.is_empty());
        assert!(
            outages
                .iter()
                .all(|outage| told.events.iter().any(|event| event.record == *outage))
        );
    });
}

/// A monitor's record is a stream without end: told are the checks that make the interruption, no others.
#[test]
fn availability_is_explained_by_the_very_checks() {
    let of = told(&root().join("checks-interrupt"));
    let march = &of.runs[0];
    let (month, as_of) = (march.month.parse().unwrap(), march.as_of);
    with_database(async |warehouse| {
        store(&warehouse, &of.updates, 100).await;
        run(&warehouse, &of.definitions, month, as_of).await.unwrap();
        let question = Asked {
            month,
            ..question(&of, "AVA-03|service=payments")
        };
        let told = explain(&warehouse, &of.definitions, &question, None)
            .await
            .unwrap();
        assert_eq!(told.composition, Composition::Sum);
        let on = |day: &str| {
            told.shares
                .iter()
                .find(|share| share.of[0].record == day)
                .unwrap()
        };
        let parts = |day: &str| -> Vec<String> {
            let of = |part: &aggregator::explain::TimePart| {
                format!(
                    "{} {} {} {}",
                    part.record.record_type, part.record.record, part.whole_begins_at, part.whole_ends_at
                )
            };
            on(day).time.iter().map(of).collect()
        };
        assert_eq!(
            parts("2024-03-12"),
            [
                "monitor_check P1 2024-03-12T01:10:00Z 2024-03-12T01:45:00Z",
                "outage O1 2024-03-12T01:00:00Z 2024-03-12T01:30:00Z",
            ]
        );
        let checks = told
            .events
            .iter()
            .filter(|event| event.record_type == "monitor_check");
        let checks: Vec<String> = checks
            .map(|event| event.id.clone() + event.left_out.map_or("", |_| " repeated"))
            .collect();
        let east = [2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14].map(|number| format!("P1:{number}"));
        let west = ["1", "2", "4", "4 repeated", "3", "5", "7", "8"].map(|number| format!("P2:{number}"));
        assert_eq!(checks, [&east[..], &west[..]].concat());
        assert!(told.events.iter().all(|event| event.topic == "test"));
    });
}

#[test]
fn an_earlier_knowledge_is_explained_aside_and_moves_nothing() {
    let of = told(&root().join("change-kpis"));
    let (month, as_of) = asked(&of);
    with_database(async |warehouse| {
        store(&warehouse, &of.updates, 100).await;
        let nothing = ask(&warehouse, &of, "CHG-01").await;
        assert!(matches!(nothing, Err(Error::NotComputed { .. })), "{nothing:?}");
        run(&warehouse, &of.definitions, month, as_of).await.unwrap();
        let stored = ask(&warehouse, &of, "CHG-01").await.unwrap();
        assert_eq!(stored.composition, Composition::Sum);
        let early =
            Timestamp::from_millisecond(of.updates.iter().map(|one| one.recorded_at).min().unwrap()).unwrap();
        let bounds = month.bounds(&of.definitions.organisation.time_zone).unwrap();
        let question = Asked {
            as_of: Some(early.max(bounds.0 + jiff::SignedDuration::from_hours(30))),
            ..question(&of, "CHG-08")
        };
        let then = explain(&warehouse, &of.definitions, &question, None)
            .await
            .unwrap();
        assert_eq!(Some(then.as_of), question.as_of);
        assert!(then.events.iter().all(|event| event.recorded_at <= then.as_of));
        let again = ask(&warehouse, &of, "CHG-01").await.unwrap();
        assert_eq!(
            (again.numerator, again.denominator, again.as_of),
            (stored.numerator, stored.denominator, stored.as_of)
        );
        let proof = prove(&warehouse, &of.definitions, month).await.unwrap();
        assert!(proof.differ.is_empty(), "{:?}", proof.differ);
        let unknown = ask(&warehouse, &of, "CHG-0").await.unwrap_err().to_string();
        assert!(unknown.contains("CHG-01"), "{unknown}");
        let elsewhere = ask(&warehouse, &of, "CHG-01|service=nowhere")
            .await
            .unwrap_err()
            .to_string();
        assert!(elsewhere.contains("CHG-01|record_type=change"), "{elsewhere}");
        let unmeasured = ask(&warehouse, &of, "SUP-01").await.unwrap_err().to_string();
        assert!(unmeasured.contains("not measured"), "{unmeasured}");
    });
}

async fn ask(warehouse: &Warehouse, of: &Told, figure: &str) -> Result<Explanation, Error> {
    explain(warehouse, &of.definitions, &question(of, figure), None).await
}

fn question(of: &Told, figure: &str) -> Asked {
    let Id { figure, scope } = figure.parse().unwrap();
    Asked {
        figure,
        scope,
        month: asked(of).0,
        as_of: None,
    }
}

fn asked(of: &Told) -> (Month, Timestamp) {
    let run = of.runs.last().unwrap();
    (run.month.parse().unwrap(), run.as_of)
}
