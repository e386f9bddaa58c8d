//! The text of a mapping file, checked key by key into a [`Mapping`].

use std::path::Path;

use jiff::tz::TimeZone;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use super::times::Format;
use super::walk::{At, Section, Walk};
use super::{EventType, Layout, Mapping, Template, Times, Unclear, contract, data};

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
    let mapping = sections(&mut walk, &root, file);
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
    let source = walk.text(
        root,
        "source",
        "write a URI that never changes, such as \"urn:example:servicenow\"",
    );
    if let Some(source) = source
        .as_ref()
        .filter(|s| !s.value.contains(':') || s.value.contains(' '))
    {
        let what = format!("\"{}\" is no absolute URI", source.value);
        walk.problem(
            source.line,
            &source.path,
            what,
            "write something like \"urn:example:servicenow\"",
        );
    }
    walk.optional_text(root, "description");
    let layout = layout(walk, root);
    let nulls = walk
        .texts(root, "nulls")
        .into_iter()
        .map(|null| null.value)
        .collect();
    let times = times(walk, root);
    let event = event(walk, root);
    let types = event
        .as_ref()
        .map(|event| event.event_type.types())
        .unwrap_or_default();
    let constants = data::constants(walk, root, &types);
    let fields = data::fields(walk, root, &types);
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
        source: source?.value,
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

fn times(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<Times> {
    let Some(section) = walk.section(root, "times") else {
        walk.problem(1, "times", "missing", "write [times] with `formats` and `zone`");
        return None;
    };
    walk.only(&section, &["formats", "zone", "unclear"]);
    let texts = walk.texts(&section, "formats");
    if texts.is_empty() {
        walk.problem(
            section.line,
            "times.formats",
            "names no format",
            "write [\"rfc3339\"] or [\"%d/%m/%Y %H:%M\"]",
        );
    }
    let mut formats = Vec::new();
    for text in texts {
        let format = if text.value == "rfc3339" {
            Format::Rfc3339
        } else {
            Format::Strptime(text.value)
        };
        if let Some(fault) = format.fault() {
            walk.problem(
                text.line,
                "times.formats",
                fault,
                "see strptime's directives: %d %m %Y %H %M %S %z",
            );
        }
        formats.push(format);
    }
    let zone = walk
        .optional_text(&section, "zone")
        .and_then(|zone| match TimeZone::get(&zone.value) {
            Ok(found) => Some(found),
            Err(_) => {
                let what = format!("\"{}\" is no time zone known here", zone.value);
                walk.problem(
                    zone.line,
                    &zone.path,
                    what,
                    "write an IANA name such as \"Asia/Taipei\"",
                );
                None
            }
        });
    let needs_zone = formats.iter().any(|format| !format.states_offset());
    if needs_zone && walk.find(&section, "zone").is_none() {
        walk.problem(
            section.line,
            "times.zone",
            "missing",
            "the formats state no offset: write an IANA name",
        );
    }
    let choices = [
        ("refuse", Unclear::Refuse),
        ("earlier", Unclear::Earlier),
        ("later", Unclear::Later),
    ];
    let unclear = walk.choice(&section, "unclear", &choices).unwrap_or_default();
    Some(Times {
        formats,
        zone,
        unclear,
    })
}

struct Event {
    event_type: EventType,
    id: Template,
    subject: Template,
    time: String,
    sequence: Option<String>,
}

fn event(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<Event> {
    let Some(section) = walk.section(root, "event") else {
        walk.problem(
            1,
            "event",
            "missing",
            "write [event] with type, id, subject and time",
        );
        return None;
    };
    walk.only(&section, &["type", "id", "subject", "time", "sequence"]);
    let event_type = event_type(walk, &section);
    let id = walk.text(
        &section,
        "id",
        "write the columns that tell one update from all others",
    );
    let id = id.and_then(|id| template(walk, &id));
    let subject = walk.text(&section, "subject", "write the column with the record's number");
    let subject = subject.and_then(|subject| template(walk, &subject));
    let time = walk.text(
        &section,
        "time",
        "write the column that says when the update happened",
    );
    let sequence = walk
        .optional_text(&section, "sequence")
        .map(|sequence| sequence.value);
    Some(Event {
        event_type: event_type?,
        id: id?,
        subject: subject?,
        time: time?.value,
        sequence,
    })
}

fn event_type(walk: &mut Walk<'_>, section: &Section<'_>) -> Option<EventType> {
    let Some(found) = walk.find(section, "type") else {
        walk.problem(
            section.line,
            "event.type",
            "missing",
            "write a type such as \"incident.v1\"",
        );
        return None;
    };
    let event_type = match found.value {
        DeValue::Table(table) => {
            let inner = Section {
                path: found.path.clone(),
                line: found.line,
                table,
            };
            walk.only(&inner, &["column", "values", "otherwise"]);
            let column = walk.text(&inner, "column", "write the column that decides the type");
            let values = walk.text_table(&inner, "values");
            EventType::Column {
                column: column?.value,
                values: values
                    .into_iter()
                    .map(|(value, event_type)| (value, event_type.value))
                    .collect(),
                otherwise: walk
                    .optional_text(&inner, "otherwise")
                    .map(|otherwise| otherwise.value),
            }
        }
        _ => EventType::Fixed(walk.as_text(&found)?.value),
    };
    let types = event_type.types();
    let faults: Vec<_> = types
        .iter()
        .filter_map(|event_type| contract::unknown_type(event_type))
        .collect();
    for (what, remedy) in &faults {
        walk.problem(found.line, &found.path, what, remedy);
    }
    if types.is_empty() {
        walk.problem(
            found.line,
            &found.path,
            "names no type",
            "write `values` = { … }, or `otherwise`",
        );
    }
    (faults.is_empty() && !types.is_empty()).then_some(event_type)
}

pub(super) fn template(walk: &mut Walk<'_>, text: &At<String>) -> Option<Template> {
    match Template::parse(&text.value) {
        Ok(template) => Some(template),
        Err(what) => {
            walk.problem(
                text.line,
                &text.path,
                what,
                "write a column's name, or \"{column}/{column}\"",
            );
            None
        }
    }
}
