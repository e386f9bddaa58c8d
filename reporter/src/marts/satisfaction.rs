//! Rows of customers' satisfaction: waves of surveys, themes, suppliers, scores that need a written review.

use clickhouse::Row;
use serde::{Deserialize, Serialize};

/// What the month's report shows of satisfaction (clause 6.2 f). Points are hundredths on a scale from 1 to 5.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SatisfactionMarts {
    /// Waves of surveys of three years, by service and by customer.
    pub waves: Vec<WaveRow>,
    /// Themes of the latest wave.
    pub themes: Vec<ThemeRow>,
    /// The latest evaluation of each supplier.
    pub suppliers: Vec<SupplierScoreRow>,
    /// Overall scores of 3 or less.
    pub low_scores: Vec<LowScoreRow>,
}

/// Answers to one wave of surveys in one scope.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct WaveRow {
    /// First day of the month in which the surveys were sent, `YYYY-MM-DD`.
    pub wave: String,
    /// Service or sub-service, `*` for all.
    pub service: String,
    /// Customer, `*` for all.
    pub customer: String,
    /// 1 for the last wave in which surveys were sent.
    pub latest: u8,
    /// People asked by surveys of this scope.
    pub sent: u64,
    /// How many of them answered.
    pub replies: u64,
    /// Overall judgements about this scope.
    pub answers: u64,
    /// Their sum.
    pub points: i64,
    /// Answers nearest to mark 1.
    pub mark_1: u64,
    /// Nearest to mark 2.
    pub mark_2: u64,
    /// Nearest to mark 3.
    pub mark_3: u64,
    /// Nearest to mark 4.
    pub mark_4: u64,
    /// Nearest to mark 5.
    pub mark_5: u64,
    /// Answers of 4 and more.
    pub top_two: u64,
    /// The mean is to be at least `goal_met / goal_of` points.
    pub goal_met: Option<i64>,
    /// See `goal_met`.
    pub goal_of: Option<i64>,
    /// `met`, `missed`, `no-data`, or empty without a goal.
    pub verdict: String,
}

/// What comments are about.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct ThemeRow {
    /// First day of the wave's month.
    pub wave: String,
    /// Service, `*` for all.
    pub service: String,
    /// The theme in the organisation's own words.
    pub theme: String,
    /// Answers that name it.
    pub answers: u64,
    /// Sum of their points.
    pub points: i64,
    /// Those of 3 points or less.
    pub low_answers: u64,
}

/// A supplier's latest evaluation.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct SupplierScoreRow {
    /// The supplier.
    pub supplier: String,
    /// The service evaluated; empty for the supplier as a whole.
    pub service: String,
    /// Where the evaluation comes from.
    pub source: String,
    /// Its number.
    pub record: String,
    /// When it was entered.
    pub evaluated_at: i64,
    /// Its score.
    pub points: i64,
    /// The score of the evaluation before.
    pub previous_points: Option<i64>,
    /// Targets of the contract that were met.
    pub targets_met: Option<i64>,
    /// Of how many.
    pub targets_measured: Option<i64>,
    /// The written review.
    pub written_review: String,
}

/// An overall score of 3 or less, which needs a written review.
#[derive(Debug, Clone, PartialEq, Row, Serialize, Deserialize)]
pub struct LowScoreRow {
    /// `all`, `service`, `customer` or `supplier`.
    pub kind: String,
    /// The service, customer or supplier; `*` for all.
    pub subject: String,
    /// When the wave was sent, or the evaluation entered.
    pub judged_at: i64,
    /// How many judged.
    pub answers: u64,
    /// Sum of their points.
    pub points: i64,
    /// When it was reviewed.
    pub reviewed_at: Option<i64>,
    /// The review's number or text; empty where there is none.
    pub review: String,
}
