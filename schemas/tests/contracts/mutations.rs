//! Schemas and Rust types agree on every change of every field of every good example, not on the examples alone.

use crate::files::{Contracts, good};
use proptest::prelude::*;
use schemas::{Event, Kind, RejectionCode};
use serde_json::{Value, json};

/// Where a value stands in an event: keys and indexes from the root.
type Path = Vec<String>;

#[test]
fn schema_and_rust_agree_when_a_field_is_dropped_or_changed() {
    let contracts = Contracts::load();
    let mut tried = 0;
    for example in Kind::ALL.iter().flat_map(|kind| good(*kind)) {
        let event = example.json();
        for path in paths(&event) {
            for changed in changes(&event, &path) {
                tried += 1;
                let place = format!("{} at {}", example.path.display(), path.join("."));
                agree(&contracts, &changed, &place);
            }
        }
    }
    assert!(tried > 20_000, "only {tried} changes were tried");
}

/// The reader may refuse more than the schema only by a rule between fields.
fn agree(contracts: &Contracts, event: &Value, place: &str) {
    let by_schema = contracts.of(event).is_valid(event);
    match (by_schema, Event::parse(event.to_string().as_bytes())) {
        (true, Ok(_)) | (false, Err(_)) => {}
        (true, Err(refusal)) if is_rule_between_fields(&refusal) => {}
        (true, Err(refusal)) => panic!("{place}: only Rust refuses: {refusal}\n{event}"),
        (false, Ok(_)) => panic!("{place}: only the schema refuses\n{event}"),
    }
}

fn is_rule_between_fields(refusal: &schemas::Rejection) -> bool {
    refusal.code == RejectionCode::BadOrder || refusal.message.ends_with("correct one of them")
}

fn paths(value: &Value) -> Vec<Path> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(i, child)| (i.to_string(), child))
            .collect(),
        _ => Vec::new(),
    };
    let below = |(name, child): (String, &Value)| {
        let deeper = paths(child)
            .into_iter()
            .map(move |path| [vec![name.clone()], path].concat());
        deeper.collect::<Vec<Path>>()
    };
    std::iter::once(Vec::new())
        .chain(children.into_iter().flat_map(below))
        .collect()
}

/// The event without the value at `path`, with other values in its place, and with an unknown field there.
fn changes(event: &Value, path: &Path) -> Vec<Value> {
    let mut changed: Vec<Value> = replacements()
        .into_iter()
        .map(|value| replaced(event, path, value))
        .collect();
    if let Some((last, parent)) = path.split_last() {
        let mut dropped = event.clone();
        match at(&mut dropped, parent) {
            Value::Object(fields) => drop(fields.shift_remove(last)),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => unreachable!("a parent holds its child"),
        }
        changed.push(dropped);
    }
    let mut extended = event.clone();
    if let Value::Object(fields) = at(&mut extended, path) {
        fields.insert("x_field_of_the_source".to_owned(), json!({"deep": [null, 1.5]}));
        changed.push(extended);
    }
    changed
}

fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(1),
        json!(10),
        json!(11),
        json!(-1),
        json!(-0.5),
        json!(2.0),
        json!(2.5),
        json!(1e300),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_992_u64),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("7"),
        json!("person"),
        json!("正常"),
        json!("2026-05"),
        json!("2026-13"),
        json!("2026-05-31"),
        json!("2026-02-30"),
        json!("2026-05-31T18:00:00"),
        json!("2026-05-31T18:00:00.123456789+08:00"),
        json!("2026-05-31t18:00:00z"),
        json!("2026-05-31T18:00:60Z"),
        json!("2026-02-29T18:00:00Z"),
        json!("TWD"),
        json!([]),
        json!(["functional"]),
        json!([1]),
        json!([""]),
        json!({}),
        json!({"en": "words"}),
        json!({"en": ""}),
        json!({"e": "words"}),
        json!({"at": "2026-05-31T18:00:00Z", "by": "person"}),
    ]
}

fn replaced(event: &Value, path: &Path, value: Value) -> Value {
    let mut event = event.clone();
    *at(&mut event, path) = value;
    event
}

fn at<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |value, name| match value {
        Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
        other => &mut other[name.as_str()],
    })
}

proptest! {
    /// A time is one for the schema and for Rust, or for neither.
    #[test]
    fn schema_and_rust_agree_on_times(
        time in "(19|20|00)[0-9]{2}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]([.,][0-9]{0,10})?(Z|z|[+-][0-2][0-9]:?[0-6][0-9])?"
    ) {
        let contracts = CONTRACTS.with(Clone::clone);
        let mut event = minimal();
        event["time"] = json!(time);
        agree(&contracts, &event, &time);
    }

    /// What is read as an instant is what jiff reads, and is written so that it is read again.
    #[test]
    fn times_are_the_instants_that_jiff_knows(seconds in -62_000_000_000_i64..253_000_000_000, nanoseconds in 0..1_000_000_000_i32) {
        let instant = jiff::Timestamp::new(seconds, nanoseconds).unwrap();
        prop_assert_eq!(schemas::parse_time(&instant.to_string()), Some(instant));
        let offset = jiff::tz::offset(8);
        let local = instant.display_with_offset(offset).to_string();
        prop_assert_eq!(schemas::parse_time(&local), Some(instant));
    }

    /// Damaged bytes are refused or read, never a panic.
    #[test]
    fn damaged_bytes_never_panic(place in 0..600_usize, byte: u8, cut in 0..1200_usize) {
        let mut bytes = minimal().to_string().into_bytes();
        let length = bytes.len();
        bytes[place % length] = byte;
        bytes.truncate(cut.max(1));
        let _ = Event::parse(&bytes);
    }
}

thread_local! {
    static CONTRACTS: std::rc::Rc<Contracts> = std::rc::Rc::new(Contracts::load());
}

fn minimal() -> Value {
    good(Kind::Incident)
        .into_iter()
        .find(|example| example.name() == "minimal")
        .unwrap()
        .json()
}
