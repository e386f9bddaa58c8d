//! HTTP as a source: CloudEvents by POST, answered when they are durable.

mod binding;

use crate::decode::check;
use crate::durable::{Durable, Key};
use crate::intake::{Intake, Raw, Refusal};
use crate::options::{Limits, Options};
use crate::{Error, Running};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// Age at which a batch of an HTTP pipeline should be cut: senders wait for it.
pub const PROMPT: Duration = Duration::from_millis(25);

/// Routes `POST /events` into a pipeline (CloudEvents HTTP binding 1.0.2: structured, batched and binary mode).
///
/// The answer is 200 when every event is stored durably; 422 when some are dead letters, each named with its reason
/// (the others are stored; sending the whole again does no harm); 400 or 415 when nothing was taken; 503 when the
/// pipeline has stopped. Tokens, sizes, rates and times are limited by the listener around it.
///
/// The events' topic is `http:<instance>:<start>`, where `start` differs with every start: a running number never
/// means two events.
pub fn router(intake: Intake, running: &Running, instance: &str, options: &Options) -> Router {
    let start = RandomState::new().hash_one(instance);
    let door = Door {
        intake,
        durable: running.durable.clone(),
        topic: format!("http:{instance}:{start:016x}").into(),
        next: Mutex::new(0),
        clock: options.clock,
        limits: options.limits,
    };
    Router::new()
        .route("/events", post(receive))
        .with_state(Arc::new(door))
}

struct Door {
    intake: Intake,
    durable: Arc<Durable>,
    topic: Arc<str>,
    next: Mutex<i64>,
    clock: fn() -> Timestamp,
    limits: Limits,
}

/// What the sender is told.
#[derive(Debug, Serialize)]
struct Receipt {
    /// Events stored.
    stored: usize,
    /// Events that are dead letters, by their place in the request.
    dead_letters: Vec<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    /// Place in the request, from 0.
    index: usize,
    /// Where the dead letter is found: `topic:partition:offset`.
    place: String,
    code: String,
    reason: String,
}

#[derive(Serialize)]
struct Complaint {
    error: String,
}

async fn receive(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    let events = match binding::events(&headers, body) {
        Ok(events) => events,
        Err((status, error)) => return (status, Json(Complaint { error })).into_response(),
    };
    match door.store(events).await {
        Ok(receipt) if receipt.dead_letters.is_empty() => Json(receipt).into_response(),
        Ok(receipt) => (StatusCode::UNPROCESSABLE_ENTITY, Json(receipt)).into_response(),
        Err(error) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(Complaint {
                error: error.to_string(),
            }),
        )
            .into_response(),
    }
}

impl Door {
    /// Hands events over under the next running numbers and waits until they are durable.
    async fn store(&self, events: Vec<(Bytes, Option<Refusal>)>) -> Result<Receipt, Error> {
        let count = events.len();
        if count == 0 {
            return Ok(Receipt {
                stored: 0,
                dead_letters: Vec::new(),
            });
        }
        let now = (self.clock)();
        let mut dead_letters = Vec::new();
        // Numbers are given and handed over in one go, or the pipeline would see them fall.
        let mut next = self.next.lock().await;
        let first = *next;
        let mut records = Vec::with_capacity(count);
        for (index, (bytes, refusal)) in events.into_iter().enumerate() {
            let mut raw = Raw::new(self.topic.clone(), 0, first + index as i64, bytes);
            raw.refusal = refusal.or_else(|| check(&raw, now, &self.limits).err().map(Refusal::from));
            if let Some(Refusal { code, reason }) = raw.refusal.clone() {
                let place = format!("{}:0:{}", raw.topic, raw.offset);
                dead_letters.push(Refused {
                    index,
                    place,
                    code,
                    reason,
                });
            }
            records.push(raw);
        }
        self.intake.send(records).await?;
        let last = first + count as i64 - 1;
        *next = last + 1;
        drop(next);
        let key: Key = (self.topic.clone(), 0);
        self.durable.wait_for(&key, last).await?;
        Ok(Receipt {
            stored: count - dead_letters.len(),
            dead_letters,
        })
    }
}
