//! The form in which every record is written down: fields that must and that may be stated, and closed words.

use jiff::Timestamp;

use crate::records::Response;

/// A record: a struct with the fields that must and those that may be stated, read strictly from an object.
///
/// Makes `new(…)` with the fields that must be stated, in the order in which they are written.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident {
            must { $($(#[$must_doc:meta])* $must:ident: $must_type:ty,)* }
            may { $($(#[$may_doc:meta])* $may:ident: $may_type:ty,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(remote = "Self")]
        pub struct $name {
            $($(#[$must_doc])* #[serde(deserialize_with = "crate::field::read")] pub $must: $must_type,)*
            $(
                $(#[$may_doc])*
                #[serde(default, deserialize_with = "crate::field::stated", skip_serializing_if = "Option::is_none")]
                pub $may: Option<$may_type>,
            )*
        }

        impl $name {
            /// Names of the fields that must be stated.
            pub const MUST: &'static [&'static str] = &[$(stringify!($must)),*];
            /// Names of the fields that may be stated.
            pub const MAY: &'static [&'static str] = &[$(stringify!($may)),*];

            /// The record with what must be stated and nothing else.
            #[allow(clippy::too_many_arguments)]
            pub fn new($($must: impl Into<$must_type>),*) -> $name {
                $name { $($must: $must.into(),)* $($may: None,)* }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }

        impl $crate::field::Field for $name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, fields: A) -> Result<$name, A::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(fields))
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }
    };
}
pub(crate) use record;

/// A closed vocabulary: the words that a field may hold, because a standard or this contract closes it.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $word,)* }

        impl $name {
            /// Every word.
            pub const ALL: &'static [$name] = &[$($name::$word,)*];

            /// The word as the contract writes it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$word => $text,)* }
            }

            /// The value that the contract writes as `text`.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$word),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::field::text_field!($name, concat!("one of", $(" ", $text,)*), $name::parse);
    };
}
pub(crate) use vocabulary;

/// What the warehouse keeps in columns of its own; none where a record does not know it.
pub(crate) trait Attributes {
    fn service(&self) -> Option<&str> {
        None
    }
    fn component(&self) -> Option<&str> {
        None
    }
    fn state(&self) -> Option<&str> {
        None
    }
    fn priority(&self) -> Option<&str> {
        None
    }
    fn grade(&self) -> Option<&str> {
        None
    }
    fn channel(&self) -> Option<&str> {
        None
    }
    fn assignment_group(&self) -> Option<&str> {
        None
    }
    fn supplier(&self) -> Option<&str> {
        None
    }
    fn assigned_to(&self) -> Option<&str> {
        None
    }
    fn category(&self) -> Option<&str> {
        None
    }
    fn title(&self) -> Option<&str> {
        None
    }
    fn opened_at(&self) -> Option<Timestamp> {
        None
    }
    fn response(&self) -> Option<&Response> {
        None
    }
    fn stated_sla_met(&self) -> Option<bool> {
        None
    }
}

/// Lists which attributes a record knows, each from its field of the same name unless another is named.
macro_rules! attributes {
    ($name:ident { $($attribute:ident $(= $field:ident)?),* $(,)? }) => {
        impl $crate::record::Attributes for $name {
            $($crate::record::attribute!($attribute $(= $field)?);)*
        }
    };
}
pub(crate) use attributes;

macro_rules! attribute {
    (opened_at) => {
        $crate::record::attribute!(opened_at = opened_at);
    };
    (opened_at = $field:ident) => {
        fn opened_at(&self) -> Option<jiff::Timestamp> {
            self.$field.into()
        }
    };
    (response) => {
        fn response(&self) -> Option<&$crate::records::Response> {
            self.response.as_ref()
        }
    };
    (stated_sla_met) => {
        fn stated_sla_met(&self) -> Option<bool> {
            self.stated_sla_met
        }
    };
    ($attribute:ident) => {
        fn $attribute(&self) -> Option<&str> {
            $crate::record::Stated::stated(&self.$attribute)
        }
    };
}
pub(crate) use attribute;

/// A text that must or may be stated.
pub(crate) trait Stated {
    fn stated(&self) -> Option<&str>;
}

impl Stated for String {
    fn stated(&self) -> Option<&str> {
        Some(self)
    }
}

impl Stated for Option<String> {
    fn stated(&self) -> Option<&str> {
        self.as_deref()
    }
}
