//! The schema files and the Rust types name the same kinds and the same fields, and every field is described.

use std::collections::BTreeSet;

use crate::files::{Contracts, Example, good, schema};
use schemas::*;
use serde_json::Value;

#[test]
fn every_kind_has_a_schema_and_every_schema_a_kind() {
    let folder = std::fs::read_dir(crate::files::root().join("events")).unwrap();
    let files: BTreeSet<String> = folder
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let shared = ["common.v1", "envelope.v1"];
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str()).chain(shared);
    assert_eq!(files, kinds.map(|name| format!("{name}.schema.json")).collect());
    for kind in Kind::ALL {
        assert_eq!(
            schema(kind.as_str())["properties"]["type"]["const"],
            kind.as_str()
        );
    }
    let known = schema("envelope.v1")["properties"]["type"]["enum"].clone();
    assert_eq!(
        known,
        Kind::ALL
            .iter()
            .map(|kind| Value::from(kind.as_str()))
            .collect::<Value>()
    );
}

#[test]
fn schemas_are_valid_by_their_draft() {
    for kind in Kind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .chain(["common.v1", "envelope.v1"])
    {
        let schema = schema(kind);
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{kind}"
        );
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{kind}: {error}");
        }
    }
}

#[test]
fn every_schema_object_and_property_is_described() {
    for name in Kind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .chain(["common.v1", "envelope.v1"])
    {
        let schema = schema(name);
        assert!(
            schema["title"].is_string() && schema["description"].is_string(),
            "{name}"
        );
        undescribed(&schema, name);
    }
}

/// Panics at the first property or definition without a description of more than a word.
fn undescribed(schema: &Value, place: &str) {
    for group in ["properties", "$defs"] {
        for (name, below) in schema[group].as_object().into_iter().flatten() {
            let place = format!("{place}.{name}");
            let described = below["description"]
                .as_str()
                .is_some_and(|text| text.contains(' '));
            assert!(described, "{place} has no description");
            undescribed(below, &place);
        }
    }
}

#[test]
fn rust_and_schema_name_the_same_fields() {
    for kind in Kind::ALL {
        let schema = schema(kind.as_str());
        same_fields(
            kind.as_str(),
            &schema["properties"]["data"],
            kind.must_fields(),
            kind.may_fields(),
        );
    }
    let common = schema("common.v1");
    same_fields(
        "response",
        &common["$defs"]["response"],
        Response::MUST,
        Response::MAY,
    );
    for (kind, name, must, may) in [
        (
            "major_incident.v1",
            "timeline_entry",
            TimelineEntry::MUST,
            TimelineEntry::MAY,
        ),
        ("monitor_coverage.v1", "gap", Gap::MUST, Gap::MAY),
        (
            "supplier_evaluation.v1",
            "criterion",
            Criterion::MUST,
            Criterion::MAY,
        ),
        (
            "review.v1",
            "review_decision",
            ReviewDecision::MUST,
            ReviewDecision::MAY,
        ),
    ] {
        same_fields(name, &schema(kind)["$defs"][name], must, may);
    }
}

fn same_fields(name: &str, schema: &Value, must: &[&str], may: &[&str]) {
    let known: BTreeSet<&str> = schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let required = schema["required"].as_array().into_iter().flatten();
    let required: BTreeSet<&str> = required.map(|field| field.as_str().unwrap()).collect();
    assert_eq!(
        required,
        must.iter().copied().collect(),
        "{name}: fields that must be stated"
    );
    assert_eq!(
        known,
        must.iter().chain(may).copied().collect(),
        "{name}: all fields"
    );
}

#[test]
fn full_examples_state_every_field_and_rust_writes_every_one() {
    for kind in Kind::ALL {
        let full = good(*kind)
            .into_iter()
            .find(|example| example.name() == "full")
            .unwrap();
        let known: BTreeSet<&str> = kind
            .must_fields()
            .iter()
            .chain(kind.may_fields())
            .copied()
            .collect();
        assert_eq!(
            keys(&full.json()["data"]),
            known,
            "{kind}: fields of the full example"
        );
        let written: Value = serde_json::from_str(&Event::parse(&full.bytes).unwrap().to_json()).unwrap();
        assert_eq!(
            all_keys(&written["data"]),
            all_keys(&full.json()["data"]),
            "{kind}: fields written"
        );
        let minimal = good(*kind)
            .into_iter()
            .find(|example| example.name() == "minimal")
            .unwrap();
        smallest(*kind, &minimal);
    }
}

/// The minimal example is valid, and not without any of its fields.
fn smallest(kind: Kind, minimal: &Example) {
    let contracts = Contracts::load();
    for field in keys(&minimal.json()["data"]) {
        let mut less = minimal.json();
        less["data"].as_object_mut().unwrap().shift_remove(field);
        assert!(
            !contracts.of(&less).is_valid(&less),
            "{kind}: the minimal example could lack {field}"
        );
    }
}

fn keys(value: &Value) -> BTreeSet<&'static str> {
    let keys = value.as_object().unwrap().keys();
    keys.map(|key| &*Box::leak(key.clone().into_boxed_str()))
        .collect()
}

/// Keys at every depth, as paths.
fn all_keys(value: &Value) -> BTreeSet<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(i, child)| (i.to_string(), child))
            .collect(),
        _ => return BTreeSet::new(),
    };
    let below = |(name, child): &(String, &Value)| {
        let deeper: Vec<String> = all_keys(child)
            .iter()
            .map(|key| format!("{name}.{key}"))
            .collect();
        deeper.into_iter().chain([name.clone()])
    };
    children.iter().flat_map(below).collect()
}
