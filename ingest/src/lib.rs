//! From sources to stored events: decode, batch, sink, dead letters.
//!
//! ```text
//! source ─ Raw ─► decode ─ row ─► batch ─ range ─► sink ─ durable ─► ack ─ watermark ─► source commits
//! ```

mod ack;
mod audit;
mod batch;
pub mod dead_letter;
pub mod decode;
mod durable;
mod error;
mod flow;
mod guard;
mod intake;
mod lane;
pub mod mapping;
mod metrics;
mod options;
mod pipeline;
mod plan;
mod sink;
pub mod source;
mod verdict;

pub use audit::{Account, audit};
pub use error::Error;
pub use intake::{Intake, Raw, Refusal};
pub use metrics::Metrics;
pub use options::{BatchLimits, Limits, Options, Retry, Step};
pub use pipeline::{Running, Summary, start};

use std::future::Future;
use warehouse::Warehouse;

/// The pipeline in one expression: everything that `source` has becomes durable, as event or as dead letter.
///
/// # Errors
/// The source cannot be read, or ClickHouse refuses what no retry can mend.
pub async fn run(source: impl Source, warehouse: &Warehouse, options: Options) -> Result<Summary, Error> {
    let (intake, running) = start(warehouse, options).await?;
    match source.feed(intake).await {
        Ok(()) | Err(Error::Stopped) => running.finish().await,
        Err(error) => Err(error),
    }
}

/// Where records come from.
pub trait Source {
    /// Hands over everything there is, then drops the intake.
    ///
    /// # Errors
    /// The source cannot be read; [`Error::Stopped`] when the pipeline has stopped.
    fn feed(self, intake: Intake) -> impl Future<Output = Result<(), Error>> + Send;
}
