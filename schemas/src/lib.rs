//! Event contracts: CloudEvents envelopes and the record kinds of the six topics.
//!
//! The JSON Schemas beside this crate (`schemas/events/`) are the contract for producers; these types are the
//! same contract in Rust. Tests hold the two equal.

mod event;
mod fault;
mod field;
mod kind;
mod record;
mod records;
mod rejection;
mod rules;
mod value;

pub use event::Event;
pub use kind::{COMMON_SCHEMA, Data, Kind, Topic};
pub use records::*;
pub use rejection::{Rejection, RejectionCode};
pub use value::{Currency, Month, parse_date, parse_time};
