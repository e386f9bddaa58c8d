//! From stored events to marts: definitions, calendars and the SQL layers.

pub mod calendar;
pub mod definitions;
