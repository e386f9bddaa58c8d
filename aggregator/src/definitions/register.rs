//! The register of clause 6.2: what each figure means, and what each service report is for.

use jiff::civil::Date;

use super::agreement::Consent;
use super::ids::{KpiId, RecordType, ReportId};
use super::organisation::Names;

/// A figure in words (`kpis/*.toml`); its numbers come from the mart under `figure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kpi {
    /// Stable, for example `INC-01`.
    pub id: KpiId,
    /// Names for readers.
    pub names: Names,
    /// The process that owns it, for example `incident-and-service-request-management`.
    pub process: String,
    /// The kinds of record that it is about; empty = every kind that has the figure.
    pub record_types: Vec<RecordType>,
    /// How it is computed, in words.
    pub formula: Names,
    /// Which records or times it counts, and what puts one into a month.
    pub population: Names,
    /// What its value is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    /// The figure of the marts that carries it, for example `resolution.attainment`; none = not measured yet.
    pub figure: Option<String>,
    /// The target in words, where it is not an agreement's.
    pub target: Option<Names>,
    /// The target as a number, by the day from which on it holds (domain rule 11).
    pub goals: Vec<KpiGoal>,
    /// Whether it is a level, a median or a percentile, which has no sum over months.
    pub stock: bool,
    /// The report types, 1 to 11, that show it.
    pub report_types: Vec<u32>,
    /// The management objectives that it serves.
    pub objectives: Vec<u32>,
}

/// The target of a figure from a day on: no worse than `met` of `of`, where [`Direction`] says which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KpiGoal {
    /// The first day, in the organisation's time zone.
    pub valid_from: Date,
    /// Numerator, in the figure's unit: of a ratio its numerator, else things, milliseconds or hundredths of a point.
    pub met: i64,
    /// Denominator, at least 1.
    pub of: i64,
}

/// A figure of the catalogue that is left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its id in the catalogue.
    pub id: String,
    /// Why.
    pub reason: Names,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Numerator of denominator.
    Ratio,
    /// A number of things.
    Count,
    /// Milliseconds.
    Duration,
    /// Points on a scale.
    Score,
    /// Money.
    Money,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] = [Self::Ratio, Self::Count, Self::Duration, Self::Score, Self::Money];

    /// As written in definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::Count => "count",
            Self::Duration => "duration",
            Self::Score => "score",
            Self::Money => "money",
        }
    }
}

/// Which way a figure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
    /// Best within a band.
    Band,
    /// Neither: for information.
    Information,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 4] = [Self::Up, Self::Down, Self::Band, Self::Information];

    /// As written in definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Band => "band",
            Self::Information => "information",
        }
    }
}

/// The written description of a service report (`reports/*.toml`, clause 6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDefinition {
    /// Its identity, for example `service-level-targets`.
    pub id: ReportId,
    /// Its type, 1 to 11.
    pub report_type: u32,
    /// The clause that asks for it, for example `6.2 a`.
    pub clause: String,
    /// Names for readers.
    pub names: Names,
    /// Purpose 目的.
    pub purpose: Names,
    /// Audience 對象.
    pub audience: Vec<Names>,
    /// Data sources 資料來源, in detail.
    pub data_sources: Vec<Names>,
    /// Formula 計算公式說明.
    pub formula: Names,
    /// Frequency 頻率.
    pub frequency: Names,
    /// Target 目標值.
    pub target: Names,
    /// Unit 單位.
    pub unit: Names,
    /// Value trend 數值趨勢.
    pub trend: Names,
    /// Nonconformity criterion 不符合衡量要求.
    pub nonconformity: Names,
    /// The management objectives that it serves.
    pub objectives: Vec<u32>,
    /// The figures that it shows, in order.
    pub kpis: Vec<KpiId>,
    /// Who agreed to this description, and when.
    pub agreed: Vec<Consent>,
}
