//! Reads `organisation.toml`.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::agreement::record_types;
use super::major_incident::major_incidents;
use super::notes::Kind;
use super::section::Section;
use crate::definitions::{
    Channel, Customer, Division, Grade, Group, Objective, Organisation, Phase, Priority, State, Supplier,
};

const KEYS: [&str; 13] = [
    "id",
    "names",
    "time_zone",
    "priorities",
    "states",
    "channels",
    "grades",
    "divisions",
    "groups",
    "suppliers",
    "customers",
    "objectives",
    "major_incidents",
];

/// Reads the file's table.
pub(super) fn organisation(file: &Section<'_>) -> Organisation {
    file.not_empty("priorities", "[…]");
    file.not_empty("states", "[…]");
    let (time_zone, time_zone_name) = time_zone(file);
    let mut priorities: Vec<Priority> = file
        .sections("priorities", &["id", "rank", "record_types", "names"])
        .iter()
        .map(priority)
        .collect();
    ranks_differ(file, &priorities);
    priorities.sort_by_key(|priority| priority.rank);
    let organisation = Organisation {
        id: file.text("id"),
        names: file.names("names"),
        time_zone,
        time_zone_name,
        priorities,
        states: states(file),
        channels: channels(file),
        grades: grades(file),
        divisions: named(file, "divisions", Kind::Division, |id, names| Division {
            id: id.into(),
            names,
        }),
        groups: groups(file),
        suppliers: named(file, "suppliers", Kind::Supplier, |id, names| Supplier {
            id: id.into(),
            names,
        }),
        customers: named(file, "customers", Kind::Customer, |id, names| Customer {
            id: id.into(),
            names,
        }),
        objectives: objectives(file),
        major_incidents: major_incidents(file),
    };
    life_is_complete(file, &organisation.states);
    organisation
}

/// The keys of the file.
pub(super) fn keys() -> &'static [&'static str] {
    &KEYS
}

/// A required time zone with its name, from the bundled database: equal on every machine.
pub(super) fn time_zone(section: &Section<'_>) -> (TimeZone, String) {
    let name = section.text("time_zone");
    let zone = if name.is_empty() {
        Ok(TimeZone::UTC)
    } else {
        TimeZoneDatabase::bundled().get(&name)
    };
    let zone = zone.unwrap_or_else(|_| {
        let what = format!("there is no time zone `{name}`");
        section.error(
            "time_zone",
            what,
            "use an IANA name such as `Asia/Taipei` or `Europe/London`",
        );
        TimeZone::UTC
    });
    (zone, name)
}

fn named<T>(
    file: &Section<'_>,
    key: &str,
    kind: Kind,
    make: fn(String, crate::definitions::Names) -> T,
) -> Vec<T> {
    let sections = file.sections(key, &["id", "names"]);
    sections
        .iter()
        .map(|section| make(section.declare(kind), section.names("names")))
        .collect()
}

fn priority(section: &Section<'_>) -> Priority {
    Priority {
        id: section.declare(Kind::Priority).into(),
        rank: section.number("rank", 1, 99),
        record_types: record_types(section),
        names: section.names("names"),
    }
}

fn ranks_differ(file: &Section<'_>, priorities: &[Priority]) {
    for (index, priority) in priorities.iter().enumerate() {
        if let Some(other) = priorities[..index]
            .iter()
            .find(|other| other.rank != 0 && other.rank == priority.rank && meet(other, priority))
        {
            let what = format!(
                "`{}` and `{}` have the same rank {}",
                other.id, priority.id, other.rank
            );
            file.error("priorities", what, "rank them 1, 2, 3, …, the most urgent first");
        }
    }
}

/// Whether some kind of record uses both.
fn meet(one: &Priority, other: &Priority) -> bool {
    one.record_types.is_empty()
        || other.record_types.is_empty()
        || one
            .record_types
            .iter()
            .any(|record_type| other.is_used_by(record_type))
}

fn states(file: &Section<'_>) -> Vec<State> {
    let sections = file.sections("states", &["id", "phase", "waiting_on", "names"]);
    let read = |section: &Section<'_>| {
        let phase = section.choice("phase", &Phase::ALL, Phase::as_str);
        let waits = phase == Phase::Waiting;
        if waits && !section.has("waiting_on") {
            section.error(
                "waiting_on",
                "is missing",
                "say whom it waits on: `waiting_on = \"customer\"`",
            );
        }
        if !waits && section.has("waiting_on") {
            let what = format!("a state of phase `{}` waits on nobody", phase.as_str());
            section.error("waiting_on", what, "leave it out, or write `phase = \"waiting\"`");
        }
        State {
            id: section.declare(Kind::State).into(),
            phase,
            waiting_on: section.optional_text("waiting_on").map(Into::into),
            names: section.names("names"),
        }
    };
    sections.iter().map(read).collect()
}

/// Without an open and a resolved state no record could ever be measured.
fn life_is_complete(file: &Section<'_>, states: &[State]) {
    for phase in [Phase::Open, Phase::Resolved] {
        if !states.is_empty() && !states.iter().any(|state| state.phase == phase) {
            let what = format!("no state has the phase `{}`", phase.as_str());
            file.error(
                "states",
                what,
                format!("give one state `phase = \"{}\"`", phase.as_str()),
            );
        }
    }
}

fn channels(file: &Section<'_>) -> Vec<Channel> {
    let sections = file.sections("channels", &["id", "names", "monitoring"]);
    let read = |section: &Section<'_>| Channel {
        id: section.declare(Kind::Channel).into(),
        names: section.names("names"),
        monitoring: section.flag("monitoring"),
    };
    sections.iter().map(read).collect()
}

fn grades(file: &Section<'_>) -> Vec<Grade> {
    let sections = file.sections("grades", &["id", "names", "interrupts_service"]);
    let read = |section: &Section<'_>| Grade {
        id: section.declare(Kind::Grade).into(),
        names: section.names("names"),
        interrupts_service: section.flag("interrupts_service"),
    };
    sections.iter().map(read).collect()
}

fn groups(file: &Section<'_>) -> Vec<Group> {
    let sections = file.sections("groups", &["id", "names", "division", "supplier"]);
    let read = |section: &Section<'_>| Group {
        id: section.declare(Kind::Group).into(),
        names: section.names("names"),
        division: section.optional_refer(Kind::Division, "division").map(Into::into),
        supplier: section.optional_refer(Kind::Supplier, "supplier").map(Into::into),
    };
    sections.iter().map(read).collect()
}

fn objectives(file: &Section<'_>) -> Vec<Objective> {
    let sections = file.sections("objectives", &["number", "names"]);
    let read = |section: &Section<'_>| {
        let number = section.number("number", 1, 99);
        section
            .notes()
            .declare(Kind::Objective, &number.to_string(), section.place("number"));
        Objective {
            number,
            names: section.names("names"),
        }
    };
    sections.iter().map(read).collect()
}
