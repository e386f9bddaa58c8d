//! What tests and benchmarks of the whole share: the program, an engine beside it, published data.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods
)]

pub mod data;
pub mod database;
pub mod engine;
pub mod program;
