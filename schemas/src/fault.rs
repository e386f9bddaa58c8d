//! Says precisely why a text is no event: reads it again, slowly, with the path of every field.

use std::str::Utf8Error;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::event::Envelope;
use crate::field::TIME_EXPECTED;
use crate::kind::Data;
use crate::rejection::{Rejection, RejectionCode};

/// Why `text`, which was refused, is no event.
pub(crate) fn explain(text: &str) -> Rejection {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let message = format!("the message is not JSON: {error}; send one event as one JSON object");
        return Rejection::whole(RejectionCode::NotJson, message);
    }
    if !text.trim_start().starts_with('{') {
        let message = "the message is JSON but not an object; send one CloudEvents object per message";
        return Rejection::whole(RejectionCode::NotAnEvent, message);
    }
    let mut envelope = serde_json::Deserializer::from_str(text);
    if let Err(error) = serde_path_to_error::deserialize::<_, Envelope<IgnoredAny>>(&mut envelope) {
        return unknown_type(located("", &error));
    }
    match serde_json::from_str::<Envelope<&RawValue>>(text) {
        Ok(envelope) => explain_data(&envelope),
        Err(error) => Rejection::whole(
            RejectionCode::NotJson,
            format!("the message is not an event: {error}"),
        ),
    }
}

/// Bytes that are no UTF-8, with the place of the first that is not.
pub(crate) fn not_utf8(error: &Utf8Error) -> Rejection {
    let place = error.valid_up_to();
    let message = format!("the message is not UTF-8 from byte {place} on; encode it as UTF-8");
    Rejection::whole(RejectionCode::NotUtf8, message)
}

fn explain_data(envelope: &Envelope<&RawValue>) -> Rejection {
    let mut json = serde_json::Deserializer::from_str(envelope.data.get());
    let mut track = serde_path_to_error::Track::new();
    match Data::read(
        envelope.kind,
        serde_path_to_error::Deserializer::new(&mut json, &mut track),
    ) {
        Ok(_) => Rejection::whole(
            RejectionCode::NotAnEvent,
            "the message could not be read as an event",
        ),
        Err(error) => sentence(&join("data", &track.path().to_string()), &error),
    }
}

fn located(root: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Rejection {
    sentence(&join(root, &error.path().to_string()), error.inner())
}

/// Turns serde's error at `path` into a rejection: serde's few forms of message tell the code.
fn sentence(path: &str, error: &serde_json::Error) -> Rejection {
    let message = error.to_string();
    let what = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(what, _)| what);
    if let Some(name) = what.strip_prefix("missing field ") {
        let field = join(path, name.trim_matches('`'));
        let message = format!("{field} is missing; state it");
        return Rejection::at(RejectionCode::MissingField, field, message);
    }
    if let Some(name) = what.strip_prefix("duplicate field ") {
        let field = join(path, name.trim_matches('`'));
        let message = format!("{field} is stated twice; state it once");
        return Rejection::at(RejectionCode::DuplicateField, field, message);
    }
    let (code, what) = match what.split_once(": ") {
        Some(("invalid type", what)) => (RejectionCode::WrongType, what),
        Some(("invalid value", what)) if what.ends_with(TIME_EXPECTED) => (RejectionCode::BadTime, what),
        Some(("invalid value", what)) => (RejectionCode::BadValue, what),
        _ => (RejectionCode::NotJson, what),
    };
    let message = match what.split_once(", expected ") {
        Some((found, expected)) => format!("{path} is {found}; write {expected}"),
        None => format!("{path}: {what}"),
    };
    Rejection::at(code, path, message)
}

/// A word that is no type of event has a code of its own.
fn unknown_type(rejection: Rejection) -> Rejection {
    if rejection.code != RejectionCode::BadValue || rejection.field.as_deref() != Some("type") {
        return rejection;
    }
    let (found, _) = rejection
        .message
        .split_once("; ")
        .unwrap_or((&rejection.message, ""));
    let message = format!("{found}, which has no contract; the types are listed in schemas/README.md");
    Rejection::at(RejectionCode::UnknownType, "type", message)
}

fn join(root: &str, path: &str) -> String {
    match (root, path) {
        (_, "" | ".") => root.to_owned(),
        ("" | ".", _) => path.to_owned(),
        _ => format!("{root}.{path}"),
    }
}
