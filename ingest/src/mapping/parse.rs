//! The text of a mapping file, checked key by key into a [`Mapping`].

use std::path::Path;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::problem::Problem;
use super::walk::{At, Section, Walk};
use super::{Layout, Mapping, condition, data, envelope};

const TOP_KEYS: [&str; 13] = [
    "id",
    "description",
    "source",
    "format",
    "delimiter",
    "records",
    "nulls",
    "required_columns",
    "event",
    "times",
    "constants",
    "fields",
    "waiting",
];

pub(super) fn mapping(file: &str, text: &str) -> Result<Mapping, Vec<Problem>> {
    let mut walk = Walk::new(file, text);
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let line = walk.line_of(error.span().map_or(0, |span| span.start));
            walk.problem(
                line,
                "file",
                format!("is not TOML: {}", error.message()),
                "mend the syntax there",
            );
            return Err(walk.problems);
        }
    };
    let root = walk.root(&table);
    let mapping = sections(&mut walk, &root, file).map(|mapping| Mapping {
        sha256: Sha256::digest(text).into(),
        ..mapping
    });
    match mapping {
        Some(mapping) if walk.problems.is_empty() => Ok(mapping),
        _ => {
            walk.problems.sort_by_key(|problem| problem.line);
            Err(walk.problems)
        }
    }
}

fn sections(walk: &mut Walk<'_>, root: &Section<'_>, file: &str) -> Option<Mapping> {
    walk.only(root, &TOP_KEYS);
    let id = id(walk, root, file);
    let source = source(walk, root);
    walk.optional_text(root, "description");
    let layout = layout(walk, root);
    let nulls = walk
        .texts(root, "nulls")
        .into_iter()
        .map(|null| null.value)
        .collect();
    let times = envelope::times(walk, root);
    let event = envelope::event(walk, root);
    let types = event
        .as_ref()
        .map(|event| event.event_type.types())
        .unwrap_or_default();
    let constants = data::constants(walk, root, &types);
    let mut awaited = Vec::new();
    let fields = data::fields(walk, root, &types, &mut awaited);
    let waiting = walk
        .text_table(root, "waiting")
        .into_iter()
        .map(|(state, party)| (state, party.value))
        .collect();
    let required = walk
        .find(root, "required_columns")
        .is_some()
        .then(|| walk.texts(root, "required_columns"));
    let event = event?;
    let mut mapping = Mapping {
        id: id?,
        sha256: [0; 32],
        source: source?,
        layout: layout?,
        nulls,
        times: times?,
        event_type: event.event_type,
        event_id: event.id,
        subject: event.subject,
        time: event.time,
        sequence: event.sequence,
        constants,
        fields,
        waiting,
        required_columns: Vec::new(),
    };
    condition::known(walk, &mapping, &awaited);
    mapping.required_columns = data::required_columns(walk, &mapping, required);
    Some(mapping)
}

fn id(walk: &mut Walk<'_>, root: &Section<'_>, file: &str) -> Option<String> {
    let id = walk.text(root, "id", "write the file's name without .toml")?;
    let stem = Path::new(file)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    if id.value != stem {
        let what = format!("\"{}\" differs from the file's name", id.value);
        walk.problem(
            id.line,
            "id",
            what,
            format!("write \"{stem}\", the name that `--source` takes"),
        );
    }
    Some(id.value)
}

fn source(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<String> {
    let source = walk.text(
        root,
        "source",
        "write a URI that never changes, such as \"urn:example:servicenow\"",
    )?;
    if !source.value.contains(':') || source.value.contains(' ') {
        let what = format!("\"{}\" is no absolute URI", source.value);
        walk.problem(
            source.line,
            &source.path,
            what,
            "write something like \"urn:example:servicenow\"",
        );
    }
    Some(source.value)
}

fn layout(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<Layout> {
    if walk.find(root, "format").is_none() {
        walk.problem(1, "format", "missing", "write \"csv\", \"json\" or \"ndjson\"");
    }
    let delimiter = walk.optional_text(root, "delimiter");
    let records = walk.optional_text(root, "records");
    let format = walk.choice(root, "format", &[("csv", 'c'), ("json", 'j'), ("ndjson", 'n')])?;
    if let Some(records) = records.as_ref().filter(|_| format != 'j') {
        walk.problem(
            records.line,
            "records",
            "is for format = \"json\" only",
            "remove it",
        );
    }
    if let Some(delimiter) = delimiter.as_ref().filter(|_| format != 'c') {
        walk.problem(
            delimiter.line,
            "delimiter",
            "is for format = \"csv\" only",
            "remove it",
        );
    }
    Some(match format {
        'j' => Layout::Json {
            records: records.map(|records| records.value),
        },
        'n' => Layout::Ndjson,
        _ => Layout::Csv {
            delimiter: delimiter.map_or(Some(b','), |text| one_byte(walk, &text))?,
        },
    })
}

fn one_byte(walk: &mut Walk<'_>, text: &At<String>) -> Option<u8> {
    match text.value.as_bytes() {
        [byte] if !matches!(byte, b'"' | b'\n' | b'\r') => Some(*byte),
        _ => {
            walk.problem(
                text.line,
                &text.path,
                "is not one ASCII character",
                "write \",\", \";\" or \"\\t\"",
            );
            None
        }
    }
}
