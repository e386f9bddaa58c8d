//! The program, and an embedded engine of it that is asked over HTTP.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::usage::so_far;

/// An engine over the warehouse in `folder`.
pub struct Engine {
    child: Child,
    url: String,
    folder: PathBuf,
}

impl Engine {
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
        let engine = Self {
            child,
            url,
            folder: folder.to_owned(),
        };
        engine.command(&["migrate"]);
        engine
    }

    /// A command of the program against this engine.
    pub fn command(&self, arguments: &[&str]) {
        let status = program(&self.folder)
            .args(arguments)
            .args(["--clickhouse-url", &self.url])
            .env(
                "SERVICE_REPORT_CLICKHOUSE_PASSWORD_FILE",
                self.folder.join("password"),
            )
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}: {status}");
    }

    /// A statement; its answer as text.
    pub fn ask(&self, sql: &str, parameters: &[(&str, String)]) -> String {
        let password = std::fs::read_to_string(self.folder.join("password")).unwrap();
        let mut url = format!("{}/?database=service_report", self.url.trim_end_matches('/'));
        for (name, value) in parameters {
            url.push_str(&format!(
                "&param_{name}={}",
                value.replace(' ', "%20").replace(':', "%3A")
            ));
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
            assert!(well, "{text}");
            text
        })
    }

    /// User and system time since its start.
    pub fn cpu_seconds(&self) -> f64 {
        so_far(self.child.id()).unwrap().cpu_seconds
    }

    pub fn stop(mut self) {
        Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        self.child.wait().unwrap();
    }
}

/// The program in `folder`, with the example organisation's definitions.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service-report"));
    command
        .current_dir(folder)
        .env_remove("CLICKHOUSE_URL")
        .env("SERVICE_REPORT_LOG_LEVEL", "warn")
        .env(
            "SERVICE_REPORT_DEFINITIONS",
            concat!(env!("CARGO_MANIFEST_DIR"), "/definitions"),
        );
    command
}
