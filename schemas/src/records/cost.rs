//! Budget, cost and forecast of one cost element in one month (clause 6.4).

use crate::record::{attributes, record, vocabulary};
use crate::rules::Rules;
use crate::value::{Currency, Month};

record! {
    /// Budget, cost and forecast of one cost element in one month (clause 6.4).
    Cost {
        must {
            /// The month concerned.
            month: Month,
            /// The cost element.
            element: CostElement,
            /// Currency of the amounts: three capital letters of ISO 4217.
            currency: Currency,
        }
        may {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// The supplier that has it in hand or answers for it: an id of the definitions.
            supplier: String,
            /// Budget, in `currency`.
            budget: f64,
            /// Actual cost, in `currency`.
            actual: f64,
            /// Refunds and credit notes, to be subtracted from `actual`, in `currency`.
            credits: f64,
            /// What had been forecast as actual cost, in `currency`.
            forecast: f64,
            /// Units delivered: users, transactions, tickets.
            units: f64,
            /// What a unit is.
            unit: String,
            /// The cost model used.
            cost_model: String,
        }
    }
}

vocabulary! {
    /// The seven cost elements of clause 6.4.
    CostElement {
        /// Assets, licences among them.
        AssetsAndLicences = "assets_and_licences",
        /// Resources shared by services.
        SharedResources = "shared_resources",
        /// Overheads.
        Overheads = "overheads",
        /// Capital and operating expense.
        CapitalAndOperatingExpense = "capital_and_operating_expense",
        /// Services supplied from outside.
        SuppliedServices = "supplied_services",
        /// People.
        People = "people",
        /// Facilities.
        Facilities = "facilities",
    }
}

attributes!(Cost { service, supplier });

impl Rules for Cost {}
