//! Report type 10: customer satisfaction analysis (clause 6.2 f): distribution, response, themes, and what must be reviewed.

use super::{Context, control, divergence, report_kpis, satisfaction_tables};
use crate::Month;
use crate::chart::{Chart, Stack, StackRow, Tone};
use crate::marts::WaveRow;
use crate::present;
use crate::report::{Block, Picture, Section, Verdict};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let marts = &context.marts.satisfaction;
    if marts.waves.is_empty() && marts.suppliers.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("waves-title"),
        lead: lead(context),
    }];
    if !marts.waves.is_empty() {
        blocks.push(satisfaction_tables::waves(context));
        blocks.extend(report_kpis::table(context, 10));
        blocks.push(Block::Heading {
            title: Text::key("marks-title"),
            lead: Text::key("marks-lead"),
        });
        blocks.extend(marks(context));
        blocks.push(satisfaction_tables::by_service(context));
        blocks.push(satisfaction_tables::by_customer(context));
        blocks.extend(divergence::blocks(context));
        blocks.extend(satisfaction_tables::themes(context));
    }
    blocks.extend(satisfaction_tables::low_scores(context));
    blocks.extend(satisfaction_tables::suppliers(context));
    let register = control::register(context, 10);
    Some(Section {
        id: "satisfaction".into(),
        title: Text::key("satisfaction-title"),
        register,
        blocks,
    })
}

/// The rows of the latest wave.
pub(super) fn latest<'a>(context: &'a Context) -> Vec<&'a WaveRow> {
    context
        .marts
        .satisfaction
        .waves
        .iter()
        .filter(|row| row.latest == 1)
        .collect()
}

/// The mean against its goal, as the mart judged it.
pub(super) fn verdict(row: &WaveRow) -> Verdict {
    match row.verdict.as_str() {
        "met" => Verdict::Met,
        "missed" => Verdict::Missed,
        "no-data" => Verdict::NoData,
        _ => Verdict::NoTarget,
    }
}

/// The month of a wave in words.
pub(super) fn wave_name(row: &WaveRow) -> Text {
    let month: Option<Month> = row.wave.get(..7).and_then(|month| month.parse().ok());
    month.map_or_else(|| Text::data(row.wave.clone()), Text::month)
}

/// A count of the marts as text takes it.
pub(super) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn lead(context: &Context) -> Text {
    let rows = latest(context);
    let Some(all) = rows
        .into_iter()
        .find(|row| row.service == "*" && row.customer == "*")
    else {
        return Text::key("waves-none");
    };
    Text::with(
        "waves-lead",
        [
            ("wave", wave_name(all)),
            ("sent", Text::number(whole(all.sent))),
            ("replies", Text::number(whole(all.replies))),
            ("answers", Text::number(whole(all.answers))),
            ("rate", present::plain_share(whole(all.replies), whole(all.sent))),
        ],
    )
}

/// A bar of marks for all, and for each outermost service.
fn marks(context: &Context) -> Option<Block> {
    let rows = latest(context);
    let drawn = |row: &&&WaveRow| {
        row.customer == "*"
            && row.answers > 0
            && (row.service == "*" || context.top(&row.service) == row.service)
    };
    let mut rows: Vec<&WaveRow> = rows.iter().filter(drawn).copied().collect();
    rows.sort_by_key(|row| (row.service != "*", context.place(&row.service)));
    let first = *rows.first()?;
    let bar = |row: &&WaveRow| StackRow {
        label: if row.service == "*" {
            Text::key("all")
        } else {
            context.texts.service(&row.service)
        },
        whole: Text::with("marks-answers", [("count", Text::number(whole(row.answers)))]),
        parts: vec![
            (Tone::Mark1, row.mark_1),
            (Tone::Mark2, row.mark_2),
            (Tone::Mark3, row.mark_3),
            (Tone::Mark4, row.mark_4),
            (Tone::Mark5, row.mark_5),
        ],
    };
    let tones = [Tone::Mark1, Tone::Mark2, Tone::Mark3, Tone::Mark4, Tone::Mark5];
    let names = ["mark-1", "mark-2", "mark-3", "mark-4", "mark-5"].map(Text::key);
    Some(Block::Picture(Picture {
        title: Text::with("marks-chart", [("wave", wave_name(first))]),
        alt: Text::key("marks-alt"),
        chart: Chart::Marks(Stack {
            rows: rows.iter().map(bar).collect(),
            legend: tones.into_iter().zip(names).collect(),
        }),
        note: Text::None,
    }))
}
