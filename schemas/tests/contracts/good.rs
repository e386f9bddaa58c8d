//! Every good example is valid by its schema, is read by the Rust types, and survives the way out and in again.

use crate::files::{Contracts, good};
use schemas::{Event, Kind};
use serde_json::Value;

#[test]
fn good_examples_are_valid_and_survive_a_round_trip() {
    let contracts = Contracts::load();
    for example in Kind::ALL.iter().flat_map(|kind| good(*kind)) {
        let place = example.path.display();
        let json = example.json();
        if let Err(error) = contracts.of(&json).validate(&json) {
            panic!("{place}: {} {error}", error.instance_path());
        }
        let event = Event::parse(&example.bytes).unwrap_or_else(|refusal| panic!("{place}: {refusal}"));
        let written = event.to_json();
        let again = Event::parse(written.as_bytes()).unwrap_or_else(|refusal| panic!("{place}: {refusal}"));
        assert_eq!(event, again, "{place}");
        let json: Value = serde_json::from_str(&written).unwrap();
        assert!(
            contracts.of(&json).is_valid(&json),
            "{place}: what is written is not valid: {written}"
        );
    }
}

#[test]
fn every_kind_has_a_full_and_a_minimal_example_of_its_own_type() {
    for kind in Kind::ALL {
        let examples = good(*kind);
        let names: Vec<String> = examples.iter().map(crate::files::Example::name).collect();
        assert!(
            names.contains(&"full".to_owned()) && names.contains(&"minimal".to_owned()),
            "{kind}"
        );
        for example in examples {
            assert_eq!(
                example.json()["type"],
                kind.as_str(),
                "{}",
                example.path.display()
            );
        }
    }
}

#[test]
fn no_folder_of_examples_is_without_a_kind() {
    for entry in std::fs::read_dir(crate::files::root().join("examples/good")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            Kind::ALL.iter().any(|kind| kind.record_type() == name),
            "examples/good/{name} has no kind"
        );
    }
}

#[test]
fn attributes_for_columns_are_found() {
    let read = |kind: Kind| {
        let full = good(kind)
            .into_iter()
            .find(|example| example.name() == "full")
            .unwrap();
        Event::parse(&full.bytes).unwrap()
    };
    let ticket = read(Kind::Incident);
    assert_eq!(ticket.service(), Some("securities.settlement"));
    assert_eq!(ticket.priority(), Some("high"));
    assert_eq!(ticket.grade(), Some("C"));
    assert_eq!(
        ticket.response().map(|response| response.by.as_str()),
        Some("person")
    );
    assert_eq!(ticket.opened_at(), schemas::parse_time("2026-05-04T01:30:00Z"));
    assert_eq!(ticket.stated_sla_met(), Some(true));
    assert_eq!(
        read(Kind::Complaint).opened_at(),
        schemas::parse_time("2026-05-13T11:00:00+08:00")
    );
    assert_eq!(read(Kind::SupplierEvaluation).supplier(), Some("telecom-a"));
    assert_eq!(read(Kind::Cost).title(), None);
}

#[test]
fn sequence_is_a_text_or_a_number_and_zero_when_absent() {
    let minimal = good(Kind::Incident)
        .into_iter()
        .find(|example| example.name() == "minimal")
        .unwrap()
        .json();
    for (sequence, number) in [
        (Value::from("0042"), 42),
        (Value::from(7), 7),
        (Value::from(8.0), 8),
    ] {
        let mut event = minimal.clone();
        event["sequence"] = sequence;
        assert_eq!(
            Event::parse(event.to_string().as_bytes()).unwrap().sequence,
            number
        );
    }
    assert_eq!(Event::parse(minimal.to_string().as_bytes()).unwrap().sequence, 0);
}
