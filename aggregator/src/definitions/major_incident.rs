//! What is agreed on major incidents: within which time each stage is reached, and how long figures are compared.

use jiff::civil::Date;

/// The table `major_incidents` of `organisation.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MajorIncidents {
    /// So many days before the beginning are compared with as many after the end.
    pub observed_days: u32,
    /// Targets of stages, by stage and then by day.
    pub stages: Vec<StageTarget>,
}

impl Default for MajorIncidents {
    /// 28 days, whole weeks, and no targets.
    fn default() -> Self {
        Self {
            observed_days: 28,
            stages: Vec::new(),
        }
    }
}

/// The target of a stage for major incidents declared on a day or later, until the stage's next target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageTarget {
    /// The stage.
    pub stage: Stage,
    /// The first day, in the organisation's time zone.
    pub valid_from: Date,
    /// Within which time.
    pub within: StageTime,
}

/// How a stage's target is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageTime {
    /// Milliseconds by the clock.
    Clock(i64),
    /// By the end of this working day of the service, the day after the start being the first.
    WorkingDays(u32),
}

/// The stages of a major incident after its beginning, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Noticed; counted from the beginning.
    Detected,
    /// Declared a major incident; counted from the detection, else from the beginning.
    Declared,
    /// Customers told; counted from the declaration.
    Communicated,
    /// The service works again; counted from the beginning.
    Restored,
    /// Reviewed; counted from the restoration.
    Reviewed,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 5] = [
        Self::Detected,
        Self::Declared,
        Self::Communicated,
        Self::Restored,
        Self::Reviewed,
    ];

    /// As written in definitions and in marts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Detected => "detected",
            Self::Declared => "declared",
            Self::Communicated => "communicated",
            Self::Restored => "restored",
            Self::Reviewed => "reviewed",
        }
    }
}
