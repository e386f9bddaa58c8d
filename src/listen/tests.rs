//! Every refusal of the listener, over real connections.
use std::sync::Arc;
use std::time::Duration;

use axum::routing::{get, post};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::*;

const TOKEN: &str = "a token of sufficient length";

fn policy(settings: &[(&'static str, &str)]) -> Result<Policy> {
    let flags = settings.iter().map(|(name, value)| (*name, (*value).to_owned()));
    Policy::from_config(&Config::load(None, std::iter::empty(), flags).unwrap())
}

/// Serves small routes with these settings; ends when the sender is dropped.
async fn served(settings: &[(&'static str, &str)]) -> (String, oneshot::Sender<()>) {
    let settings = [&[("listen.address", "127.0.0.1:0")], settings].concat();
    let bound = policy(&settings).unwrap().bind().await.unwrap();
    let url = bound.url().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let slow = || async { std::future::pending::<&'static str>().await };
    let doors = Doors {
        open: Router::new().route("/health/live", get(|| async { "live" })),
        events: Router::new().route(
            "/events",
            post(|body: axum::body::Bytes| async move { body.len().to_string() }),
        ),
        pages: Router::new()
            .route("/", get(|| async { "page" }))
            .route("/slow", get(slow)),
    };
    tokio::spawn(bound.serve(doors, async move { _ = stopped.await }));
    (url, stop)
}

async fn status(request: reqwest::RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

#[test]
fn off_loopback_needs_both_tokens() {
    let hash = auth::hash(TOKEN);
    let refused = |settings: &[(&'static str, &str)]| policy(settings).err().unwrap().to_string();
    assert!(refused(&[("listen.address", "0.0.0.0:0")]).contains("refusing to listen on 0.0.0.0:0"));
    let one = [
        ("listen.address", "[::]:0"),
        ("listen.pages_token_sha256", hash.as_str()),
    ];
    let message = refused(&one);
    assert!(
        message.contains("listen.events_token_sha256") && message.contains("service-report token"),
        "{message}"
    );
    let both = [one[0], one[1], ("listen.events_token_sha256", hash.as_str())];
    assert!(policy(&both).is_ok());
    assert!(policy(&[("listen.address", "127.0.0.1:0")]).is_ok());
}

#[test]
fn wrong_values_are_refused_in_words() {
    let refused = |name, value| policy(&[(name, value)]).err().unwrap().to_string();
    assert!(refused("listen.address", "localhost").contains("like 127.0.0.1:8080"));
    assert!(refused("listen.events_token_sha256", "hunter2").contains("64 hexadecimal digits"));
    assert!(!refused("listen.events_token_sha256", "hunter2").contains("hunter2"));
    assert!(refused("listen.certificate", "cert.pem").contains("listen.key"));
    assert!(refused("listen.burst", "0").contains("at least 1"));
}

#[tokio::test]
async fn each_door_wants_its_own_token_and_health_none() {
    let (events, pages) = (auth::hash("a token for events alone"), auth::hash(TOKEN));
    let settings = [
        ("listen.events_token_sha256", events.as_str()),
        ("listen.pages_token_sha256", pages.as_str()),
    ];
    let (url, _stop) = served(&settings).await;
    let client = reqwest::Client::new();
    assert_eq!(status(client.get(format!("{url}/health/live"))).await, 200);
    assert_eq!(status(client.get(&url)).await, 401);
    assert_eq!(status(client.get(&url).bearer_auth("guess")).await, 401);
    assert_eq!(status(client.get(&url).bearer_auth(TOKEN)).await, 200);
    assert_eq!(
        status(client.get(&url).basic_auth("anybody", Some(TOKEN))).await,
        200
    );
    assert_eq!(
        status(client.post(format!("{url}/events")).bearer_auth(TOKEN)).await,
        401
    );
    assert_eq!(
        status(
            client
                .post(format!("{url}/events"))
                .bearer_auth("a token for events alone")
        )
        .await,
        200
    );
    assert_eq!(status(client.get(format!("{url}/nothing-here"))).await, 404);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_announced_or_not() {
    let (url, _stop) = served(&[("listen.body_bytes", "1000")]).await;
    let client = reqwest::Client::new();
    assert_eq!(
        status(client.post(format!("{url}/events")).body("x".repeat(1000))).await,
        200
    );
    assert_eq!(
        status(client.post(format!("{url}/events")).body("x".repeat(1001))).await,
        413
    );
    let address = url.strip_prefix("http://").unwrap();
    let chunk = format!("{:x}\r\n{}\r\n0\r\n\r\n", 2000, "x".repeat(2000));
    let request = format!(
        "POST /events HTTP/1.1\r\nHost: {address}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunk}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn too_many_requests_and_too_slow_ones_are_refused() {
    let settings = [
        ("listen.burst", "3"),
        ("listen.requests_per_second", "1"),
        ("listen.time_limit_ms", "200"),
    ];
    let (url, _stop) = served(&settings).await;
    let client = reqwest::Client::new();
    assert_eq!(status(client.get(format!("{url}/slow"))).await, 408);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(client.get(&url).send().await.unwrap());
    }
    assert!(
        answers
            .iter()
            .any(|answer| answer.status() == 429 && answer.headers().contains_key("retry-after"))
    );
}

#[tokio::test]
async fn without_tokens_only_this_machine_by_its_own_name_is_served() {
    let (url, _stop) = served(&[]).await;
    let client = reqwest::Client::new();
    assert_eq!(status(client.get(&url)).await, 200);
    assert_eq!(status(client.get(&url).header("host", "evil.example")).await, 403);
    assert_eq!(
        status(client.get(&url).header("origin", "http://evil.example")).await,
        403
    );
    assert_eq!(status(client.get(&url).header("origin", &url)).await, 200);
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_until_a_seat_is_free() {
    let (url, _stop) = served(&[("listen.connections", "1")]).await;
    let address = url.strip_prefix("http://").unwrap().to_owned();
    let seated = TcpStream::connect(&address).await.unwrap();
    let waiting = tokio::spawn(async move { reqwest::get(url).await.unwrap().status().as_u16() });
    assert!(
        tokio::time::timeout(Duration::from_millis(300), async {
            while !waiting.is_finished() {
                tokio::task::yield_now().await
            }
        })
        .await
        .is_err()
    );
    drop(seated);
    assert_eq!(
        tokio::time::timeout(Duration::from_secs(10), waiting)
            .await
            .unwrap()
            .unwrap(),
        200
    );
}

#[tokio::test]
async fn a_stop_lets_the_request_under_way_finish() {
    let (url, stop) = served(&[("listen.time_limit_ms", "500")]).await;
    let slow = tokio::spawn(async move {
        reqwest::get(format!("{url}/slow"))
            .await
            .unwrap()
            .status()
            .as_u16()
    });
    tokio::task::yield_now().await;
    drop(stop);
    let answered = tokio::time::timeout(Duration::from_secs(5), slow).await.unwrap();
    // Either it was under way and ends by its own limit, or the listener was gone before it came.
    assert!(answered.is_err() || answered.unwrap() == 408);
}

#[tokio::test]
async fn with_certificate_and_key_it_speaks_tls_and_nothing_else() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
    let (certificate, key) = (format!("{folder}/certificate.pem"), format!("{folder}/key.pem"));
    let (url, _stop) = served(&[("listen.certificate", &certificate), ("listen.key", &key)]).await;
    let address = url.strip_prefix("https://").unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(&certificate).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let plain = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let mut secure = tokio_rustls::TlsConnector::from(Arc::new(client))
        .connect(name, plain)
        .await
        .unwrap();
    secure
        .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = secure.read_to_end(&mut answer).await;
    assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    assert!(reqwest::get(format!("http://{address}/")).await.is_err());
}
