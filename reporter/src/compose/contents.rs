//! The order of the page, and its table of contents: all eleven report types, each with its section or with the reason
//! why it has none.

use super::Context;
use crate::report::{ContentsLine, Section};
use crate::text::Text;

/// The eleven types with the sections that make them, what each is called, and why there may be nothing to show.
const TYPES: [(u32, &[&str], &str, &str); 11] = [
    (1, &["performance", "availability"], "type-1", "type-1-none"),
    (2, &["process-kpis"], "type-2", "type-2-none"),
    (3, &["management-kpis"], "type-3", "type-3-none"),
    (4, &["nonconformities", "problems"], "type-4", "type-4-none"),
    (5, &["workload"], "type-5", "type-5-none"),
    (6, &["major-incidents"], "type-6", "type-6-none"),
    (7, &["deployments", "releases"], "type-7", "type-7-none"),
    (8, &["continuity"], "type-8", "type-8-none"),
    (9, &["trends"], "type-9", "type-9-none"),
    (10, &["satisfaction"], "type-10", "type-10-none"),
    (11, &["complaints"], "type-11", "type-11-none"),
];

/// Puts sections into the page's order: what is read first, the eleven types, what is about all of them, the annex.
pub(super) fn in_order(mut sections: Vec<Section>) -> Vec<Section> {
    sections.sort_by_key(|section| match (section.id.as_str(), type_of(&section.id)) {
        ("headline", _) => (0, 0),
        ("annex", _) => (3, 0),
        (_, Some(number)) => (1, number),
        (_, None) => (2, 0),
    });
    sections
}

/// The report types that have a section.
pub(super) fn types(sections: &[Section]) -> Vec<u32> {
    let mut types: Vec<u32> = sections
        .iter()
        .filter_map(|section| type_of(&section.id))
        .collect();
    types.dedup();
    types
}

/// The table of contents.
pub(super) fn contents(context: &Context, sections: &[Section]) -> Vec<ContentsLine> {
    let line = |section: &Section| ContentsLine {
        number: type_of(&section.id),
        title: section.title.clone(),
        anchor: Some(section.id.clone()),
        reason: Text::None,
    };
    let mut lines: Vec<ContentsLine> = sections.iter().map(line).collect();
    for (number, _, name, none) in TYPES {
        if lines.iter().any(|line| line.number == Some(number)) {
            continue;
        }
        let title = context
            .texts
            .register(number)
            .map_or_else(|| Text::key(name), |entry| Text::Name(entry.name.clone()));
        let before = |line: &ContentsLine| {
            line.number.is_some_and(|other| other < number) || line.anchor.as_deref() == Some("headline")
        };
        let at = lines.iter().rposition(before).map_or(0, |last| last + 1);
        lines.insert(
            at,
            ContentsLine {
                number: Some(number),
                title,
                anchor: None,
                reason: Text::key(none),
            },
        );
    }
    lines
}

fn type_of(section: &str) -> Option<u32> {
    let found = TYPES.iter().find(|(_, sections, ..)| sections.contains(&section));
    found.map(|(number, ..)| *number)
}
