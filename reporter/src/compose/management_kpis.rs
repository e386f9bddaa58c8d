//! Report type 3: performance against service management KPI targets (clause 4.5.4), rolled up to the objectives.

use super::kpi::{self, Kpi};
use super::process_kpis::state;
use super::{Context, control};
use crate::figures::Series;
use crate::present::Shown;
use crate::report::{Block, Cell, Column, Row, RowKind, Scope, Section, Table, Verdict};
use crate::text::{Name, Text};

/// So many missed figures are named beside an objective.
const NAMED: usize = 8;

pub(super) fn section(context: &Context) -> Option<Section> {
    let kpis = kpi::of_report(context, 3);
    if kpis.iter().all(|kpi| kpi.series.is_none()) {
        return None;
    }
    let (met, judged, not_measured) = kpi::tally(kpis.iter());
    let said = Text::with(
        "management-kpis-met",
        [
            ("met", Text::number(met)),
            ("of", Text::number(judged)),
            ("unmeasured", Text::number(not_measured)),
            ("month", Text::month(context.marts.month)),
        ],
    );
    let mut blocks = vec![Block::Sentences {
        state: Some(state(met, judged)),
        sentences: vec![said],
    }];
    blocks.extend(roll_up(context));
    blocks.push(Block::Heading {
        title: Text::key("management-kpis-table"),
        lead: Text::key("management-kpis-lead"),
    });
    blocks.push(Block::Table(Table {
        caption: Text::None,
        columns: kpi::columns(),
        rows: by_objective(context, kpis),
        note: Text::with("kpis-note", kpi::least_shown()),
    }));
    Some(Section {
        id: "management-kpis".into(),
        title: Text::key("management-kpis-title"),
        register: control::register(context, 3),
        blocks,
    })
}

/// Every objective with the targets met of those judged, over all figures of the register that serve it.
fn roll_up(context: &Context) -> Vec<Block> {
    let objectives = &context.texts.objectives;
    if objectives.is_empty() {
        return Vec::new();
    }
    let table = Table {
        caption: Text::None,
        columns: vec![
            Column::text("column-objective"),
            Column::number("column-targets-met"),
            Column::number("column-goal"),
            Column::text("column-verdict"),
            Column::number("column-previous"),
            Column::text("column-missed"),
            Column::number("column-unmeasured"),
        ],
        rows: objectives
            .iter()
            .map(|(number, name)| objective(context, *number, name))
            .collect(),
        note: Text::key("objectives-note"),
    };
    vec![
        Block::Heading {
            title: Text::key("objectives-title"),
            lead: Text::key("objectives-lead"),
        },
        Block::Table(table),
    ]
}

fn objective(context: &Context, number: u32, name: &Name) -> Row {
    let figure = format!("SMS-05-objective-{number}");
    let series = context.figures.series(&figure, &Scope::default());
    let serving: Vec<Kpi> = context
        .texts
        .kpis
        .iter()
        .filter(|kpi| kpi.objectives.contains(&number) && !kpi.id.starts_with("SMS-05"))
        .flat_map(|text| kpi::measured(context, text))
        .collect();
    let mut missed: Vec<Text> = serving
        .iter()
        .filter(|kpi| kpi.verdict() == Some(Verdict::Missed))
        .map(|kpi| Text::data(kpi.text.id.clone()))
        .collect();
    missed.dedup();
    let more = missed.len().saturating_sub(NAMED);
    missed.truncate(NAMED);
    if more > 0 {
        missed.push(Text::with("others", [("count", Text::number(more as i64))]));
    }
    let missed = match missed.is_empty() {
        true => Text::key("value-none"),
        false => Text::List { parts: missed },
    };
    let (_, _, not_measured) = kpi::tally(serving.iter());
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(
                Text::Name(name.clone()),
                Text::with("objective-number", [("number", Text::number(i64::from(number)))]),
            ),
            met_of(&series, 0),
            Cell::say(series.goal().map_or_else(
                || Text::key("tile-all-met"),
                |goal| Shown::of("ratio", "up", Some(goal)).goal(goal),
            )),
            Cell::verdict(series.verdict()),
            met_of(&series, 1),
            Cell::say(missed),
            Cell::say(Text::number(not_measured)),
        ],
    }
}

fn met_of(series: &Series, back: usize) -> Cell {
    let part = series
        .back(back)
        .and_then(|part| Some((part.numerator, part.denominator?)));
    Cell::say(part.map_or_else(
        || Text::key("kpi-not-measured"),
        |(met, of)| crate::present::met_of(met, of),
    ))
}

/// The figures of the report under each objective that they serve; those of none last.
fn by_objective(context: &Context, mut kpis: Vec<Kpi>) -> Vec<Row> {
    kpi::missed_first(&mut kpis);
    let mut rows = Vec::new();
    for (number, name) in &context.texts.objectives {
        let serving: Vec<&Kpi> = kpis
            .iter()
            .filter(|kpi| kpi.text.objectives.contains(number))
            .collect();
        group(&mut rows, Text::Name(name.clone()), &serving);
    }
    let known = |number: &u32| context.texts.objectives.contains_key(number);
    let others: Vec<&Kpi> = kpis
        .iter()
        .filter(|kpi| !kpi.text.objectives.iter().any(known))
        .collect();
    group(&mut rows, Text::key("objectives-none"), &others);
    rows
}

fn group(rows: &mut Vec<Row>, name: Text, kpis: &[&Kpi]) {
    if kpis.is_empty() {
        return;
    }
    let (met, judged, _) = kpi::tally(kpis.iter().copied());
    rows.push(kpi::heading(Text::with(
        "kpis-group",
        [
            ("name", name),
            ("met", Text::number(met)),
            ("of", Text::number(judged)),
        ],
    )));
    rows.extend(kpis.iter().map(|kpi| kpi::row(kpi)));
}
