//! Why bytes are no event: a stable code, the field, and a sentence with the remedy.

use std::fmt;

/// What is wrong with bytes that should be an event. Bad input is data: it becomes a dead letter.
///
/// Displayed, it is the message alone: that names the field itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejection {
    /// What kind of fault it is.
    pub code: RejectionCode,
    /// Where: a path such as `data.gaps[0].begins_at`; none if the bytes as a whole are meant.
    pub field: Option<String>,
    /// What is wrong, and what to do about it.
    pub message: String,
}

/// Kinds of fault. Their text is stable: dead letters are counted and filtered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RejectionCode {
    /// There are no bytes.
    Empty,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON.
    NotJson,
    /// The JSON is not an object.
    NotAnEvent,
    /// No contract has this type.
    UnknownType,
    /// A field that must be stated is missing.
    MissingField,
    /// A field is stated twice in one object.
    DuplicateField,
    /// A field has another JSON type than its contract says; null is one.
    WrongType,
    /// A time is none, or has no offset.
    BadTime,
    /// Something ends before it begins.
    BadOrder,
    /// A value is outside of what its contract allows.
    BadValue,
    /// More bytes than the limit (known to ingest).
    TooLarge,
    /// The time lies too far ahead of the clock (known to ingest).
    FutureTime,
}

impl Rejection {
    /// A fault of the field at `field`.
    pub fn at(code: RejectionCode, field: impl Into<String>, message: impl Into<String>) -> Rejection {
        Rejection {
            code,
            field: Some(field.into()),
            message: message.into(),
        }
    }

    /// A fault of the bytes as a whole.
    pub fn whole(code: RejectionCode, message: impl Into<String>) -> Rejection {
        Rejection {
            code,
            field: None,
            message: message.into(),
        }
    }
}

impl RejectionCode {
    /// Every code.
    pub const ALL: [RejectionCode; 13] = [
        RejectionCode::Empty,
        RejectionCode::NotUtf8,
        RejectionCode::NotJson,
        RejectionCode::NotAnEvent,
        RejectionCode::UnknownType,
        RejectionCode::MissingField,
        RejectionCode::DuplicateField,
        RejectionCode::WrongType,
        RejectionCode::BadTime,
        RejectionCode::BadOrder,
        RejectionCode::BadValue,
        RejectionCode::TooLarge,
        RejectionCode::FutureTime,
    ];

    /// The stable text of the code.
    pub fn as_str(self) -> &'static str {
        match self {
            RejectionCode::Empty => "empty",
            RejectionCode::NotUtf8 => "not-utf8",
            RejectionCode::NotJson => "not-json",
            RejectionCode::NotAnEvent => "not-an-event",
            RejectionCode::UnknownType => "unknown-type",
            RejectionCode::MissingField => "missing-field",
            RejectionCode::DuplicateField => "duplicate-field",
            RejectionCode::WrongType => "wrong-type",
            RejectionCode::BadTime => "bad-time",
            RejectionCode::BadOrder => "bad-order",
            RejectionCode::BadValue => "bad-value",
            RejectionCode::TooLarge => "too-large",
            RejectionCode::FutureTime => "future-time",
        }
    }
}

impl fmt::Display for RejectionCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
