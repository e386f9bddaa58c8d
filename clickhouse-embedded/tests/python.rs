//! Python's clickhouse-connect against the embedded server: runs tests/python/clickhouse_connect_test.py.
//!
//! `SERVICE_REPORT_PYTHON` names an interpreter that has what requirements.txt lists; otherwise a virtual
//! environment is made once below the target folder with `python3 -m venv` and pip.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::server;

#[test]
fn clickhouse_connect_finds_a_clickhouse() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/python");
    let python = python(&scripts.join("requirements.txt"));
    let address = server().local_addr();
    let mut command = Command::new(&python);
    command.arg(scripts.join("clickhouse_connect_test.py"));
    command.args([
        &address.ip().to_string(),
        &address.port().to_string(),
        server().user(),
        server().password(),
    ]);
    command.arg(std::process::id().to_string());
    let status = command
        .status()
        .unwrap_or_else(|error| panic!("cannot run {}: {error}", python.display()));
    assert!(
        status.success(),
        "clickhouse_connect_test.py: {status}; its output is above"
    );
}

fn python(requirements: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("SERVICE_REPORT_PYTHON") {
        return named.into();
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let (python, ready) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let wanted = std::fs::read(requirements).unwrap();
    if std::fs::read(&ready).is_ok_and(|made| made == wanted) {
        return python;
    }
    let make = Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder)
        .output();
    let made = make.unwrap_or_else(|error| {
        panic!("python3 is missing ({error}): `apt-get install python3 python3-venv`, or set SERVICE_REPORT_PYTHON")
    });
    let said = String::from_utf8_lossy(&made.stderr).into_owned() + &String::from_utf8_lossy(&made.stdout);
    assert!(
        made.status.success(),
        "python3 makes no virtual environment: {said}\n`apt-get install python3-venv` helps on Debian"
    );
    let install = Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "-r"])
        .arg(requirements)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&install.stderr);
    assert!(
        install.status.success(),
        "pip cannot install clickhouse-connect: {said}"
    );
    std::fs::write(ready, wanted).unwrap();
    python
}
