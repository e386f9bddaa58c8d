//! Services, their sub-services and the components that they stand on.

use jiff::civil::Date;

use super::ids::{ComponentId, CustomerId, ServiceId};
use super::organisation::Names;

/// A service or sub-service (`services/*.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// As `service` in events.
    pub id: ServiceId,
    /// The service that this one is a part of.
    pub parent: Option<ServiceId>,
    /// The outermost service: itself, its parent, or the parent's parent.
    pub top: ServiceId,
    /// Names for readers.
    pub names: Names,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who uses it.
    pub customer: Option<CustomerId>,
    /// What it stands on.
    pub components: Vec<Component>,
    /// Whether it must go on when the continuity of the business is at stake (clause 6.3).
    pub critical: bool,
    /// The plans by which it does.
    pub continuity_plans: Vec<ContinuityPlan>,
}

/// A service continuity plan, while it is in force; the days are local days of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContinuityPlan {
    /// As `plan` in events.
    pub id: String,
    /// The first day.
    pub valid_from: Date,
    /// The last day; none = until further notice.
    pub valid_until: Option<Date>,
}

/// A part whose outage interrupts its service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// As `component` in events.
    pub id: ComponentId,
    /// Names for readers.
    pub names: Names,
}
