//! From TOML texts to checked definitions.

mod agreement;
mod calendar;
mod clause_6_2;
mod consistency;
mod days;
mod hours;
mod major_incident;
mod names;
mod notes;
mod organisation;
mod register;
mod rules;
mod section;
mod service;
mod values;
mod words;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use toml::de::DeTable;

use self::calendar::{Draft, HolidayList};
use self::notes::{Notes, Place};
use self::section::{File, Section};
use super::files::FOLDERS;
use super::{
    Agreement, Definitions, Kpi, LeftOut, MajorIncidents, Names, Organisation, Problems, ReportDefinition,
    Rule, Service, conventions,
};

/// Reads every file, then checks what they say about one another.
pub(super) fn definitions(texts: BTreeMap<String, String>) -> Result<Definitions, Problems> {
    let notes = Notes::default();
    let mut found = Found::default();
    let mut readable = true;
    for (path, text) in &texts {
        let (table, errors) = DeTable::parse_recoverable(text);
        let file = File {
            path,
            text,
            notes: &notes,
        };
        for error in &errors {
            let place = file.place_at(error.span().map_or(0, |span| span.start), "");
            notes.error(
                place,
                format!("cannot be read as TOML: {}", one_line(error.message())),
                "mend the syntax",
            );
        }
        readable &= errors.is_empty();
        if errors.is_empty() {
            found.read(&file, table.get_ref());
        }
    }
    if !texts.contains_key("organisation.toml") {
        let place = Place {
            file: "organisation.toml".to_owned(),
            line: 1,
            field: String::new(),
        };
        notes.error(
            place,
            "is missing",
            "write one; definitions/README.md says what belongs in it",
        );
    } else if readable {
        notes.settle_references();
    }
    let mut definitions = found.into_definitions(&notes);
    if !notes.faulty() {
        consistency::check(&definitions, &notes);
    }
    let (errors, warnings) = notes.into_problems();
    definitions.warnings = warnings;
    definitions.texts = texts;
    if errors.is_empty() {
        Ok(definitions)
    } else {
        Err(Problems(errors))
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What has been read so far.
#[derive(Default)]
struct Found {
    organisation: Option<Organisation>,
    services: Vec<Service>,
    lists: Vec<HolidayList>,
    calendars: Vec<Draft>,
    agreements: Vec<Agreement>,
    kpis: Vec<Kpi>,
    left_out: Vec<LeftOut>,
    reports: Vec<ReportDefinition>,
    rules: Vec<Rule>,
}

impl Found {
    fn read<'a>(&mut self, file: &'a File<'a>, table: &'a DeTable<'a>) {
        let root = |keys: &[&str]| Section::root(file, table, keys);
        match file.path.split_once('/').map_or(file.path, |(folder, _)| folder) {
            "organisation.toml" => {
                self.organisation = Some(organisation::organisation(&root(organisation::keys())));
            }
            "services" => self.services.extend(service::services(&root(service::KEYS))),
            "holidays" => self
                .lists
                .push(calendar::holiday_list(&root(calendar::LIST_KEYS))),
            "calendars" => self
                .calendars
                .push(calendar::calendar(&root(calendar::CALENDAR_KEYS))),
            "agreements" => self.agreements.push(agreement::agreement(&root(agreement::KEYS))),
            "kpis" => {
                let file = root(register::KPI_KEYS);
                self.kpis.extend(register::kpis(&file));
                self.left_out.extend(register::left_out(&file));
            }
            "reports" => self.reports.push(register::report(&root(register::REPORT_KEYS))),
            "rules" => rules::rules(&root(rules::KEYS), &mut self.rules),
            other => {
                let remedy = format!("put it under {}", notes::listed(&FOLDERS));
                file.notes.error(
                    file.place_at(0, ""),
                    format!("`{other}` holds no definitions"),
                    remedy,
                );
            }
        }
    }

    fn into_definitions(mut self, notes: &Notes) -> Definitions {
        service::place_under_tops(&mut self.services, notes);
        self.agreements.sort_by(|a, b| a.id.cmp(&b.id));
        self.kpis.sort_by(|a, b| a.id.cmp(&b.id));
        self.left_out.sort_by(|a, b| a.id.cmp(&b.id));
        self.reports
            .sort_by(|a, b| (a.report_type, &a.id).cmp(&(b.report_type, &b.id)));
        if self.rules.is_empty() {
            self.rules = conventions();
        }
        let organisation = self.organisation.unwrap_or_else(nobody);
        for agreement in &mut self.agreements {
            agreement::find_groups(agreement, &organisation);
        }
        Definitions {
            organisation,
            services: self.services,
            calendars: calendar::with_days(self.calendars, &self.lists, notes),
            agreements: self.agreements,
            kpis: self.kpis,
            left_out: self.left_out,
            reports: self.reports,
            rules: self.rules,
            warnings: Vec::new(),
            texts: BTreeMap::new(),
        }
    }
}

/// Stands in while an organisation is missing, which is a fault.
fn nobody() -> Organisation {
    Organisation {
        id: String::new(),
        names: Names {
            en: String::new(),
            zh_hant: String::new(),
        },
        time_zone: TimeZone::UTC,
        time_zone_name: String::new(),
        priorities: Vec::new(),
        states: Vec::new(),
        channels: Vec::new(),
        grades: Vec::new(),
        divisions: Vec::new(),
        groups: Vec::new(),
        suppliers: Vec::new(),
        customers: Vec::new(),
        objectives: Vec::new(),
        major_incidents: MajorIncidents::default(),
    }
}
