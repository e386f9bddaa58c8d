//! CloudEvents' HTTP binding: a request to the bytes of its events in structured JSON. Pure.

use crate::intake::Refusal;
use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// An event's bytes; a refusal where they cannot be put into structured JSON.
pub(super) type Received = (Bytes, Option<Refusal>);

/// Most events of one batch.
const MOST_EVENTS: usize = 10_000;

/// The events of a request.
///
/// # Errors
/// The status and words for a request that holds no events at all.
pub(super) fn events(headers: &HeaderMap, body: Bytes) -> Result<Vec<Received>, (StatusCode, String)> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match media_type.as_str() {
        "application/cloudevents+json" => Ok(vec![(body, None)]),
        "application/cloudevents-batch+json" => batch(&body),
        _ if headers.contains_key("ce-specversion") => Ok(vec![binary(headers, &body, &media_type)?]),
        other => Err((
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!(
                "content type {other:?} holds no CloudEvents: send application/cloudevents+json, \
                 application/cloudevents-batch+json, or application/json with ce- headers"
            ),
        )),
    }
}

fn batch(body: &Bytes) -> Result<Vec<Received>, (StatusCode, String)> {
    let elements: Vec<&RawValue> = serde_json::from_slice(body).map_err(|error| {
        (
            StatusCode::BAD_REQUEST,
            format!("the batch is not a JSON array of events: {error}"),
        )
    })?;
    if elements.len() > MOST_EVENTS {
        let words = format!(
            "the batch has {} events and the limit is {MOST_EVENTS}: send several",
            elements.len()
        );
        return Err((StatusCode::PAYLOAD_TOO_LARGE, words));
    }
    Ok(elements
        .into_iter()
        .map(|element| (body.slice_ref(element.get().as_bytes()), None))
        .collect())
}

fn binary(headers: &HeaderMap, body: &Bytes, media_type: &str) -> Result<Received, (StatusCode, String)> {
    let mut attributes = BTreeMap::new();
    for (name, value) in headers {
        let Some(name) = name.as_str().strip_prefix("ce-") else {
            continue;
        };
        let text = value.to_str().ok().and_then(percent_decoded).ok_or_else(|| {
            (
                StatusCode::BAD_REQUEST,
                format!("header ce-{name} is not ASCII with percent-encoded UTF-8"),
            )
        })?;
        if attributes.insert(name, text).is_some() {
            return Err((
                StatusCode::BAD_REQUEST,
                format!("header ce-{name} stands there twice"),
            ));
        }
    }
    if !(media_type == "application/json" || media_type.ends_with("+json")) {
        let words = format!("data of type {media_type:?}: in binary mode send the data as application/json");
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, words));
    }
    let Ok(data) = serde_json::from_slice::<&RawValue>(body) else {
        let reason =
            "the body is not JSON; in binary mode send the event's data as one JSON value".to_owned();
        return Ok((
            body.clone(),
            Some(Refusal {
                code: "not-json".into(),
                reason,
            }),
        ));
    };
    let mut event = serde_json::Map::new();
    attributes.into_iter().for_each(|(name, text)| {
        event.insert(name.to_owned(), text.into());
    });
    // The data keep their own bytes; the attributes come before them.
    let mut text = serde_json::Value::Object(event).to_string();
    text.truncate(text.len() - 1);
    text.push_str(",\"data\":");
    text.push_str(data.get());
    text.push('}');
    Ok((text.into(), None))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
                rest = after;
            }
            (b'%', _) => return None,
            (byte, _) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&str, &str)], body: &str) -> Result<Vec<String>, StatusCode> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        let events = events(&map, Bytes::copy_from_slice(body.as_bytes())).map_err(|(status, _)| status)?;
        Ok(events
            .into_iter()
            .map(|(bytes, _)| String::from_utf8(bytes.to_vec()).unwrap())
            .collect())
    }

    #[test]
    fn a_structured_event_is_its_body() {
        let kind = [("content-type", "application/cloudevents+json; charset=utf-8")];
        assert_eq!(request(&kind, "{\"a\":1}").unwrap(), ["{\"a\":1}"]);
    }

    #[test]
    fn a_batch_is_cut_into_the_bytes_of_its_events() {
        let kind = [("content-type", "application/cloudevents-batch+json")];
        assert_eq!(request(&kind, "[ {\"a\": 1}, 2 ]").unwrap(), ["{\"a\": 1}", "2"]);
        assert!(request(&kind, "[]").unwrap().is_empty());
        assert_eq!(request(&kind, "{}"), Err(StatusCode::BAD_REQUEST));
        let many = format!("[{}0]", "0,".repeat(MOST_EVENTS));
        assert_eq!(request(&kind, &many), Err(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[test]
    fn binary_mode_puts_headers_and_data_together() {
        let headers = [
            ("content-type", "application/json"),
            ("ce-specversion", "1.0"),
            ("ce-id", "1"),
            ("ce-subject", "Euro%20%E2%82%AC %22"),
        ];
        let event = request(&headers, "{\"n\": 1.10}").unwrap().remove(0);
        assert_eq!(
            event,
            r#"{"id":"1","specversion":"1.0","subject":"Euro € \"","data":{"n": 1.10}}"#
        );
    }

    #[test]
    fn what_holds_no_events_is_refused() {
        assert_eq!(
            request(&[("content-type", "text/plain")], "x"),
            Err(StatusCode::UNSUPPORTED_MEDIA_TYPE)
        );
        let twice = [
            ("content-type", "application/json"),
            ("ce-specversion", "1.0"),
            ("ce-id", "1"),
            ("ce-id", "2"),
        ];
        assert_eq!(request(&twice, "{}"), Err(StatusCode::BAD_REQUEST));
        let broken = [
            ("content-type", "application/json"),
            ("ce-specversion", "1.0"),
            ("ce-id", "%f"),
        ];
        assert_eq!(request(&broken, "{}"), Err(StatusCode::BAD_REQUEST));
        let image = [("content-type", "image/png"), ("ce-specversion", "1.0")];
        assert_eq!(request(&image, "x"), Err(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
}
