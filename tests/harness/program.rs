//! The program as somebody runs it in a folder of their own.

use std::path::Path;
use std::process::Command;

/// The program in `folder`, with the example organisation's definitions and nothing of this machine's settings.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service-report"));
    command
        .current_dir(folder)
        .env_remove("CLICKHOUSE_URL")
        .env_remove("KAFKA_BOOTSTRAP")
        .env("SERVICE_REPORT_LOG_LEVEL", "warn")
        .env(
            "SERVICE_REPORT_DEFINITIONS",
            concat!(env!("CARGO_MANIFEST_DIR"), "/definitions"),
        );
    command
}

/// Runs a command that must succeed; gives what it printed.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
