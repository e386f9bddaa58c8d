//! Exclusions as people entered them, and what they take out of a record.

use jiff::Timestamp;
use serde::Deserialize;

use crate::events::Update;

/// The approved exclusions, in the order of their begin.
pub(super) struct Excluded(Vec<Entry>);

#[derive(Deserialize)]
struct Body {
    data: Entry,
}

#[derive(Deserialize)]
struct Entry {
    record_type: String,
    record: String,
    record_source: String,
    rule: String,
    begins_at: Timestamp,
    ends_at: Timestamp,
    approved_by: String,
    approved_at: Timestamp,
    withdrawn: bool,
}

impl Excluded {
    /// Of entries made before the cut, each once: those that somebody approved before it.
    pub(super) fn of(entries: Vec<&Update>, cut: i64) -> Self {
        let entries = entries.into_iter();
        let mut entries: Vec<(&str, Entry)> = entries
            .map(|update| {
                (
                    update.record.as_str(),
                    serde_json::from_str::<Body>(&update.body).unwrap().data,
                )
            })
            .filter(|(_, entry)| {
                let approved = entry.approved_at.as_millisecond() < cut && !entry.approved_by.is_empty();
                approved && !entry.withdrawn
            })
            .collect();
        entries.sort_by(|(a, one), (b, other)| {
            let key = |name: &str, entry: &Entry| {
                (
                    entry.begins_at,
                    entry.ends_at,
                    entry.rule.clone(),
                    name.to_owned(),
                )
            };
            key(a, one).cmp(&key(b, other))
        });
        Self(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    /// The rule of the first entry that covers the instant and whose rule is allowed.
    pub(super) fn rule(&self, record: &Update, at: i64, allowed: impl Fn(&str) -> bool) -> Option<&str> {
        let covers = |entry: &&Entry| {
            entry.begins_at.as_millisecond() <= at
                && at < entry.ends_at.as_millisecond()
                && allowed(&entry.rule)
        };
        self.about(record).find(covers).map(|entry| entry.rule.as_str())
    }

    /// Where its entries begin and end.
    pub(super) fn edges(&self, record: &Update) -> Vec<i64> {
        let ends = |entry: &Entry| [entry.begins_at.as_millisecond(), entry.ends_at.as_millisecond()];
        self.about(record).flat_map(ends).collect()
    }

    fn about(&self, record: &Update) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter(|entry| {
            (entry.record_type.as_str(), entry.record.as_str()) == (&record.record_type, &record.record)
                && (entry.record_source.is_empty() || entry.record_source == record.source)
        })
    }
}
