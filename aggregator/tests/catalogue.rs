//! Every figure of the catalogue is defined, or left out with a reason: none is forgotten in silence.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use aggregator::definitions::{self, Definitions};

/// The figures that service management customarily has, by the process that owns them, in the standard's order. A row may
/// be carried by one figure of its id, or by several whose ids begin with it (`SEC-03-detect`).
const CATALOGUE: [(&str, &[&str]); 15] = [
    (
        "6.1 service level management",
        &[
            "SLM-01", "SLM-02", "SLM-03", "SLM-04", "SLM-05", "SLM-06", "SLM-07", "SLM-08", "SLM-09",
            "SLM-10",
        ],
    ),
    (
        "6.2 service reporting",
        &[
            "REP-01", "REP-02", "REP-03", "REP-04", "REP-05", "REP-06", "REP-07", "REP-08",
        ],
    ),
    (
        "6.3 service continuity and availability management",
        &[
            "AVA-01", "AVA-02", "AVA-03", "AVA-04", "AVA-05", "AVA-06", "AVA-07", "AVA-08", "AVA-09",
            "AVA-10", "AVA-11", "CON-01", "CON-02", "CON-03", "CON-04", "CON-05", "CON-06",
        ],
    ),
    (
        "6.4 budgeting and accounting for services",
        &["FIN-01", "FIN-02", "FIN-03", "FIN-04", "FIN-05", "FIN-06"],
    ),
    (
        "6.5 capacity management",
        &[
            "CAP-01", "CAP-02", "CAP-03", "CAP-04", "CAP-05", "CAP-06", "CAP-07", "CAP-08",
        ],
    ),
    (
        "6.6 information security management",
        &[
            "SEC-01", "SEC-02", "SEC-03", "SEC-04", "SEC-05", "SEC-06", "SEC-07",
        ],
    ),
    (
        "7.1 business relationship management",
        &[
            "BRM-01", "BRM-02", "BRM-03", "BRM-04", "BRM-05", "BRM-06", "BRM-07", "BRM-08", "BRM-09",
            "BRM-10",
        ],
    ),
    (
        "7.2 supplier management",
        &[
            "SUP-01", "SUP-02", "SUP-03", "SUP-04", "SUP-05", "SUP-06", "SUP-07",
        ],
    ),
    (
        "8.1 incident and service request management",
        &[
            "INC-01", "INC-02", "INC-03", "INC-04", "INC-05", "INC-06", "INC-07", "INC-08", "INC-09",
            "INC-10", "INC-11", "INC-12", "INC-13", "INC-14", "INC-15", "REQ-01", "REQ-02", "DSK-01",
        ],
    ),
    (
        "8.2 problem management",
        &[
            "PRB-01", "PRB-02", "PRB-03", "PRB-04", "PRB-05", "PRB-06", "PRB-07", "PRB-08",
        ],
    ),
    (
        "9.1 configuration management",
        &["CFG-01", "CFG-02", "CFG-03", "CFG-04", "CFG-05", "CFG-06"],
    ),
    (
        "9.2 change management",
        &[
            "CHG-01", "CHG-02", "CHG-03", "CHG-04", "CHG-05", "CHG-06", "CHG-07", "CHG-08", "CHG-09",
            "CHG-10", "CHG-11",
        ],
    ),
    (
        "9.3 release and deployment management",
        &[
            "REL-01", "REL-02", "REL-03", "REL-04", "REL-05", "REL-06", "REL-07", "REL-08", "REL-09",
        ],
    ),
    (
        "5 design and transition of new or changed services",
        &["NCS-01", "NCS-02", "NCS-03", "NCS-04", "NCS-05"],
    ),
    (
        "4.5 the management system",
        &[
            "SMS-01", "SMS-02", "SMS-03", "SMS-04", "SMS-05", "SMS-06", "SMS-07", "SMS-08",
        ],
    ),
];

#[test]
fn every_row_of_the_catalogue_is_defined_or_left_out_with_a_reason() {
    let example = example();
    let rows = CATALOGUE
        .iter()
        .flat_map(|(process, rows)| rows.iter().map(move |row| (process, *row)));
    let mut wrong = Vec::new();
    for (process, row) in rows {
        match (is_defined(&example, row), is_left_out(&example, row)) {
            (true, false) | (false, true) => {}
            (true, true) => wrong.push(format!("{row} ({process}) is defined and left out")),
            (false, false) => wrong.push(format!("{row} ({process}) is neither defined nor left out")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_left_out_is_of_the_catalogue() {
    let rows: Vec<&str> = CATALOGUE
        .iter()
        .flat_map(|(_, rows)| rows.iter().copied())
        .collect();
    for one in &example().left_out {
        assert!(
            rows.contains(&one.id.as_str()),
            "{} is no row of the catalogue",
            one.id
        );
    }
}

#[test]
fn every_figure_that_is_defined_has_numbers() {
    let example = example();
    let without: Vec<&str> = example
        .kpis
        .iter()
        .filter(|kpi| kpi.figure.is_none())
        .map(|kpi| kpi.id.as_str())
        .collect();
    assert!(without.is_empty(), "no figure of the marts: {without:?}");
}

fn is_defined(example: &Definitions, row: &str) -> bool {
    let parts = format!("{row}-");
    example
        .kpis
        .iter()
        .any(|kpi| kpi.id.as_str() == row || kpi.id.as_str().starts_with(&parts))
}

fn is_left_out(example: &Definitions, row: &str) -> bool {
    example.left_out.iter().any(|one| one.id == row)
}

fn example() -> Definitions {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definitions");
    definitions::load(&dir).unwrap_or_else(|problems| panic!("{problems}"))
}
