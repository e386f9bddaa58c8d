//! The stretch `[begins_at, ends_at)` in which a monitor watched a service, less its gaps. Time without it is neither up nor down.

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// The stretch `[begins_at, ends_at)` in which a monitor watched a service, less its gaps. Time
    /// without it is neither up nor down.
    MonitorCoverage {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The monitor.
            monitor: String,
            /// First instant watched.
            begins_at: Timestamp,
            /// First instant not watched any more.
            ends_at: Timestamp,
        }
        may {
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// Stretches inside in which it did not measure.
            gaps: Vec<Gap>,
        }
    }
}

record! {
    /// A stretch in which the monitor did not measure, `[begins_at, ends_at)`.
    Gap {
        must {
            /// First instant without measurement.
            begins_at: Timestamp,
            /// First instant measured again.
            ends_at: Timestamp,
        }
        may {
            /// Why it did not measure.
            reason: String,
        }
    }
}

attributes!(MonitorCoverage { service, component });

impl Rules for MonitorCoverage {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)?;
        self.gaps
            .iter()
            .flatten()
            .enumerate()
            .try_for_each(|(index, gap)| self.gap_inside(index, gap))
    }
}

impl MonitorCoverage {
    fn gap_inside(&self, index: usize, gap: &Gap) -> Result<(), Rejection> {
        let (begins, ends) = (
            format!("gaps[{index}].begins_at"),
            format!("gaps[{index}].ends_at"),
        );
        rules::in_order("begins_at", self.begins_at, &begins, gap.begins_at)?;
        rules::in_order(&begins, gap.begins_at, &ends, gap.ends_at)?;
        rules::in_order(&ends, gap.ends_at, "ends_at", self.ends_at)
    }
}
