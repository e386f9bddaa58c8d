//! docker-compose.yml holds together: services, health, order, real commands, known settings, loopback, no secrets.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::process::Command;

use serde_yaml_ng::{Mapping, Value};

const OWN: [&str; 4] = ["migrate", "ingest", "report", "serve"];
const FOREIGN: [&str; 4] = ["kafka", "topics", "clickhouse", "mailpit"];

fn root(file: &str) -> String {
    std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The file with its `<<` merges resolved.
fn compose() -> Value {
    let mut value: Value = serde_yaml_ng::from_str(&root("docker-compose.yml")).unwrap();
    value.apply_merge().unwrap();
    value
}

fn services(compose: &Value) -> &Mapping {
    compose["services"].as_mapping().unwrap()
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_sequence().map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn service_report(arguments: &[String]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_service-report"))
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

#[test]
fn all_services_are_there_with_pinned_images() {
    let compose = compose();
    let names: BTreeSet<&str> = services(&compose).keys().filter_map(Value::as_str).collect();
    assert_eq!(names, OWN.into_iter().chain(FOREIGN).collect());
    for (name, service) in services(&compose) {
        let (name, image) = (name.as_str().unwrap(), service["image"].as_str().unwrap());
        let tag = image.rsplit_once(':').unwrap().1;
        assert!(
            tag.contains('.') && tag != "latest",
            "{name}: {image} is not pinned"
        );
        assert_eq!(service.get("build").is_some(), OWN.contains(&name), "{name}");
    }
    assert_eq!(
        compose["services"]["kafka"]["environment"]["KAFKA_PROCESS_ROLES"],
        "broker,controller"
    );
}

#[test]
fn whoever_stays_has_a_health_check_and_whoever_waits_waits_for_health_or_success() {
    let compose = compose();
    for (name, service) in services(&compose) {
        let name = name.as_str().unwrap();
        let health = &service["healthcheck"];
        let ends = service["restart"] == "no";
        if !ends && name != "report" {
            assert!(
                health["test"].is_sequence() && health["interval"].is_string(),
                "{name} has no health check"
            );
        }
        for (other, how) in service
            .get("depends_on")
            .and_then(Value::as_mapping)
            .into_iter()
            .flatten()
        {
            let target = &compose["services"][other.as_str().unwrap()];
            let wanted = if target["restart"] == "no" {
                "service_completed_successfully"
            } else {
                "service_healthy"
            };
            assert_eq!(how["condition"], wanted, "{name} waits for {other:?}");
        }
    }
}

#[test]
fn our_commands_exist_with_their_flags() {
    let compose = compose();
    let check = |words: Vec<String>| {
        let output = service_report(&[words.clone(), vec!["--help".into()]].concat());
        assert!(
            output.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    for name in OWN {
        let service = &compose["services"][name];
        check(texts(&service["command"]));
        let health = texts(&service["healthcheck"]["test"]);
        if !health.is_empty() {
            assert_eq!(health[..2], ["CMD", "service-report"], "{name}");
            check(health[2..].to_vec());
        }
    }
    let wrong = service_report(&["report".into(), "--no-such-flag".into(), "--help".into()]);
    assert!(!wrong.status.success(), "this test would not notice a wrong flag");
}

#[test]
fn our_settings_are_known() {
    let compose = compose();
    let folder = tempfile::tempdir().unwrap();
    for name in OWN {
        let variables: Vec<(String, String)> = compose["services"][name]["environment"]
            .as_mapping()
            .unwrap()
            .iter()
            .map(|(key, value)| {
                (
                    key.as_str().unwrap().to_owned(),
                    value.as_str().unwrap().to_owned(),
                )
            })
            .filter(|(key, _)| !key.ends_with("_FILE"))
            .collect();
        let output = Command::new(env!("CARGO_BIN_EXE_service-report"))
            .arg("config")
            .current_dir(folder.path())
            .env_clear()
            .envs(variables.iter().cloned())
            .output()
            .unwrap();
        let warnings = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && !warnings.contains("no configuration key"),
            "{name}: {warnings}"
        );
        let shown = String::from_utf8(output.stdout).unwrap();
        for (key, _) in &variables {
            assert!(
                shown.contains(&format!("environment variable {key}")),
                "{name}: {key} sets nothing"
            );
        }
    }
}

#[test]
fn ports_are_published_on_loopback_only_and_nothing_secret_is_written_down() {
    let compose = compose();
    for (name, service) in services(&compose) {
        for port in texts(&service["ports"]) {
            assert!(port.starts_with("127.0.0.1:"), "{name:?} publishes {port}");
        }
        for (key, value) in service
            .get("environment")
            .and_then(Value::as_mapping)
            .into_iter()
            .flatten()
        {
            let (key, value) = (key.as_str().unwrap(), value.as_str().unwrap());
            let delicate = ["PASSWORD", "TOKEN", "SECRET"]
                .iter()
                .any(|word| key.contains(word));
            let elsewhere = value.starts_with("/run/secrets/") || value.starts_with("${");
            assert!(!delicate || elsewhere, "{name:?}: {key} is written down");
        }
    }
}

#[test]
fn named_volumes_and_secrets_are_declared() {
    let compose = compose();
    for (name, service) in services(&compose) {
        for volume in texts(&service["volumes"]) {
            let volume = volume.split(':').next().unwrap();
            assert!(
                compose["volumes"].get(volume).is_some(),
                "{name:?}: volume {volume}"
            );
        }
        for secret in texts(&service["secrets"]) {
            assert!(
                compose["secrets"].get(&secret).is_some(),
                "{name:?}: secret {secret}"
            );
        }
    }
}

#[test]
fn the_image_runs_without_root_and_is_asked_for_its_health() {
    let dockerfile = root("Dockerfile");
    let last_stage = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(last_stage.starts_with("debian:bookworm-slim"));
    for wanted in [
        "\nUSER service-report",
        "\nHEALTHCHECK",
        "libssl3",
        "ca-certificates",
        "ENTRYPOINT [\"service-report\"]",
    ] {
        assert!(last_stage.contains(wanted), "{wanted}");
    }
    for line in last_stage.lines().filter_map(|line| {
        line.trim()
            .strip_prefix("ENV ")
            .or(line.trim().strip_prefix("SERVICE_"))
    }) {
        assert!(!line.contains("PASSWORD"), "{line}");
    }
}
