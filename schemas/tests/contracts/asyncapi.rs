//! The AsyncAPI document lists every type under its topic, exactly.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{Kind, Topic};

use crate::files::root;

/// The lines of the document as paths of keys: `channels / incident / messages / incident.v1 / $ref` → value.
///
/// It reads the plain block layout in which the document is written, not YAML at large.
fn document() -> BTreeMap<Vec<String>, String> {
    let text = std::fs::read_to_string(root().join("asyncapi.yaml")).unwrap();
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut entries = BTreeMap::new();
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        let entry = line.trim_start().trim_start_matches("- ");
        let Some((key, value)) = entry
            .split_once(": ")
            .or_else(|| entry.strip_suffix(':').map(|key| (key, "")))
        else {
            continue;
        };
        above.retain(|(other, _)| *other < depth);
        above.push((depth, key.to_owned()));
        let path = above.iter().map(|(_, key)| key.clone()).collect();
        entries.insert(path, value.trim_matches(['\'', '"']).to_owned());
    }
    entries
}

fn value<'a>(document: &'a BTreeMap<Vec<String>, String>, path: &[&str]) -> &'a str {
    let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
    document
        .get(&path)
        .unwrap_or_else(|| panic!("{} is missing", path.join(" / ")))
}

/// The keys directly below `path`.
fn below(document: &BTreeMap<Vec<String>, String>, path: &[&str]) -> BTreeSet<String> {
    let under = |key: &&Vec<String>| key.len() == path.len() + 1 && key.iter().zip(path).all(|(a, b)| a == b);
    document
        .keys()
        .filter(under)
        .map(|key| key[path.len()].clone())
        .collect()
}

#[test]
fn channels_are_the_topics_and_carry_their_types() {
    let document = document();
    let topics: BTreeSet<String> = Topic::ALL.iter().map(|topic| topic.as_str().to_owned()).collect();
    assert_eq!(below(&document, &["channels"]), topics);
    for topic in Topic::ALL {
        let channel = ["channels", topic.as_str()];
        let kinds = Kind::ALL.iter().filter(|kind| kind.topic() == *topic);
        let names: BTreeSet<String> = kinds.map(|kind| kind.as_str().to_owned()).collect();
        assert_eq!(
            below(&document, &[channel[0], channel[1], "messages"]),
            names,
            "{topic}"
        );
        for name in names {
            let message = value(&document, &[channel[0], channel[1], "messages", &name, "$ref"]);
            assert_eq!(message, format!("#/components/messages/{name}"));
        }
        assert_eq!(
            value(&document, &[channel[0], channel[1], "address"]),
            topic.as_str()
        );
        assert_eq!(
            value(&document, &[channel[0], channel[1], "bindings", "kafka", "topic"]),
            topic.as_str()
        );
        let operation = format!("ingest_{topic}");
        let reads = value(&document, &["operations", &operation, "channel", "$ref"]);
        assert_eq!(reads, format!("#/channels/{topic}"));
    }
}

#[test]
fn messages_are_the_types_with_their_schemas_and_keys() {
    let document = document();
    let names: BTreeSet<String> = Kind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(below(&document, &["components", "messages"]), names);
    for name in &names {
        let message = ["components", "messages", name.as_str()];
        let schema = value(
            &document,
            &[message[0], message[1], message[2], "payload", "schema", "$ref"],
        );
        assert_eq!(schema, format!("events/{name}.schema.json"));
        assert!(root().join(schema).is_file(), "{schema}");
        let of_event = value(&document, &[message[0], message[1], message[2], "traits", "$ref"]);
        assert_eq!(of_event, "#/components/messageTraits/event");
    }
    let key = [
        "components",
        "messageTraits",
        "event",
        "bindings",
        "kafka",
        "key",
        "type",
    ];
    assert_eq!(value(&document, &key), "string");
}
