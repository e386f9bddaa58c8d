//! An embedded engine in a process of its own, which several commands use at the same time.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::program::program;

pub struct Engine {
    child: Child,
    url: String,
    folder: PathBuf,
}

impl Engine {
    /// Serves the warehouse in `folder` on a free port.
    pub fn start(folder: &Path) -> Self {
        let mut child = program(folder)
            .args(["clickhouse", "--port", "0", "--password-file", "password"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.rsplit(' ').next().unwrap().to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            url,
            folder: folder.to_owned(),
        }
    }

    /// The program against a database of this engine.
    pub fn program(&self, database: &str) -> Command {
        let mut command = program(&self.folder);
        command.args(["--clickhouse-url", &self.url, "--database", database]);
        command.env(
            "SERVICE_REPORT_CLICKHOUSE_PASSWORD_FILE",
            self.folder.join("password"),
        );
        command
    }

    /// A statement; its answer as text. Parameters as ClickHouse's HTTP interface takes them.
    pub fn ask(&self, database: &str, sql: &str, parameters: &[(&str, String)]) -> String {
        let password = std::fs::read_to_string(self.folder.join("password")).unwrap();
        let mut url = format!("{}/?database={database}", self.url.trim_end_matches('/'));
        for (name, value) in parameters {
            let value = value.replace(' ', "%20").replace(':', "%3A");
            url.push_str(&format!("&param_{name}={value}"));
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let request = reqwest::Client::new()
                .post(url)
                .basic_auth("default", Some(password.trim()));
            let answer = request.body(sql.to_owned()).send().await.unwrap();
            let well = answer.status().is_success();
            let text = answer.text().await.unwrap();
            assert!(well, "{sql}: {text}");
            text
        })
    }

    /// The engine's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, and waits until its data folder is free.
    pub fn stop(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
