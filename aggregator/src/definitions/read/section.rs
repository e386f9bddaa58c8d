//! One table of a TOML file, read key by key, with the place of every value kept for messages.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notes::{Kind, Notes, Place, remedy_for_unknown};
use super::words;

/// A file being read.
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) notes: &'a Notes,
}

impl File<'_> {
    /// The place of a byte.
    pub(super) fn place_at(&self, byte: usize, field: &str) -> Place {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Place {
            file: self.path.to_owned(),
            line,
            field: field.to_owned(),
        }
    }
}

/// A table of it. Readers answer with a neutral value where a key is missing or wrong: the fault is noted, and
/// definitions with a fault are never handed out.
#[derive(Clone)]
pub(super) struct Section<'a> {
    file: &'a File<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    path: String,
}

/// A text with its place.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) place: Place,
}

impl<'a> Section<'a> {
    /// The whole file as a table; notes keys that are not among `keys`.
    pub(super) fn root(file: &'a File<'a>, table: &'a DeTable<'a>, keys: &[&str]) -> Self {
        let root = Self {
            file,
            table,
            span: 0..0,
            path: String::new(),
        };
        root.refuse_unknown(keys);
        root
    }

    fn refuse_unknown(&self, keys: &[&str]) {
        for key in self
            .table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
        {
            let word = key.get_ref().as_ref();
            let place = self.place_at(key.span(), word);
            self.file.notes.error(
                place,
                format!("unknown key `{word}`"),
                remedy_for_unknown(word, keys, "key"),
            );
        }
    }

    pub(super) fn place_at(&self, span: Range<usize>, key: &str) -> Place {
        self.file.place_at(span.start, &self.field(key))
    }

    fn field(&self, key: &str) -> String {
        match (self.path.is_empty(), key.is_empty()) {
            (true, _) => key.to_owned(),
            (false, true) => self.path.clone(),
            (false, false) => format!("{}.{key}", self.path),
        }
    }

    /// The notebook.
    pub(super) fn notes(&self) -> &'a Notes {
        self.file.notes
    }

    /// Where a key stands; where the table begins if it is not there or no key is named.
    pub(super) fn place(&self, key: &str) -> Place {
        self.place_at(self.table.get(key).map_or(self.span.clone(), Spanned::span), key)
    }

    /// Notes a fault of a key.
    pub(super) fn error(&self, key: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.file.notes.error(self.place(key), what, remedy);
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn optional(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    pub(super) fn required(&self, key: &str, example: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.table.get(key);
        if value.is_none() {
            self.error(key, "is missing", format!("add `{key} = {example}`"));
        }
        value
    }

    pub(super) fn wrong_kind(&self, span: Range<usize>, key: &str, wanted: &str, example: &str) {
        let place = self.place_at(span, key);
        self.file.notes.error(
            place,
            format!("is not {wanted}"),
            format!("write `{key} = {example}`"),
        );
    }

    /// A required text.
    pub(super) fn text(&self, key: &str) -> String {
        self.required(key, "\"…\"")
            .map(|_| self.optional_text(key).unwrap_or_default())
            .unwrap_or_default()
    }

    /// A text, if the key is there.
    pub(super) fn optional_text(&self, key: &str) -> Option<String> {
        let value = self.optional(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.to_string()),
            DeValue::String(_) => {
                self.error(
                    key,
                    "is empty",
                    "say something, or leave the key out if it is optional",
                );
                None
            }
            _ => {
                self.wrong_kind(value.span(), key, "a text", "\"…\"");
                None
            }
        }
    }

    /// The required `id`, declared as this kind of thing.
    pub(super) fn declare(&self, kind: Kind) -> String {
        let id = self.text("id");
        if !id.is_empty() && !words::is_id(&id) {
            self.error(
                "id",
                format!("`{id}` cannot be an id"),
                "use 1 to 64 characters without quotes",
            );
        }
        self.file.notes.declare(kind, &id, self.place("id"));
        id
    }

    /// A required id of something declared elsewhere.
    pub(super) fn refer(&self, kind: Kind, key: &str) -> String {
        let id = self.text(key);
        self.file.notes.refer(kind, &id, self.place(key));
        id
    }

    /// An id of something declared elsewhere, if the key is there.
    pub(super) fn optional_refer(&self, kind: Kind, key: &str) -> Option<String> {
        self.has(key).then(|| self.refer(kind, key))
    }

    /// A list of texts with their places; empty if the key is not there.
    pub(super) fn words(&self, key: &str) -> Vec<Word> {
        let Some(value) = self.optional(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value.span(), key, "a list of texts", "[\"…\", \"…\"]");
            return Vec::new();
        };
        let mut words = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref() {
                DeValue::String(text) => {
                    let place = self.place_at(item.span(), &format!("{key}[{}]", index + 1));
                    words.push(Word {
                        text: text.to_string(),
                        place,
                    });
                }
                _ => self.wrong_kind(item.span(), key, "a list of texts", "[\"…\", \"…\"]"),
            }
        }
        words
    }

    /// A list of ids of things declared elsewhere; no id twice.
    pub(super) fn refer_all(&self, kind: Kind, key: &str) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for Word { text, place } in self.words(key) {
            if ids.contains(&text) {
                self.file
                    .notes
                    .error(place, format!("`{text}` is listed twice"), "list it once");
            } else {
                self.file.notes.refer(kind, &text, place);
                ids.push(text);
            }
        }
        ids
    }

    /// A required list is not empty.
    pub(super) fn not_empty(&self, key: &str, example: &str) {
        match self.required(key, example).map(Spanned::get_ref) {
            Some(DeValue::Array(items)) if items.is_empty() => {
                self.error(
                    key,
                    "is empty",
                    format!("write at least one: `{key} = {example}`"),
                );
            }
            _ => {}
        }
    }

    /// A list of tables; empty if the key is not there.
    pub(super) fn sections(&self, key: &str, keys: &[&str]) -> Vec<Self> {
        let Some(value) = self.optional(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            let place = self.place_at(value.span(), key);
            let remedy = format!("begin each with a line `[[{key}]]`");
            self.file.notes.error(place, "is not a list of tables", remedy);
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items
            .filter_map(|(index, item)| self.table_at(item, format!("{key}[{}]", index + 1), keys))
            .collect()
    }

    /// A single table, if the key is there.
    pub(super) fn section(&self, key: &str, keys: &[&str]) -> Option<Self> {
        self.table_at(self.optional(key)?, key.to_owned(), keys)
    }

    fn table_at(&self, item: &'a Spanned<DeValue<'a>>, name: String, keys: &[&str]) -> Option<Self> {
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong_kind(item.span(), &name, "a table", "{ … }");
            return None;
        };
        let section = Self {
            file: self.file,
            table,
            span: item.span(),
            path: self.field(&name),
        };
        section.refuse_unknown(keys);
        Some(section)
    }
}
