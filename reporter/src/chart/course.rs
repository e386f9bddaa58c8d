//! Stages on one scale of time: a row each, from where it is counted to where it was reached, with the due instant.

use super::canvas::{Anchor, Canvas, Type, picture};
use super::width::{fit, width};
use super::{Course, CourseRow, Ink};
use crate::Error;
use crate::locale::Locale;
use crate::report::Verdict;

const WIDE: f64 = 720.0;
const LABEL: f64 = 130.0;
const SAID: f64 = 170.0;
const ROW: f64 = 25.0;
const BAR: f64 = 13.0;
const HEAD: f64 = 24.0;
const AXIS: f64 = 20.0;
const SIZE: f64 = 11.0;

pub(super) fn draw(course: &Course, alt: &str, locale: &Locale) -> Result<String, Error> {
    let ground = HEAD + course.rows.len() as f64 * ROW;
    picture((WIDE, ground + AXIS), alt, |canvas| {
        head(canvas, course, locale)?;
        axis(canvas, course, ground, locale)?;
        for (at, row) in course.rows.iter().enumerate() {
            paint(canvas, course, row, HEAD + (at as f64 + 0.5) * ROW, locale)?;
        }
        Ok(())
    })
}

fn head(canvas: &Canvas, course: &Course, locale: &Locale) -> Result<(), Error> {
    let said = fit(&locale.say(&course.due)?, SIZE, WIDE - LABEL - 20.0);
    canvas.line(
        &[(LABEL + 5.0, 2.0), (LABEL + 5.0, 16.0)],
        Ink::Goal.colour(),
        2.0,
    )?;
    canvas.text(
        (LABEL + 15.0, 9.0),
        Anchor::Start,
        Type::new(SIZE, Ink::Text.colour()),
        &said,
    )
}

/// Ticks that would run into the one before are left out.
fn axis(canvas: &Canvas, course: &Course, ground: f64, locale: &Locale) -> Result<(), Error> {
    let mut free = LABEL - 40.0;
    for (at, text) in &course.ticks {
        let x = place(course, *at);
        let said = locale.say(text)?;
        let half = width(&said, 9.5) / 2.0;
        if x - half < free {
            continue;
        }
        free = x + half + 8.0;
        canvas.line(&[(x, HEAD), (x, ground + 3.0)], Ink::Hair.colour(), 1.0)?;
        let ink = Type::new(9.5, Ink::Muted.colour());
        canvas.text((x, ground + AXIS / 2.0 + 2.0), Anchor::Middle, ink, &said)?;
    }
    canvas.line(&[(LABEL, ground), (WIDE - SAID, ground)], Ink::Hair.colour(), 1.0)
}

fn paint(
    canvas: &Canvas,
    course: &Course,
    row: &CourseRow,
    middle: f64,
    locale: &Locale,
) -> Result<(), Error> {
    let ink = Type::new(SIZE, Ink::Text.colour());
    let label = fit(&locale.say(&row.label)?, SIZE, LABEL - 12.0);
    canvas.text((0.0, middle), Anchor::Start, ink, &label)?;
    let (from, until) = (place(course, row.from), place(course, row.until));
    let colour = match row.verdict {
        Some(Verdict::Missed) => Ink::Missed,
        Some(Verdict::Met) => Ink::Met,
        _ => Ink::Line,
    };
    canvas.rect(
        (from, middle - BAR / 2.0),
        ((until - from).max(1.5), BAR),
        colour.colour(),
    )?;
    if let Some(due) = row.due.filter(|due| *due >= course.begins && *due < course.ends) {
        let x = place(course, due);
        canvas.line(
            &[(x, middle - ROW / 2.0 + 2.0), (x, middle + ROW / 2.0 - 2.0)],
            Ink::Goal.colour(),
            2.0,
        )?;
    }
    let said = fit(&locale.say(&row.said)?, SIZE, SAID - 14.0);
    canvas.text((WIDE - SAID + 12.0, middle), Anchor::Start, ink, &said)
}

fn place(course: &Course, at: i64) -> f64 {
    let whole = (course.ends - course.begins).max(1) as f64;
    LABEL + (at - course.begins).clamp(0, course.ends - course.begins) as f64 / whole * (WIDE - LABEL - SAID)
}
