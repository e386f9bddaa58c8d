//! The JSON: as its schema says, under stable keys, with sums that are exact.

use std::collections::BTreeSet;

use reporter::figures::verdict;
use reporter::report::{Goal, Verdict};
use reporter::{compose, render};
use serde_json::Value;

use crate::fixture;

fn document() -> Value {
    let report = compose(&fixture::marts(), &fixture::texts()).unwrap();
    serde_json::from_str(&render::json(&report).unwrap()).unwrap()
}

fn figure(document: &Value, id: &str) -> Value {
    let figures = document["figures"].as_array().unwrap();
    figures
        .iter()
        .find(|figure| figure["id"] == id)
        .unwrap_or_else(|| panic!("no figure {id}"))
        .clone()
}

#[test]
fn the_output_is_as_the_schema_says() {
    let schema: Value = serde_json::from_str(render::SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document = document();
    let problems: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(10)
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_schema_describes_every_property() {
    let schema: Value = serde_json::from_str(render::SCHEMA).unwrap();
    let mut silent = Vec::new();
    undescribed(&schema, "", &mut silent);
    assert!(silent.is_empty(), "no description: {silent:#?}");
}

fn undescribed(schema: &Value, path: &str, silent: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            for (name, property) in object
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                if property.get("description").is_none() && property.get("$ref").is_none() {
                    silent.push(format!("{path}.{name}"));
                }
            }
            for (key, value) in object {
                undescribed(value, &format!("{path}.{key}"), silent);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| undescribed(item, path, silent)),
        _ => {}
    }
}

#[test]
fn a_figure_carries_all_it_rests_on() {
    let document = document();
    let figure = figure(
        &document,
        "resolution.attainment|record_type=incident|service=securities|priority=high",
    );
    insta::assert_json_snapshot!(figure);
    let rule = figure["population"].as_str().unwrap();
    assert!(
        document["populations"][rule]["en"]
            .as_str()
            .unwrap()
            .contains("resolved in the month")
    );
}

#[test]
fn keys_are_unique_and_say_their_scope() {
    let document = document();
    let figures = document["figures"].as_array().unwrap();
    let ids: BTreeSet<&str> = figures
        .iter()
        .map(|figure| figure["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), figures.len());
    assert!(
        ids.contains("workload.opened|record_type=incident|assignment_group="),
        "unassigned is a scope of its own"
    );
    assert!(ids.contains("source.stated_breached_known|record_type=incident|priority=critical"));
}

#[test]
fn a24_year_to_date_sums_the_parts() {
    let document = document();
    for figure in document["figures"].as_array().unwrap() {
        let year = &figure["year_to_date"];
        if year.is_null() {
            continue;
        }
        let months = figure["months"].as_array().unwrap();
        let sum = |key: &str| -> i64 {
            let this_year = months
                .iter()
                .filter(|month| month["month"].as_str().unwrap().starts_with("2016"));
            this_year.filter_map(|month| month[key].as_i64()).sum()
        };
        assert_eq!(year["numerator"], sum("numerator"), "{}", figure["id"]);
        if !year["denominator"].is_null() {
            assert_eq!(year["denominator"], sum("denominator"), "{}", figure["id"]);
        }
    }
}

#[test]
fn a_month_that_is_not_computed_is_neither_zero_nor_the_month_before() {
    let document = document();
    let figure = figure(&document, "workload.opened|record_type=incident");
    let month = figure["months"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["month"] == "2015-09")
        .unwrap();
    assert_eq!(month["computed"], false);
    assert!(month["numerator"].is_null());
    let backlog = self::figure(&document, "backlog.end|record_type=incident");
    assert!(backlog["year_to_date"].is_null(), "levels do not add up");
}

#[test]
fn every_ledger_sums_to_its_whole() {
    let document = document();
    let breaches = document["breaches"].as_array().unwrap();
    assert_eq!(breaches.len(), 24);
    for breach in breaches {
        let ledger = &breach["ledger"];
        let of = |key: &str| ledger[key].as_u64().unwrap();
        let parts = [
            "elapsed_ms",
            "waiting_ms",
            "out_of_hours_ms",
            "holiday_ms",
            "excluded_ms",
            "resolved_gap_ms",
        ];
        assert_eq!(parts.map(of).iter().sum::<u64>(), of("wall_ms"));
        let groups = ledger["elapsed_by_group"].as_object().unwrap();
        assert_eq!(
            groups.values().map(|ms| ms.as_u64().unwrap()).sum::<u64>(),
            of("elapsed_ms")
        );
    }
}

#[test]
fn a14_verdicts_compare_integers() {
    let goal = Some(Goal {
        met: 9995,
        of: 10_000,
    });
    assert_eq!(verdict(99_951, 100_000, goal), Verdict::Met);
    assert_eq!(verdict(99_949, 100_000, goal), Verdict::Missed);
    assert_eq!(verdict(1999, 2000, goal), Verdict::Met, "exactly the goal is met");
    assert_eq!(verdict(0, 0, goal), Verdict::NoData);
    assert_eq!(verdict(1, 1, None), Verdict::NoTarget);
    assert_eq!(verdict(i64::MAX, i64::MAX, goal), Verdict::Met);
}

#[test]
fn a_figure_is_a_line() {
    let report = compose(&fixture::marts(), &fixture::texts()).unwrap();
    let text = render::json(&report).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let lines = text
        .lines()
        .filter(|line| line.trim_start().starts_with("{\"id\": "));
    let figures: Vec<Value> = lines
        .map(|line| serde_json::from_str(line.trim().trim_end_matches(',')).unwrap())
        .collect();
    assert_eq!(Some(&figures), whole["figures"].as_array());
}
