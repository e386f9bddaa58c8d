//! From stored events to marts: definitions, calendars and the SQL layers.
//!
//! [`run`] computes a month; [`ledger::export`] hands out its ledger, [`explain::explain`] says what a figure
//! rests on. The figures are made by the SQL files in
//! `aggregator/sql`, which [`model`] knows; Rust only gives them the definitions as tables and the month's bounds.

mod base;
pub mod calendar;
pub mod definitions;
mod error;
pub mod explain;
mod inline;
pub mod ledger;
mod load;
pub mod model;
mod month;
mod reconcile;
mod run;
mod statement;
mod steps;
mod tasks;

pub use error::Error;
pub use month::Month;
pub use run::{Summary, run};
