//! Services, their sub-services and the components that they stand on.

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
}

/// A part whose outage interrupts its service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// As `component` in events.
    pub id: ComponentId,
    /// Names for readers.
    pub names: Names,
}
