//! CloudEvents by HTTP: the three modes of the binding, answered when durable, faults named one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::cable::Cable;
use harness::checks::{LONG, until};
use harness::engine::{database, migrated, warehouse};
use harness::events::incident;
use ingest::source::http;
use ingest::{Error, Options, Running, Summary, audit, start};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use warehouse::Warehouse;

/// A listener with a pipeline behind it.
struct Served {
    url: String,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
    running: Running,
}

impl Served {
    async fn over(warehouse: &Warehouse) -> Self {
        let mut options = Options::new(jiff::Timestamp::now);
        options.batch.age = http::PROMPT;
        options.retry.first = Duration::from_millis(20);
        options.retry.most = Duration::from_millis(100);
        let (intake, running) = start(warehouse, options.clone()).await.unwrap();
        let router = http::router(intake, &running, "here", &options);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/events", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap_or_default() };
            axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await
                .unwrap();
        });
        Self {
            url,
            stop,
            server,
            running,
        }
    }

    async fn post(&self, headers: &[(&str, &str)], body: impl Into<reqwest::Body>) -> (u16, Value) {
        let mut request = reqwest::Client::new().post(&self.url).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        (
            answer.status().as_u16(),
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap(),
        )
    }

    async fn finish(self) -> Result<Summary, Error> {
        self.stop.send(()).unwrap();
        self.server.await.unwrap();
        self.running.finish().await
    }
}

const SINGLE: (&str, &str) = ("content-type", "application/cloudevents+json");
const BATCH: (&str, &str) = ("content-type", "application/cloudevents-batch+json");

async fn count(warehouse: &Warehouse, table: &str) -> u64 {
    warehouse
        .client()
        .query(&format!("select count() from {table}"))
        .fetch_one()
        .await
        .unwrap()
}

fn batch(events: &[Vec<u8>]) -> Vec<u8> {
    [b"[".as_slice(), &events.join(&b","[..]), b"]"].concat()
}

#[tokio::test]
async fn an_answer_of_200_means_stored() {
    let warehouse = warehouse("http").await;
    let served = Served::over(&warehouse).await;
    let (status, receipt) = served.post(&[SINGLE], incident("h", 0)).await;
    assert_eq!((status, receipt), (200, json!({"stored": 1, "dead_letters": []})));
    assert_eq!(count(&warehouse, "events").await, 1);

    let events: Vec<Vec<u8>> = (1..200).map(|n| incident("h", n)).collect();
    let (status, receipt) = served.post(&[BATCH], batch(&events)).await;
    assert_eq!((status, &receipt["stored"]), (200, &json!(199)));
    assert_eq!(count(&warehouse, "events").await, 200);
    assert_eq!(served.finish().await.unwrap().events, 200);
    let account = audit(&warehouse).await.unwrap().remove(0);
    assert!(
        account.balances() && account.topic.starts_with("http:here:"),
        "{account:?}"
    );
}

#[tokio::test]
async fn binary_mode_stores_the_same_event() {
    let warehouse = warehouse("http_binary").await;
    let served = Served::over(&warehouse).await;
    let headers = [
        ("content-type", "application/json"),
        ("ce-specversion", "1.0"),
        ("ce-id", "b1"),
        ("ce-source", "/desk"),
        ("ce-type", "incident.v1"),
        ("ce-subject", "INC%E2%82%AC1"),
        ("ce-time", "2026-01-02T03:04:05Z"),
        ("ce-sequence", "7"),
    ];
    let (status, receipt) = served
        .post(&headers, r#"{"service":"securities","state":"new"}"#)
        .await;
    assert_eq!((status, &receipt["stored"]), (200, &json!(1)), "{receipt}");
    let row: (String, String, u64, String) = warehouse
        .client()
        .query("select id, subject, sequence, toString(service) from events")
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(row, ("b1".into(), "INC€1".into(), 7, "securities".into()));
    let (status, receipt) = served.post(&headers, "not json").await;
    assert_eq!(
        (status, receipt["dead_letters"][0]["code"].as_str()),
        (422, Some("not-json"))
    );
    served.finish().await.unwrap();
}

#[tokio::test]
async fn bad_events_are_named_one_by_one_and_good_ones_stored() {
    let warehouse = warehouse("http_bad").await;
    let served = Served::over(&warehouse).await;
    let events = vec![incident("g", 0), b"{}".to_vec(), incident("g", 1), b"3".to_vec()];
    let (status, receipt) = served.post(&[BATCH], batch(&events)).await;
    assert_eq!((status, &receipt["stored"]), (422, &json!(2)));
    let named: Vec<(u64, &str)> = receipt["dead_letters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|letter| {
            (
                letter["index"].as_u64().unwrap(),
                letter["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(named, [(1, "missing-field"), (3, "not-an-event")]);
    assert_eq!(
        (
            count(&warehouse, "events").await,
            count(&warehouse, "dead_letters").await
        ),
        (2, 2)
    );
    let place = receipt["dead_letters"][0]["place"].as_str().unwrap().to_owned();
    let found: String = warehouse
        .client()
        .query("select concat(topic, ':', toString(partition), ':', toString(offset)) from dead_letters where raw = '{}'")
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(place, found);
    for (headers, body, expected) in [
        (&[("content-type", "text/plain")], "x", 415),
        (&[BATCH], "{}", 400),
        (&[BATCH], "[]", 200),
    ] {
        assert_eq!(served.post(headers, body).await.0, expected, "{body}");
    }
    assert_eq!(count(&warehouse, "dead_letters").await, 2);
    served.finish().await.unwrap();
}

#[tokio::test]
async fn many_senders_at_once_are_all_stored() {
    let warehouse = warehouse("http_many").await;
    let served = Served::over(&warehouse).await;
    let posts = (0..60).map(|n| served.post(&[SINGLE], incident("many", n)));
    let statuses = futures_util::future::join_all(posts).await;
    assert!(statuses.iter().all(|(status, _)| *status == 200));
    let summary = served.finish().await.unwrap();
    assert_eq!(summary.events, 60);
    assert!(summary.batches < 60, "senders share inserts: {summary:?}");
}

#[tokio::test]
async fn nothing_is_answered_before_it_is_durable() {
    let mut settings = database("http_away");
    let direct = migrated(settings.clone()).await;
    let cable = Cable::to(settings.url.trim_start_matches("http://")).await;
    settings.url = cable.url();
    let served = Served::over(&Warehouse::connect(settings).await.unwrap()).await;
    cable.cut();
    let mut waiting = Box::pin(served.post(&[SINGLE], incident("w", 0)));
    let early = tokio::time::timeout(Duration::from_millis(300), &mut waiting).await;
    assert!(early.is_err(), "answered while ClickHouse was away");
    cable.mend();
    assert_eq!(waiting.as_mut().await.0, 200);
    drop(waiting);
    until("the event", LONG, || async {
        count(&direct, "events").await == 1
    })
    .await;
    served.finish().await.unwrap();
}
