//! Thirteen months of every service at a glance: how many of its targets were met.

use super::{Context, Promise, measure_name, type_name};
use crate::report::{Block, Grid, GridCell, GridGroup, GridRow, Verdict};
use crate::text::Text;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let mut groups: Vec<GridGroup> = Vec::new();
    let key = |promise: &Promise| {
        let target = &promise.target;
        (
            target.service.clone(),
            target.record_type.clone(),
            target.measure.clone(),
        )
    };
    let mut service = None;
    for promises in context.promises.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = promises.first() else { continue };
        if service.as_ref() != Some(&first.target.service) {
            service = Some(first.target.service.clone());
            groups.push(GridGroup {
                title: first.service(context.texts),
                rows: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row(promises, first));
        }
    }
    if groups.is_empty() {
        return Vec::new();
    }
    let lead = Text::key("grid-lead");
    vec![
        Block::Heading {
            title: Text::key("grid-title"),
            lead,
        },
        Block::Grid(Grid {
            months: context
                .marts
                .month
                .thirteen()
                .into_iter()
                .map(Text::month_short)
                .collect(),
            groups,
        }),
    ]
}

fn row(promises: &[Promise], first: &Promise) -> GridRow {
    let label = Text::with(
        "grid-row",
        [
            ("type", type_name(&first.target.record_type)),
            ("measure", measure_name(&first.target.measure)),
        ],
    );
    GridRow {
        label,
        cells: (0..13).map(|at| cell(promises, at)).collect(),
    }
}

/// The worst verdict of a month's targets, and how many of those with data were met.
fn cell(promises: &[Promise], at: usize) -> GridCell {
    let months = || {
        promises
            .iter()
            .filter_map(|promise| promise.series.months.get(at))
    };
    if months().all(|month| !month.computed) {
        return GridCell {
            verdict: None,
            severe: false,
            value: Text::None,
        };
    }
    let count = |verdict: Verdict| months().filter(|month| month.verdict == verdict).count() as i64;
    let (met, missed) = (count(Verdict::Met), count(Verdict::Missed));
    let verdict = match (met, missed) {
        (0, 0) => Verdict::NoData,
        (_, 0) => Verdict::Met,
        _ => Verdict::Missed,
    };
    let value = match met + missed {
        0 => Text::None,
        of => Text::with(
            "grid-cell",
            [("met", Text::number(met)), ("of", Text::number(of))],
        ),
    };
    GridCell {
        verdict: Some(verdict),
        severe: met * 2 < met + missed,
        value,
    }
}
