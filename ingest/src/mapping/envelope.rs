//! The part of a mapping file that makes an event's envelope: type, identity, subject, time and how times are written.

use jiff::tz::TimeZone;
use toml::de::DeValue;

use super::times::Format;
use super::walk::{At, Section, Walk};
use super::{EventType, Sequence, Template, Times, Unclear, condition, contract};

pub(super) fn times(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<Times> {
    let Some(section) = walk.section(root, "times") else {
        walk.problem(1, "times", "missing", "write [times] with `formats` and `zone`");
        return None;
    };
    walk.only(&section, &["formats", "zone", "unclear"]);
    let formats = formats(walk, &section);
    let zone = zone(walk, &section);
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

fn formats(walk: &mut Walk<'_>, section: &Section<'_>) -> Vec<Format> {
    let texts = walk.texts(section, "formats");
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
    formats
}

fn zone(walk: &mut Walk<'_>, section: &Section<'_>) -> Option<TimeZone> {
    let zone = walk.optional_text(section, "zone")?;
    let found = TimeZone::get(&zone.value).ok();
    if found.is_none() {
        let what = format!("\"{}\" is no time zone known here", zone.value);
        walk.problem(
            zone.line,
            &zone.path,
            what,
            "write an IANA name such as \"Asia/Taipei\"",
        );
    }
    found
}

/// What a mapping says about the envelope.
pub(super) struct Event {
    pub(super) event_type: EventType,
    pub(super) id: Template,
    pub(super) subject: Template,
    pub(super) time: String,
    pub(super) sequence: Option<Sequence>,
}

pub(super) fn event(walk: &mut Walk<'_>, root: &Section<'_>) -> Option<Event> {
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
    let sequence = condition::sequence(walk, &section);
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
