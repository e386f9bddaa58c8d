//! What the figures rest on: rules, agreements, definitions, populations, and what the data did not say.

use std::collections::BTreeSet;

use super::{Context, agreements, of_type, populations, type_name};
use crate::report::{Block, Cell, Column, Row, RowKind, Section, Table};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let mut blocks = vec![
        Block::Heading {
            title: Text::key("rules-title"),
            lead: Text::None,
        },
        rules(),
        Block::Heading {
            title: Text::key("populations-title"),
            lead: Text::key("populations-lead"),
        },
        counted(context),
    ];
    blocks.extend(formulas(context));
    blocks.extend(agreements::blocks(context));
    blocks.push(Block::Heading {
        title: Text::key("quality-title"),
        lead: Text::key("quality-lead"),
    });
    blocks.push(quality(context));
    blocks.push(Block::Heading {
        title: Text::key("definitions-title"),
        lead: Text::key("definitions-lead"),
    });
    blocks.push(files(context));
    Some(Section {
        id: "annex".into(),
        title: Text::key("annex-title"),
        register: Vec::new(),
        blocks,
    })
}

/// How the page is to be read.
fn rules() -> Block {
    let rules = [
        ("rule-verdict", "rule-verdict-text"),
        ("rule-percent", "rule-percent-text"),
        ("rule-small", "rule-small-text"),
        ("rule-state", "rule-state-text"),
        ("rule-clock", "rule-clock-text"),
        ("rule-breach", "rule-breach-text"),
        ("rule-grouping", "rule-grouping-text"),
        ("rule-year", "rule-year-text"),
        ("rule-time", "rule-time-text"),
    ];
    Block::Terms {
        terms: rules
            .map(|(term, text)| (Text::key(term), Text::key(text)))
            .to_vec(),
    }
}

fn counted(context: &Context) -> Block {
    let figures: BTreeSet<&str> = context.figures.keys().map(|key| key.figure.as_str()).collect();
    let terms = figures
        .into_iter()
        .map(|figure| (Text::data(figure), populations::rule(figure, context.texts)))
        .collect();
    Block::Terms { terms }
}

/// Formulas in words, of the KPIs whose figures are on this page.
fn formulas(context: &Context) -> Vec<Block> {
    let figures: BTreeSet<&str> = context.figures.keys().map(|key| key.figure.as_str()).collect();
    let terms: Vec<(Text, Text)> = context
        .texts
        .kpis
        .iter()
        .filter(|kpi| {
            kpi.figure
                .as_deref()
                .is_some_and(|figure| figures.contains(figure))
        })
        .map(|kpi| {
            let term = Text::with(
                "formula-term",
                [
                    ("id", Text::data(kpi.id.clone())),
                    ("name", Text::Name(kpi.name.clone())),
                ],
            );
            let words = [
                ("formula", Text::Name(kpi.formula.clone())),
                ("population", Text::Name(kpi.population.clone())),
            ];
            (term, Text::with("formula-text", words))
        })
        .collect();
    if terms.is_empty() {
        return Vec::new();
    }
    let title = Text::key("formulas-title");
    vec![
        Block::Heading {
            title,
            lead: Text::None,
        },
        Block::Terms { terms },
    ]
}

/// What the data did not say, and what was left out.
fn quality(context: &Context) -> Block {
    let mut terms = Vec::new();
    let count = |value: u64| Text::number(i64::try_from(value).unwrap_or(i64::MAX));
    if let Some(month) = context.marts.months.last() {
        terms.push((Text::key("quality-events"), count(month.events)));
        terms.push((Text::key("quality-records"), count(month.records)));
        terms.push((Text::key("quality-states-unknown"), count(month.states_unknown)));
        terms.push((
            Text::key("quality-states-not-stated"),
            count(month.states_not_stated),
        ));
    }
    for record_type in context.record_types() {
        let series = context
            .figures
            .series("workload.cancelled", &of_type(&record_type));
        let term = Text::with("quality-cancelled", [("type", type_name(&record_type))]);
        terms.push((term, Text::number(series.current().numerator)));
    }
    let excluded: u64 = context.marts.ledger.iter().map(|row| row.excluded_ms).sum();
    let excluded = match excluded {
        0 => Text::key("quality-no-exclusions"),
        ms => Text::duration(i64::try_from(ms).unwrap_or(i64::MAX)),
    };
    terms.push((Text::key("quality-exclusions"), excluded));
    let missing = 13 - context.marts.months.len().min(13);
    terms.push((Text::key("quality-months-missing"), Text::number(missing as i64)));
    Block::Terms { terms }
}

fn files(context: &Context) -> Block {
    let row = |(path, hash): &(String, String)| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::say(Text::data(path.clone())),
            Cell::say(Text::data(hash.get(..16).unwrap_or(hash).to_owned())),
        ],
    };
    let columns = ["column-file", "column-hash"].map(|key| Column {
        title: Text::key(key),
        numeric: false,
    });
    Block::Table(Table {
        caption: Text::None,
        columns: columns.to_vec(),
        rows: context.texts.files.iter().map(row).collect(),
        note: Text::None,
    })
}
