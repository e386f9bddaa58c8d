//! Text before its language is chosen: a locale key with arguments, a name in two languages, or data.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Month;

/// A name as the organisation writes it in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Name {
    /// English.
    pub en: String,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
}

impl Name {
    /// The same word in every language: an id without a name, a record's number.
    pub fn same(text: &str) -> Name {
        Name {
            en: text.to_owned(),
            zh_hant: text.to_owned(),
        }
    }
}

/// Text that a locale says. Everything a reader sees on a page is one of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Text {
    /// Nothing.
    None,
    /// A message of the locale files.
    Message {
        /// Its key.
        key: String,
        /// Its arguments.
        args: Vec<(String, Text)>,
    },
    /// A name of the organisation.
    Name(Name),
    /// Data: record numbers, ids, instants already written out.
    Data {
        /// As it stands.
        text: String,
    },
    /// A whole number, grouped by thousands.
    Number {
        /// The number.
        value: i64,
    },
    /// A number with its sign.
    Signed {
        /// The number.
        value: i64,
    },
    /// A length of time.
    Duration {
        /// In milliseconds.
        ms: i64,
    },
    /// A month.
    Month {
        /// The month.
        month: Month,
    },
    /// A month where space is short.
    MonthShort {
        /// The month.
        month: Month,
    },
    /// Several, joined by the locale's separator.
    List {
        /// The parts.
        parts: Vec<Text>,
    },
}

impl Text {
    /// A message without arguments.
    pub fn key(key: &str) -> Text {
        Text::Message {
            key: key.to_owned(),
            args: Vec::new(),
        }
    }

    /// A message with arguments.
    pub fn with<const N: usize>(key: &str, args: [(&str, Text); N]) -> Text {
        Text::Message {
            key: key.to_owned(),
            args: args
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect(),
        }
    }

    /// Data as it stands.
    pub fn data(text: impl Into<String>) -> Text {
        Text::Data { text: text.into() }
    }

    /// A whole number.
    pub fn number(value: i64) -> Text {
        Text::Number { value }
    }

    /// A length of time in milliseconds.
    pub fn duration(ms: i64) -> Text {
        Text::Duration { ms }
    }

    /// A month.
    pub fn month(month: Month) -> Text {
        Text::Month { month }
    }

    /// A month where space is short: its name, and the year only in January.
    pub fn month_short(month: Month) -> Text {
        Text::MonthShort { month }
    }

    /// Whether there is nothing to say.
    pub fn is_none(&self) -> bool {
        *self == Text::None
    }
}

/// As definitions write names: a table by language, or one text for all; a language left out has the other's text.
impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            Both {
                en: Option<String>,
                #[serde(rename = "zh-Hant")]
                zh_hant: Option<String>,
            },
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::One(text) => Name::same(&text),
            Written::Both { en, zh_hant } => Name {
                en: en.clone().or_else(|| zh_hant.clone()).unwrap_or_default(),
                zh_hant: zh_hant.or(en).unwrap_or_default(),
            },
        })
    }
}
