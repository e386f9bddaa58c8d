//! Configuration as a user meets it: precedence, unknown keys, secrets, and documentation that is complete.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_service-report"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Key → (value, origin), as `config` prints them.
fn shown(
    folder: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> BTreeMap<String, (String, String)> {
    let output = run(folder, &[&["config"], arguments].concat(), environment);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
        .lines()
        .map(|line| {
            let (key, rest) = line.split_once(" = ").unwrap();
            let (value, origin) = rest.rsplit_once("  # ").unwrap();
            (key.to_owned(), (value.to_owned(), origin.to_owned()))
        })
        .collect()
}

#[test]
fn flag_over_environment_over_file_over_default() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[clickhouse]\nurl = \"http://file:1\"\nuser = \"file\"\n\n[kafka]\ngroup = \"file\"\n";
    std::fs::write(folder.path().join("service-report.toml"), file).unwrap();
    let environment = [
        ("CLICKHOUSE_URL", "http://env:1"),
        ("SERVICE_REPORT_CLICKHOUSE_USER", "env"),
    ];
    let values = shown(
        folder.path(),
        &["--clickhouse-url", "http://flag:1"],
        &environment,
    );
    let told = |key: &str| values[key].clone();
    assert_eq!(told("clickhouse.url"), ("http://flag:1".into(), "flag".into()));
    let variable = "environment variable SERVICE_REPORT_CLICKHOUSE_USER";
    assert_eq!(told("clickhouse.user"), ("env".into(), variable.into()));
    assert_eq!(
        told("kafka.group"),
        ("file".into(), "service-report.toml:6".into())
    );
    assert_eq!(
        told("clickhouse.database"),
        ("service_report".into(), "default".into())
    );
}

#[test]
fn an_unknown_key_is_refused_with_line_and_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    std::fs::write(&file, "[listen]\nadress = \"127.0.0.1:0\"\n").unwrap();
    let output = run(
        folder.path(),
        &["config"],
        &[("SERVICE_REPORT_CONFIG", file.to_str().unwrap())],
    );
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(
        message.contains("mine.toml:2: there is no configuration key `listen.adress`"),
        "{message}"
    );
    assert!(message.contains("Did you mean `listen.address`?"), "{message}");
}

#[test]
fn an_unknown_variable_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &["config"],
        &[("SERVICE_REPORT_CLICKHOUSE_ULR", "x")],
    );
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("SERVICE_REPORT_CLICKHOUSE_ULR is no configuration key"));
}

#[test]
fn secrets_are_never_printed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "opensesame-1\n").unwrap();
    let file = "[clickhouse]\nurl = \"http://127.0.0.1:1\"\npassword_file = \"password\"\n\n\
                [kafka]\nsasl_password = \"opensesame-2\"\n\n[kafka.properties]\n\"ssl.key.password\" = \"opensesame-3\"\n";
    std::fs::write(folder.path().join("service-report.toml"), file).unwrap();
    for arguments in [
        &["config"][..],
        &["migrate"],
        &["migrate", "--log-level", "trace"],
        &["config", "--no-such-flag"],
    ] {
        let output = run(
            folder.path(),
            arguments,
            &[("SERVICE_REPORT_KAFKA_KEY_PASSWORD", "opensesame-4")],
        );
        let all = text(&output.stdout) + &text(&output.stderr);
        assert!(
            !all.contains("opensesame"),
            "{arguments:?} printed a secret:\n{all}"
        );
    }
}

#[test]
fn a_token_hash_that_is_a_token_is_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &["serve"],
        &[("SERVICE_REPORT_LISTEN_EVENTS_TOKEN_SHA256", "opensesame")],
    );
    let message = text(&output.stderr);
    assert!(
        !output.status.success() && message.contains("64 hexadecimal digits"),
        "{message}"
    );
    assert!(!message.contains("opensesame"), "{message}");
}

#[test]
fn the_token_command_hashes_what_it_makes() {
    let folder = tempfile::tempdir().unwrap();
    let made = text(&run(folder.path(), &["token"], &[]).stdout);
    let field = |name: &str| {
        made.lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap()
            .trim()
            .to_owned()
    };
    let (token, hash) = (field("token:"), field("sha256:"));
    assert_eq!((token.len(), hash.len()), (64, 64));
    let mut child = Command::new(env!("CARGO_BIN_EXE_service-report"))
        .args(["token", "--stdin"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), token.as_bytes()).unwrap();
    assert_eq!(text(&child.wait_with_output().unwrap().stdout).trim(), hash);
}

#[test]
fn docs_configuration_lists_every_key_with_its_default() {
    let folder = tempfile::tempdir().unwrap();
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md")).unwrap();
    let documented: BTreeMap<String, String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter(|line| !line.starts_with("kafka.properties"))
        .map(|line| {
            let cells: Vec<&str> = line.split(" | ").collect();
            (
                cells[0].trim_end_matches('`').to_owned(),
                cells[2].trim_matches('`').to_owned(),
            )
        })
        .collect();
    let known: BTreeMap<String, String> = shown(folder.path(), &[], &[])
        .into_iter()
        .map(|(key, (value, _))| {
            (
                key,
                if value.is_empty() || value == "(not set)" {
                    "not set".into()
                } else {
                    value
                },
            )
        })
        .collect();
    assert_eq!(documented, known);
}
