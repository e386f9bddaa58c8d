//! Use of one resource over a stretch of time, with its limits (clause 6.5).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};
use crate::value::Currency;

record! {
    /// Use of one resource over a stretch of time, with its limits (clause 6.5).
    CapacitySample {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The resource: disk, licences, a telephone line; in the organisation's own words.
            resource: String,
            /// Use of the resource: mean over the stretch, in `unit`.
            level: f64,
        }
        may {
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// First instant of the stretch. Absent: the level is that of the event's time.
            begins_at: Timestamp,
            /// First instant after the stretch.
            ends_at: Timestamp,
            /// Highest use in the stretch, in `unit`.
            peak: f64,
            /// Use that 95 of 100 measurements do not exceed, in `unit`.
            p95: f64,
            /// What there is, in `unit`.
            limit: f64,
            /// Use from which to plan more, in `unit`.
            warning_threshold: f64,
            /// Use from which to act, in `unit`.
            critical_threshold: f64,
            /// Unit of use and limits.
            unit: String,
            /// Use that had been forecast for this stretch, in `unit`.
            forecast: f64,
            /// Transactions or calls in the stretch.
            transactions: u64,
            /// How many of those were answered within `response_target_ms`.
            transactions_within_target: u64,
            /// How many of those were given up by the user: calls before an answer.
            transactions_abandoned: u64,
            /// Agreed response time in milliseconds.
            response_target_ms: u64,
            /// Sum of all response or waiting times in milliseconds.
            response_sum_ms: u64,
            /// When more will be there.
            upgrade_planned_at: Timestamp,
            /// Planned cost of the upgrade, in `currency`.
            upgrade_cost: f64,
            /// Currency of the amounts: three capital letters of ISO 4217.
            currency: Currency,
            /// Whether capacity was bought in this stretch that was not planned.
            unplanned_purchase: bool,
        }
    }
}

attributes!(CapacitySample { service, component });

impl Rules for CapacitySample {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)?;
        rules::at_most(
            "transactions_within_target",
            self.transactions_within_target,
            "transactions",
            self.transactions,
        )?;
        rules::at_most(
            "transactions_abandoned",
            self.transactions_abandoned,
            "transactions",
            self.transactions,
        )
    }
}
