//! How an affected service did before a major incident and after it, as bars side by side.

use super::Context;
use crate::chart::{BarGroup, Bars, Chart, Tone};
use crate::marts::{MajorIncidentRow, WindowRow};
use crate::present;
use crate::report::{Block, Picture};
use crate::text::Text;

const DAY: i64 = 86_400_000;

/// One picture per service that the major incident names.
pub(super) fn blocks(context: &Context, row: &MajorIncidentRow) -> Vec<Block> {
    let windows = |service: &str, part: &str| {
        context.marts.major_incidents.windows.iter().find(|window| {
            window.source == row.source
                && window.record == row.record
                && window.service == service
                && window.part == part
        })
    };
    row.services
        .iter()
        .filter_map(|service| Some((service, windows(service, "before")?, windows(service, "after"))))
        .map(|(service, before, after)| picture(context, row, service, before, after))
        .collect()
}

fn picture(
    context: &Context,
    row: &MajorIncidentRow,
    service: &str,
    before: &WindowRow,
    after: Option<&WindowRow>,
) -> Block {
    let days = |ms: i64| Text::number(ms / DAY);
    let title = [("service", context.texts.service(service))];
    let note = match (row.ended_at, row.after_ms == row.observed_ms) {
        (None, _) => Text::key("window-going-on"),
        (Some(_), true) => Text::with("window-complete", [("days", days(row.observed_ms))]),
        (Some(_), false) => Text::with(
            "window-partial",
            [
                ("passed", Text::duration(row.after_ms)),
                ("passed_days", days(row.after_ms)),
                ("days", days(row.observed_ms)),
            ],
        ),
    };
    Block::Picture(Picture {
        title: Text::with("window-title", title.clone()),
        alt: Text::with("window-alt", title),
        chart: Chart::Bars(Bars {
            legend: vec![
                (
                    BEFORE,
                    Text::with("window-before", [("days", days(row.observed_ms))]),
                ),
                (
                    AFTER,
                    Text::with("window-after", [("passed_days", days(row.after_ms))]),
                ),
            ],
            limit: Text::None,
            groups: MEASURES
                .iter()
                .map(|(label, measure)| group(label, *measure, before, after))
                .collect(),
        }),
        note,
    })
}

const BEFORE: Tone = Tone::Counted3;
const AFTER: Tone = Tone::Counted;

/// How long a bar is, none where nothing is known, and what is said after it.
type Measure = fn(&WindowRow) -> (Option<f64>, Text);

const MEASURES: [(&str, Measure); 5] = [
    ("window-opened", opened),
    ("window-resolution", resolution),
    ("window-downtime", downtime),
    ("window-satisfaction", satisfaction),
    ("window-complaints", complaints),
];

fn group(label: &str, measure: Measure, before: &WindowRow, after: Option<&WindowRow>) -> BarGroup {
    let mut bars = Vec::new();
    for (tone, window) in [(BEFORE, Some(before)), (AFTER, after)] {
        let (length, said) = window.map_or((None, Text::key("value-none")), measure);
        bars.push((tone, length, said));
    }
    BarGroup {
        label: Text::key(label),
        bars,
        limit: None,
    }
}

/// A count's bar is its number a day, so that a stretch that is not over compares with one that is.
fn a_day(window: &WindowRow, count: i64) -> (Option<f64>, Text) {
    let observed = window.ends_at.0 - window.begins_at.0;
    if observed <= 0 {
        return (None, Text::key("value-none"));
    }
    let hundredths = (i128::from(count) * i128::from(DAY) * 100 / i128::from(observed)) as i64;
    let said = Text::with(
        "window-a-day",
        [
            ("count", Text::number(count)),
            (
                "rate",
                Text::data(format!("{}.{:02}", hundredths / 100, hundredths % 100)),
            ),
        ],
    );
    (Some(count as f64 / observed as f64), said)
}

fn opened(window: &WindowRow) -> (Option<f64>, Text) {
    a_day(window, window.incidents_opened)
}

fn complaints(window: &WindowRow) -> (Option<f64>, Text) {
    a_day(window, window.complaints)
}

fn resolution(window: &WindowRow) -> (Option<f64>, Text) {
    match window.incidents_resolved {
        0 => (None, Text::key("window-none-resolved")),
        count => {
            let mean = window.resolution_ms / count;
            let said = [("mean", Text::duration(mean)), ("count", Text::number(count))];
            (Some(mean as f64), Text::with("window-mean-of", said))
        }
    }
}

/// The bar is the share of agreed service time that was lost.
fn downtime(window: &WindowRow) -> (Option<f64>, Text) {
    if window.agreed_ms == 0 {
        return (None, Text::key("window-no-service"));
    }
    let up = present::percent(window.agreed_ms - window.down_ms, window.agreed_ms, 2);
    let said = [
        ("availability", Text::data(up)),
        ("down", Text::duration(window.down_ms)),
    ];
    (
        Some(window.down_ms as f64 / window.agreed_ms as f64),
        Text::with("window-available", said),
    )
}

fn satisfaction(window: &WindowRow) -> (Option<f64>, Text) {
    match window.answers {
        0 => (None, Text::key("window-no-answers")),
        count => {
            let mean = window.points / count;
            let score = Text::data(format!("{}.{:02}", mean / 100, mean % 100));
            let said = [("score", score), ("count", Text::number(count))];
            (Some(mean as f64), Text::with("window-score-of", said))
        }
    }
}
