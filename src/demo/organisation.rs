//! The identifiers of the example organisation that events carry; definitions/ says what they mean.

/// What a kind of trouble looks like: words for titles, its category, and the group that handles it.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// Title of a ticket.
    pub title: &'static str,
    /// The organisation's own category.
    pub category: &'static str,
    /// Group that resolves it.
    pub group: &'static str,
    /// Supplier whose help is often needed; empty for none.
    pub supplier: &'static str,
}

/// Sub-services with their share of the tickets.
pub const SERVICES: [(&str, u32); 25] = [
    ("securities.account-opening", 9),
    ("securities.trade-execution", 24),
    ("securities.settlement", 12),
    ("securities.cash", 9),
    ("securities.regulatory-filing", 4),
    ("futures.account-opening", 4),
    ("futures.trade-execution", 11),
    ("futures.settlement", 5),
    ("futures.cash", 4),
    ("futures.regulatory-filing", 2),
    ("sub-brokerage.account-opening", 3),
    ("sub-brokerage.trade-execution", 6),
    ("sub-brokerage.settlement", 4),
    ("sub-brokerage.cash", 3),
    ("sub-brokerage.regulatory-filing", 1),
    ("proprietary-funds.account-opening", 1),
    ("proprietary-funds.trade-execution", 3),
    ("proprietary-funds.settlement", 2),
    ("proprietary-funds.cash", 1),
    ("proprietary-funds.regulatory-filing", 1),
    ("support-operations.workplace-equipment", 22),
    ("support-operations.operations-support", 12),
    ("support-operations.internal-workflow", 9),
    ("support-operations.internal-network", 11),
    ("support-operations.it-infrastructure", 8),
];

/// What goes wrong with customers' services.
const BUSINESS: [Trouble; 8] = [
    trouble("Order confirmation delayed", "application", "trading-systems", ""),
    trouble(
        "Quote feed frozen",
        "data-feed",
        "trading-systems",
        "telecom-line",
    ),
    trouble(
        "Login refused after password change",
        "access",
        "service-desk",
        "",
    ),
    trouble("Settlement file rejected", "batch", "financial-systems", ""),
    trouble("Balance differs from statement", "data", "financial-systems", ""),
    trouble(
        "Filing not accepted by the regulator's gateway",
        "interface",
        "financial-systems",
        "market-data-vendor",
    ),
    trouble(
        "Mobile application closes by itself",
        "application",
        "research-development",
        "mobile-developer",
    ),
    trouble("Report prints empty pages", "application", "operations-2", ""),
];

/// What goes wrong at the workplace.
const WORKPLACE: [Trouble; 6] = [
    trouble(
        "Laptop does not start",
        "hardware",
        "operations-1",
        "hardware-vendor",
    ),
    trouble("Printer jams", "hardware", "operations-1", "hardware-vendor"),
    trouble(
        "Network drive not reachable",
        "network",
        "network-development",
        "",
    ),
    trouble("Meeting room screen dark", "hardware", "operations-1", ""),
    trouble("Approval form stuck", "workflow", "operations-3", ""),
    trouble("Server disk nearly full", "infrastructure", "operations-4", ""),
];

const fn trouble(
    title: &'static str,
    category: &'static str,
    group: &'static str,
    supplier: &'static str,
) -> Trouble {
    Trouble {
        title,
        category,
        group,
        supplier,
    }
}

/// The troubles that a service knows.
pub fn troubles(service: &str) -> &'static [Trouble] {
    if service.starts_with("support-operations") {
        &WORKPLACE
    } else {
        &BUSINESS
    }
}

/// Channels with their share.
pub const CHANNELS: [(&str, u32); 4] = [("phone", 35), ("portal", 35), ("email", 20), ("monitoring", 10)];

/// Priorities with their share.
pub const PRIORITIES: [(&str, u32); 4] = [("critical", 2), ("high", 9), ("moderate", 54), ("low", 35)];

/// The grade that goes with a priority: E and more severe is an interruption.
pub fn grades(priority: &str) -> &'static [(&'static str, u32)] {
    match priority {
        "critical" => &[("A", 1), ("B", 1), ("C", 1), ("F", 6)],
        "high" => &[("D", 1), ("E", 1), ("F", 16)],
        _ => &[("F", 60), ("G", 2)],
    }
}
