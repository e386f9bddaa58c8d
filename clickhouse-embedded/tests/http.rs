//! What curl and other clients see: headers, statuses, forms, sessions, formats, cancelling.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;

use support::{post, server, text, wait_for};

#[tokio::test]
async fn health_needs_no_password() {
    for path in ["/ping", "/replicas_status", "/"] {
        let answer = reqwest::get(format!("{}{path}", server().url())).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.text().await.unwrap().as_str()),
            (200, "Ok.\n")
        );
    }
    let answer = reqwest::get(format!("{}/elsewhere", server().url()))
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn credentials_come_in_three_ways() {
    let (url, password) = (server().url(), server().password());
    let client = reqwest::Client::new();
    let status = |request: reqwest::RequestBuilder| async move {
        let answer = request.send().await.unwrap();
        let code = answer
            .headers()
            .get("X-ClickHouse-Exception-Code")
            .map(|v| v.to_str().unwrap().to_owned());
        (answer.status().as_u16(), code)
    };
    let good = (200, None);
    let denied = |status| (status, Some("516".to_owned()));
    assert_eq!(
        status(client.get(format!("{url}/?query=SELECT+1&password={password}"))).await,
        good
    );
    assert_eq!(
        status(
            client
                .get(format!("{url}/?query=SELECT+1"))
                .basic_auth("default", Some(password))
        )
        .await,
        good
    );
    let own = client
        .get(format!("{url}/?query=SELECT+1"))
        .header("X-ClickHouse-Key", password);
    assert_eq!(status(own).await, good);
    assert_eq!(
        status(client.get(format!("{url}/?query=SELECT+1"))).await,
        denied(401)
    );
    assert_eq!(
        status(client.get(format!("{url}/?query=SELECT+1&password=x"))).await,
        denied(403)
    );
    let both = client
        .get(format!("{url}/?query=SELECT+1&password={password}"))
        .header("X-ClickHouse-Key", password);
    assert_eq!(status(both).await, denied(403));
}

#[tokio::test]
async fn answers_say_what_they_are() {
    let answer = post("/?query_id=mine&default_format=JSONEachRow", "SELECT 1 AS x").await;
    let headers = answer.headers().clone();
    let header = |name: &str| {
        headers
            .get(name)
            .map(|v| v.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    assert_eq!(
        (header("X-ClickHouse-Query-Id"), header("X-ClickHouse-Format")),
        ("mine".into(), "JSONEachRow".into())
    );
    assert!(
        !header("X-ClickHouse-Timezone").is_empty() && !header("X-ClickHouse-Server-Display-Name").is_empty()
    );
    assert!(
        header("X-ClickHouse-Summary").contains("\"read_rows\":\"1\""),
        "{}",
        header("X-ClickHouse-Summary")
    );
    assert_eq!(answer.text().await.unwrap(), "{\"x\":1}\n");

    let answer = post("/", "SELECT * FROM nowhere").await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["X-ClickHouse-Exception-Code"].to_str().unwrap()
        ),
        (404, "60")
    );
    let said = answer.text().await.unwrap();
    assert!(
        said.starts_with("Code: 60. DB::Exception: ") && said.contains("(UNKNOWN_TABLE) (version 2"),
        "{said}"
    );
}

#[tokio::test]
async fn get_only_reads() {
    text("/", "CREATE TABLE kept (x UInt8) ENGINE = Memory").await;
    for query in [
        "DROP+TABLE+kept",
        "INSERT+INTO+kept+VALUES+(1)",
        "SYSTEM+FLUSH+LOGS",
    ] {
        let url = format!(
            "{}/?password={}&query={query}",
            server().url(),
            server().password()
        );
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.headers()["X-ClickHouse-Exception-Code"], "164", "{query}");
    }
    let url = format!(
        "{}/?password={}&query=SHOW+TABLES+LIKE+'kept'",
        server().url(),
        server().password()
    );
    assert_eq!(reqwest::get(url).await.unwrap().text().await.unwrap(), "kept\n");
}

#[tokio::test]
async fn database_settings_and_parameters_are_the_requests_own() {
    text("/", "CREATE DATABASE own").await;
    let sql = "SELECT currentDatabase(), getSetting('max_threads'), {x:String}";
    assert_eq!(
        text("/?database=own&max_threads=3&param_x=a%5Ctb%26", sql).await,
        "own\t3\ta\\tb&\n"
    );
    let form = "--b\r\nContent-Disposition: form-data; name=\"param_x\"\r\n\r\nfrom a form\r\n--b--\r\n";
    let client = reqwest::Client::new().post(format!("{}/?query={}", server().url(), sql.replace(' ', "+")));
    let request = client
        .header("X-ClickHouse-Key", server().password())
        .header("X-ClickHouse-Database", "own");
    let request = request
        .header("Content-Type", "multipart/form-data; boundary=b")
        .body(form);
    let answer = request.send().await.unwrap().text().await.unwrap();
    assert!(
        answer.starts_with("own\t") && answer.ends_with("\tfrom a form\n"),
        "{answer}"
    );
    for (path, code) in [
        ("/?nope=1", "115"),
        ("/?max_threads=x", "27"),
        ("/?database=nope", "81"),
        ("/?compress=1", "48"),
    ] {
        assert_eq!(
            post(path, "SELECT 1").await.headers()["X-ClickHouse-Exception-Code"],
            code,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_session_keeps_tables_and_settings_and_nothing_leaks() {
    text("/?session_id=s", "CREATE TEMPORARY TABLE mine (x UInt8)").await;
    text("/?session_id=s", "INSERT INTO mine VALUES (5)").await;
    text("/?session_id=s", "SET max_block_size = 1234").await;
    let sql =
        "SELECT x, getSetting('max_block_size'), getSetting('max_threads'), currentDatabase() FROM mine";
    assert!(
        text(
            "/?session_id=s&max_block_size=9&max_threads=7&database=system",
            sql
        )
        .await
        .starts_with("5\t9\t7\tsystem")
    );
    let later = text("/?session_id=s", sql).await;
    assert!(
        later.starts_with("5\t1234\t") && later.ends_with("\tdefault\n") && !later.contains("\t7\t"),
        "{later}"
    );
    assert!(text("/", "SELECT * FROM mine").await.starts_with("Code: 60."));
    text("/?session_id=s&close_session=1", "SELECT 1").await;
    assert!(
        text("/?session_id=s&session_check=1", "SELECT 1")
            .await
            .starts_with("Code: 372.")
    );
}

#[tokio::test]
async fn a_session_runs_one_query_at_a_time() {
    let slow = tokio::spawn(text(
        "/?session_id=busy",
        "SELECT count() FROM numbers(1000000000000)",
    ));
    wait_for(
        "SELECT count() > 0 FROM system.processes WHERE query LIKE 'SELECT count() FROM numbers(10000%'",
        "1",
    )
    .await;
    assert!(
        text("/?session_id=busy", "SELECT 1")
            .await
            .starts_with("Code: 373.")
    );
    slow.abort();
    wait_for(
        "SELECT count() FROM system.processes WHERE query LIKE 'SELECT count() FROM numbers(10000%'",
        "0",
    )
    .await;
}

#[tokio::test]
async fn every_format_is_one_document_however_long() {
    // More than the bytes held back and more than one block; the engine's own answer in one piece is the measure.
    let rows = "SELECT number AS n, toString(number) AS s FROM numbers(300000)";
    for format in [
        "JSON",
        "JSONCompact",
        "CSVWithNames",
        "TSVWithNamesAndTypes",
        "RowBinaryWithNamesAndTypes",
        "Values",
        "XML",
    ] {
        let streamed = post(
            "/?output_format_write_statistics=0",
            format!("{rows} FORMAT {format}"),
        )
        .await;
        assert!(
            streamed.headers().get("X-ClickHouse-Exception-Tag").is_some(),
            "{format} is streamed"
        );
        let streamed = streamed.bytes().await.unwrap();
        let path = "/?output_format_write_statistics=0&wait_end_of_query=1";
        let whole = post(path, format!("{rows} FORMAT {format}"))
            .await
            .bytes()
            .await
            .unwrap();
        let large = "/?output_format_write_statistics=0&buffer_size=100000000&max_block_size=1000000";
        let one_block = post(large, format!("{rows} FORMAT {format}"))
            .await
            .bytes()
            .await
            .unwrap();
        assert!(streamed == whole && streamed == one_block, "{format}");
    }
    let json: Vec<u8> = text("/", &format!("{rows} FORMAT JSON")).await.into_bytes();
    assert!(json.ends_with(b"}\n") && String::from_utf8(json).unwrap().contains("\"rows\": 300000,"));
}

#[tokio::test]
async fn a_failure_has_its_status_when_the_client_waits_for_the_end() {
    let sql = "SELECT throwIf(number = 4000000), 'some text' FROM numbers(5000000)";
    let answer = post("/?wait_end_of_query=1&max_threads=1", sql).await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["X-ClickHouse-Exception-Code"].to_str().unwrap()
        ),
        (500, "395")
    );
    assert!(answer.text().await.unwrap().starts_with("Code: 395."));
    let answer = post("/?max_threads=1", sql).await;
    assert_eq!(answer.status(), 200);
    let tag = answer.headers()["X-ClickHouse-Exception-Tag"]
        .to_str()
        .unwrap()
        .to_owned();
    let said = answer.text().await.unwrap();
    assert!(
        said.ends_with(&format!(" {tag}\r\n__exception__\r\n")),
        "{}",
        &said[said.len() - 300..]
    );
}

#[tokio::test]
async fn inserts_come_in_any_shape() {
    text(
        "/",
        "CREATE TABLE shapes (x UInt32, s String) ENGINE = MergeTree ORDER BY x",
    )
    .await;
    let inserts = [
        ("/", "INSERT INTO shapes FORMAT TSV\n1\ta\n"),
        ("/?query=INSERT+INTO+shapes+FORMAT+CSV", "2,b\n"),
        ("/?query=INSERT+INTO+shapes+VALUES", "(3, 'c')"),
        ("/?query=INSERT+INTO+shapes", "VALUES (4, 'd')"),
        ("/", "INSERT INTO shapes SELECT 5, 'e'"),
        (
            "/?query=INSERT+INTO+shapes+(s,+x)+SETTINGS+async_insert=0",
            "FORMAT JSONEachRow {\"x\": 6, \"s\": \"f\"}",
        ),
        ("/?param_x=7", "INSERT INTO shapes SELECT {x:UInt32}, 'g'"),
    ];
    for (path, body) in inserts {
        assert_eq!(text(path, body).await, "", "{body}");
    }
    assert_eq!(
        text(
            "/",
            "SELECT groupArray(x), groupArray(s) FROM (SELECT * FROM shapes ORDER BY x)"
        )
        .await,
        "[1,2,3,4,5,6,7]\t['a','b','c','d','e','f','g']\n"
    );
    let broken = post("/", "INSERT INTO shapes FORMAT TSV\n8\th\nnine\ti\n").await;
    assert_eq!(broken.headers()["X-ClickHouse-Exception-Code"], "27");
    assert_eq!(text("/", "SELECT count() FROM shapes").await, "7\n");
}

#[test]
fn a_query_is_cancelled_when_its_client_leaves() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // One sends nothing before its end, one sends without end and is read a little, one is not read at all.
    let queries = [
        ("SELECT max(number + 111) FROM numbers(1000000000000)", 0),
        ("SELECT 222 + number FROM numbers(1000000000000)", 5_000_000),
        ("SELECT 333 + number FROM numbers(1000000000000)", 0),
    ];
    for (query, read) in queries {
        let mut client = TcpStream::connect(server().local_addr()).unwrap();
        let (key, length) = (server().password(), query.len());
        write!(
            client,
            "POST / HTTP/1.1\r\nHost: x\r\nX-ClickHouse-Key: {key}\r\nContent-Length: {length}\r\n\r\n{query}"
        )
        .unwrap();
        let running = format!("SELECT count() FROM system.processes WHERE startsWith(query, '{query}')");
        runtime.block_on(wait_for(&running, "1"));
        std::io::copy(&mut (&client).take(read), &mut std::io::sink()).unwrap();
        drop(client);
        runtime.block_on(wait_for(&running, "0"));
    }
}

#[tokio::test]
async fn a_body_that_is_refused_early_does_not_hide_the_refusal() {
    let body = vec![b'x'; 20_000_000];
    let answer = post("/?query=INSERT+INTO+nowhere+FORMAT+TSV", body).await;
    assert_eq!(answer.headers()["X-ClickHouse-Exception-Code"], "60");
}
