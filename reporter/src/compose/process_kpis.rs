//! Report type 2: performance against process KPI targets (clause 4.5.4), by process in the standard's order.

use super::{Context, control, kpi};
use crate::report::{Block, Section, Table, Verdict};
use crate::text::Text;

/// The processes of the standard in its order, with clause 5 and the management system after the thirteen.
const PROCESSES: [(&str, &str); 15] = [
    ("service-level-management", "process-service-level"),
    ("service-reporting", "process-service-reporting"),
    (
        "service-continuity-and-availability-management",
        "process-continuity-and-availability",
    ),
    ("budgeting-and-accounting-for-services", "process-budgeting"),
    ("capacity-management", "process-capacity"),
    ("information-security-management", "process-security"),
    (
        "business-relationship-management",
        "process-business-relationship",
    ),
    ("supplier-management", "process-supplier"),
    ("incident-and-service-request-management", "process-incident"),
    ("problem-management", "process-problem"),
    ("configuration-management", "process-configuration"),
    ("change-management", "process-change"),
    ("release-and-deployment-management", "process-release"),
    ("new-or-changed-services", "process-new-or-changed"),
    ("service-management-system", "process-management-system"),
];

pub(super) fn section(context: &Context) -> Option<Section> {
    let mut kpis = kpi::of_report(context, 2);
    if kpis.iter().all(|kpi| kpi.series.is_none()) {
        return None;
    }
    kpi::missed_first(&mut kpis);
    kpis.sort_by_key(|kpi| place(&kpi.text.process));
    let mut rows = Vec::new();
    for owned in kpis.chunk_by(|a, b| a.text.process == b.text.process) {
        let (met, judged, _) = kpi::tally(owned.iter());
        let name = owned
            .first()
            .map_or(Text::None, |kpi| process_name(&kpi.text.process));
        rows.push(kpi::heading(Text::with(
            "kpis-group",
            [
                ("name", name),
                ("met", Text::number(met)),
                ("of", Text::number(judged)),
            ],
        )));
        rows.extend(owned.iter().map(kpi::row));
    }
    let (met, judged, not_measured) = kpi::tally(kpis.iter());
    let said = Text::with(
        "process-kpis-met",
        [
            ("met", Text::number(met)),
            ("of", Text::number(judged)),
            ("unmeasured", Text::number(not_measured)),
            ("month", Text::month(context.marts.month)),
        ],
    );
    let table = Table {
        caption: Text::None,
        columns: kpi::columns(),
        rows,
        note: Text::with("kpis-note", kpi::least_shown()),
    };
    Some(Section {
        id: "process-kpis".into(),
        title: Text::key("process-kpis-title"),
        register: control::register(context, 2),
        blocks: vec![
            Block::Sentences {
                state: Some(state(met, judged)),
                sentences: vec![said],
            },
            Block::Table(table),
        ],
    })
}

/// Met, missed, or nothing to judge.
pub(super) fn state(met: i64, judged: i64) -> Verdict {
    match (judged, judged - met) {
        (0, _) => Verdict::NoData,
        (_, 0) => Verdict::Met,
        _ => Verdict::Missed,
    }
}

/// The process in words; one that the standard does not have speaks for itself.
pub(super) fn process_name(process: &str) -> Text {
    match PROCESSES.iter().find(|(id, _)| *id == process) {
        Some((_, key)) => Text::key(key),
        None => Text::data(process),
    }
}

/// Where a process stands in the standard's order; unknown ones come last.
pub(super) fn place(process: &str) -> (usize, String) {
    let at = PROCESSES.iter().position(|(id, _)| *id == process);
    (at.unwrap_or(PROCESSES.len()), process.to_owned())
}
