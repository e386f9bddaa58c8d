//! The marts against ClickHouse itself: scenarios in words, a slow oracle, repetition, the real log.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clock;
mod engine;
mod events;
mod explain;
mod later;
mod onward;
mod oracle;
mod random;
mod repeat;
mod scenarios;
mod table;
mod uptime;
