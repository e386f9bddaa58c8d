//! Availability drawn: downtime by day, and outages, planned windows and unmonitored time to scale.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Context;
use crate::chart::{Chart, DayHeat, DayHeatRow, DayMark, Gantt, GanttRow, Tone};
use crate::marts::{AvailabilityDayRow, StretchRow};
use crate::report::{Block, Picture};
use crate::text::Text;

/// So many services are drawn; the tables have all.
const DRAWN: usize = 14;

pub(super) fn blocks(context: &Context, services: &[String]) -> Vec<Block> {
    let eventful = eventful(context, services);
    let (drawn, rest) = eventful.split_at(DRAWN.min(eventful.len()));
    if drawn.is_empty() {
        return Vec::new();
    }
    let mut drawn: Vec<&str> = drawn.to_vec();
    drawn.sort_by_key(|id| (context.place(id), (*id).to_owned()));
    let month = Text::month(context.marts.month);
    vec![
        Block::Heading {
            title: Text::key("days-title"),
            lead: Text::None,
        },
        Block::Picture(Picture {
            title: Text::with("days-chart", [("month", month.clone())]),
            alt: Text::key("days-alt"),
            chart: Chart::DayHeat(days(context, &drawn)),
            note: Text::with("days-note", [("rest", Text::number(rest.len() as i64))]),
        }),
        Block::Picture(Picture {
            title: Text::with("timeline-chart", [("month", month)]),
            alt: Text::key("timeline-alt"),
            chart: Chart::Gantt(timeline(context, &drawn)),
            note: Text::None,
        }),
    ]
}

/// Services with downtime, maintenance or unmonitored time, those with most downtime first.
fn eventful<'a>(context: &Context, services: &'a [String]) -> Vec<&'a str> {
    let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for day in &context.marts.availability.days {
        let sum = sums.entry(&day.service).or_default();
        sum.0 += day.down_ms;
        sum.1 += day.wall_down_ms + day.planned_ms + day.excluded_ms + day.unmonitored_hours_ms;
    }
    let of = |id: &str| sums.get(id).copied().unwrap_or_default();
    let mut eventful: Vec<&str> = services
        .iter()
        .map(String::as_str)
        .filter(|id| of(id) != (0, 0))
        .collect();
    eventful.sort_by(|a, b| (of(b), *a).cmp(&(of(a), *b)));
    eventful
}

fn days(context: &Context, services: &[&str]) -> DayHeat {
    let row = |id: &&str| {
        let days = context
            .marts
            .availability
            .days
            .iter()
            .filter(|day| day.service == **id);
        DayHeatRow {
            label: context.texts.service(id),
            days: days.map(mark).collect(),
        }
    };
    DayHeat {
        rows: services.iter().map(row).collect(),
        sum: Text::key("days-sum"),
        names: ["days-none", "days-longest", "days-closed", "days-unmonitored"]
            .map(Text::key)
            .to_vec(),
    }
}

fn mark(day: &AvailabilityDayRow) -> DayMark {
    match day {
        day if day.down_ms > 0 => DayMark::Down { ms: day.down_ms },
        day if day.hours_ms == 0 => DayMark::Closed,
        day if day.ast_ms == 0 && day.unmonitored_hours_ms > 0 => DayMark::Unmonitored,
        _ => DayMark::Down { ms: 0 },
    }
}

fn timeline(context: &Context, services: &[&str]) -> Gantt {
    let month = context.marts.months.last();
    let (from, until) = month.map_or((0, 1), |month| (month.month_start, month.month_end));
    let bar = |stretch: &StretchRow| {
        let (_, tone, _) = KINDS.iter().find(|(kind, ..)| *kind == stretch.kind)?;
        Some((*tone, stretch.begins_at, stretch.ends_at))
    };
    let row = |id: &&str| {
        let stretches = context.marts.availability.stretches.iter();
        GanttRow {
            label: context.texts.service(id),
            bars: stretches
                .filter(|stretch| stretch.service == **id)
                .filter_map(bar)
                .collect(),
        }
    };
    let mut legend: Vec<(Tone, Text)> = Vec::new();
    for (_, tone, name) in KINDS {
        if !legend.iter().any(|(known, _)| known == tone) {
            legend.push((*tone, Text::key(name)));
        }
    }
    Gantt {
        from,
        until,
        midnights: midnights(context, from, until),
        rows: services.iter().map(row).collect(),
        legend,
    }
}

/// Kinds of stretches with their colours and names.
const KINDS: &[(&str, Tone, &str)] = &[
    ("down", Tone::Down, "stretch-down"),
    ("excused", Tone::Excluded, "stretch-excused"),
    ("excluded", Tone::Excluded, "stretch-excused"),
    ("out-of-hours", Tone::Holiday, "stretch-out-of-hours"),
    ("planned", Tone::Counted4, "stretch-planned"),
    ("unmonitored", Tone::WaitingOther, "stretch-unmonitored"),
    ("unknown", Tone::WaitingOther, "stretch-unmonitored"),
];

fn midnights(context: &Context, from: i64, until: i64) -> Vec<i64> {
    let first: Date = context
        .zone
        .to_datetime(Timestamp::from_millisecond(from).unwrap_or_default())
        .date();
    let day = |offset: i32| {
        let date = first.checked_add(jiff::Span::new().days(offset)).ok()?;
        let at = context
            .zone
            .to_timestamp(date.to_datetime(jiff::civil::Time::midnight()))
            .ok()?;
        Some(at.as_millisecond()).filter(|at| *at < until)
    };
    (0..31).map_while(day).collect()
}
