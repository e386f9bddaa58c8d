//! The typed names by which definitions refer to one another.

use std::borrow::Borrow;
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as it is written in definitions and events.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A service or sub-service, for example `securities.settlement`.
    ServiceId,
    /// A component of a service, for example `settlement-engine`.
    ComponentId,
    /// A calendar of service hours.
    CalendarId,
    /// A list of holidays that calendars observe.
    HolidayListId,
    /// An agreement: service level agreement, operational level agreement or supplier contract.
    AgreementId,
    /// A priority of records.
    PriorityId,
    /// A state of records.
    StateId,
    /// Whom a waiting state waits on: `customer`, `supplier`, … A word of the organisation's own.
    PartyId,
    /// A support group, as `assignment_group` in events.
    GroupId,
    /// A division of the organisation.
    DivisionId,
    /// A supplier, as `supplier` in events.
    SupplierId,
    /// A customer of services.
    CustomerId,
    /// A way by which records arrive, as `channel` in events.
    ChannelId,
    /// A grade of records, as `grade` in events.
    GradeId,
    /// A kind of record: an event's type without its version, for example `incident`.
    RecordType,
    /// A key performance indicator.
    KpiId,
    /// An entry of the register of service reports (clause 6.2).
    ReportId,
}
