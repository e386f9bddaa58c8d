//! Rows of the integrity section: signs that a figure may have been polished.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

use super::instant::instant;

/// A sign, with the record that bears it.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct SignRow {
    /// Which sign.
    pub sign: String,
    /// Type of the record.
    pub record_type: String,
    /// Where it comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// Its service.
    pub service: String,
    /// Its priority until then.
    pub priority: String,
    /// The group that held it until then.
    pub assignment_group: String,
    /// When it happened.
    #[serde(serialize_with = "instant")]
    pub at: i64,
    /// What its clock had used; of late maintenance the time that it would have excused.
    pub used_ms: i64,
    /// Its target.
    pub target_ms: Option<i64>,
    /// What else it is about: the outage, the priority taken, whom it waits on, `open` for an outstanding answer.
    pub related: String,
    /// Who approved an exception by name.
    pub exception_by: String,
}
