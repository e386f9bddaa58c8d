//! An event: the CloudEvents envelope around a record as it stood after one update.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::fault;
use crate::field::Count;
use crate::kind::{Data, Kind};
use crate::records::Response;
use crate::rejection::{Rejection, RejectionCode};

impl Event {
    /// Reads an event from structured CloudEvents JSON.
    ///
    /// Fields that the contract does not name are allowed and not kept here (the warehouse keeps the bytes).
    ///
    /// # Errors
    /// The first fault found, with its field and the remedy. Size and future times are not judged here.
    pub fn parse(bytes: &[u8]) -> Result<Event, Rejection> {
        if bytes.is_empty() {
            return Err(Rejection::whole(
                RejectionCode::Empty,
                "the message is empty; send one event as JSON",
            ));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| fault::not_utf8(&error))?;
        let event = Event::read(text).ok_or_else(|| fault::explain(text))?;
        event.data.check()?;
        Ok(event)
    }

    /// An event about `subject` as it stood after the update at `time`; `sequence` 0.
    pub fn new(
        source: impl Into<String>,
        id: impl Into<String>,
        subject: impl Into<String>,
        time: Timestamp,
        data: Data,
    ) -> Event {
        let (id, source, subject, kind) = (id.into(), source.into(), subject.into(), data.kind());
        Event {
            id,
            source,
            kind,
            subject,
            time,
            sequence: 0,
            data,
        }
    }

    /// The event as structured CloudEvents JSON: what producers send.
    ///
    /// Nothing is checked: an empty text or a negative number is for [`Event::parse`] to refuse.
    pub fn to_json(&self) -> String {
        // Serialising fails only for maps with keys other than texts; there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Fast way: two passes, the second over the data alone. What fails is read again by [`fault::explain`].
    fn read(text: &str) -> Option<Event> {
        if !text.trim_start().starts_with('{') {
            return None;
        }
        let envelope: Envelope<&RawValue> = serde_json::from_str(text).ok()?;
        let mut data = serde_json::Deserializer::from_str(envelope.data.get());
        let data = Data::read(envelope.kind, &mut data).ok()?;
        Some(Event {
            id: envelope.id,
            source: envelope.source,
            kind: envelope.kind,
            subject: envelope.subject,
            time: envelope.time,
            sequence: envelope.sequence.map_or(0, |Sequence(number)| number),
            data,
        })
    }
}

/// An event: a record as it stood after one update. Identity is (`source`, `id`).
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identity within the source.
    pub id: String,
    /// The source system.
    pub source: String,
    /// Kind of the record with its version (`type`). Always that of `data`.
    pub kind: Kind,
    /// The record's number; the message key.
    pub subject: String,
    /// When the update happened in the source.
    pub time: Timestamp,
    /// The source's own number of the update; 0 if it has none.
    pub sequence: u64,
    /// The record as it stood.
    pub data: Data,
}

/// Gives the attributes that the warehouse keeps in columns; none where the record does not state one.
macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        impl Event {
            $($(#[$doc])* pub fn $name(&self) -> Option<$type> { self.data.attributes().$name() })*
        }
    };
}

getters! {
    /// The service concerned.
    service: &str,
    /// The component concerned.
    component: &str,
    /// State in the organisation's own words.
    state: &str,
    /// Priority in the organisation's own words.
    priority: &str,
    /// Grade in the organisation's own words.
    grade: &str,
    /// How it was reported.
    channel: &str,
    /// The group that has it in hand.
    assignment_group: &str,
    /// The supplier that has it in hand or answers for it.
    supplier: &str,
    /// The person who has it in hand.
    assigned_to: &str,
    /// Category in the organisation's own words.
    category: &str,
    /// What it is about.
    title: &str,
    /// When it was opened, asked for, received or found, as the source states it.
    opened_at: Timestamp,
    /// The answer given with or before this update.
    response: &Response,
    /// The source's own verdict whether the service level was met.
    stated_sla_met: bool,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_map(Some(8))?;
        event.serialize_entry("specversion", "1.0")?;
        event.serialize_entry("id", &self.id)?;
        event.serialize_entry("source", &self.source)?;
        event.serialize_entry("type", &self.kind)?;
        event.serialize_entry("subject", &self.subject)?;
        event.serialize_entry("time", &self.time)?;
        event.serialize_entry("sequence", &self.sequence.to_string())?;
        event.serialize_entry("data", &self.data)?;
        event.end()
    }
}

/// The envelope as it is read; `D` takes the data without looking into it.
#[derive(serde::Deserialize)]
pub(crate) struct Envelope<D> {
    #[serde(rename = "specversion", deserialize_with = "crate::field::read")]
    _specversion: SpecVersion,
    #[serde(deserialize_with = "crate::field::read")]
    id: String,
    #[serde(deserialize_with = "crate::field::read")]
    source: String,
    #[serde(rename = "type", deserialize_with = "crate::field::read")]
    pub(crate) kind: Kind,
    #[serde(deserialize_with = "crate::field::read")]
    subject: String,
    #[serde(deserialize_with = "crate::field::read")]
    time: Timestamp,
    #[serde(default, deserialize_with = "crate::field::stated")]
    sequence: Option<Sequence>,
    pub(crate) data: D,
}

/// The version of CloudEvents that is read: 1.0.
struct SpecVersion;

crate::field::text_field!(SpecVersion, "\"1.0\"", |text| (text == "1.0")
    .then_some(SpecVersion));

struct Sequence(u64);

impl crate::field::Field for Sequence {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SequenceVisitor).map(Sequence)
    }
}

struct SequenceVisitor;

impl Visitor<'_> for SequenceVisitor {
    type Value = u64;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("up to 18 digits as a text, such as \"7\"")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<u64, E> {
        let digits = (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        Count.visit_u64(number)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
        Count.visit_i64(number)
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<u64, E> {
        Count.visit_f64(number)
    }
}
