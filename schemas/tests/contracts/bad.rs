//! Every bad example is refused, with the code and the field that stand beside it.

use std::collections::BTreeSet;
use std::fs;

use crate::files::{Contracts, Example, bad};
use schemas::{Event, Kind, RejectionCode};
use serde_json::Value;

struct Expected {
    code: String,
    field: Option<String>,
    schema_refuses: bool,
}

#[test]
fn bad_examples_are_refused_for_the_expected_reason() {
    for example in bad() {
        let place = example.path.display();
        let expected = expected(&example);
        let refusal = match Event::parse(&example.bytes) {
            Ok(event) => panic!("{place} was read: {event:?}"),
            Err(refusal) => refusal,
        };
        assert_eq!(
            (refusal.code.as_str(), &refusal.field),
            (expected.code.as_str(), &expected.field),
            "{place}: {refusal}"
        );
        if let Some(field) = &refusal.field {
            assert!(
                refusal.message.contains(field.as_str()),
                "{place}: `{refusal}` does not name {field}"
            );
        }
        assert!(
            refusal.message.contains("; "),
            "{place}: `{refusal}` names no remedy"
        );
    }
}

#[test]
fn the_schema_refuses_what_a_schema_can_refuse() {
    let contracts = Contracts::load();
    for example in bad() {
        let json = serde_json::from_slice::<Value>(&example.bytes);
        let schema_refuses = json.is_ok_and(|json| !contracts.of(&json).is_valid(&json));
        assert_eq!(
            schema_refuses,
            expected(&example).schema_refuses,
            "{}",
            example.path.display()
        );
    }
}

#[test]
fn every_kind_and_every_code_has_a_bad_example() {
    let examples = bad();
    let codes: BTreeSet<String> = examples.iter().map(|example| expected(example).code).collect();
    // Size and clock are judged by ingest: their examples are made by its tests.
    let elsewhere = [RejectionCode::TooLarge, RejectionCode::FutureTime];
    for code in RejectionCode::ALL
        .into_iter()
        .filter(|code| !elsewhere.contains(code))
    {
        assert!(
            codes.contains(code.as_str()),
            "no bad example is refused as {code}"
        );
    }
    for kind in Kind::ALL {
        let own = |example: &Example| example.name().starts_with(&format!("{}-", kind.record_type()));
        assert!(examples.iter().any(own), "no bad example of {kind}");
    }
}

#[test]
fn messages_are_sentences_for_people() {
    let said = |name: &str| {
        let example = bad().into_iter().find(|example| example.name() == name).unwrap();
        Event::parse(&example.bytes).unwrap_err().message
    };
    assert_eq!(said("missing-subject"), "subject is missing; state it");
    assert_eq!(
        said("time-without-offset"),
        "time is string \"2026-05-04T09:30:00\"; \
         write a time of RFC 3339 with seconds and offset, such as 2026-05-31T18:00:00+08:00"
    );
    assert_eq!(
        said("unknown-type"),
        "type is string \"coffee.v1\", which has no contract; the types are listed in schemas/README.md"
    );
    assert_eq!(
        said("outage-end-before-begin"),
        "data.ends_at (2026-05-06T01:00:29Z) lies before data.begins_at (2026-05-06T01:00:30Z); \
         correct one of the two"
    );
}

fn expected(example: &Example) -> Expected {
    let path = example.path.with_extension("expected.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let table: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let word = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let schema_refuses = match word("refused_by").as_deref() {
        Some("schema and reader") => true,
        Some("reader") => false,
        other => panic!("{}: refused_by is {other:?}", path.display()),
    };
    Expected {
        code: word("code").unwrap(),
        field: word("field"),
        schema_refuses,
    }
}
