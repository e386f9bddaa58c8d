//! Starting, stopping, one process per folder, and what a killed process leaves.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clickhouse::{Client, Row};
use clickhouse_embedded::{Error, Options, Server, start};
use serde::Serialize;

fn client(server: &Server) -> Client {
    Client::default()
        .with_url(server.url())
        .with_user(server.user())
        .with_password(server.password())
}

fn on(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..Options::default()
    }
}

async fn count(server: &Server) -> u64 {
    client(server)
        .query("SELECT count() FROM kept")
        .fetch_one()
        .await
        .unwrap()
}

/// One test, because there is one engine per process.
#[tokio::test]
async fn a_folder_outlives_servers_and_belongs_to_one_process() {
    let folder = tempfile::tempdir().unwrap();

    // No engine: words that help.
    let missing = Options {
        library: Some("/nowhere/libchdb.so".into()),
        ..on(folder.path())
    };
    let said = start(missing).await.unwrap_err().to_string();
    for word in ["/nowhere/libchdb.so", "make setup", "CLICKHOUSE_URL"] {
        assert!(said.contains(word), "{said}");
    }

    // One engine per process.
    let server = start(on(folder.path())).await.unwrap();
    assert!(matches!(
        start(Options::default()).await,
        Err(Error::AlreadyRunning)
    ));
    client(&server)
        .query("CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n")
        .execute()
        .await
        .unwrap();
    client(&server)
        .query("INSERT INTO kept SELECT number FROM numbers(1000)")
        .execute()
        .await
        .unwrap();

    // One process per folder; the holder is named.
    let mut other = Holder::start(folder.path());
    let said = other.line("error");
    assert!(
        said.contains(&format!("in use by process {}", std::process::id())),
        "{said}"
    );

    // Stopping frees the folder for another process and for this one.
    stopping_cancels_what_runs(server).await;

    let mut other = Holder::start(folder.path());
    other.line("url");
    let said = start(on(folder.path())).await.unwrap_err().to_string();
    assert!(
        said.contains(&format!("in use by process {}", other.0.id())),
        "{said}"
    );
    drop(other);

    let server = start(on(folder.path())).await.unwrap();
    assert_eq!(count(&server).await, 1000);
    drop(server);

    // A temporary folder is gone with its server.
    let server = start(Options::default()).await.unwrap();
    let sql = "SELECT path FROM system.disks LIMIT 1";
    let path: String = client(&server).query(sql).fetch_one().await.unwrap();
    assert!(Path::new(&path).exists());
    server.stop().await;
    assert!(!Path::new(&path).exists(), "{path}");

    acknowledged_rows_survive_kill_9(folder.path()).await;
}

async fn stopping_cancels_what_runs(server: Server) {
    let running = client(&server);
    let slow = tokio::spawn(async move {
        running
            .query("SELECT count() FROM numbers(1000000000000)")
            .execute()
            .await
    });
    let watch = client(&server);
    let until = Instant::now() + Duration::from_secs(20);
    let sql = "SELECT count() FROM system.processes WHERE query LIKE 'SELECT count() FROM numbers(1000%'";
    while watch.query(sql).fetch_one::<u64>().await.unwrap() == 0 {
        assert!(Instant::now() < until);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    server.stop().await;
    assert!(slow.await.unwrap().is_err());
}

/// Inserts in a process that is killed at a moment it does not choose; what was acknowledged must be there.
async fn acknowledged_rows_survive_kill_9(folder: &Path) {
    for round in 0..5_u64 {
        let mut other = Holder::start(folder);
        let (url, password) = (other.line("url"), other.line("password"));
        let client = Client::default()
            .with_url(url)
            .with_user("default")
            .with_password(password);
        client
            .query("DROP TABLE IF EXISTS acknowledged SYNC")
            .execute()
            .await
            .unwrap();
        let sql = "CREATE TABLE acknowledged (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS fsync_after_insert = 1, fsync_part_directory = 1";
        client.query(sql).execute().await.unwrap();
        let acknowledged = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&acknowledged);
        let inserting = tokio::spawn(async move {
            while insert_block(&client, counter.load(Ordering::SeqCst))
                .await
                .is_ok()
            {
                counter.fetch_add(1000, Ordering::SeqCst);
            }
        });
        // Killed at another moment of another block in each round.
        while acknowledged.load(Ordering::SeqCst) < 2000 * (round + 1) && !inserting.is_finished() {
            tokio::time::sleep(Duration::from_micros(700)).await;
        }
        other.0.kill().unwrap();
        other.0.wait().unwrap();
        inserting.await.unwrap();
        let acknowledged = acknowledged.load(Ordering::SeqCst);
        assert!(acknowledged >= 2000 * (round + 1));

        let server = start(on(folder)).await.unwrap();
        let stored: Vec<u64> = self::client(&server)
            .query("SELECT n FROM acknowledged ORDER BY n")
            .fetch_all()
            .await
            .unwrap();
        server.stop().await;
        let all = u64::try_from(stored.len()).unwrap();
        assert!(
            all >= acknowledged && all % 1000 == 0,
            "round {round}: {all} stored, {acknowledged} acknowledged"
        );
        assert!(stored.iter().zip(0..).all(|(&found, wanted)| found == wanted));
        println!("round {round}: {acknowledged} rows acknowledged, {all} stored");
    }
}

#[derive(Row, Serialize)]
struct Number {
    n: u64,
}

async fn insert_block(client: &Client, from: u64) -> clickhouse::error::Result<()> {
    let mut insert = client.insert::<Number>("acknowledged").await?;
    for n in from..from + 1000 {
        insert.write(&Number { n }).await?;
    }
    insert.end().await
}

/// A process may end with its engine open, from a test binary's static for instance: it must end as it says.
#[test]
fn a_process_that_ends_with_its_engine_open_ends_well() {
    for round in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let mut other = Holder::start(folder.path());
        other.line("url");
        // The end of its input is its sign to end, without dropping the server.
        drop(other.0.stdin.take());
        let status = other.0.wait().unwrap();
        assert!(status.success(), "round {round}: {status}");
    }
}

/// Another process that serves a folder: this test binary again, as [`child`].
struct Holder(Child);

const CHILD_FOLDER: &str = "CLICKHOUSE_EMBEDDED_TEST_FOLDER";

impl Holder {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD_FOLDER, folder);
        Self(
            command
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap(),
        )
    }

    /// The rest of the next line that begins with this word.
    fn line(&mut self, word: &str) -> String {
        let mut reader = BufReader::with_capacity(1, self.0.stdout.as_mut().unwrap());
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(
                reader.read_line(&mut line).unwrap(),
                0,
                "the child ended without saying {word}"
            );
            if let Some((_, rest)) = line.split_once(&format!("{word}=")) {
                return rest.trim_end().to_owned();
            }
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Not a test of its own: serves a folder when [`Holder`] calls it, until its standard input ends.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    match runtime.block_on(start(on(Path::new(&folder)))) {
        Err(error) => println!("\nerror={error}"),
        Ok(server) => {
            runtime.block_on(work_a_little(&server));
            println!("\nurl={}\npassword={}", server.url(), server.password());
            std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
            std::mem::forget(server);
        }
    }
}

async fn work_a_little(server: &Server) {
    let client = client(server);
    let sql = "CREATE OR REPLACE TABLE little (n UInt64) ENGINE = MergeTree ORDER BY n";
    client.query(sql).execute().await.unwrap();
    for _ in 0..10 {
        client
            .query("INSERT INTO little SELECT number FROM numbers(100000)")
            .execute()
            .await
            .unwrap();
    }
}
