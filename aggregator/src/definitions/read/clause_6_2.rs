//! Clause 6.2: eleven types of report described, each by the clause that asks for it, each figure in the reports it names.

use super::notes::{Kind, Notes, Place};
use super::section::Section;
use crate::definitions::{Definitions, Kpi, ReportDefinition};

/// The eleven report types with the clause that asks for each.
const TYPES: [(u32, &str); 11] = [
    (1, "6.2 a"),
    (2, "4.5.4"),
    (3, "4.5.4"),
    (4, "6.2 d"),
    (5, "6.2 c"),
    (6, "6.2 b"),
    (7, "6.2 b"),
    (8, "6.2 b"),
    (9, "6.2 e"),
    (10, "6.2 f"),
    (11, "6.2 f"),
];

/// Notes what the register lacks as warnings, and where figures and reports contradict one another as faults.
pub(super) fn check(definitions: &Definitions, notes: &Notes) {
    every_type_is_registered(definitions, notes);
    reports_show_what_figures_say(definitions, notes);
    figures_stand_in_reports(definitions, notes);
}

/// Reads the clause of a register entry: it names the one that asks for its type.
pub(super) fn clause(file: &Section<'_>, report_type: u32) -> String {
    let clause = file.text("clause");
    let asked = TYPES.iter().find(|(number, _)| *number == report_type);
    if let Some((number, asked)) = asked.filter(|(_, asked)| !clause.is_empty() && !clause.contains(asked)) {
        let what = format!("`{clause}` does not ask for reports of type {number}");
        file.error("clause", what, format!("write `clause = \"{asked}\"`"));
    }
    clause
}

/// An organisation without any report keeps no register here, and is not asked for one.
fn every_type_is_registered(definitions: &Definitions, notes: &Notes) {
    let registered = |number: u32| {
        definitions
            .reports
            .iter()
            .any(|report| report.report_type == number)
    };
    let lacking: Vec<String> = TYPES
        .iter()
        .filter(|(number, _)| !registered(*number))
        .map(|(number, clause)| format!("{number} (clause {clause})"))
        .collect();
    let Some(last) = definitions.reports.last().filter(|_| !lacking.is_empty()) else {
        return;
    };
    let place = Place {
        field: "type".to_owned(),
        ..notes.place_of(Kind::Report, last.id.as_str())
    };
    let what = format!(
        "the register ends here and describes no report of type {}",
        lacking.join(", ")
    );
    notes.warning(
        place,
        what,
        "describe and agree each in a file of its own beside this one",
    );
}

/// A report shows no figure that does not name its type.
fn reports_show_what_figures_say(definitions: &Definitions, notes: &Notes) {
    for report in &definitions.reports {
        let shown = definitions
            .kpis
            .iter()
            .filter(|kpi| report.kpis.contains(&kpi.id));
        for kpi in shown.filter(|kpi| !kpi.report_types.contains(&report.report_type)) {
            let beginning = notes.place_of(Kind::Report, report.id.as_str());
            let place = notes.place_of_use(Kind::Kpi, kpi.id.as_str(), &beginning.file, "kpis");
            let what = format!(
                "`{}` does not say that reports of type {} show it",
                kpi.id, report.report_type
            );
            let remedy = format!(
                "add {} to its `report_types`, or leave it out here",
                report.report_type
            );
            notes.error(place.unwrap_or(beginning), what, remedy);
        }
    }
}

/// A figure stands in every registered report whose type it names.
fn figures_stand_in_reports(definitions: &Definitions, notes: &Notes) {
    for kpi in &definitions.kpis {
        for report in definitions
            .reports
            .iter()
            .filter(|report| should_show(report, kpi))
        {
            let place = Place {
                field: "report_types".to_owned(),
                ..notes.place_of(Kind::Kpi, kpi.id.as_str())
            };
            let what = format!(
                "`{}` says that reports of type {} show it, and `{}` does not name it",
                kpi.id, report.report_type, report.id
            );
            notes.warning(
                place,
                what,
                format!(
                    "add it to the `kpis` of `{}`, or take {} out",
                    report.id, report.report_type
                ),
            );
        }
    }
}

fn should_show(report: &ReportDefinition, kpi: &Kpi) -> bool {
    kpi.report_types.contains(&report.report_type) && !report.kpis.contains(&kpi.id)
}
