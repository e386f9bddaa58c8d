//! What people read beside the numbers: names, the register of clause 6.2, rules in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{Name, Text};

mod parse;

pub(crate) use parse::parse;

/// Names and texts of the definitions that the figures were computed with.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Texts {
    /// The organisation's id.
    pub organisation_id: String,
    /// The organisation's name.
    pub organisation: Name,
    /// Services and sub-services in the order of the definitions.
    pub services: Vec<ServiceText>,
    /// Priorities, the most urgent first.
    pub priorities: Vec<(String, Name)>,
    /// Support groups.
    pub groups: BTreeMap<String, Name>,
    /// Channels.
    pub channels: BTreeMap<String, Name>,
    /// Whom records wait on, where it has a name: suppliers and customers.
    pub parties: BTreeMap<String, Name>,
    /// States by id.
    pub states: BTreeMap<String, Name>,
    /// Management objectives by number.
    pub objectives: BTreeMap<u32, Name>,
    /// The register of reports.
    pub reports: Vec<RegisterEntry>,
    /// KPIs.
    pub kpis: Vec<KpiText>,
    /// Agreements.
    pub agreements: Vec<AgreementText>,
    /// Calendars.
    pub calendars: Vec<CalendarText>,
    /// Every definition file with the SHA-256 of its text.
    pub files: Vec<(String, String)>,
}

/// A service's place and name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServiceText {
    /// Its id.
    pub id: String,
    /// The id of the service that it is a part of.
    pub parent: Option<String>,
    /// The id of the outermost service; its own where it is one.
    pub top: String,
    /// Its name.
    pub name: Name,
}

/// One report of the register (clause 6.2): what it is for, and who agreed to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterEntry {
    /// Its identity.
    pub id: String,
    /// Its type, 1 to 11.
    #[serde(alias = "type")]
    pub report_type: u32,
    /// The clause that asks for it.
    pub clause: String,
    /// Its name.
    #[serde(alias = "names")]
    pub name: Name,
    /// Purpose.
    pub purpose: Name,
    /// Audience.
    pub audience: Vec<Name>,
    /// Data sources.
    pub data_sources: Vec<Name>,
    /// Formula in words.
    pub formula: Name,
    /// Frequency.
    pub frequency: Name,
    /// Target.
    pub target: Name,
    /// Unit.
    pub unit: Name,
    /// Value trend.
    pub trend: Name,
    /// Nonconformity criterion.
    pub nonconformity: Name,
    /// The objectives it serves.
    pub objectives: Vec<u32>,
    /// Who agreed, as whom, when (`YYYY-MM-DD`).
    pub agreed: Vec<Consent>,
    /// The figures that it shows, in order.
    pub kpis: Vec<String>,
}

/// Somebody's agreement to a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// The person or office.
    pub by: String,
    /// As whom.
    pub role: String,
    /// The day, `YYYY-MM-DD`.
    #[serde(deserialize_with = "day")]
    pub on: String,
}

/// A KPI's words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KpiText {
    /// Its id, for example `INC-01`.
    pub id: String,
    /// The figure of the marts that carries it.
    pub figure: Option<String>,
    /// Its name.
    #[serde(alias = "names")]
    pub name: Name,
    /// Its formula in words.
    pub formula: Name,
    /// Which records it counts.
    pub population: Name,
    /// The report types that show it.
    pub report_types: Vec<u32>,
    /// The process that owns it.
    pub process: String,
    /// `ratio`, `count`, `duration`, `score` or `money`.
    pub unit: String,
    /// `up`, `down`, `band` or `information`.
    pub direction: String,
    /// The kinds of record that it is about; every kind if empty.
    pub record_types: Vec<String>,
    /// The target in words.
    pub target: Option<Name>,
    /// Whether it is a level, a median or a percentile, which has no sum over months.
    pub stock: bool,
    /// The management objectives that it serves.
    pub objectives: Vec<u32>,
}

/// An agreement's words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementText {
    /// Its id.
    pub id: String,
    /// `sla`, `ola` or `contract`.
    pub kind: String,
    /// Its name.
    #[serde(alias = "names")]
    pub name: Name,
    /// Versions: first day, calendar, resolved gap policy, pausing states.
    pub versions: Vec<AgreementVersionText>,
}

/// One version of an agreement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementVersionText {
    /// First day, `YYYY-MM-DD`.
    #[serde(deserialize_with = "day")]
    pub valid_from: String,
    /// Its calendar.
    pub calendar: String,
    /// `excluded` or `counted`.
    pub resolved_gap: String,
    /// States in which the clock stands still.
    pub pausing_states: Vec<String>,
    /// What was agreed not to be the provider's.
    pub known_limits: Vec<Name>,
    /// The rules by which time may be excluded.
    pub exclusions: Vec<RuleText>,
    /// Who agreed to this version.
    pub agreed: Vec<Consent>,
}

/// A rule by which time may be excluded.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleText {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(alias = "names")]
    pub name: Name,
}

/// A calendar's words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarText {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(alias = "names")]
    pub name: Name,
    /// Its time zone.
    pub time_zone: String,
}

impl Texts {
    /// A service's name, a sub-service's after that of its service where its own does not begin with it; an id that the
    /// definitions do not have speaks for itself.
    pub fn service(&self, id: &str) -> Text {
        let Some(service) = self.services.iter().find(|service| service.id == id) else {
            return named(None, id, "not-stated");
        };
        let name = Text::Name(service.name.clone());
        match &service.parent {
            Some(parent) if parent != id && !self.begins_with(parent, &service.name) => Text::with(
                "service-within",
                [("parent", self.service(parent)), ("service", name)],
            ),
            _ => name,
        }
    }

    fn begins_with(&self, parent: &str, part: &Name) -> bool {
        let whole = self.services.iter().find(|service| service.id == parent);
        whole.is_some_and(|whole| {
            part.en.starts_with(&whole.name.en) && part.zh_hant.starts_with(&whole.name.zh_hant)
        })
    }

    /// The outermost services, in the order of the definitions.
    pub fn top_services(&self) -> impl Iterator<Item = &ServiceText> {
        self.services.iter().filter(|s| s.id == s.top)
    }

    /// A priority's name.
    pub fn priority(&self, id: &str) -> Text {
        named(
            self.priorities.iter().find(|p| p.0 == id).map(|p| &p.1),
            id,
            "not-stated",
        )
    }

    /// A priority's rank for sorting, unknown ones last.
    pub fn priority_rank(&self, id: &str) -> usize {
        self.priorities
            .iter()
            .position(|p| p.0 == id)
            .unwrap_or(usize::MAX)
    }

    /// A group's name.
    pub fn group(&self, id: &str) -> Text {
        named(self.groups.get(id), id, "unassigned")
    }

    /// A channel's name.
    pub fn channel(&self, id: &str) -> Text {
        named(self.channels.get(id), id, "not-stated")
    }

    /// Whom a record waits on: a defined supplier or customer, else the words that the locale has for the
    /// usual parties, else the id.
    pub fn party(&self, id: &str) -> Text {
        if let Some(name) = self.parties.get(id) {
            return Text::Name(name.clone());
        }
        match id {
            "customer" => Text::key("party-customer"),
            "supplier" => Text::key("party-supplier"),
            "problem" => Text::key("party-problem"),
            "evidence" => Text::key("party-evidence"),
            "change" => Text::key("party-change"),
            "" => Text::key("not-stated"),
            other => Text::data(other),
        }
    }

    /// The name of a rule of exclusions, as the newest version of the agreement that has it names it.
    pub fn exclusion_rule(&self, agreement: &str, rule: &str) -> Text {
        let versions = self.agreements.iter().filter(|known| known.id == agreement);
        let mut rules = versions.flat_map(|known| known.versions.iter().rev().flat_map(|v| &v.exclusions));
        let known = rules.find(|known| known.id == rule);
        known.map_or_else(|| Text::data(rule), |known| Text::Name(known.name.clone()))
    }

    /// The register's entry for a report type.
    pub fn register(&self, report_type: u32) -> Option<&RegisterEntry> {
        self.reports.iter().find(|entry| entry.report_type == report_type)
    }
}

/// A date: TOML's own, or text.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match toml::Value::deserialize(deserializer)? {
        toml::Value::String(text) => text,
        other => other.to_string(),
    })
}

fn named(name: Option<&Name>, id: &str, empty: &str) -> Text {
    match name {
        Some(name) => Text::Name(name.clone()),
        None if id.is_empty() => Text::key(empty),
        None => Text::data(id),
    }
}
