//! What the event contracts say about a field: read from the JSON Schemas, so that a mapping cannot disagree.

use schemas::Kind as EventKind;
use serde_json::Value;

use super::problem::{Reason, did_you_mean};

/// What a contract wants in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text that is not empty.
    Text,
    /// One word of a closed list.
    Word(Vec<String>),
    /// An instant.
    Time,
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0.
    Integer,
    /// A number.
    Number,
}

impl Kind {
    /// Whether `text` may stand in such a field as it is; times are judged when they are read.
    pub(super) fn takes(&self, text: &str) -> bool {
        match self {
            Self::Text | Self::Time => !text.is_empty(),
            Self::Word(words) => words.iter().any(|word| word == text),
            Self::Boolean => matches!(text, "true" | "false"),
            Self::Integer => text == "0" || (is_digits(text) && !text.starts_with('0')),
            Self::Number => {
                !text.starts_with('.') && serde_json::from_str::<serde_json::Number>(text).is_ok()
            }
        }
    }

    /// What is wanted, in words.
    pub(super) fn wanted(&self) -> String {
        match self {
            Self::Text => "a text".into(),
            Self::Word(words) => format!("one of {}", words.join(", ")),
            Self::Time => "a time".into(),
            Self::Boolean => "true or false".into(),
            Self::Integer => "a whole number from 0".into(),
            Self::Number => "a number".into(),
        }
    }

    /// The reason under which a value that does not fit is counted.
    pub(super) fn reason(&self) -> Reason {
        match self {
            Self::Text | Self::Word(_) => Reason::UnknownValue,
            Self::Time => Reason::NotATime,
            Self::Boolean => Reason::NotABoolean,
            Self::Integer | Self::Number => Reason::NotANumber,
        }
    }

    /// Whether JSON writes the value in quotes.
    pub(super) fn is_quoted(&self) -> bool {
        matches!(self, Self::Text | Self::Word(_) | Self::Time)
    }
}

/// What is wrong with the name of an event type, with the remedy.
pub(super) fn unknown_type(event_type: &str) -> Option<(String, String)> {
    if EventKind::parse(event_type).is_some() {
        return None;
    }
    let remedy = did_you_mean(event_type, EventKind::ALL.iter().map(|kind| kind.as_str()));
    Some((format!("\"{event_type}\" has no contract"), remedy))
}

/// What the contract of `event_type` wants in `target`.
///
/// # Errors
/// What is wrong with the target, and the remedy.
pub(super) fn kind_of(event_type: &str, target: &str) -> Result<Kind, (String, String)> {
    let mut schema = data(event_type);
    for name in target.split('.') {
        let properties = schema.get("properties").and_then(Value::as_object);
        let known = properties
            .into_iter()
            .flat_map(|properties| properties.keys().map(String::as_str));
        let Some(found) = properties.and_then(|properties| properties.get(name)) else {
            return Err((
                format!("{event_type} has no field \"{target}\""),
                did_you_mean(name, known),
            ));
        };
        schema = resolved(found);
    }
    kind(&schema).ok_or_else(|| {
        let what =
            format!("\"{target}\" of {event_type} holds a list or an object, which no column can fill");
        let members = schema.get("properties").and_then(Value::as_object);
        let remedy = members.and_then(|members| members.keys().next());
        (
            what,
            remedy.map_or("leave it out".into(), |member| {
                format!("name its members, as in \"{target}.{member}\"")
            }),
        )
    })
}

/// The fields that every event of the type must state.
pub(super) fn required(event_type: &str) -> Vec<String> {
    let schema = data(event_type);
    let names = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn data(event_type: &str) -> Value {
    let text = EventKind::parse(event_type).map_or("{}", EventKind::schema);
    let mut schema: Value = serde_json::from_str(text).unwrap_or_default();
    schema
        .pointer_mut("/properties/data")
        .map(Value::take)
        .unwrap_or_default()
}

/// The schema itself, or the one of `common.v1` that it refers to.
fn resolved(schema: &Value) -> Value {
    let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
        return schema.clone();
    };
    let name = reference.rsplit('/').next().unwrap_or_default();
    let common: Value = serde_json::from_str(schemas::COMMON_SCHEMA).unwrap_or_default();
    common
        .pointer(&format!("/$defs/{name}"))
        .cloned()
        .unwrap_or_default()
}

fn kind(schema: &Value) -> Option<Kind> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(Kind::Word(
            words
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        ));
    }
    let time = schema.get("format").and_then(Value::as_str) == Some("date-time");
    match schema.get("type").and_then(Value::as_str)? {
        "string" if time => Some(Kind::Time),
        "string" => Some(Kind::Text),
        "boolean" => Some(Kind::Boolean),
        "integer" => Some(Kind::Integer),
        "number" => Some(Kind::Number),
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_from_the_schemas() {
        assert_eq!(kind_of("incident.v1", "state"), Ok(Kind::Text));
        assert_eq!(kind_of("incident.v1", "opened_at"), Ok(Kind::Time));
        assert_eq!(kind_of("incident.v1", "response.at"), Ok(Kind::Time));
        assert_eq!(kind_of("incident.v1", "stated_sla_met"), Ok(Kind::Boolean));
        assert_eq!(kind_of("incident.v1", "reopen_count"), Ok(Kind::Integer));
        assert_eq!(
            kind_of("outage.v1", "kind"),
            Ok(Kind::Word(vec!["interruption".into(), "degradation".into()]))
        );
        assert_eq!(required("outage.v1"), ["service", "begins_at"]);
    }

    #[test]
    fn wrong_targets_are_told_with_the_nearest_name() {
        let (what, remedy) = kind_of("incident.v1", "asignment_group").unwrap_err();
        assert_eq!(what, "incident.v1 has no field \"asignment_group\"");
        assert_eq!(remedy, "did you mean \"assignment_group\"?");
        assert_eq!(
            kind_of("incident.v1", "response").unwrap_err().1,
            "name its members, as in \"response.at\""
        );
        assert_eq!(
            unknown_type("incidents.v1").unwrap().1,
            "did you mean \"incident.v1\"?"
        );
    }

    #[test]
    fn values_are_taken_as_json_takes_them() {
        let takes = |kind: Kind, text: &str| kind.takes(text);
        assert!(takes(Kind::Integer, "0") && takes(Kind::Integer, "17") && takes(Kind::Number, "1.5"));
        for text in ["", "007", "-1", "1.0", "x", "9999999999999999"] {
            assert!(!takes(Kind::Integer, text), "{text}");
        }
        assert!(!takes(Kind::Boolean, "yes") && !takes(Kind::Number, "1,5") && !takes(Kind::Text, ""));
    }
}
