//! What a report's JSON carries of a headline figure's trend: limits, signals, forecast.

use serde::Serialize;

use crate::Month;

/// The trend of a headline figure over everything. Values are millionths of the figure: of one for shares, of a record
/// for counts, of a millisecond for times, of a hundredth of a point or of the currency for scores and money.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// The figure's id; with the record type, that of an entry of `figures`.
    pub figure: String,
    /// Type of the records; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// Mean of the months before this one, and the limits of an XmR chart around it; null below six months.
    pub control: Option<ControlLimits>,
    /// What is more than chance, by month.
    pub signals: Vec<Signal>,
    /// The next three months; empty below six months.
    pub forecast: Vec<Forecast>,
    /// Whether months before this one were computed again since, with other numbers: then limits, signals and forecast
    /// rest on the old ones.
    pub outdated: bool,
}

/// Centre and limits in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ControlLimits {
    /// Mean.
    pub centre: i64,
    /// Lower limit.
    pub lower: i64,
    /// Upper limit.
    pub upper: i64,
}

/// One control chart signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// The month that completes it.
    pub month: Month,
    /// `above`, `below`, `eight-above`, `eight-below`, `six-rising` or `six-falling`.
    pub rule: String,
    /// Whether it goes the wrong way; null where no way is the wrong one.
    pub adverse: Option<bool>,
}

/// One month ahead, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// The month.
    pub month: Month,
    /// Lower end of the 95 % prediction interval.
    pub low: i64,
    /// The line.
    pub middle: i64,
    /// Upper end.
    pub high: i64,
}
