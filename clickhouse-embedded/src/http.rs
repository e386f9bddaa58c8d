//! The routes of ClickHouse's HTTP interface, and a query's way through this crate.

use std::sync::{Arc, Weak};

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use tokio::sync::{Semaphore, oneshot, watch};

use crate::auth::Guard;
use crate::body;
use crate::cancel::{Interest, Progress};
use crate::engine::{Engine, Facts};
use crate::exception::Exception;
use crate::flow::{self, Flow};
use crate::request::{self, Query};
use crate::response;
use crate::session::Sessions;
use crate::work::{self, Work};

/// Queries that run at once; further ones wait in the order they came.
pub(crate) const MAX_QUERIES: usize = 100;
/// Held back of a result before its status is sent, as servers do: errors until then have a status of their own.
const BUFFER_BYTES: usize = 1 << 20;
/// The longest form field that is not a file.
const MAX_FORM_BYTES: usize = 64 << 20;

/// All routes.
pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/", any(query))
        .route("/query", any(query))
        .route("/ping", get("Ok.\n"))
        .route("/replicas_status", get("Ok.\n"))
        .fallback(not_found)
        .with_state(service)
}

/// What the handlers share.
pub(crate) struct Service {
    engine: Weak<Engine>,
    facts: Facts,
    guard: Guard,
    sessions: Arc<Sessions>,
    places: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
}

impl Service {
    /// Serves this engine, as long as it is open, to who knows the password.
    pub(crate) fn new(
        engine: &Arc<Engine>,
        password: &str,
        sessions: &Arc<Sessions>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self {
            engine: Arc::downgrade(engine),
            facts: engine.facts().clone(),
            guard: Guard::new(password),
            sessions: Arc::clone(sessions),
            places: Arc::new(Semaphore::new(MAX_QUERIES)),
            stopping,
        }
    }
}

async fn not_found() -> impl IntoResponse {
    let text = "There is no handle for this path.\nUse / or /ping for health checks.\n\
                Send queries from your program with POST method or GET /?query=...\n";
    (StatusCode::NOT_FOUND, text)
}

async fn query(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let version = service.facts.version.as_str();
    let pairs = request::pairs(request.uri().query().unwrap_or_default());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && !pairs.iter().any(|(name, _)| name == "query") {
        return "Ok.\n".into_response();
    }
    if !reads && request.method() != Method::POST && request.method() != Method::PUT {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if let Err(denied) = service.guard.admit(request.headers(), &pairs) {
        return denied.respond(version);
    }
    let mut id = String::new();
    let answered = answer(&service, request, pairs, reads, &mut id).await;
    let mut response = answered.unwrap_or_else(|exception| exception.respond(version));
    let headers = response.headers_mut();
    response::insert(headers, "X-ClickHouse-Query-Id", &id);
    response::insert(headers, "X-ClickHouse-Server-Display-Name", &service.facts.host);
    response::insert(headers, "X-ClickHouse-Timezone", &service.facts.time_zone);
    response
}

async fn answer(
    service: &Service,
    request: Request,
    pairs: Vec<(String, String)>,
    reads: bool,
    id: &mut String,
) -> Result<Response<Body>, Exception> {
    let (headers, pairs, body) = open_form(request, pairs).await?;
    let mut query = Query::read(pairs, &headers)?;
    query.read_only = reads;
    *id = query.id.clone().unwrap_or_else(new_id);
    let engine = service.engine.upgrade().ok_or_else(stopped)?;
    let place = Arc::clone(&service.places)
        .acquire_owned()
        .await
        .map_err(|_| stopped())?;

    let (wait, buffer) = (
        query.wait_end_of_query,
        query.buffer_bytes.unwrap_or(BUFFER_BYTES),
    );
    let (sender, reader) = body::channel();
    let encoding = headers
        .get(header::CONTENT_ENCODING)
        .and_then(|v| v.to_str().ok());
    let encoding = encoding.unwrap_or_default().to_owned();
    tokio::spawn(sender.forward(body, service.stopping.clone()));

    let progress = Progress::new();
    let interest = Interest::new(&progress, &engine);
    let spool = wait.then(|| engine.folder().to_owned());
    let (rows_sender, rows) = oneshot::channel();
    let sessions = Arc::clone(&service.sessions);
    let work = Work {
        engine,
        sessions,
        query,
        body: reader,
        encoding,
        progress,
        rows: rows_sender,
    };
    let worker = tokio::task::spawn_blocking(move || {
        let _place = place;
        work::run(work)
    });
    match rows.await {
        Ok(rows) => {
            let flow = Flow::new(rows, worker, interest)?;
            flow.respond(
                buffer,
                spool.as_deref(),
                &service.facts.version,
                service.stopping.clone(),
            )
            .await
        }
        // The query was none that gives rows.
        Err(_) => {
            let mut done = flow::end(worker).await?;
            let body = std::mem::take(&mut done.body);
            Ok(response::complete(Body::from(body), &done))
        }
    }
}

/// Adds the fields of a form to the pairs; a form leaves no body.
async fn open_form(
    request: Request,
    mut pairs: Vec<(String, String)>,
) -> Result<(HeaderMap, Vec<(String, String)>, Body), Exception> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    if !content_type.is_some_and(|value| value.trim_start().starts_with("multipart/form-data")) {
        let (parts, body) = request.into_parts();
        return Ok((parts.headers, pairs, body));
    }
    let mut headers = request.headers().clone();
    headers.remove(header::CONTENT_ENCODING);
    let bad =
        |error: &dyn std::fmt::Display| Exception::new(36, "BAD_ARGUMENTS", format!("Bad form: {error}."));
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|error| bad(&error.body_text()))?;
    let mut room = MAX_FORM_BYTES;
    while let Some(mut field) = form.next_field().await.map_err(|error| bad(&error.body_text()))? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            let message = format!("External tables ('{name}') are not offered by the embedded server.");
            return Err(Exception::new(48, "NOT_IMPLEMENTED", message));
        }
        let mut value = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|error| bad(&error.body_text()))? {
            room = room
                .checked_sub(piece.len())
                .ok_or_else(|| bad(&"it is too long"))?;
            value.extend_from_slice(&piece);
        }
        pairs.push((name, String::from_utf8(value).map_err(|error| bad(&error))?));
    }
    Ok((headers, pairs, Body::empty()))
}

fn stopped() -> Exception {
    Exception::new(236, "ABORTED", "The embedded server is shutting down.")
}

fn new_id() -> String {
    let n: u128 = rand::random();
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        n >> 96,
        n >> 80 & 0xffff,
        n >> 64 & 0xffff,
        n >> 48 & 0xffff,
        n & 0xffff_ffff_ffff
    )
}
