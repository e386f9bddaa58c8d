//! Instants and flags as the marts have them (milliseconds; 0 and 1) and as the JSON has them (RFC 3339; booleans).

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant: milliseconds since 1970-01-01 UTC in a row, RFC 3339 in UTC in the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Timestamp::from_millisecond(self.0) {
            Ok(at) => serializer.collect_str(&format_args!("{at:.3}")),
            Err(_) => serializer.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

/// Writes milliseconds as an [`Instant`].
pub(super) fn instant<S: Serializer>(at_ms: &i64, out: S) -> Result<S::Ok, S::Error> {
    Instant(*at_ms).serialize(out)
}

/// Writes milliseconds as an [`Instant`], or null.
pub(super) fn instant_or_null<S: Serializer>(at_ms: &Option<i64>, out: S) -> Result<S::Ok, S::Error> {
    at_ms.map(Instant).serialize(out)
}

/// Writes 1 as true.
pub(super) fn flag<S: Serializer>(flag: &u8, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_bool(*flag == 1)
}

/// Writes 1 as true, or null.
pub(super) fn flag_or_null<S: Serializer>(flag: &Option<u8>, out: S) -> Result<S::Ok, S::Error> {
    flag.map(|flag| flag == 1).serialize(out)
}
