//! What the tests of ingest share: an engine, brokers, events, children to kill, a cable to cut.
#![allow(
    dead_code,
    unreachable_pub,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods
)]

pub mod cable;
pub mod chain;
pub mod checks;
pub mod child;
pub mod engine;
pub mod events;
pub mod folder;
pub mod kafka;
pub mod member;
pub mod mock;
pub mod process;

/// Shows what the code under test logs where `SERVICE_REPORT_TEST_LOG` is set.
pub fn show_log() {
    if std::env::var_os("SERVICE_REPORT_TEST_LOG").is_some() {
        // Another test may have been first.
        let _ = tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .try_init();
    }
}
