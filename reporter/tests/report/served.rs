//! Files on disk and pages over HTTP.

use std::path::Path;

use axum::Router;
use reporter::{Formats, Language, Month, Published, compose, publish, web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixture;

async fn published(dir: &Path) -> Published {
    let report = compose(&fixture::marts(), &fixture::texts()).unwrap();
    publish(dir, &report, &[Language::English], Formats::All)
        .await
        .unwrap()
}

#[tokio::test]
async fn files_lie_under_their_month_and_the_index_lists_them() {
    let dir = tempfile::tempdir().unwrap();
    let written = published(dir.path()).await;
    let again = published(dir.path()).await;
    assert_eq!(written, again);
    assert_eq!(
        written.pages,
        [dir.path().join("2016-05/service-report-2016-05.en.html")]
    );
    assert_eq!(
        written.json,
        Some(dir.path().join("2016-05/service-report-2016-05.json"))
    );
    let mut earlier = compose(&fixture::marts(), &fixture::texts()).unwrap();
    earlier.data.control.month = "2016-04".parse::<Month>().unwrap();
    publish(dir.path(), &earlier, &[Language::English], Formats::Html)
        .await
        .unwrap();
    let index = std::fs::read_to_string(&written.index).unwrap();
    let (may, april) = (index.find("May 2016").unwrap(), index.find("April 2016").unwrap());
    assert!(may < april, "the newest first");
    assert!(index.contains("2016-05/service-report-2016-05.en.html"));
    assert!(index.contains("2016-05/service-report-2016-05.json"));
    let left: Vec<_> = std::fs::read_dir(dir.path().join("2016-05"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "no partial files: {left:?}");
}

#[tokio::test]
async fn pages_are_served_and_nothing_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("out");
    published(&folder).await;
    std::fs::write(dir.path().join("secret.html"), "secret").unwrap();
    std::fs::write(folder.join(".hidden.html"), "hidden").unwrap();
    std::fs::write(folder.join("notes.txt"), "notes").unwrap();
    let address = serve(web::router(&folder)).await;
    let index = ask(&address, "GET", "/").await;
    assert!(
        index.starts_with("HTTP/1.1 200") && index.contains("Service reports"),
        "{index:.300}"
    );
    let lower = index.to_ascii_lowercase();
    for header in [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
    ] {
        assert!(lower.contains(header), "{header} in {lower:.900}");
    }
    let json = ask(&address, "GET", "/2016-05/service-report-2016-05.json").await;
    assert!(
        json.to_ascii_lowercase()
            .contains("content-type: application/json"),
        "{json:.300}"
    );
    for path in [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/.hidden.html",
        "/%2Ehidden.html",
        "/notes.txt",
        "/2016-05",
        "/no.html",
    ] {
        let answer = ask(&address, "GET", path).await;
        assert!(
            answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"),
            "{path}: {answer:.80}"
        );
        assert!(
            !answer.ends_with("secret") && !answer.ends_with("hidden"),
            "{path}"
        );
    }
    let post = ask(&address, "POST", "/index.html").await;
    assert!(post.starts_with("HTTP/1.1 405"), "{post:.80}");
}

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn ask(address: &str, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
