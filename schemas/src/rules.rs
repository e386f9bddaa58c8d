//! What a JSON Schema cannot say: rules between the fields of one record.

use jiff::Timestamp;

use crate::rejection::{Rejection, RejectionCode};

/// The rules of one kind of record.
pub(crate) trait Rules {
    /// Refuses what no schema can refuse. Fields are named from the event's root (`data.ends_at`).
    fn check(&self) -> Result<(), Rejection> {
        Ok(())
    }
}

/// `later` must not lie before `earlier`; nothing is said when one of them is not stated.
pub(crate) fn in_order(
    earlier: &str,
    begin: impl Into<Option<Timestamp>>,
    later: &str,
    end: impl Into<Option<Timestamp>>,
) -> Result<(), Rejection> {
    match (begin.into(), end.into()) {
        (Some(begin), Some(end)) if end < begin => Err(Rejection::at(
            RejectionCode::BadOrder,
            format!("data.{later}"),
            format!("data.{later} ({end}) lies before data.{earlier} ({begin}); correct one of the two"),
        )),
        _ => Ok(()),
    }
}

/// `part` counts some of `whole`, so it must not be greater.
pub(crate) fn at_most(
    part: &str,
    some: impl Into<Option<u64>>,
    whole: &str,
    all: impl Into<Option<u64>>,
) -> Result<(), Rejection> {
    match (some.into(), all.into()) {
        (Some(some), Some(all)) if some > all => Err(bad_value(
            part,
            &format!("is {some}, more than data.{whole} ({all}) of which it is a part"),
        )),
        _ => Ok(()),
    }
}

/// The scale must rise, and the scores must lie on it.
pub(crate) fn scale(
    lowest: impl Into<Option<f64>>,
    highest: impl Into<Option<f64>>,
    scores: &[(&str, f64)],
) -> Result<(), Rejection> {
    let (Some(lowest), Some(highest)) = (lowest.into(), highest.into()) else {
        return Ok(());
    };
    if lowest >= highest {
        return Err(bad_value(
            "scale_max",
            &format!("is {highest}, not above data.scale_min ({lowest})"),
        ));
    }
    match scores
        .iter()
        .find(|(_, score)| !(lowest..=highest).contains(score))
    {
        Some((field, score)) => Err(bad_value(
            field,
            &format!("is {score}, outside of the scale from {lowest} to {highest}"),
        )),
        None => Ok(()),
    }
}

/// The promoter question is answered from 0 to 10.
pub(crate) fn recommend(answer: Option<u64>) -> Result<(), Rejection> {
    match answer {
        Some(answer) if answer > 10 => Err(bad_value(
            "recommend",
            &format!("is {answer}, the question is answered from 0 to 10"),
        )),
        _ => Ok(()),
    }
}

/// At least one of the fields must be stated.
pub(crate) fn any_of(fields: &[(&str, bool)]) -> Result<(), Rejection> {
    if fields.iter().any(|(_, stated)| *stated) {
        return Ok(());
    }
    let names: Vec<String> = fields.iter().map(|(name, _)| format!("data.{name}")).collect();
    let message = format!(
        "none of {} is stated; state at least one of them",
        names.join(", ")
    );
    Err(Rejection::at(
        RejectionCode::MissingField,
        names.first().cloned().unwrap_or_default(),
        message,
    ))
}

fn bad_value(field: &str, what: &str) -> Rejection {
    let message = format!("data.{field} {what}; correct one of them");
    Rejection::at(RejectionCode::BadValue, format!("data.{field}"), message)
}
