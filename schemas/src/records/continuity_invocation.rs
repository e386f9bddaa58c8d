//! An invocation of a service continuity plan (clause 6.2 b).

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// An invocation of a service continuity plan (clause 6.2 b).
    ContinuityInvocation {
        must {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The plan invoked: an id of the definitions.
            plan: String,
            /// When it was decided to invoke the plan.
            invoked_at: Timestamp,
        }
        may {
            /// Further services concerned, besides `service`: ids of the definitions.
            services: Vec<String>,
            /// What it is about, in one line.
            title: String,
            /// Why the plan was invoked.
            reason: String,
            /// When the service was lost.
            disrupted_at: Timestamp,
            /// When the major incident was declared.
            declared_at: Timestamp,
            /// The person who decided.
            invoked_by: String,
            /// When the service worked again under the plan.
            recovered_at: Timestamp,
            /// When normal working was back.
            returned_to_normal_at: Timestamp,
            /// Agreed recovery time, in seconds.
            rto_seconds: u64,
            /// Agreed limit of data loss, in seconds.
            rpo_seconds: u64,
            /// Recovery time achieved, in seconds.
            recovery_seconds: u64,
            /// Stretch of data lost, in seconds.
            data_loss_seconds: u64,
            /// The major incident behind it: subject of a major_incident.v1 record.
            major_incident: String,
            /// Cause code in the organisation's own list, such as `capacity`, `change` or `supplier`.
            cause: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// When it was reviewed.
            reviewed_at: Timestamp,
            /// What was learnt, one sentence each.
            lessons: Vec<String>,
            /// Actions that follow: subjects of action.v1 records.
            actions: Vec<String>,
        }
    }
}

attributes!(ContinuityInvocation {
    service,
    supplier,
    title
});

impl Rules for ContinuityInvocation {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order(
            "disrupted_at",
            self.disrupted_at,
            "recovered_at",
            self.recovered_at,
        )?;
        rules::in_order("invoked_at", self.invoked_at, "recovered_at", self.recovered_at)?;
        rules::in_order(
            "recovered_at",
            self.recovered_at,
            "returned_to_normal_at",
            self.returned_to_normal_at,
        )
    }
}
