//! What the reading of files leaves behind: problems, ids declared, ids referred to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::definitions::problem::{Problem, Severity};

/// The kinds of thing that definitions declare and refer to by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Service,
    Component,
    Calendar,
    HolidayList,
    Agreement,
    Priority,
    State,
    Group,
    Division,
    Supplier,
    Customer,
    Channel,
    Grade,
    Objective,
    Kpi,
    Report,
}

impl Kind {
    /// As named in messages.
    fn noun(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Component => "component",
            Self::Calendar => "calendar",
            Self::HolidayList => "holiday list",
            Self::Agreement => "agreement",
            Self::Priority => "priority",
            Self::State => "state",
            Self::Group => "group",
            Self::Division => "division",
            Self::Supplier => "supplier",
            Self::Customer => "customer",
            Self::Channel => "channel",
            Self::Grade => "grade",
            Self::Objective => "objective",
            Self::Kpi => "kpi",
            Self::Report => "report",
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) field: String,
}

/// The notebook that all readers write into.
#[derive(Default)]
pub(super) struct Notes {
    problems: RefCell<Vec<Problem>>,
    declared: RefCell<Vec<(Kind, String, Place)>>,
    referred: RefCell<Vec<(Kind, String, Place)>>,
}

impl Notes {
    /// Notes a fault.
    pub(super) fn error(&self, place: Place, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Error, place, what.into(), remedy.into());
    }

    /// Notes a doubt.
    pub(super) fn warning(&self, place: Place, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Warning, place, what.into(), remedy.into());
    }

    fn note(&self, severity: Severity, place: Place, what: String, remedy: String) {
        let Place { file, line, field } = place;
        self.problems.borrow_mut().push(Problem {
            file,
            line,
            field,
            what,
            remedy,
            severity,
        });
    }

    /// Notes that an id is given to a thing.
    pub(super) fn declare(&self, kind: Kind, id: &str, place: Place) {
        self.declared.borrow_mut().push((kind, id.to_owned(), place));
    }

    /// Notes that an id is used.
    pub(super) fn refer(&self, kind: Kind, id: &str, place: Place) {
        self.referred.borrow_mut().push((kind, id.to_owned(), place));
    }

    /// Where an id was declared.
    pub(super) fn place_of(&self, kind: Kind, id: &str) -> Place {
        let declared = self.declared.borrow();
        let found = declared.iter().find(|(k, i, _)| *k == kind && i == id);
        found.map_or_else(
            || Place {
                file: String::new(),
                line: 1,
                field: String::new(),
            },
            |(_, _, p)| p.clone(),
        )
    }

    /// Where a file first uses an id at a field whose path begins so.
    pub(super) fn place_of_use(&self, kind: Kind, id: &str, file: &str, field: &str) -> Option<Place> {
        let referred = self.referred.borrow();
        let here = |place: &Place| place.file == file && place.field.starts_with(field);
        let found = referred
            .iter()
            .find(|(k, i, place)| *k == kind && i == id && here(place));
        found.map(|(_, _, place)| place.clone())
    }

    /// Whether any fault was noted.
    pub(super) fn faulty(&self) -> bool {
        self.problems
            .borrow()
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// Notes every id declared twice and every id used but never declared.
    pub(super) fn settle_references(&self) {
        let declared = self.declared.borrow();
        let mut known: BTreeMap<Kind, BTreeMap<&str, &Place>> = BTreeMap::new();
        for (kind, id, place) in declared.iter().filter(|(_, id, _)| !id.is_empty()) {
            if let Some(first) = known.entry(*kind).or_default().insert(id, place) {
                let what = format!(
                    "the {} `{id}` is already defined in {}:{}",
                    kind.noun(),
                    first.file,
                    first.line
                );
                self.error(place.clone(), what, "give each its own id");
                known.entry(*kind).or_default().insert(id, first);
            }
        }
        for (kind, id, place) in self.referred.borrow().iter().filter(|(_, id, _)| !id.is_empty()) {
            let ids: Vec<&str> = known
                .get(kind)
                .map(|ids| ids.keys().copied().collect())
                .unwrap_or_default();
            if !ids.contains(&id.as_str()) {
                let what = format!("there is no {} `{id}`", kind.noun());
                self.error(place.clone(), what, remedy_for_unknown(id, &ids, kind.noun()));
            }
        }
    }

    /// Everything noted, faults apart from doubts, each in order of place.
    pub(super) fn into_problems(self) -> (Vec<Problem>, Vec<Problem>) {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems.dedup();
        problems
            .into_iter()
            .partition(|problem| problem.severity == Severity::Error)
    }
}

/// "did you mean …" for a near miss, else what there is to choose from.
pub(super) fn remedy_for_unknown(word: &str, known: &[&str], noun: &str) -> String {
    let nearest = known
        .iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .min();
    match nearest {
        Some((edits, candidate))
            if edits <= 2.max(word.chars().count() / 3) && edits * 2 <= word.chars().count() =>
        {
            format!("did you mean `{candidate}`?")
        }
        Some(_) if known.len() <= 16 => format!("use one of {}", listed(known)),
        Some(_) => format!("define it, or use one of the {} that are defined", known.len()),
        None => format!("define a {noun} with this id"),
    }
}

/// Words in backticks, with commas.
pub(super) fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The number of single-letter edits between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
