//! The evaluation of a supplier over a stretch of time, `[begins_at, ends_at)` (clause 7.2).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// The evaluation of a supplier over a stretch of time, `[begins_at, ends_at)` (clause 7.2).
    SupplierEvaluation {
        must {
            /// The supplier: an id of the definitions.
            supplier: String,
            /// First instant of the time evaluated.
            begins_at: Timestamp,
            /// First instant after the time evaluated.
            ends_at: Timestamp,
            /// The overall score, from `scale_min` to `scale_max`.
            score: f64,
            /// The lowest score that can be given.
            scale_min: f64,
            /// The highest score that can be given.
            scale_max: f64,
        }
        may {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The contract concerned: an id of the definitions.
            agreement: String,
            /// The score of each criterion.
            criteria: Vec<Criterion>,
            /// How many targets of the contract were measured.
            targets_measured: u64,
            /// How many of those were met.
            targets_met: u64,
            /// How many deliveries were due.
            deliveries: u64,
            /// How many of those were late.
            deliveries_late: u64,
            /// How many disputes are open.
            disputes_open: u64,
            /// Whether the contract supports the service level agreements.
            aligned: bool,
            /// Until when the review with the supplier is due.
            review_due_at: Timestamp,
            /// When the review with the supplier was held.
            reviewed_at: Timestamp,
            /// The written review that a low score asks for.
            written_review: String,
            /// The person who evaluated.
            evaluated_by: String,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

record! {
    /// The score of one criterion.
    Criterion {
        must {
            /// The criterion, in the organisation's own words.
            criterion: String,
            /// The score, on the scale of the evaluation.
            score: f64,
        }
        may {
        }
    }
}

attributes!(SupplierEvaluation { service, supplier });

impl Rules for SupplierEvaluation {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)?;
        rules::at_most(
            "targets_met",
            self.targets_met,
            "targets_measured",
            self.targets_measured,
        )?;
        rules::at_most(
            "deliveries_late",
            self.deliveries_late,
            "deliveries",
            self.deliveries,
        )?;
        rules::scale(self.scale_min, self.scale_max, &[("score", self.score)])?;
        self.criteria
            .iter()
            .flatten()
            .enumerate()
            .try_for_each(|(index, criterion)| {
                let field = format!("criteria[{index}].score");
                rules::scale(
                    self.scale_min,
                    self.scale_max,
                    &[(field.as_str(), criterion.score)],
                )
            })
    }
}
