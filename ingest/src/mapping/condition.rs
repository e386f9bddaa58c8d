//! What depends on another column of the row: a field that is taken only for some of its values, an order that it tells.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::contract::Kind;
use super::problem::did_you_mean;
use super::walk::{At, Section, Walk};
use super::{EventType, Mapping, Sequence, When};

/// A value that a `when` waits for, and the column that it is waited for in.
pub(super) type Awaited = (String, At<String>);

/// The condition of a field; what it waits for is added to `awaited`.
pub(super) fn when(walk: &mut Walk<'_>, field: &Section<'_>, awaited: &mut Vec<Awaited>) -> Option<When> {
    let section = walk.section(field, "when")?;
    walk.only(&section, &["column", "is"]);
    let column = walk.text(&section, "column", "write the column that decides");
    let is = walk.texts(&section, "is");
    let listed = walk.find(&section, "is");
    if is.is_empty() && listed.is_none_or(|found| matches!(found.value, DeValue::Array(_))) {
        walk.problem(
            section.line,
            &section.child("is"),
            "names no value",
            "write the values of the column for which the field is taken, [\"…\"]",
        );
    }
    let column = column?.value;
    awaited.extend(is.iter().map(|value| (column.clone(), value.clone())));
    Some(When {
        column,
        is: is.into_iter().map(|value| value.value).collect(),
    })
}

/// A value that no table of its column knows cannot come: every row that states it would be refused. Asked of a file without
/// other faults: a table with one is not whole.
pub(super) fn known(walk: &mut Walk<'_>, mapping: &Mapping, awaited: &[Awaited]) {
    if !walk.problems.is_empty() {
        return;
    }
    let tables = tables(mapping);
    for (column, value) in awaited {
        let Some(known) = tables.get(column.as_str()) else {
            continue;
        };
        if known.contains(value.value.as_str()) {
            continue;
        }
        let what = format!("no `values` of column \"{column}\" know \"{}\"", value.value);
        walk.problem(
            value.line,
            &value.path,
            what,
            did_you_mean(&value.value, known.iter().copied()),
        );
    }
}

/// Column → the values that pass, of columns with a table that refuses all others.
fn tables(mapping: &Mapping) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut tables: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let of_type = match &mapping.event_type {
        EventType::Column {
            column,
            values,
            otherwise: None,
        } => Some((column.as_str(), values.keys().map(String::as_str).collect())),
        _ => None,
    };
    let of_sequence = match &mapping.sequence {
        Some(Sequence::Told { column, values }) => {
            Some((column.as_str(), values.keys().map(String::as_str).collect()))
        }
        _ => None,
    };
    let of_fields = mapping.fields.iter().filter(|field| field.refuses_unknown());
    let of_fields = of_fields.filter_map(|field| {
        let known = field.values.keys().chain(&field.not_stated);
        Some((field.from.only_column()?, known.map(String::as_str).collect()))
    });
    let all: Vec<(&str, BTreeSet<&str>)> = of_type.into_iter().chain(of_sequence).chain(of_fields).collect();
    for (column, known) in all {
        let passing = tables.entry(column).or_insert_with(|| known.clone());
        passing.retain(|value| known.contains(value));
    }
    tables
}

/// The order of updates of one instant: the source's own number, or a number for each value of a column.
pub(super) fn sequence(walk: &mut Walk<'_>, event: &Section<'_>) -> Option<Sequence> {
    let found = walk.find(event, "sequence")?;
    let DeValue::Table(table) = found.value else {
        return walk.as_text(&found).map(|text| Sequence::Column(text.value));
    };
    let section = Section {
        path: found.path.clone(),
        line: found.line,
        table,
    };
    walk.only(&section, &["column", "values"]);
    let column = walk.text(&section, "column", "write the column that tells the order");
    let texts = walk.text_table(&section, "values");
    if texts.is_empty() {
        walk.problem(
            section.line,
            &section.child("values"),
            "names no value",
            "write value = number for each value of the column",
        );
    }
    let mut values = BTreeMap::new();
    for (value, number) in texts {
        match number.value.parse() {
            Ok(parsed) if Kind::Integer.takes(&number.value) => {
                values.insert(value, parsed);
            }
            _ => walk.problem(
                number.line,
                &number.path,
                format!("\"{}\" is not {}", number.value, Kind::Integer.wanted()),
                format!("write {}", Kind::Integer.wanted()),
            ),
        }
    }
    let column = column?.value;
    Some(Sequence::Told { column, values })
}
