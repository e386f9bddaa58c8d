//! A file's events sent to Kafka instead of straight into the pipeline.

use futures_util::future::try_join_all;
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::util::Timeout;

use super::{Message, Record, Records};
use crate::Error;
use crate::mapping::Summary;

/// Messages that are on their way at the same time.
const CHUNK: usize = 5_000;

/// Sends every event to the topic of its kind, keyed by its subject, and waits until the broker has them all.
///
/// `name` gives the topic's name at the broker. Kafka has no place for a record that gives no event: such a record is
/// counted in `summary` and handed to `refused`, so that nothing is dropped in silence. `progress` is called after
/// every few thousand records.
///
/// # Errors
/// The file is broken, or a message was not delivered in the producer's time; messages before it may have been.
/// Sending the file again is safe: an event's identity is that of its record.
pub async fn produce(
    mut records: Records<'_>,
    producer: &FutureProducer,
    name: impl Fn(schemas::Topic) -> String,
    summary: &mut Summary,
    mut refused: impl FnMut(&Record),
    mut progress: impl FnMut(&Records<'_>),
) -> Result<(), Error> {
    loop {
        let chunk = records
            .by_ref()
            .take(CHUNK)
            .collect::<Result<Vec<Record>, Error>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        for record in &chunk {
            summary.add(&record.event);
            if record.event.is_err() {
                refused(record);
            }
        }
        let sent = chunk
            .iter()
            .filter_map(|record| Some((record.line, record.message()?)));
        try_join_all(sent.map(|(line, message)| send(producer, name(message.topic), line, message))).await?;
        progress(&records);
    }
}

async fn send(
    producer: &FutureProducer,
    topic: String,
    line: u64,
    message: Message<'_>,
) -> Result<(), Error> {
    let record = FutureRecord::to(&topic).key(message.key).payload(message.payload);
    let sent = producer.send(record, Timeout::Never).await;
    sent.map(|_| ())
        .map_err(|(error, _)| Error::kafka(format!("sending line {line} to topic {topic}"))(error))
}
