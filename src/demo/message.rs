//! One message of the generated organisation, and how a record's updates become messages.
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::days::stamp;

/// What goes to Kafka.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Topic of the event's kind.
    pub topic: &'static str,
    /// The record's number: keeps a record in one partition.
    pub key: String,
    /// CloudEvents JSON, or rubbish where the story wants a dead letter.
    pub payload: Vec<u8>,
    /// When it happened.
    pub happened: Timestamp,
    /// When the feed brings it.
    pub arrives: Timestamp,
}

/// A record that changes step by step: each step is one event with the record as it then stands.
pub struct Record {
    topic: &'static str,
    kind: &'static str,
    source: &'static str,
    subject: String,
    data: Map<String, Value>,
    sequence: u64,
    messages: Vec<Message>,
}

impl Record {
    /// A record before its first event.
    pub fn new(topic: &'static str, kind: &'static str, source: &'static str, subject: String) -> Self {
        Self {
            topic,
            kind,
            source,
            subject,
            data: Map::new(),
            sequence: 0,
            messages: Vec::new(),
        }
    }

    /// Changes fields without an event; null takes a field away.
    pub fn set(&mut self, fields: Value) -> &mut Self {
        let Value::Object(fields) = fields else {
            return self;
        };
        for (name, value) in fields {
            if value.is_null() {
                self.data.remove(&name);
            } else {
                self.data.insert(name, value);
            }
        }
        self
    }

    /// Changes fields and tells it by an event at this instant.
    pub fn step(&mut self, time: Timestamp, fields: Value) -> &mut Self {
        self.set(fields);
        self.sequence += 1;
        let event = json!({
            "specversion": "1.0",
            "id": format!("{}-{}", self.subject, self.sequence),
            "source": self.source,
            "type": self.kind,
            "subject": self.subject,
            "time": stamp(time),
            "sequence": self.sequence.to_string(),
            "datacontenttype": "application/json",
            "data": self.data,
        });
        self.messages.push(Message {
            topic: self.topic,
            key: self.subject.clone(),
            payload: event.to_string().into_bytes(),
            happened: time,
            arrives: time,
        });
        self
    }

    /// A record that is told once.
    pub fn once(
        topic: &'static str,
        kind: &'static str,
        source: &'static str,
        subject: String,
        time: Timestamp,
        fields: Value,
    ) -> Vec<Message> {
        let mut record = Self::new(topic, kind, source, subject);
        record.step(time, fields);
        record.messages()
    }

    /// All its events, in order.
    pub fn messages(self) -> Vec<Message> {
        self.messages
    }
}
