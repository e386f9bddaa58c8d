//! Incidents around releases: those of their services in the time after each, against what the time before lets expect.

use super::Context;
use crate::chart::{BarGroup, Bars, Chart, Tone};
use crate::marts::ReleaseRow;
use crate::report::{Block, Cell, Picture};
use crate::text::Text;

/// So many releases are drawn with the incidents around them; the table has more.
const DRAWN: usize = 6;
/// Incidents are watched so long after a release, and so long before it: the figure REL-03's own windows.
const AFTER_DAYS: i64 = 14;
const BEFORE_DAYS: i64 = 28;
const DAY: i64 = 86_400_000;

/// Releases with most incidents beyond what the time before lets expect.
pub(super) fn around(context: &Context, rows: &[&ReleaseRow]) -> Option<Block> {
    let tenths = |row: &ReleaseRow| row.incidents_after.unwrap_or(0) * 10;
    let mut drawn: Vec<&ReleaseRow> = rows
        .iter()
        .copied()
        .filter(|row| row.incidents_after.is_some() && tenths(row) + expected_tenths(row) > 0)
        .collect();
    drawn.sort_by_key(|row| (expected_tenths(row) - tenths(row), row.record.clone()));
    drawn.truncate(DRAWN);
    let group = |row: &&ReleaseRow| {
        let observed = row.after_ms.unwrap_or(0);
        let after = row.incidents_after.unwrap_or(0);
        let said = [
            ("count", Text::number(after)),
            ("passed_days", Text::number(observed / DAY)),
        ];
        let service = row
            .services
            .first()
            .map_or(Text::None, |id| context.texts.service(id));
        BarGroup {
            label: Text::with(
                "release-and-service",
                [("record", Text::data(row.record.clone())), ("service", service)],
            ),
            bars: vec![
                (
                    Tone::Counted3,
                    Some(expected_tenths(row) as f64 / 10.0),
                    expected(row),
                ),
                (
                    Tone::Counted,
                    Some(after as f64),
                    Text::with("incidents-in", said),
                ),
            ],
            limit: None,
        }
    };
    (!drawn.is_empty()).then(|| {
        let days = [
            ("after", Text::number(AFTER_DAYS)),
            ("before", Text::number(BEFORE_DAYS)),
        ];
        Block::Picture(Picture {
            title: Text::key("around-title"),
            alt: Text::key("around-alt"),
            chart: Chart::Bars(Bars {
                legend: vec![
                    (Tone::Counted3, Text::key("around-expected")),
                    (Tone::Counted, Text::key("around-found")),
                ],
                limit: Text::None,
                groups: drawn.iter().map(group).collect(),
            }),
            note: Text::with("around-note", days),
        })
    })
}

/// Incidents after, and what the time before lets expect for as long as was observed.
pub(super) fn incidents(row: &ReleaseRow) -> Cell {
    let Some(after) = row.incidents_after else {
        return Cell::say(Text::key("value-none"));
    };
    let said = [
        ("expected", expected(row)),
        ("caused", Text::number(row.incidents_caused)),
    ];
    Cell::two(Text::number(after), Text::with("incidents-expected", said))
}

/// Incidents of the 28 days before, brought to the time observed after, in tenths.
fn expected_tenths(row: &ReleaseRow) -> i64 {
    let (before, observed) = (row.incidents_before.unwrap_or(0), row.after_ms.unwrap_or(0));
    (i128::from(before) * i128::from(observed) * 10 / i128::from(BEFORE_DAYS * DAY)) as i64
}

fn expected(row: &ReleaseRow) -> Text {
    let tenths = expected_tenths(row);
    Text::data(format!("{}.{}", tenths / 10, tenths % 10))
}
