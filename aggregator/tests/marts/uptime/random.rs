//! Random outages, maintenance windows, monitoring and checks of a small organisation, told in disorder and some of it twice.

use std::collections::BTreeMap;

use aggregator::definitions::{Definitions, from_texts};
use jiff::Timestamp;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use serde_json::{Value, json};

use super::checks::{self, Check};
use crate::events::Update;
use crate::random::{MINUTE, ZONES, calendar, instant};

/// The services of the definitions; outages also hit one that nobody defined.
pub(crate) const SERVICES: [&str; 4] = ["alpha", "alpha.one", "alpha.two", "beta"];
pub(crate) const HIT: [&str; 5] = ["alpha", "alpha.one", "alpha.two", "beta", "gamma"];

/// One word on a record. Instants are milliseconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) record: String,
    pub(crate) occurred_at: i64,
    pub(crate) sequence: u64,
    pub(crate) recorded_at: i64,
    pub(crate) said: Said,
}

#[derive(Clone, Debug)]
pub(crate) enum Said {
    Outage(Outage),
    Maintenance(Maintenance),
    Coverage(Coverage),
    Check(Check),
}

#[derive(Clone, Debug)]
pub(crate) struct Outage {
    pub(crate) service: String,
    pub(crate) begins: i64,
    pub(crate) ends: Option<i64>,
    pub(crate) interrupts: bool,
    pub(crate) cancelled: bool,
    pub(crate) users: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Maintenance {
    pub(crate) services: Vec<String>,
    pub(crate) begins: i64,
    pub(crate) ends: i64,
    pub(crate) approved: Option<i64>,
    pub(crate) cancelled: bool,
    /// When a named person approved the exception.
    pub(crate) exception: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Coverage {
    pub(crate) service: String,
    pub(crate) begins: i64,
    pub(crate) ends: i64,
    pub(crate) gaps: Vec<(i64, i64)>,
}

/// A service with two parts, one of them with an agreement of its own, and one service without any.
pub(crate) fn organisation(random: &mut StdRng) -> Definitions {
    let zone = ZONES.choose(random).unwrap();
    let mut texts = BTreeMap::new();
    texts.insert(
        "organisation.toml".to_owned(),
        format!(
            "id = \"random\"\nnames = \"Random\"\ntime_zone = \"{zone}\"\n\
             priorities = [{{ id = \"high\", rank = 1, names = \"High\" }}]\n\
             states = [{{ id = \"new\", phase = \"open\", names = \"n\" }}, {{ id = \"done\", phase = \"resolved\", names = \"d\" }}]\n"
        ),
    );
    let service = |id: &str| {
        let parent = id
            .split_once('.')
            .map_or(String::new(), |(up, _)| format!("parent = \"{up}\"\n"));
        format!("[[services]]\nid = \"{id}\"\nnames = \"{id}\"\n{parent}")
    };
    texts.insert("services/all.toml".to_owned(), SERVICES.map(service).concat());
    for id in ["one", "two"] {
        texts.insert(format!("calendars/{id}.toml"), calendar(random, id));
    }
    for (id, service) in [("wide", "alpha"), ("near", "alpha.one")] {
        texts.insert(format!("agreements/{id}.toml"), agreement(random, id, service));
    }
    from_texts(texts).unwrap_or_else(|problems| panic!("{problems}"))
}

fn agreement(random: &mut StdRng, id: &str, service: &str) -> String {
    let promising = random.random_bool(0.7);
    let versions = ["2020-01-01", "2024-03-11"].map(|from| {
        let [own, promised] = [(); 2].map(|()| *["one", "two"].choose(random).unwrap());
        let calendar = if random.random_bool(0.5) {
            format!(", calendar = \"{promised}\"")
        } else {
            String::new()
        };
        let promise = format!("{{ measure = \"availability\"{calendar}, at_least = \"999 of 1000\" }}");
        format!(
            "[[versions]]\nvalid_from = {from}\ncalendar = \"{own}\"\nrecord_types = [\"incident\"]\n\
             pausing_states = []\nresolved_gap = \"excluded\"\nservice_targets = [{}]\n",
            if promising { &promise } else { "" }
        )
    });
    format!(
        "id = \"{id}\"\nkind = \"sla\"\nnames = \"{id}\"\nprovider = \"IT\"\ncustomer = \"All\"\nservices = [\"{service}\"]\n{}",
        versions.concat()
    )
}

/// All words in the order of their arrival, which is no order; some arrive twice.
pub(crate) fn stories(random: &mut StdRng) -> Vec<Told> {
    let mut told: Vec<Told> = (0..70).flat_map(|number| outage(random, number)).collect();
    told.extend((0..70).flat_map(|number| maintenance(random, number)));
    told.extend((0..6).flat_map(|number| coverage(random, number)));
    told.extend((0..12).flat_map(|number| checks::monitor(random, number)));
    let again: Vec<Told> = told
        .iter()
        .filter(|_| random.random_bool(0.1))
        .map(|one| Told {
            recorded_at: one.recorded_at + 1,
            ..one.clone()
        })
        .collect();
    told.extend(again);
    told.shuffle(random);
    told
}

pub(crate) fn some_time(random: &mut StdRng) -> i64 {
    let fine = random.random_bool(0.3);
    instant(random, fine)
}

fn length(random: &mut StdRng) -> i64 {
    match random.random_range(0..10) {
        0..=5 => random.random_range(1..12) * 30 * MINUTE,
        6..=8 => random.random_range(1..50_000_000),
        _ => random.random_range(1..300) * 30 * MINUTE,
    }
}

pub(crate) fn word(random: &mut StdRng, record: &str, number: u64, occurred_at: i64, said: Said) -> Told {
    Told {
        id: format!("{record}/{number}"),
        record: record.to_owned(),
        occurred_at,
        sequence: number,
        // Most are known at once, some weeks later.
        recorded_at: occurred_at
            + if random.random_bool(0.8) {
                0
            } else {
                random.random_range(0..5_000_000_000)
            },
        said,
    }
}

fn outage(random: &mut StdRng, number: usize) -> Vec<Told> {
    let record = format!("OUT{number}");
    let begins = some_time(random);
    let mut outage = Outage {
        service: HIT.choose(random).unwrap().to_string(),
        begins,
        ends: None,
        interrupts: random.random_bool(0.9),
        cancelled: false,
        users: random.random_range(0..50),
    };
    let mut at = begins + random.random_range(0..4) * 30 * MINUTE;
    let mut told = vec![word(random, &record, 0, at, Said::Outage(outage.clone()))];
    for number in 1..random.random_range(1..4) {
        outage.ends = Some(begins + length(random));
        outage.cancelled = random.random_bool(0.1);
        at += length(random);
        told.push(word(random, &record, number, at, Said::Outage(outage.clone())));
    }
    told
}

/// Entered days before or in the middle of it, approved at once, later or never, prolonged, moved, called off.
fn maintenance(random: &mut StdRng, number: usize) -> Vec<Told> {
    let record = format!("MNT{number}");
    let begins = some_time(random);
    let mut window = Maintenance {
        services: vec![HIT.choose(random).unwrap().to_string()],
        begins,
        ends: begins + length(random),
        approved: None,
        cancelled: false,
        exception: None,
    };
    let mut at = begins + random.random_range(-200..8) * 30 * MINUTE;
    let mut told = Vec::new();
    for number in 0..random.random_range(1..4) {
        if random.random_bool(0.8) {
            window.approved = Some(at + random.random_range(-2..3) * 30 * MINUTE);
        }
        if random.random_bool(0.3) {
            window.ends = window.begins + length(random);
        }
        if random.random_bool(0.2) {
            window.begins -= random.random_range(0..8) * 30 * MINUTE;
        }
        if random.random_bool(0.3) {
            window.services = HIT.sample(random, 2).map(|id| id.to_string()).collect();
        }
        window.cancelled = random.random_bool(0.1);
        window.exception = random
            .random_bool(0.15)
            .then(|| at + random.random_range(0..200) * 30 * MINUTE);
        told.push(word(
            random,
            &record,
            number,
            at,
            Said::Maintenance(window.clone()),
        ));
        at += random.random_range(0..20) * 30 * MINUTE;
    }
    told
}

/// Monitors watch two of the services; of the others nobody says that they are watched.
fn coverage(random: &mut StdRng, number: usize) -> Vec<Told> {
    let begins = some_time(random);
    let ends = begins + random.random_range(5..30) * 86_400_000;
    let mut gaps = Vec::new();
    for _ in 0..random.random_range(0..4) {
        let from = random.random_range(begins..ends);
        gaps.push((from, random.random_range(from..=ends)));
    }
    let watched = Coverage {
        service: ["alpha.two", "beta"].choose(random).unwrap().to_string(),
        begins,
        ends,
        gaps,
    };
    let at = if random.random_bool(0.8) {
        ends - 1
    } else {
        begins + 1
    };
    vec![word(
        random,
        &format!("COV{number}"),
        0,
        at,
        Said::Coverage(watched),
    )]
}

/// The word as the table of events has it.
pub(crate) fn update(told: &Told) -> Update {
    let (kind, service, data) = match &told.said {
        Said::Outage(outage) => ("outage", outage.service.clone(), of_outage(outage)),
        Said::Maintenance(window) => ("maintenance", window.services[0].clone(), of_maintenance(window)),
        Said::Coverage(watched) => ("monitor_coverage", watched.service.clone(), of_coverage(watched)),
        Said::Check(check) => ("monitor_check", check.service.clone(), Value::Null),
    };
    Update {
        id: told.id.clone(),
        record_type: kind.to_owned(),
        source: "/random".to_owned(),
        record: told.record.clone(),
        occurred_at: told.occurred_at,
        sequence: told.sequence,
        recorded_at: told.recorded_at,
        service,
        state: match &told.said {
            Said::Check(check) => check.result.to_owned(),
            _ => String::new(),
        },
        body: json!({ "data": data }).to_string(),
        ..Update::default()
    }
}

fn of_outage(outage: &Outage) -> Value {
    let mut data = json!({
        "service": outage.service, "begins_at": stamp(outage.begins), "cancelled": outage.cancelled,
        "affected_users": outage.users, "kind": if outage.interrupts { "interruption" } else { "degradation" },
    });
    if let Some(ends) = outage.ends {
        data["ends_at"] = json!(stamp(ends));
    }
    data
}

fn of_maintenance(window: &Maintenance) -> Value {
    let mut data = json!({
        "service": window.services[0], "services": window.services, "begins_at": stamp(window.begins),
        "ends_at": stamp(window.ends), "cancelled": window.cancelled,
    });
    if let Some(approved) = window.approved {
        data["approved_at"] = json!(stamp(approved));
    }
    if let Some(approved) = window.exception {
        data["exception_approved_by"] = json!("head-of-it");
        data["exception_approved_at"] = json!(stamp(approved));
    }
    data
}

fn of_coverage(watched: &Coverage) -> Value {
    let gap = |(from, until): &(i64, i64)| json!({ "begins_at": stamp(*from), "ends_at": stamp(*until) });
    let gaps: Vec<Value> = watched.gaps.iter().map(gap).collect();
    json!({
        "service": watched.service, "monitor": "probe", "begins_at": stamp(watched.begins),
        "ends_at": stamp(watched.ends), "gaps": gaps,
    })
}

fn stamp(ms: i64) -> String {
    format!("{:.3}", Timestamp::from_millisecond(ms).unwrap())
}
