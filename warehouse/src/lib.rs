//! The ClickHouse side: client, migrations and the rows that cross it.

mod cluster;
mod connect;
mod error;
mod migrate;
pub mod native;
pub mod rows;

pub use connect::{Secret, Settings, Warehouse};
pub use error::Error;
pub use migrate::{Applied, MIGRATIONS, Migration, migrate};
