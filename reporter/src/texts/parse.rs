//! Reads names and rules in words from the definition files that were stored with the figures.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{AgreementText, CalendarText, KpiText, RegisterEntry, ServiceText, Texts};
use crate::Error;
use crate::text::Name;

/// Reads `organisation.toml` and the files of `services/`, `agreements/`, `calendars/`, `kpis/` and `reports/`;
/// what a report does not show is passed over. Each file is its path and its text.
///
/// # Errors
/// A text that is no TOML, or lacks a name where one is required.
pub(crate) fn parse(files: &[(String, String)]) -> Result<Texts, Error> {
    let mut texts = Texts::default();
    let mut services = Vec::new();
    for (path, text) in files {
        let hash = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        texts.files.push((path.clone(), hash));
        match path.split('/').next().unwrap_or_default() {
            "organisation.toml" => take_organisation(&mut texts, read(path, text)?),
            "services" => services.extend(read::<ServicesFile>(path, text)?.services),
            "agreements" => texts.agreements.push(read::<AgreementText>(path, text)?),
            "calendars" => texts.calendars.push(read::<CalendarText>(path, text)?),
            "kpis" => texts.kpis.extend(read::<KpisFile>(path, text)?.kpis),
            "reports" => texts.reports.push(read::<RegisterEntry>(path, text)?),
            _ => {}
        }
    }
    texts.services = placed(services);
    texts
        .reports
        .sort_by(|a, b| (a.report_type, &a.id).cmp(&(b.report_type, &b.id)));
    Ok(texts)
}

#[derive(Deserialize)]
struct OrganisationFile {
    id: String,
    names: Name,
    #[serde(default)]
    priorities: Vec<Ranked>,
    #[serde(default)]
    states: Vec<Named>,
    #[serde(default)]
    channels: Vec<Named>,
    #[serde(default)]
    groups: Vec<Named>,
    #[serde(default)]
    suppliers: Vec<Named>,
    #[serde(default)]
    customers: Vec<Named>,
    #[serde(default)]
    objectives: Vec<Numbered>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    names: Name,
}

#[derive(Deserialize)]
struct Ranked {
    id: String,
    rank: u32,
    names: Name,
}

#[derive(Deserialize)]
struct Numbered {
    number: u32,
    names: Name,
}

#[derive(Deserialize)]
struct ServicesFile {
    services: Vec<ServiceEntry>,
}

#[derive(Deserialize)]
struct ServiceEntry {
    id: String,
    parent: Option<String>,
    names: Name,
}

#[derive(Deserialize)]
struct KpisFile {
    kpis: Vec<KpiText>,
}

fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|source| Error::Definition {
        path: path.to_owned(),
        source: Box::new(source),
    })
}

fn take_organisation(texts: &mut Texts, file: OrganisationFile) {
    let by_id = |named: Vec<Named>| {
        named
            .into_iter()
            .map(|one| (one.id, one.names))
            .collect::<BTreeMap<_, _>>()
    };
    texts.organisation_id = file.id;
    texts.organisation = file.names;
    let mut priorities = file.priorities;
    priorities.sort_by_key(|priority| priority.rank);
    texts.priorities = priorities.into_iter().map(|one| (one.id, one.names)).collect();
    texts.groups = by_id(file.groups);
    texts.channels = by_id(file.channels);
    texts.states = by_id(file.states);
    texts.parties = by_id(file.suppliers);
    texts.parties.extend(by_id(file.customers));
    texts.objectives = file
        .objectives
        .into_iter()
        .map(|one| (one.number, one.names))
        .collect();
}

/// Finds each service's outermost one. Definitions with circles are refused before they are stored; should one
/// be stored all the same, the search ends after as many steps as there are services.
fn placed(entries: Vec<ServiceEntry>) -> Vec<ServiceText> {
    let parents: BTreeMap<&str, &str> = entries
        .iter()
        .filter_map(|entry| Some((entry.id.as_str(), entry.parent.as_deref()?)))
        .collect();
    let top = |id: &str| {
        let mut top = id.to_owned();
        for _ in 0..parents.len() {
            match parents.get(top.as_str()) {
                Some(parent) => top = (*parent).to_owned(),
                None => break,
            }
        }
        top
    };
    entries
        .iter()
        .map(|entry| ServiceText {
            id: entry.id.clone(),
            parent: entry.parent.clone(),
            top: top(&entry.id),
            name: entry.names.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_dates_and_parents_are_read() {
        let files = [
            (
                "organisation.toml",
                "id='o'\nnames={en='Org', zh-Hant='組織'}\n[[priorities]]\nid='low'\nrank=2\nnames='Low'\n[[priorities]]\nid='high'\nrank=1\nnames='High'",
            ),
            (
                "services/a.toml",
                "[[services]]\nid='a'\nnames='A'\n[[services]]\nid='a.b'\nparent='a'\nnames={en='B'}",
            ),
            (
                "reports/one.toml",
                "id='r'\ntype=1\nclause='6.2 a'\nnames='R'\npurpose='P'\naudience=['x']\ndata_sources=['d']\nformula='f'\nfrequency='monthly'\ntarget='t'\nunit='u'\ntrend='t'\nnonconformity='n'\nobjectives=[1]\nagreed=[{by='Wang', role='customer', on=2016-01-05}]",
            ),
        ];
        let files: Vec<(String, String)> = files
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .to_vec();
        let texts = parse(&files).unwrap();
        assert_eq!(texts.organisation.zh_hant, "組織");
        assert_eq!(texts.priority_rank("high"), 0);
        assert_eq!(texts.services[1].top, "a");
        assert_eq!(texts.services[1].name.zh_hant, "B");
        assert_eq!(texts.register(1).unwrap().agreed[0].on, "2016-01-05");
        assert!(
            parse(&[("organisation.toml".into(), "id=".into())])
                .unwrap_err()
                .to_string()
                .contains("organisation.toml")
        );
    }
}
