//! One record to one row: an event, or a dead letter that says why not. Pure.

use crate::intake::{Raw, Refusal};
use crate::options::Limits;
use jiff::Timestamp;
use schemas::{Event, Rejection, RejectionCode};
use warehouse::rows::{DeadLetterRow, EventRow};

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Decoded {
    /// An event to store.
    Event(Box<EventRow>),
    /// Not an event: kept as it came, with the reason.
    DeadLetter(DeadLetterRow),
}

/// Decodes a record that arrived at `now`.
pub fn decode(raw: Raw, now: Timestamp, limits: &Limits) -> Decoded {
    let refusal = match raw.refusal {
        Some(_) => raw.refusal.clone(),
        None => match check(&raw, now, limits) {
            Ok(event) => return Decoded::Event(Box::new(row(event, raw, now))),
            Err(rejection) => Some(rejection.into()),
        },
    };
    Decoded::DeadLetter(dead_letter(raw, refusal.unwrap_or_default(), now))
}

/// Reads the record's bytes as an event within the limits.
///
/// # Errors
/// The first fault found, with field and remedy.
pub fn check(raw: &Raw, now: Timestamp, limits: &Limits) -> Result<Event, Rejection> {
    if raw.bytes.len() > limits.event_bytes {
        let (bytes, most) = (raw.bytes.len(), limits.event_bytes);
        let message = format!(
            "the message has {bytes} bytes and the limit is {most}; send less, or raise the limit and replay"
        );
        return Err(Rejection::whole(RejectionCode::TooLarge, message));
    }
    let event = Event::parse(&raw.bytes)?;
    let latest = now.as_millisecond().saturating_add(millis(limits.future));
    if event.time.as_millisecond() > latest {
        let hours = limits.future.as_secs() / 3600;
        let message = format!(
            "time is {}, more than {hours} h after its arrival at {now}; correct the source's clock or the time",
            event.time
        );
        return Err(Rejection::at(RejectionCode::FutureTime, "time", message));
    }
    let times = [
        ("time", Some(event.time)),
        ("data.opened_at", event.opened_at()),
        ("data.response.at", event.response().map(|response| response.at)),
    ];
    for (field, time) in times {
        if time.is_some_and(|time| !STORABLE.contains(&time.as_millisecond())) {
            let message = format!("{field} is outside of the years 1900 to 2299; write the true time");
            return Err(Rejection::at(RejectionCode::BadTime, field, message));
        }
    }
    Ok(event)
}

/// What ClickHouse's `DateTime64(3)` can hold: 1900-01-01 to 2299-12-31.
const STORABLE: std::ops::Range<i64> = -2_208_988_800_000..10_413_792_000_000;

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self {
            code: rejection.code.as_str().to_owned(),
            reason: rejection.message,
        }
    }
}

impl Default for Refusal {
    fn default() -> Self {
        Self {
            code: "unstated".into(),
            reason: "the source refused this record and gave no reason".into(),
        }
    }
}

fn row(event: Event, raw: Raw, now: Timestamp) -> EventRow {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let response = event.response();
    EventRow {
        topic: raw.topic,
        partition: raw.partition,
        offset: raw.offset,
        occurred_at: event.time.as_millisecond(),
        sequence: event.sequence,
        recorded_at: now.as_millisecond(),
        service: text(event.service()),
        component: text(event.component()),
        state: text(event.state()),
        priority: text(event.priority()),
        grade: text(event.grade()),
        channel: text(event.channel()),
        assignment_group: text(event.assignment_group()),
        supplier: text(event.supplier()),
        assigned_to: text(event.assigned_to()),
        category: text(event.category()),
        title: text(event.title()),
        opened_at: event.opened_at().map(Timestamp::as_millisecond),
        responded_at: response.map(|response| response.at.as_millisecond()),
        responded_by: text(response.map(|response| response.by.as_str())),
        stated_sla_met: event.stated_sla_met().map(u8::from),
        r#type: event.kind.to_string(),
        source: event.source,
        id: event.id,
        subject: event.subject,
        body: raw.bytes,
    }
}

fn dead_letter(raw: Raw, refusal: Refusal, now: Timestamp) -> DeadLetterRow {
    DeadLetterRow {
        topic: raw.topic,
        partition: raw.partition,
        offset: raw.offset,
        recorded_at: now.as_millisecond(),
        reason_code: refusal.code,
        reason: refusal.reason,
        raw: raw.bytes,
        replayed_at: None,
        replayed_to: String::new(),
    }
}

fn millis(duration: std::time::Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use std::time::Duration;

    const LIMITS: Limits = Limits {
        event_bytes: 1000,
        future: Duration::from_secs(24 * 3600),
    };

    fn raw(text: &str) -> Raw {
        Raw::new("incident".into(), 2, 7, Bytes::copy_from_slice(text.as_bytes()))
    }

    fn incident(time: &str, data: &str) -> Raw {
        raw(&format!(
            r#"{{"specversion":"1.0","id":"e1","source":"/itsm","type":"incident.v1","subject":"INC1","time":"{time}",
               "sequence":"4","data":{{"service":"securities"{data}}}}}"#
        ))
    }

    fn now() -> Timestamp {
        "2026-01-02T00:00:00Z".parse().unwrap()
    }

    fn reason(raw: Raw) -> (String, String) {
        match decode(raw, now(), &LIMITS) {
            Decoded::DeadLetter(letter) => (letter.reason_code, letter.reason),
            Decoded::Event(row) => panic!("accepted: {row:?}"),
        }
    }

    #[test]
    fn an_event_becomes_a_row_with_its_place_and_bytes() {
        let raw = incident(
            "2026-01-01T10:00:00.123+08:00",
            r#","state":"new","response":{"at":"2026-01-01T02:01:00Z","by":"person"},"stated_sla_met":false"#,
        );
        let body = raw.bytes.clone();
        let Decoded::Event(row) = decode(raw, now(), &LIMITS) else {
            panic!("refused")
        };
        assert_eq!((&*row.topic, row.partition, row.offset), ("incident", 2, 7));
        assert_eq!(
            (row.source.as_str(), row.id.as_str(), row.sequence),
            ("/itsm", "e1", 4)
        );
        assert_eq!(
            (row.r#type.as_str(), row.subject.as_str()),
            ("incident.v1", "INC1")
        );
        assert_eq!(row.occurred_at, 1_767_232_800_123);
        assert_eq!(row.recorded_at, now().as_millisecond());
        assert_eq!((row.state.as_str(), row.priority.as_str()), ("new", ""));
        assert_eq!(
            (row.responded_at, row.responded_by.as_str()),
            (Some(1_767_232_860_000), "person")
        );
        assert_eq!((row.opened_at, row.stated_sla_met), (None, Some(0)));
        assert_eq!(row.body, body);
    }

    #[test]
    fn the_future_begins_after_the_limit() {
        assert!(matches!(
            decode(incident("2026-01-03T00:00:00Z", ""), now(), &LIMITS),
            Decoded::Event(_)
        ));
        let (code, reason) = reason(incident("2026-01-03T00:00:00.001Z", ""));
        assert_eq!(code, "future-time");
        assert!(
            reason.starts_with("time is 2026-01-03T00:00:00.001Z, more than 24 h after"),
            "{reason}"
        );
    }

    #[test]
    fn the_size_limit_is_inclusive() {
        let fitting = incident("2026-01-01T00:00:00Z", "");
        let limits = Limits {
            event_bytes: fitting.bytes.len(),
            ..LIMITS
        };
        assert!(matches!(
            decode(fitting.clone(), now(), &limits),
            Decoded::Event(_)
        ));
        let limits = Limits {
            event_bytes: fitting.bytes.len() - 1,
            ..LIMITS
        };
        let Decoded::DeadLetter(letter) = decode(fitting, now(), &limits) else {
            panic!("accepted")
        };
        assert_eq!(letter.reason_code, "too-large");
    }

    #[test]
    fn times_that_clickhouse_cannot_hold_are_refused_not_bent() {
        assert_eq!(reason(incident("1899-12-31T23:59:59Z", "")).0, "bad-time");
        let (code, sentence) = reason(incident(
            "2026-01-01T00:00:00Z",
            r#","opened_at":"2300-01-01T00:00:00Z""#,
        ));
        assert_eq!(code, "bad-time");
        assert!(sentence.starts_with("data.opened_at is outside"), "{sentence}");
    }

    #[test]
    fn what_the_source_refused_keeps_its_reason() {
        let refusal = Refusal {
            code: "unmapped-row".into(),
            reason: "line 7: no number".into(),
        };
        let refused = Raw {
            refusal: Some(refusal),
            ..raw("a,b")
        };
        assert_eq!(
            reason(refused),
            ("unmapped-row".into(), "line 7: no number".into())
        );
    }

    #[test]
    fn every_other_fault_is_named_by_its_contract() {
        for (text, code) in [("", "empty"), ("{", "not-json"), ("[]", "not-an-event")] {
            assert_eq!(reason(raw(text)).0, code, "{text:?}");
        }
    }
}
