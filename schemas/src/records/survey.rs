//! A survey that was sent, with the number of people asked (clause 7.1).

use jiff::Timestamp;

use crate::record::{attributes, record, vocabulary};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// A survey that was sent, with the number of people asked (clause 7.1).
    Survey {
        must {
            /// How many people were asked.
            sent: u64,
        }
        may {
            /// What it is about, in one line.
            title: String,
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// Who was asked. Absent: customers.
            audience: Audience,
            /// When it was sent. Absent: the event's time.
            sent_at: Timestamp,
            /// Until when answers are taken.
            closes_at: Timestamp,
            /// The lowest score that can be given.
            scale_min: f64,
            /// The highest score that can be given.
            scale_max: f64,
            /// The questions, in order.
            questions: Vec<String>,
        }
    }
}

vocabulary! {
    /// Who was asked.
    Audience {
        /// Customers and users.
        Customer = "customer",
        /// Suppliers.
        Supplier = "supplier",
        /// The provider's own people.
        Staff = "staff",
    }
}

attributes!(Survey {
    service,
    supplier,
    title
});

impl Rules for Survey {
    fn check(&self) -> Result<(), Rejection> {
        rules::in_order("sent_at", self.sent_at, "closes_at", self.closes_at)?;
        rules::scale(self.scale_min, self.scale_max, &[])
    }
}
