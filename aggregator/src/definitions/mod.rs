//! The organisation's business truth: read from TOML, checked as a whole, refused with place and remedy.

mod agreement;
mod coverage;
mod files;
mod ids;
mod major_incident;
mod organisation;
mod problem;
mod read;
mod register;
mod rules;
mod schedule;
mod service;

use std::collections::BTreeMap;
use std::path::Path;

pub use agreement::*;
pub use coverage::Coverage;
pub use ids::*;
pub use major_incident::*;
pub use organisation::*;
pub use problem::{Problem, Problems, Severity};
pub use register::*;
pub use rules::*;
pub use schedule::*;
pub use service::*;

/// Reads a folder of definitions: `organisation.toml`, `services/`, `calendars/`, `holidays/`, `agreements/`,
/// `kpis/`, `reports/`, `rules/`.
///
/// # Errors
/// Everything that is wrong in them, not only the first fault; also files that cannot be read.
pub fn load(dir: &Path) -> Result<Definitions, Problems> {
    from_texts(files::read(dir)?)
}

/// As [`load`], from file texts by their path below the folder (`calendars/office-hours.toml`).
///
/// # Errors
/// Everything that is wrong in them.
pub fn from_texts(texts: BTreeMap<String, String>) -> Result<Definitions, Problems> {
    read::definitions(texts)
}

/// All that an organisation defined, consistent in itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Definitions {
    /// Who reports, with its vocabulary.
    pub organisation: Organisation,
    /// Sorted by id.
    pub services: Vec<Service>,
    /// Sorted by id.
    pub calendars: Vec<Calendar>,
    /// Sorted by id.
    pub agreements: Vec<Agreement>,
    /// Sorted by id.
    pub kpis: Vec<Kpi>,
    /// Figures left out on purpose, sorted by id.
    pub left_out: Vec<LeftOut>,
    /// Sorted by type, then id.
    pub reports: Vec<ReportDefinition>,
    /// Every rule of [`KNOWN`], in that order.
    pub rules: Vec<Rule>,
    /// What should be looked at, though it can be used.
    pub warnings: Vec<Problem>,
    texts: BTreeMap<String, String>,
}

impl Definitions {
    /// The full text of every file, by its path below the folder.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// SHA-256 over paths and texts, as 64 hexadecimal digits: equal hash, equal definitions.
    pub fn hash(&self) -> String {
        files::hash(&self.texts)
    }

    /// The service of this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id.as_str() == id)
    }

    /// The calendar of this id.
    pub fn calendar(&self, id: &str) -> Option<&Calendar> {
        self.calendars.iter().find(|calendar| calendar.id.as_str() == id)
    }

    /// The agreement of this id.
    pub fn agreement(&self, id: &str) -> Option<&Agreement> {
        self.agreements
            .iter()
            .find(|agreement| agreement.id.as_str() == id)
    }

    /// The figure definition of this id.
    pub fn kpi(&self, id: &str) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| kpi.id.as_str() == id)
    }
}
