//! A test of a service continuity plan, due or held (clause 6.3).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A test of a service continuity plan, due or held (clause 6.3).
    ContinuityDrill {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The plan tested: an id of the definitions.
            plan: String,
            /// Until when the drill is due.
            due_at: Timestamp,
        }
        may {
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// What it is about, in one line.
            title: String,
            /// How it is tested, in the organisation's own words.
            method: String,
            /// What is supposed to have happened.
            scenario: String,
            /// When the drill began. Absent: not held yet.
            begins_at: Timestamp,
            /// When the drill ended.
            ends_at: Timestamp,
            /// Agreed recovery time, in seconds.
            rto_seconds: u64,
            /// Agreed limit of data loss, in seconds.
            rpo_seconds: u64,
            /// Recovery time achieved, in seconds.
            recovery_seconds: u64,
            /// Stretch of data lost, in seconds.
            data_loss_seconds: u64,
            /// How many objectives were set.
            objectives: u64,
            /// How many of those were met.
            objectives_met: u64,
            /// When normal working was back.
            returned_to_normal_at: Timestamp,
            /// When it was reviewed.
            reviewed_at: Timestamp,
            /// What was learnt, one sentence each.
            lessons: Vec<String>,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(ContinuityDrill { service, title });

impl Rules for ContinuityDrill {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("begins_at", self.begins_at, "ends_at", self.ends_at)?;
        rules::at_most(
            "objectives_met",
            self.objectives_met,
            "objectives",
            self.objectives,
        )
    }
}
