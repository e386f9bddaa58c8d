//! The proof that schema files, Rust types, examples and the AsyncAPI document are one contract.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asyncapi;
mod bad;
mod files;
mod good;
mod mutations;
mod schemas_and_types;
mod words_and_rules;
