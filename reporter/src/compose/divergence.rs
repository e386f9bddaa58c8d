//! Where customers' judgement and the agreed targets do not say the same, service by service.

use super::Context;
use super::satisfaction::{latest, verdict, whole};
use crate::Month;
use crate::marts::WaveRow;
use crate::present;
use crate::report::{Block, Cell, Column, Divergence, Reading, Row, RowKind, Scope, Table, Verdict};
use crate::text::Text;

/// Figures with a promise on a service as a whole, beside those on single records.
const WHOLE: [&str; 4] = ["AVA-01", "AVA-05", "availability.restored_in_time", "CAP-04"];

/// Every service that was judged by customers in the latest wave, and had targets with something to judge in that wave's
/// month: divergent ones first, targets met and customers dissatisfied before all.
pub(super) fn divergences(context: &Context) -> Vec<Divergence> {
    let of_service = |row: &&&WaveRow| row.service != "*" && row.customer == "*" && row.answers > 0;
    let waves = latest(context);
    let mut found: Vec<Divergence> = waves
        .iter()
        .filter(of_service)
        .filter_map(|row| divergence(context, row))
        .collect();
    found.sort_by_key(|one| (one.reading, context.place(&one.service), one.service.clone()));
    found
}

fn divergence(context: &Context, row: &WaveRow) -> Option<Divergence> {
    let wave: Month = row.wave.get(..7)?.parse().ok()?;
    let at = context
        .marts
        .month
        .thirteen()
        .iter()
        .position(|month| *month == wave)?;
    let judged = verdicts(context, &row.service, at);
    let met = judged.iter().filter(|verdict| **verdict == Verdict::Met).count() as i64;
    let of = judged.len() as i64;
    let reading = match (verdict(row), of - met) {
        _ if of == 0 => return None,
        (Verdict::Missed, 0) => Reading::Watermelon,
        (Verdict::Met, missed) if missed > 0 => Reading::Reverse,
        (Verdict::Met, _) => Reading::Good,
        (Verdict::Missed, _) => Reading::Bad,
        (Verdict::NoData | Verdict::NoTarget, _) => return None,
    };
    Some(Divergence {
        service: row.service.clone(),
        month: wave,
        targets_met: met,
        targets: of,
        answers: row.answers,
        points: row.points,
        reading,
    })
}

/// What became of a service's targets in a month: those that name it, or that hold for it by an agreement above.
fn verdicts(context: &Context, service: &str, at: usize) -> Vec<Verdict> {
    let own = || {
        let promises = context.promises.iter();
        promises.filter(move |promise| promise.target.service == service)
    };
    let mut judged: Vec<Verdict> = own()
        .filter_map(|promise| promise.series.months.get(at).map(|month| month.verdict))
        .collect();
    let figures: &[&str] = match own().next() {
        None => &["resolution.attainment", "response.attainment"],
        Some(_) => &[],
    };
    for figure in figures.iter().chain(&WHOLE) {
        let here =
            |scope: &Scope| scope.service.as_deref() == Some(service) && scope.assignment_group.is_none();
        for scope in context.figures.scopes(figure, here) {
            judged.extend(
                context
                    .figures
                    .series(figure, &scope)
                    .months
                    .get(at)
                    .map(|month| month.verdict),
            );
        }
    }
    judged.retain(|verdict| matches!(verdict, Verdict::Met | Verdict::Missed));
    judged
}

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let title = Text::key("divergence-title");
    let found = divergences(context);
    let Some(first) = found.first() else {
        return vec![Block::Heading {
            title,
            lead: Text::key("divergence-none"),
        }];
    };
    let lead = Text::with("divergence-lead", [("month", Text::month(first.month))]);
    vec![
        Block::Heading { title, lead },
        Block::Table(Table {
            caption: Text::None,
            columns: vec![
                Column::text("column-service"),
                Column::number("column-kept-targets"),
                Column::number("column-satisfaction"),
                Column::number("column-judgements"),
                Column::text("column-reading"),
            ],
            rows: found.iter().map(|one| row(context, one)).collect(),
            note: Text::None,
        }),
    ]
}

fn row(context: &Context, one: &Divergence) -> Row {
    let (reading, kind) = match one.reading {
        Reading::Watermelon => ("reading-watermelon", RowKind::Total),
        Reading::Reverse => ("reading-reverse", RowKind::Plain),
        Reading::Good => ("reading-good", RowKind::Plain),
        Reading::Bad => ("reading-bad", RowKind::Plain),
    };
    Row {
        kind,
        cells: vec![
            Cell::say(context.texts.service(&one.service)),
            Cell::say(present::met_of(one.targets_met, one.targets)),
            Cell::say(present::score(one.points, whole(one.answers))),
            Cell::say(Text::number(whole(one.answers))),
            Cell::say(Text::key(reading)),
        ],
    }
}
