//! Names in the languages of the reports.

use toml::Spanned;
use toml::de::DeValue;

use super::section::Section;
use crate::definitions::Names;

impl Section<'_> {
    /// Required names in the languages of the reports.
    pub(super) fn names(&self, key: &str) -> Names {
        let named = self
            .required(key, "{ en = \"…\", zh-Hant = \"…\" }")
            .and_then(|_| self.optional_names(key));
        named.unwrap_or_else(|| Names {
            en: String::new(),
            zh_hant: String::new(),
        })
    }

    /// Names, if the key is there: a table by language, or one text for all.
    pub(super) fn optional_names(&self, key: &str) -> Option<Names> {
        if let Some(DeValue::String(_)) = self.optional(key).map(Spanned::get_ref) {
            let text = self.optional_text(key)?;
            return Some(Names {
                en: text.clone(),
                zh_hant: text,
            });
        }
        self.section(key, &["en", "zh-Hant"])?.languages()
    }

    /// A list of names, tables by language or texts; empty if the key is not there.
    pub(super) fn names_list(&self, key: &str) -> Vec<Names> {
        let Some(value) = self.optional(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(items) if items.iter().all(|item| item.get_ref().is_str()) => {
                let texts = self.words(key).into_iter();
                texts
                    .map(|word| Names {
                        en: word.text.clone(),
                        zh_hant: word.text,
                    })
                    .collect()
            }
            _ => {
                let languages = self.sections(key, &["en", "zh-Hant"]);
                languages.iter().filter_map(Self::languages).collect()
            }
        }
    }

    fn languages(&self) -> Option<Names> {
        match (self.optional_text("en"), self.optional_text("zh-Hant")) {
            (Some(en), Some(zh_hant)) => Some(Names { en, zh_hant }),
            (Some(text), None) | (None, Some(text)) => Some(Names {
                en: text.clone(),
                zh_hant: text,
            }),
            (None, None) => {
                self.error(
                    "",
                    "has no text",
                    "write `en = \"…\"`, `zh-Hant = \"…\"`, or both",
                );
                None
            }
        }
    }
}
