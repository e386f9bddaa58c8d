//! The part of a mapping file that fills an event's data: constants, fields, required columns.

use std::collections::{BTreeMap, HashSet};

use toml::de::DeValue;

use super::condition::{self, Awaited};
use super::contract::{self, Kind};
use super::envelope::template;
use super::problem::did_you_mean;
use super::walk::{At, Found, Section, Walk};
use super::{Constant, Field, Mapping, Sequence, Unmapped};

pub(super) fn constants(walk: &mut Walk<'_>, root: &Section<'_>, types: &[&str]) -> Vec<Constant> {
    let mut constants = Vec::new();
    for (name, constant) in walk.text_table(root, "constants") {
        let Some(kind) = target_kind(walk, constant.line, &constant.path, &name, types) else {
            continue;
        };
        if !kind.takes(&constant.value) {
            let what = format!("\"{}\" is not {}", constant.value, kind.wanted());
            walk.problem(
                constant.line,
                &constant.path,
                what,
                format!("write {}", kind.wanted()),
            );
        }
        constants.push(Constant {
            target: name,
            kind,
            value: constant.value,
        });
    }
    constants
}

pub(super) fn fields(
    walk: &mut Walk<'_>,
    root: &Section<'_>,
    types: &[&str],
    awaited: &mut Vec<Awaited>,
) -> Vec<Field> {
    let Some(section) = walk.section(root, "fields") else {
        walk.problem(
            1,
            "fields",
            "missing",
            "write [fields] with the data of the events",
        );
        return Vec::new();
    };
    let entries = walk.entries(&section);
    let mut fields: Vec<Field> = Vec::new();
    for (name, found) in entries {
        let Some(field) = field(walk, name, &found, types, awaited) else {
            continue;
        };
        if root_has_constant(walk, root, name) {
            walk.problem(
                found.line,
                &found.path,
                "is a constant too",
                "keep one of the two",
            );
        }
        fields.push(field);
    }
    complete(walk, root, &section, types, &fields);
    fields
}

/// Every type states what its contract demands, in every row.
fn complete(
    walk: &mut Walk<'_>,
    root: &Section<'_>,
    section: &Section<'_>,
    types: &[&str],
    fields: &[Field],
) {
    for event_type in types {
        let filled = |name: &str| {
            fields
                .iter()
                .any(|field| field.target == name && field.is_for(event_type))
        };
        for name in contract::required(event_type) {
            if filled(&name) || root_has_constant(walk, root, &name) {
                continue;
            }
            let what = format!("{event_type} must state `{name}`");
            walk.problem(
                section.line,
                "fields",
                what,
                "name a column for it here, or a value under [constants]",
            );
        }
    }
}

fn root_has_constant(walk: &Walk<'_>, root: &Section<'_>, name: &str) -> bool {
    matches!(walk.find(root, "constants"), Some(At { value: DeValue::Table(table), .. })
        if table.keys().any(|key| key.get_ref() == name))
}

fn field(
    walk: &mut Walk<'_>,
    name: &str,
    found: &Found<'_>,
    types: &[&str],
    awaited: &mut Vec<Awaited>,
) -> Option<Field> {
    let DeValue::Table(table) = found.value else {
        let kind = target_kind(walk, found.line, &found.path, name, types);
        let from = walk.as_text(found).and_then(|text| template(walk, &text));
        return Some(Field::plain(name, kind?, from?));
    };
    let section = Section {
        path: found.path.clone(),
        line: found.line,
        table,
    };
    walk.only(
        &section,
        &["column", "when", "values", "not_stated", "unmapped", "types"],
    );
    let only: Vec<String> = walk
        .texts(&section, "types")
        .into_iter()
        .filter_map(|t| known(walk, t, types))
        .collect();
    let scope: Vec<&str> = if only.is_empty() {
        types.to_vec()
    } else {
        only.iter().map(String::as_str).collect()
    };
    let kind = target_kind(walk, found.line, &found.path, name, &scope);
    let from = walk
        .text(&section, "column", "write the column's name")
        .and_then(|text| template(walk, &text));
    let when = condition::when(walk, &section, awaited);
    let required = |event_type: &&str| contract::required(event_type).iter().any(|must| must == name);
    if let Some(event_type) = scope.iter().copied().find(required).filter(|_| when.is_some()) {
        let what = format!("{event_type} must state `{name}` in every row");
        walk.problem(found.line, &section.child("when"), what, "remove the key");
    }
    let values = walk.text_table(&section, "values");
    let not_stated: HashSet<String> = walk
        .texts(&section, "not_stated")
        .into_iter()
        .map(|t| t.value)
        .collect();
    check_values(walk, kind.as_ref(), &values, &not_stated);
    let unmapped = unmapped(walk, &section, values.is_empty());
    let values = values
        .into_iter()
        .map(|(foreign, ours)| (foreign, ours.value))
        .collect();
    Some(Field {
        target: name.into(),
        kind: kind?,
        from: from?,
        values,
        not_stated,
        unmapped,
        types: only,
        when,
    })
}

fn check_values(
    walk: &mut Walk<'_>,
    kind: Option<&Kind>,
    values: &BTreeMap<String, At<String>>,
    not_stated: &HashSet<String>,
) {
    for (foreign, ours) in values {
        if let Some(wanted) = kind.filter(|kind| !kind.takes(&ours.value)).map(Kind::wanted) {
            walk.problem(
                ours.line,
                &ours.path,
                format!("\"{}\" is not {wanted}", ours.value),
                format!("write {wanted}"),
            );
        }
        if not_stated.contains(foreign) {
            walk.problem(
                ours.line,
                &ours.path,
                "stands under `not_stated` too",
                "keep one of the two",
            );
        }
    }
}

fn unmapped(walk: &mut Walk<'_>, section: &Section<'_>, no_values: bool) -> Unmapped {
    let choices = [
        ("refuse", Unmapped::Refuse),
        ("keep", Unmapped::Keep),
        ("keep-as-id", Unmapped::KeepAsId),
        ("not-stated", Unmapped::NotStated),
    ];
    let chosen = walk.choice(section, "unmapped", &choices);
    if no_values && matches!(chosen, Some(Unmapped::Refuse | Unmapped::NotStated)) {
        let path = section.child("unmapped");
        walk.problem(
            section.line,
            &path,
            "needs `values`",
            "write the table, or remove the key",
        );
    }
    chosen.unwrap_or(if no_values {
        Unmapped::Keep
    } else {
        Unmapped::Refuse
    })
}

fn known(walk: &mut Walk<'_>, text: At<String>, types: &[&str]) -> Option<String> {
    if types.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    let remedy = did_you_mean(&text.value, types.iter().copied());
    walk.problem(
        text.line,
        &text.path,
        format!("no row is of type \"{}\"", text.value),
        remedy,
    );
    None
}

/// What the contract of every one of `types` wants in `target`; a problem when one does not know it.
fn target_kind(walk: &mut Walk<'_>, line: usize, path: &str, target: &str, types: &[&str]) -> Option<Kind> {
    let mut kinds = Vec::new();
    for event_type in types {
        match contract::kind_of(event_type, target) {
            Ok(kind) => kinds.push(kind),
            Err((what, remedy)) => walk.problem(line, path, what, remedy),
        }
    }
    match kinds.as_slice() {
        [first, rest @ ..] if rest.iter().all(|kind| kind == first) => Some(first.clone()),
        [] => None,
        _ => {
            walk.problem(
                line,
                path,
                "is not the same kind of value in every type",
                "name the `types` it is for",
            );
            None
        }
    }
}

/// The columns that a file must have: those listed, and always what identity, subject and time need.
pub(super) fn required_columns(
    walk: &mut Walk<'_>,
    mapping: &Mapping,
    listed: Option<Vec<At<String>>>,
) -> Vec<String> {
    let all: Vec<String> = mapping.columns().into_iter().map(str::to_owned).collect();
    let Some(listed) = listed else { return all };
    for column in listed.iter().filter(|column| !all.contains(&column.value)) {
        let what = format!("\"{}\" is read by no key of this file", column.value);
        walk.problem(
            column.line,
            &column.path,
            what,
            did_you_mean(&column.value, all.iter().map(String::as_str)),
        );
    }
    let always: Vec<&str> = mapping
        .event_id
        .columns()
        .chain(mapping.subject.columns())
        .collect();
    let needed = |column: &String| {
        listed.iter().any(|listed| listed.value == *column)
            || always.contains(&column.as_str())
            || mapping.time == *column
            || mapping.whens().any(|when| when.column == *column)
            || mapping.sequence.as_ref().map(Sequence::column) == Some(column)
    };
    all.into_iter().filter(needed).collect()
}
