//! Where records come from: Kafka, HTTP, files.

pub mod file;
pub mod http;
pub mod kafka;
