//! The `clickhouse` crate, unmodified, against the embedded server.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use clickhouse::error::Error;
use clickhouse::{Client, Row};
use serde::{Deserialize, Serialize};
use support::{client, server};

#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
struct Event {
    id: String,
    service: String,
    n: u64,
    at: i64,
    opened_at: Option<i64>,
    stated: Option<u8>,
    ratio: f64,
    waiting: Vec<(String, u64)>,
    tags: Vec<String>,
    open: bool,
}

#[derive(Debug, PartialEq, Row, Deserialize)]
struct Bound {
    n: u64,
    s: String,
    a: Vec<String>,
}

const EVENTS: &str = "CREATE TABLE events (id String, service LowCardinality(String), n UInt64, \
    at DateTime64(3, 'UTC'), opened_at Nullable(DateTime64(3, 'UTC')), stated Nullable(UInt8), ratio Float64, \
    waiting Map(String, UInt64), tags Array(String), open Bool) ENGINE = MergeTree ORDER BY n";

fn event(n: u64) -> Event {
    Event {
        id: format!("id-{n} 臺北 '\\\t"),
        service: ["securities.settlement", ""][usize::try_from(n % 2).unwrap()].to_owned(),
        n,
        at: 1_772_323_199_987 + i64::try_from(n).unwrap(),
        opened_at: n.is_multiple_of(3).then_some(-1),
        stated: n.is_multiple_of(2).then_some(1),
        ratio: 0.1,
        waiting: vec![("customer".to_owned(), n)],
        tags: vec![String::new(); usize::try_from(n % 4).unwrap()],
        open: n.is_multiple_of(5),
    }
}

async fn insert(client: &Client, table: &str, rows: &[Event]) -> Result<(), Error> {
    let mut insert = client.insert::<Event>(table).await?;
    for row in rows {
        insert.write(row).await?;
    }
    insert.end().await
}

#[tokio::test]
async fn typed_rows_make_the_round_trip() {
    let client = client("typed").await;
    client.query(EVENTS).execute().await.unwrap();
    let rows: Vec<Event> = (0..5000).map(event).collect();
    insert(&client, "events", &rows).await.unwrap();
    let read = client
        .query("SELECT ?fields FROM events ORDER BY n")
        .fetch_all::<Event>()
        .await
        .unwrap();
    assert!(read == rows);
    let none = client
        .query("SELECT ?fields FROM events WHERE n > 9999")
        .fetch_all::<Event>()
        .await
        .unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn parameters_are_bound_by_client_and_server() {
    let client = client("bound").await;
    let text = "it's \\ \t {x:Int8}";
    let bound: (u64, String) = client
        .query("SELECT toUInt64(?), ?")
        .bind(7)
        .bind(text)
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(bound, (7, text.to_owned()));
    let query = client.query("SELECT {n:UInt64} AS n, {s:String} AS s, {a:Array(String)} AS a");
    let query = query
        .param("n", u64::MAX)
        .param("s", text)
        .param("a", vec!["x", "it's"]);
    let row: Bound = query.fetch_one().await.unwrap();
    assert_eq!(
        row,
        Bound {
            n: u64::MAX,
            s: text.to_owned(),
            a: vec!["x".to_owned(), "it's".to_owned()]
        }
    );
}

#[tokio::test]
async fn refusals_have_their_code() {
    let client = client("refused").await;
    let refusal = |sql: &'static str| {
        let query = client.query(sql);
        async move { query.fetch_all::<u64>().await.unwrap_err().to_string() }
    };
    assert!(
        refusal("SELECT n FROM nowhere")
            .await
            .contains("Code: 60. DB::Exception: ")
    );
    assert!(
        refusal("SELECT toUInt64(n) FROM")
            .await
            .contains("Code: 62. DB::Exception: ")
    );
    let setting = client.clone().with_setting("no_such_setting", "1");
    let error = setting.query("SELECT 1").execute().await.unwrap_err().to_string();
    assert!(
        error.contains("Code: 115.") && error.contains("(UNKNOWN_SETTING)"),
        "{error}"
    );
    let limited = client.clone().with_setting("max_result_rows", "5");
    let error = limited
        .query("SELECT number FROM numbers(9)")
        .fetch_all::<u64>()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("Code: 396."), "{error}");
}

#[tokio::test]
async fn a_failure_in_the_middle_of_rows_is_an_error() {
    let client = client("middle").await.with_setting("max_threads", "1");
    let sql = "SELECT toUInt64(number + throwIf(number = 2000000)) FROM numbers(9000000)";
    let mut rows = client.query(sql).fetch::<u64>().unwrap();
    let mut seen = 0;
    let error = loop {
        match rows.next().await {
            Ok(Some(_)) => seen += 1,
            Ok(None) => panic!("ended well after {seen} rows"),
            Err(error) => break error.to_string(),
        }
    };
    assert!(
        error.contains("Code: 395.") && (1..=2_000_000).contains(&seen),
        "{seen}: {error}"
    );
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let server = server();
    for (user, password) in [("default", "wrong"), ("default", ""), ("root", server.password())] {
        let client = Client::default()
            .with_url(server.url())
            .with_user(user)
            .with_password(password);
        let error = client.query("SELECT 1").execute().await.unwrap_err().to_string();
        assert!(error.contains("Code: 516."), "{error}");
    }
}

#[tokio::test]
async fn two_clients_at_once_do_not_mix() {
    let clients = [client("left").await, client("right").await];
    for (n, client) in (0_u64..).zip(&clients) {
        client
            .query("CREATE TABLE t (n UInt64) ENGINE = MergeTree ORDER BY n")
            .execute()
            .await
            .unwrap();
        client
            .query("INSERT INTO t VALUES (?)")
            .bind(n)
            .execute()
            .await
            .unwrap();
    }
    let tasks = (0..200_u64).map(|i| {
        let which = i % 2;
        let client = clients[usize::try_from(which).unwrap()].clone();
        tokio::spawn(async move {
            let query = client.query("SELECT n, {i:UInt64} FROM t").param("i", i);
            assert_eq!(query.fetch_one::<(u64, u64)>().await.unwrap(), (which, i));
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_block_with_a_known_token_is_stored_once() {
    let client = client("once").await;
    let table = EVENTS.replace(
        "ORDER BY n",
        "ORDER BY n SETTINGS non_replicated_deduplication_window = 100",
    );
    client.query(&table).execute().await.unwrap();
    let rows: Vec<Event> = (0..1000).map(event).collect();
    for token in ["incident:0:0-999", "incident:0:0-999", "incident:1:0-999"] {
        let client = client
            .clone()
            .with_setting("insert_deduplication_token", token)
            .with_setting("async_insert", "0");
        insert(&client, "events", &rows).await.unwrap();
    }
    let stored: u64 = client
        .query("SELECT count() FROM events")
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(stored, 2000);
}

#[tokio::test]
async fn an_insert_that_breaks_off_stores_nothing() {
    let client = client("broken").await;
    client.query(EVENTS).execute().await.unwrap();
    {
        let mut insert = client.insert::<Event>("events").await.unwrap();
        for n in 0..50_000 {
            insert.write(&event(n)).await.unwrap();
        }
        // Dropped without end: the connection breaks off in the middle of the body.
    }
    support::wait_for(
        "SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO `events`%'",
        "0",
    )
    .await;
    let stored: u64 = client
        .query("SELECT count() FROM events")
        .fetch_one()
        .await
        .unwrap();
    assert_eq!(stored, 0);
}
