//! How each Rust type of a field is read from JSON: as strictly as the schemas say, never by coercion.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::value::{parse_date, parse_time};

/// Highest whole number that every JSON reader keeps exactly (2^53 - 1).
pub(crate) const COUNT_MAX: u64 = 9_007_199_254_740_991;

/// Reads a field that must be stated.
pub(crate) fn read<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Reads a field that may be left out. Null is no way to leave it out: it is refused.
pub(crate) fn stated<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::read(deserializer).map(Some)
}

/// A type that a field of an event may have.
pub(crate) trait Field: Sized {
    /// Reads the value, or says with serde's own error kinds what was expected.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Field for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

/// A text that is not empty.
impl Field for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = String;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text that is not empty (leave the field out when it is not stated)")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
                self.visit_string(text.to_owned())
            }
            fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
                if text.is_empty() {
                    Err(E::invalid_value(Unexpected::Str(""), &self))
                } else {
                    Ok(text)
                }
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A whole number from 0 to 2^53 - 1. As in JSON Schema, 3.0 is whole.
impl Field for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(Count)
    }
}

pub(crate) struct Count;

impl Visitor<'_> for Count {
    type Value = u64;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a whole number from 0")
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        if number <= COUNT_MAX {
            Ok(number)
        } else {
            Err(E::invalid_value(Unexpected::Unsigned(number), &self))
        }
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    fn visit_f64<E: Error>(self, number: f64) -> Result<u64, E> {
        if number.fract() != 0.0 {
            Err(E::invalid_type(Unexpected::Float(number), &self))
        } else if (0.0..=COUNT_MAX as f64).contains(&number) {
            Ok(number as u64)
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }
}

/// A number from 0.
impl Field for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Amount;
        impl Visitor<'_> for Amount {
            type Value = f64;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number from 0")
            }
            #[expect(clippy::cast_precision_loss)]
            fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
                Ok(number as f64)
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
                Err(E::invalid_value(Unexpected::Signed(number), &self))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
                if number >= 0.0 {
                    Ok(number)
                } else {
                    Err(E::invalid_value(Unexpected::Float(number), &self))
                }
            }
        }
        deserializer.deserialize_f64(Amount)
    }
}

/// What [`text_field!`] expects of a text, and how the text becomes a value.
macro_rules! text_field {
    ($type:ty, $expected:expr, $parse:expr) => {
        impl $crate::field::Field for $type {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        let parse: fn(&str) -> Option<$type> = $parse;
                        parse(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    };
}
pub(crate) use text_field;

/// How the expectation of a time begins: tells a bad time from another bad value.
pub(crate) const TIME_EXPECTED: &str =
    "a time of RFC 3339 with seconds and offset, such as 2026-05-31T18:00:00+08:00";

text_field!(Timestamp, TIME_EXPECTED, parse_time);
text_field!(Date, "a day, such as 2026-05-31", parse_date);

/// A list of what `T` reads.
impl<T: Field> Field for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);
        impl<'de, T: Field> Visitor<'de> for List<T> {
            type Value = Vec<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element_seed(Item(PhantomData))? {
                    list.push(item);
                }
                Ok(list)
            }
        }
        deserializer.deserialize_seq(List(PhantomData))
    }
}

struct Item<T>(PhantomData<T>);

impl<'de, T: Field> DeserializeSeed<'de> for Item<T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// A text by language: at least one, keys are language tags.
impl Field for BTreeMap<String, String> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = BTreeMap<String, String>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object with a text for at least one language tag, such as en or zh-Hant")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut words = BTreeMap::new();
                while let Some(language) = entries.next_key::<String>()? {
                    if !is_language_tag(&language) {
                        return Err(A::Error::invalid_value(Unexpected::Str(&language), &self));
                    }
                    words.insert(language, entries.next_value_seed(Item(PhantomData))?);
                }
                if words.is_empty() {
                    return Err(A::Error::invalid_value(Unexpected::Map, &self));
                }
                Ok(words)
            }
        }
        deserializer.deserialize_map(Words)
    }
}

fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
