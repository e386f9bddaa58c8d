//! One foreign value to one value of an event's data: value tables, what is not in them, types.

use std::borrow::Cow;

use super::contract::Kind;
use super::problem::{Reason, RowProblem, did_you_mean};
use super::{Field, Mapping, Unmapped};

/// A value that passed without translation, or was taken as not stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The event's field.
    pub field: String,
    /// The foreign value.
    pub value: String,
    /// What was done with it.
    pub treatment: Treatment,
}

/// What was done with a value that the value table does not translate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// The event does not state the field.
    NotStated,
    /// The value passed as it is or in id form.
    Kept,
}

/// The value of `field` for the foreign `text`, as JSON wants it but for quotes; `None` when that states nothing.
pub(super) fn translate<'v>(
    mapping: &Mapping,
    field: &'v Field,
    text: &'v str,
    notes: &mut Vec<Note>,
) -> Result<Option<Cow<'v, str>>, RowProblem> {
    let mut note = |treatment| {
        notes.push(Note {
            field: field.target.clone(),
            value: text.to_owned(),
            treatment,
        });
    };
    if field.not_stated.contains(text) {
        note(Treatment::NotStated);
        return Ok(None);
    }
    if let Some(ours) = field.values.get(text) {
        return typed(mapping, field, Cow::Borrowed(ours)).map(Some);
    }
    let surprising = !field.values.is_empty();
    match field.unmapped {
        Unmapped::Refuse => return Err(unknown(field, text)),
        Unmapped::NotStated => {
            note(Treatment::NotStated);
            return Ok(None);
        }
        Unmapped::Keep | Unmapped::KeepAsId if surprising => note(Treatment::Kept),
        Unmapped::Keep | Unmapped::KeepAsId => {}
    }
    match field.unmapped {
        Unmapped::KeepAsId => typed(mapping, field, Cow::Owned(as_id(text))).map(Some),
        _ => typed(mapping, field, Cow::Borrowed(text)).map(Some),
    }
}

fn typed<'v>(mapping: &Mapping, field: &Field, text: Cow<'v, str>) -> Result<Cow<'v, str>, RowProblem> {
    if field.kind == Kind::Time {
        return Ok(Cow::Owned(mapping.times.read(column(field), &text)?.to_string()));
    }
    if field.kind.takes(&text) {
        return Ok(text);
    }
    let what = format!("\"{text}\" is not {} for `{}`", field.kind.wanted(), field.target);
    let remedy = "translate it under `values` of the field";
    Err(RowProblem::new(
        field.kind.reason(),
        column(field),
        &text,
        what,
        remedy,
    ))
}

fn unknown(field: &Field, text: &str) -> RowProblem {
    let what = format!("\"{text}\" has no translation for `{}`", field.target);
    let mut known: Vec<&str> = field.values.keys().map(String::as_str).collect();
    known.sort_unstable();
    let remedy = format!(
        "add it to `values` of the field, or choose its `unmapped`; {}",
        did_you_mean(text, known)
    );
    RowProblem::new(Reason::UnknownValue, column(field), text, what, remedy)
}

fn column(field: &Field) -> &str {
    field.from.columns().next().unwrap_or(&field.target)
}

/// Lower case with single dashes between letters and digits: `Self service` → `self-service`.
fn as_id(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_with_dashes() {
        assert_eq!(as_id("Self service"), "self-service");
        assert_eq!(as_id(" 1 - Critical! "), "1-critical");
        assert_eq!(as_id("電話 Phone"), "電話-phone");
    }
}
