//! Reads `kpis/*.toml` and `reports/*.toml`.

use super::agreement::record_types;
use super::clause_6_2;
use super::notes::Kind;
use super::section::Section;
use super::words;
use crate::definitions::{Consent, Direction, Kpi, KpiGoal, LeftOut, ReportDefinition, Unit};

/// The keys of a file of figures.
pub(super) const KPI_KEYS: &[&str] = &["kpis", "left_out"];

/// The keys of a register entry.
pub(super) const REPORT_KEYS: &[&str] = &[
    "id",
    "type",
    "clause",
    "names",
    "purpose",
    "audience",
    "data_sources",
    "formula",
    "frequency",
    "target",
    "unit",
    "trend",
    "nonconformity",
    "objectives",
    "kpis",
    "agreed",
];

/// Reads a file of figures.
pub(super) fn kpis(file: &Section<'_>) -> Vec<Kpi> {
    file.not_empty("kpis", "[…]");
    let keys = [
        "id",
        "names",
        "process",
        "record_types",
        "formula",
        "population",
        "unit",
        "direction",
        "figure",
        "target",
        "goals",
        "stock",
        "report_types",
        "objectives",
    ];
    file.sections("kpis", &keys).iter().map(kpi).collect()
}

fn kpi(section: &Section<'_>) -> Kpi {
    section.not_empty("report_types", "[1]");
    Kpi {
        id: section.declare(Kind::Kpi).into(),
        names: section.names("names"),
        process: section.text("process"),
        record_types: record_types(section),
        formula: section.names("formula"),
        population: section.names("population"),
        unit: section.choice("unit", &Unit::ALL, Unit::as_str),
        direction: section.choice("direction", &Direction::ALL, Direction::as_str),
        figure: section.optional_text("figure"),
        target: section.optional_names("target"),
        goals: goals(section),
        stock: section.flag("stock"),
        report_types: section.numbers("report_types", 1, 11),
        objectives: objectives(section),
    }
}

/// Reads the figures that a file leaves out.
pub(super) fn left_out(file: &Section<'_>) -> Vec<LeftOut> {
    let sections = file.sections("left_out", &["id", "reason"]);
    let read = |section: &Section<'_>| LeftOut {
        id: section.text("id"),
        reason: section.names("reason"),
    };
    sections.iter().map(read).collect()
}

/// Reads a figure's targets, the oldest first; scores are kept in hundredths of a point.
fn goals(section: &Section<'_>) -> Vec<KpiGoal> {
    let scale = if section.optional_text("unit").as_deref() == Some(Unit::Score.as_str()) {
        100
    } else {
        1
    };
    let sections = section.sections("goals", &["valid_from", "value"]);
    let read = |section: &Section<'_>| {
        let (met, of) = section.notation("value", words::figure, (0, 1));
        KpiGoal {
            valid_from: section.date("valid_from"),
            met: met * scale,
            of,
        }
    };
    let mut goals: Vec<KpiGoal> = sections.iter().map(read).collect();
    goals.sort_by_key(|goal| goal.valid_from);
    goals
}

/// Reads a register entry: every part that clause 6.2 asks for is required.
pub(super) fn report(file: &Section<'_>) -> ReportDefinition {
    for key in ["audience", "data_sources", "objectives"] {
        file.not_empty(key, "[…]");
    }
    let agreed = consents(file);
    if agreed.is_empty() {
        let remedy = "say who agreed, and when; until then the report is a nonconformity of every month";
        file.notes()
            .warning(file.place("agreed"), "nobody has agreed to this report", remedy);
    }
    let report_type = file.number("type", 1, 11);
    ReportDefinition {
        id: file.declare(Kind::Report).into(),
        report_type,
        clause: clause_6_2::clause(file, report_type),
        names: file.names("names"),
        purpose: file.names("purpose"),
        audience: file.names_list("audience"),
        data_sources: file.names_list("data_sources"),
        formula: file.names("formula"),
        frequency: file.names("frequency"),
        target: file.names("target"),
        unit: file.names("unit"),
        trend: file.names("trend"),
        nonconformity: file.names("nonconformity"),
        objectives: objectives(file),
        kpis: file
            .refer_all(Kind::Kpi, "kpis")
            .into_iter()
            .map(Into::into)
            .collect(),
        agreed,
    }
}

/// Reads who agreed, under `agreed`.
pub(super) fn consents(section: &Section<'_>) -> Vec<Consent> {
    let sections = section.sections("agreed", &["by", "role", "on"]);
    let read = |section: &Section<'_>| Consent {
        by: section.text("by"),
        role: section.text("role"),
        on: section.date("on"),
    };
    sections.iter().map(read).collect()
}

fn objectives(section: &Section<'_>) -> Vec<u32> {
    let numbers = section.numbers("objectives", 1, 99);
    for number in &numbers {
        section
            .notes()
            .refer(Kind::Objective, &number.to_string(), section.place("objectives"));
    }
    numbers
}
