//! A file's records sent to Kafka instead of straight into the pipeline.

use futures_util::future::try_join_all;
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::util::Timeout;

use super::{Message, Record, Records};
use crate::mapping::Summary;
use crate::{Error, Refusal};

/// Messages that are on their way at the same time.
const CHUNK: usize = 5_000;

/// Sends every event to the topic of its kind, keyed by its subject, and waits until the broker has them all.
///
/// A record that gives no event travels too, so that nothing is dropped in silence: its own bytes with the reason in a
/// header, to the topic of the events around it. The ingestor that reads it makes a dead letter of it, with file, line
/// and reason. `name` gives a topic's name at the broker. `progress` is called after every few thousand records.
///
/// # Errors
/// The file is broken, or a message was not delivered in the producer's time; messages before it may have been.
/// Sending the file again is safe: an event's identity is that of its record.
pub async fn produce(
    mut records: Records<'_>,
    producer: &FutureProducer,
    name: impl Fn(schemas::Topic) -> String,
    summary: &mut Summary,
    mut progress: impl FnMut(&Records<'_>),
) -> Result<(), Error> {
    let file = records.name();
    let mut usual = schemas::Topic::Incident;
    loop {
        let chunk = records
            .by_ref()
            .take(CHUNK)
            .collect::<Result<Vec<Record>, Error>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        let events = chunk.iter().filter_map(|record| record.event.as_ref().ok());
        usual = events
            .map(|mapped| mapped.event.kind.topic())
            .next()
            .unwrap_or(usual);
        chunk.iter().for_each(|record| summary.add(&record.event));
        let sent = chunk.iter().map(|record| match record.message() {
            Some(message) => send(
                producer,
                name(message.topic),
                record.line,
                Sending::event(message),
            ),
            None => send(
                producer,
                name(usual),
                record.line,
                Sending::refused(record, &file),
            ),
        });
        try_join_all(sent).await?;
        progress(&records);
    }
}

/// What a refused record may bring along: below what brokers take as one message, with room for its reason.
const MOST_REFUSED_BYTES: usize = 900_000;

struct Sending<'r> {
    key: Option<&'r str>,
    payload: &'r [u8],
    /// The text of the header [`Refusal::HEADER`].
    refused: Option<String>,
}

impl<'r> Sending<'r> {
    fn event(message: Message<'r>) -> Self {
        Self {
            key: Some(message.key),
            payload: message.payload.as_bytes(),
            refused: None,
        }
    }

    fn refused(record: &'r Record, file: &str) -> Self {
        let payload = &record.raw[..record.raw.len().min(MOST_REFUSED_BYTES)];
        let cut = match payload.len() < record.raw.len() {
            true => format!("; only the first {MOST_REFUSED_BYTES} bytes are kept"),
            false => String::new(),
        };
        let refused = record.refusal().map(|reason| format!("{file}: {reason}{cut}"));
        Self {
            key: None,
            payload,
            refused,
        }
    }
}

async fn send(
    producer: &FutureProducer,
    topic: String,
    line: u64,
    message: Sending<'_>,
) -> Result<(), Error> {
    let mut record: FutureRecord<'_, str, [u8]> = FutureRecord::to(&topic).payload(message.payload);
    if let Some(key) = message.key {
        record = record.key(key);
    }
    if let Some(reason) = &message.refused {
        let header = Header {
            key: Refusal::HEADER,
            value: Some(reason),
        };
        record = record.headers(OwnedHeaders::new().insert(header));
    }
    let sent = producer.send(record, Timeout::Never).await;
    sent.map(|_| ())
        .map_err(|(error, _)| Error::kafka(format!("sending line {line} to topic {topic}"))(error))
}
