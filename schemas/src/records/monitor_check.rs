//! What one check of a service found, at the event's time.

use crate::record::{Attributes, record, vocabulary};
use crate::rules::Rules;

record! {
    /// What one check of a service found, at the event's `time`.
    MonitorCheck {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The monitor that checks. Where several check one service, each has records of its own.
            monitor: String,
            /// What was found.
            result: CheckResult,
        }
        may {
            /// The component of the service concerned: an id of the definitions.
            component: String,
            /// Status code of the answer. Absent: there was none.
            http_code: u64,
            /// How long the answer took, in milliseconds. Absent: not measured, or there was none.
            response_ms: u64,
            /// Why it was found so, in the monitor's words.
            reason: String,
        }
    }
}

vocabulary! {
    /// What a check found.
    CheckResult {
        /// It can be used as agreed.
        Up = "up",
        /// It can be used, but worse than agreed; it is not interrupted.
        Degraded = "degraded",
        /// It cannot be used.
        Down = "down",
    }
}

/// The result is the state in which the check found the service.
impl Attributes for MonitorCheck {
    fn service(&self) -> Option<&str> {
        Some(&self.service)
    }
    fn component(&self) -> Option<&str> {
        self.component.as_deref()
    }
    fn state(&self) -> Option<&str> {
        Some(self.result.as_str())
    }
}

impl Rules for MonitorCheck {}
