//! Random organisations and random, disordered histories of their tickets, from a seed.

use std::collections::BTreeMap;

use aggregator::definitions::{Definitions, from_texts};
use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt, SeedableRng};

use crate::events::Update;

pub(crate) const ZONES: [&str; 4] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Taipei",
    "Australia/Lord_Howe",
];
const HOURS: [&str; 6] = [
    r#"weekdays = ["09:00-17:00"]"#,
    r#"every_day = ["00:00-24:00"]"#,
    r#"weekdays = ["08:00-12:00", "13:00-18:00"]"#,
    r#"weekdays = ["00:00-24:00"]"#,
    r#"every_day = ["22:00-29:00"]"#,
    "monday = [\"01:00-04:00\", \"09:30-16:00\"]\nfriday = [\"09:30-16:00\"]\nsunday = [\"01:30-03:30\"]",
];
const RULES: [&str; 3] = ["storm", "strike", "whim"];
const WAITING: [&str; 3] = ["awaiting-customer", "awaiting-supplier", "awaiting-evidence"];
pub(crate) const MINUTE: i64 = 60_000;

/// 2024-01-01 to 2024-05-01 in steps of half an hour: coarse, so that instants and edges of hours often meet.
const FIRST_STEP: i64 = 1_704_067_200_000 / (30 * MINUTE);
const STEPS: i64 = 121 * 48;

pub(crate) fn seeded(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// Two services with an agreement each, the second below the first, and one without any.
pub(crate) fn organisation(random: &mut StdRng) -> Definitions {
    let mut texts = BTreeMap::new();
    let zone = ZONES.choose(random).unwrap();
    texts.insert("organisation.toml".to_owned(), ORGANISATION.replace("ZONE", zone));
    texts.insert("services/all.toml".to_owned(), SERVICES.to_owned());
    for calendar in ["one", "two"] {
        texts.insert(
            format!("calendars/{calendar}.toml"),
            self::calendar(random, calendar),
        );
    }
    for (agreement, service) in [("wide", "alpha"), ("near", "alpha.part")] {
        texts.insert(
            format!("agreements/{agreement}.toml"),
            self::agreement(random, agreement, service),
        );
    }
    from_texts(texts).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The updates of `records` tickets, in the order of their arrival, which is no order; some arrive twice.
pub(crate) fn history(random: &mut StdRng, records: usize) -> Vec<Update> {
    let mut updates: Vec<Update> = (0..records).flat_map(|number| ticket(random, number)).collect();
    updates.extend((0..records / 2).map(|number| exclusion(random, number, records)));
    let again: Vec<Update> = updates
        .iter()
        .filter(|_| random.random_bool(0.1))
        .map(|update| Update {
            recorded_at: update.recorded_at + 1,
            ..update.clone()
        })
        .collect();
    updates.extend(again);
    updates.shuffle(random);
    updates
}

fn ticket(random: &mut StdRng, number: usize) -> Vec<Update> {
    let count = *[1, 1, 2, 3, 4, 5, 6, 8, 12].choose(random).unwrap();
    let fine = random.random_bool(0.3);
    let mut at = instant(random, fine);
    let mut update = Update {
        record_type: ["incident", "incident", "problem"]
            .choose(random)
            .unwrap()
            .to_string(),
        source: ["desk", "other"].choose(random).unwrap().to_string(),
        record: format!("R{number}"),
        stated_sla_met: random.random_bool(0.5).then(|| random.random_bool(0.5)),
        opened_at: random
            .random_bool(0.6)
            .then(|| at - random.random_range(-2..40) * 30 * MINUTE),
        ..Update::default()
    };
    let mut updates = Vec::new();
    for sequence in 0..count {
        change(random, &mut update, at);
        updates.push(Update {
            id: format!("{}/{number}/{sequence}", update.record_type),
            occurred_at: at,
            sequence: if random.random_bool(0.9) { sequence } else { 7 },
            recorded_at: at + random.random_range(0..10_000_000_000),
            ..update.clone()
        });
        at += match random.random_range(0..10) {
            0 | 1 => 0,
            2..=5 => random.random_range(1..8) * 30 * MINUTE,
            6..=8 => random.random_range(1..200) * 30 * MINUTE,
            _ if fine => random.random_range(1..100_000_000),
            _ => random.random_range(1..1500) * 30 * MINUTE,
        };
    }
    updates
}

/// An exclusion of some record: of it all or of an hour, approved or not, under a rule that its agreement may have.
fn exclusion(random: &mut StdRng, number: usize, records: usize) -> Update {
    let moment = |at: i64| Timestamp::from_millisecond(at).unwrap().to_string();
    let (begins, entered, approved) = (
        instant(random, false),
        instant(random, true),
        instant(random, true),
    );
    let ends = begins + random.random_range(1..2000) * 30 * MINUTE;
    let record_type = ["incident", "problem"].choose(random).unwrap();
    let source = ["", "desk", "other"].choose(random).unwrap();
    let rule = RULES.choose(random).unwrap();
    let by = if random.random_bool(0.7) { "somebody" } else { "" };
    let data = serde_json::json!({
        "record_type": record_type, "record": format!("R{}", random.random_range(0..records)),
        "record_source": source, "rule": rule, "begins_at": moment(begins), "ends_at": moment(ends),
        "entered_by": "anybody", "approved_by": by, "approved_at": moment(approved),
        "withdrawn": random.random_bool(0.1),
    });
    Update {
        id: format!("exclusion/{number}"),
        record_type: "exclusion".to_owned(),
        source: "levels".to_owned(),
        record: format!("X{number}"),
        occurred_at: entered,
        recorded_at: entered + random.random_range(0..10_000_000_000),
        body: serde_json::json!({ "data": data }).to_string(),
        ..Update::default()
    }
}

/// A record as it stands after one more update.
fn change(random: &mut StdRng, update: &mut Update, at: i64) {
    let mut pick = |from: &[&str]| from.choose(random).unwrap().to_string();
    update.state = pick(&[
        "new",
        "working",
        "working",
        "",
        "lost-in-translation",
        "awaiting-customer",
        "awaiting-supplier",
        "awaiting-evidence",
        "awaiting-customer",
        "resolved",
        "resolved",
        "resolved",
        "closed",
        "cancelled",
    ]);
    update.assignment_group = pick(&["desk", "desk", "network", "vendor-desk", ""]);
    update.supplier = pick(&["", "", "", "telecom"]);
    update.channel = pick(&["phone", "email"]);
    let (priority, service) = (
        pick(&["high", "low", "unknown", ""]),
        pick(&["alpha", "alpha.part", "beta", "", "gamma"]),
    );
    if update.priority.is_empty() || random.random_bool(0.3) {
        update.priority = priority;
    }
    if update.service.is_empty() || random.random_bool(0.15) {
        update.service = service;
    }
    if random.random_bool(0.2) {
        let person = random.random_bool(0.6);
        update.responded = Some((at - random.random_range(-5..30) * 30 * MINUTE, person));
    }
    if random.random_bool(0.1) {
        update.opened_at = Some(at - random.random_range(-5..100) * 30 * MINUTE);
    }
}

/// An instant of the four months, seldom off the half hours.
pub(crate) fn instant(random: &mut impl Rng, fine: bool) -> i64 {
    let step = (FIRST_STEP + random.random_range(0..STEPS)) * 30 * MINUTE;
    if fine {
        step + random.random_range(0..30 * MINUTE)
    } else {
        step
    }
}

/// A calendar of random hours, holidays, closures and extra days.
pub(crate) fn calendar(random: &mut StdRng, id: &str) -> String {
    let (zone, hours) = (ZONES.choose(random).unwrap(), HOURS.choose(random).unwrap());
    let later = HOURS.choose(random).unwrap();
    let mut days: Vec<String> = (0..6).map(|_| date(random)).collect();
    days.sort_unstable();
    days.dedup();
    let (holidays, extra) = days.split_at(days.len() - 2);
    let holidays: String = holidays
        .iter()
        .map(|day| {
            let part = if random.random_bool(0.3) {
                ", closed = \"12:00-24:00\""
            } else {
                ""
            };
            format!("  {{ date = {day}, names = {{ en = \"h\", zh-Hant = \"h\" }}{part} }},\n")
        })
        .collect();
    let extra: String = extra
        .iter()
        .map(|day| format!("  {{ date = {day}, hours = [\"10:00-12:00\"], names = {{ en = \"x\", zh-Hant = \"x\" }} }},\n"))
        .collect();
    let closure = date(random);
    format!(
        "id = \"{id}\"\nnames = {{ en = \"{id}\", zh-Hant = \"{id}\" }}\ntime_zone = \"{zone}\"\n\
         holidays = [\n{holidays}]\nextra_days = [\n{extra}]\nclosures = [\n  {{ from = {closure}T10:00:00, \
         until = {closure}T15:30:00, names = {{ en = \"c\", zh-Hant = \"c\" }} }},\n]\n\
         [[versions]]\nvalid_from = 2020-01-01\n{hours}\n[[versions]]\nvalid_from = 2024-03-06\n{later}\n"
    )
}

fn agreement(random: &mut StdRng, id: &str, service: &str) -> String {
    let versions: String = ["2020-01-01", "2024-02-13", "2024-03-11"]
        .map(|from| {
            let calendar = ["one", "two"].choose(random).unwrap();
            let pausing: Vec<String> = WAITING.iter().filter(|_| random.random_bool(0.6)).map(|s| format!("\"{s}\"")).collect();
            let gap = ["excluded", "counted"].choose(random).unwrap();
            let rules: Vec<String> = RULES
                .iter()
                .filter(|rule| **rule != "whim" && random.random_bool(0.7))
                .map(|rule| format!("{{ id = \"{rule}\", names = \"{rule}\" }}"))
                .collect();
            let mut target = |kind: &str, priority: &str| {
                let mut within = || *[30, 60, 120, 240, 480, 2400].choose(random).unwrap();
                let (response, resolution) = (within(), within());
                format!(
                    "  {{ record_type = \"{kind}\", priority = \"{priority}\", \
                     response = {{ within = \"{response}min\", goal = \"90 of 100\" }}, \
                     resolution = {{ within = \"{resolution}min\", goal = \"95 of 100\" }} }},\n"
                )
            };
            let targets = [target("incident", "high"), target("incident", "low"), target("problem", "high")].concat();
            format!(
                "[[versions]]\nvalid_from = {from}\ncalendar = \"{calendar}\"\nrecord_types = [\"incident\", \"problem\"]\n\
                 pausing_states = [{}]\nresolved_gap = \"{gap}\"\nexclusions = [{}]\ntargets = [\n{targets}]\n",
                pausing.join(", "),
                rules.join(", ")
            )
        })
        .concat();
    format!(
        "id = \"{id}\"\nkind = \"sla\"\nnames = {{ en = \"{id}\", zh-Hant = \"{id}\" }}\nprovider = \"IT\"\n\
         customer = \"All\"\nservices = [\"{service}\"]\n{versions}"
    )
}

fn date(random: &mut StdRng) -> String {
    format!(
        "2024-{:02}-{:02}",
        random.random_range(1..6),
        random.random_range(1..29)
    )
}

const ORGANISATION: &str = r#"
id = "random"
names = { en = "Random", zh-Hant = "Random" }
time_zone = "ZONE"
priorities = [
  { id = "high", rank = 1, names = { en = "High", zh-Hant = "High" } },
  { id = "low", rank = 2, names = { en = "Low", zh-Hant = "Low" } },
]
states = [
  { id = "new", phase = "open", names = { en = "n", zh-Hant = "n" } },
  { id = "working", phase = "open", names = { en = "w", zh-Hant = "w" } },
  { id = "awaiting-customer", phase = "waiting", waiting_on = "customer", names = { en = "c", zh-Hant = "c" } },
  { id = "awaiting-supplier", phase = "waiting", waiting_on = "supplier", names = { en = "s", zh-Hant = "s" } },
  { id = "awaiting-evidence", phase = "waiting", waiting_on = "customer", names = { en = "e", zh-Hant = "e" } },
  { id = "resolved", phase = "resolved", names = { en = "r", zh-Hant = "r" } },
  { id = "closed", phase = "closed", names = { en = "d", zh-Hant = "d" } },
  { id = "cancelled", phase = "cancelled", names = { en = "x", zh-Hant = "x" } },
]
suppliers = [{ id = "telecom", names = { en = "t", zh-Hant = "t" } }, { id = "vendor", names = { en = "v", zh-Hant = "v" } }]
groups = [
  { id = "desk", names = { en = "Desk", zh-Hant = "Desk" } },
  { id = "network", names = { en = "Network", zh-Hant = "Network" } },
  { id = "vendor-desk", supplier = "vendor", names = { en = "Vendor", zh-Hant = "Vendor" } },
]
channels = [{ id = "phone", names = { en = "Phone", zh-Hant = "Phone" } }]
"#;

const SERVICES: &str = r#"
[[services]]
id = "alpha"
names = { en = "Alpha", zh-Hant = "Alpha" }
[[services]]
id = "alpha.part"
parent = "alpha"
names = { en = "Part", zh-Hant = "Part" }
[[services]]
id = "beta"
names = { en = "Beta", zh-Hant = "Beta" }
"#;
