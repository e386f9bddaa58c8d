//! Walks a TOML file key by key and collects every fault with its line, instead of stopping at the first.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Problem, did_you_mean};

/// The faults found so far in one file.
pub(super) struct Walk<'a> {
    file: &'a str,
    text: &'a str,
    pub(super) problems: Vec<Problem>,
}

/// A table of the file, with its dotted path (empty for the file itself) and its line.
#[derive(Clone)]
pub(super) struct Section<'a> {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) table: &'a DeTable<'a>,
}

/// A value with the path and line it was read from.
#[derive(Debug, Clone)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) path: String,
    pub(super) line: usize,
}

/// One value of a TOML file, found at a place.
pub(super) type Found<'a> = At<&'a DeValue<'a>>;

impl<'a> Walk<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            problems: Vec::new(),
        }
    }

    pub(super) fn problem(
        &mut self,
        line: usize,
        field: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (file, field) = (self.file.to_owned(), field.to_owned());
        self.problems.push(Problem {
            file,
            line,
            field,
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        1 + self
            .text
            .as_bytes()
            .iter()
            .take(offset)
            .filter(|byte| **byte == b'\n')
            .count()
    }

    pub(super) fn root<'s>(&self, table: &'s Spanned<DeTable<'s>>) -> Section<'s> {
        Section {
            path: String::new(),
            line: 1,
            table: table.get_ref(),
        }
    }

    /// Reports keys that are not among `known`.
    pub(super) fn only(&mut self, section: &Section<'_>, known: &[&str]) {
        for key in section.table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let (line, path) = (self.line_of(key.span().start), section.child(name));
                self.problem(
                    line,
                    &path,
                    "unknown key",
                    did_you_mean(name, known.iter().copied()),
                );
            }
        }
    }

    /// Every entry of a table in the order of the file.
    pub(super) fn entries<'s>(&self, section: &Section<'s>) -> Vec<(&'s str, Found<'s>)> {
        let mut entries: Vec<_> = section.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
            .into_iter()
            .map(|(key, value)| {
                let (path, line) = (section.child(key.get_ref()), self.line_of(key.span().start));
                (
                    key.get_ref().as_ref(),
                    At {
                        value: value.get_ref(),
                        path,
                        line,
                    },
                )
            })
            .collect()
    }

    pub(super) fn find<'s>(&self, section: &Section<'s>, key: &str) -> Option<Found<'s>> {
        self.entries(section)
            .into_iter()
            .find_map(|(name, found)| (name == key).then_some(found))
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, section: &Section<'_>, key: &str, remedy: &str) -> Option<At<String>> {
        match self.find(section, key) {
            Some(found) => self.as_text(&found),
            None => {
                self.problem(section.line, &section.child(key), "missing", remedy);
                None
            }
        }
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&mut self, section: &Section<'_>, key: &str) -> Option<At<String>> {
        let found = self.find(section, key)?;
        self.as_text(&found)
    }

    pub(super) fn as_text(&mut self, found: &Found<'_>) -> Option<At<String>> {
        match found.value {
            DeValue::String(text) => Some(At {
                value: text.to_string(),
                path: found.path.clone(),
                line: found.line,
            }),
            _ => self.wrong_type(found, "a text", "write it in quotes"),
        }
    }

    /// One word of a closed list, or the default when absent.
    pub(super) fn choice<T: Copy>(
        &mut self,
        section: &Section<'_>,
        key: &str,
        of: &[(&str, T)],
    ) -> Option<T> {
        let text = self.optional_text(section, key)?;
        let found = of
            .iter()
            .find_map(|(word, value)| (*word == text.value).then_some(*value));
        if found.is_none() {
            let words: Vec<&str> = of.iter().map(|(word, _)| *word).collect();
            let what = format!("\"{}\" is no choice here", text.value);
            self.problem(
                text.line,
                &text.path,
                what,
                format!("write one of: {}", words.join(", ")),
            );
        }
        found
    }

    /// A list of texts; empty when absent.
    pub(super) fn texts(&mut self, section: &Section<'_>, key: &str) -> Vec<At<String>> {
        let Some(found) = self.find(section, key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = found.value else {
            self.wrong_type::<()>(&found, "a list", "write [\"…\", \"…\"]");
            return Vec::new();
        };
        let items = items.iter().map(|item| At {
            value: item.get_ref(),
            path: found.path.clone(),
            line: self.line_of(item.span().start),
        });
        items
            .collect::<Vec<_>>()
            .iter()
            .filter_map(|item| self.as_text(item))
            .collect()
    }

    /// A table of texts; `true`, `false` and whole numbers count as their text. Empty when absent.
    pub(super) fn text_table(&mut self, section: &Section<'_>, key: &str) -> BTreeMap<String, At<String>> {
        let Some(inner) = self.section(section, key) else {
            return BTreeMap::new();
        };
        let mut texts = BTreeMap::new();
        for (name, found) in self.entries(&inner) {
            let value = match found.value {
                DeValue::String(text) => text.to_string(),
                DeValue::Boolean(value) => value.to_string(),
                DeValue::Integer(value) => value.to_string(),
                _ => {
                    self.wrong_type::<()>(&found, "a text", "write it in quotes");
                    continue;
                }
            };
            texts.insert(
                name.to_owned(),
                At {
                    value,
                    path: found.path,
                    line: found.line,
                },
            );
        }
        texts
    }

    /// A table; `None` when absent, a problem when it is something else.
    pub(super) fn section<'s>(&mut self, section: &Section<'s>, key: &str) -> Option<Section<'s>> {
        let found = self.find(section, key)?;
        match found.value {
            DeValue::Table(table) => Some(Section {
                path: found.path,
                line: found.line,
                table,
            }),
            _ => self.wrong_type(&found, "a table", &format!("write [{}]", section.child(key))),
        }
    }

    pub(super) fn wrong_type<T>(&mut self, found: &Found<'_>, wanted: &str, remedy: &str) -> Option<T> {
        let what = format!("{wanted} is wanted here, not {}", type_name(found.value));
        self.problem(found.line, &found.path, what, remedy);
        None
    }
}

impl Section<'_> {
    pub(super) fn child(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
