//! What the tests of ingest share: an engine, brokers, events, children to kill, a cable to cut.
#![allow(dead_code, unreachable_pub, unsafe_code, clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

pub mod cable;
pub mod chain;
pub mod checks;
pub mod child;
pub mod engine;
pub mod events;
pub mod mock;
pub mod process;
