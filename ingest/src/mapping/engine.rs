//! One row of an export to one event: pure, without IO or clock, the same event for the same row always.

use std::borrow::Cow;

use schemas::Event;

use super::json::Writer;
use super::problem::{Problem, Reason, RowProblem, did_you_mean};
use super::template::{Part, Template};
use super::value::{Note, translate};
use super::{Constant, EventType, Field, Mapping, Sequence, When};

/// A mapping bound to the columns of one file.
#[derive(Debug)]
pub struct Bound<'m> {
    mapping: &'m Mapping,
    id: Vec<Piece<'m>>,
    subject: Vec<Piece<'m>>,
    time: usize,
    sequence: Option<usize>,
    event_type: Option<usize>,
    /// Constants and fields, the members of one object (`response.at`, `response.by`) side by side.
    slots: Vec<Slot<'m>>,
}

#[derive(Debug)]
enum Slot<'m> {
    Constant(&'m Constant),
    Field(&'m Field, Vec<Piece<'m>>, Option<Decides<'m>>),
}

/// The cell that decides whether a field is taken; one that the file does not have states nothing.
#[derive(Debug)]
struct Decides<'m>(&'m When, usize);

/// An event and what was noticed while mapping it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// The event; its identity is a function of the row alone.
    pub event: Event,
    /// The same as the message that carries it: structured CloudEvents JSON.
    pub json: String,
    /// Values that the mapping did not translate; empty for most rows.
    pub notes: Vec<Note>,
}

#[derive(Debug)]
enum Piece<'m> {
    Literal(&'m str),
    Cell {
        index: usize,
        column: &'m str,
    },
    /// A column that this file does not have and need not have.
    Absent,
}

impl Mapping {
    /// Finds the mapping's columns in the `header` of `file`.
    ///
    /// # Errors
    /// One problem per required column that is missing or stands there twice.
    pub fn bind(&self, file: &str, header: &[Cow<'_, str>]) -> Result<Bound<'_>, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut complain = |column: &str, what: &str, remedy: String| {
            let (field, what) = (format!("column \"{column}\""), what.to_owned());
            problems.push(Problem {
                file: file.to_owned(),
                line: 1,
                field,
                what,
                remedy,
            });
        };
        for column in self.columns() {
            let remedy = || {
                format!(
                    "{} otherwise mend definitions/sources/{}.toml",
                    near(column, header),
                    self.id
                )
            };
            match header.iter().filter(|name| *name == column).count() {
                0 if self.required_columns.iter().any(|required| required == column) => {
                    complain(column, "is missing in the header", remedy());
                }
                0 | 1 => {}
                _ => complain(
                    column,
                    "stands twice in the header",
                    "rename one of the two".into(),
                ),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let at = |column: &str| header.iter().position(|name| name == column);
        Ok(Bound {
            mapping: self,
            id: pieces(&self.event_id, &at),
            subject: pieces(&self.subject, &at),
            time: at(&self.time).unwrap_or(usize::MAX),
            sequence: self
                .sequence
                .as_ref()
                .map(|sequence| at(sequence.column()).unwrap_or(usize::MAX)),
            event_type: match &self.event_type {
                EventType::Fixed(_) => None,
                EventType::Column { column, .. } => Some(at(column).unwrap_or(usize::MAX)),
            },
            slots: slots(self, &at),
        })
    }
}

impl Bound<'_> {
    /// Maps the cells of one row, in the order of the header; an empty cell states nothing.
    ///
    /// # Errors
    /// The first fault of the row, without its line.
    pub fn map(&self, cells: &[Cow<'_, str>]) -> Result<Mapped, RowProblem> {
        let mapping = self.mapping;
        let event_type = self.event_type(cells)?;
        let id = self.identity(&self.id, cells)?;
        let subject = self.identity(&self.subject, cells)?;
        let time = mapping
            .times
            .read(&mapping.time, self.needed(cells, self.time, &mapping.time)?)?;
        let mut json = Writer::envelope(&mapping.source, event_type, &id, &subject, time);
        if let (Some(index), Some(by)) = (self.sequence, &mapping.sequence) {
            json.sequence(sequence(by, self.needed(cells, index, by.column())?)?);
        }
        let mut notes = Vec::new();
        for slot in &self.slots {
            match slot {
                Slot::Constant(constant) => json.field(&constant.target, &constant.kind, &constant.value),
                Slot::Field(field, ..) if !field.is_for(event_type) => {}
                Slot::Field(_, _, Some(decides)) if !self.is_taken(decides, cells) => {}
                Slot::Field(field, pieces, _) => {
                    let Some(text) = self.text(pieces, cells) else {
                        continue;
                    };
                    if let Some(value) = translate(mapping, field, &text, &mut notes)? {
                        json.field(&field.target, &field.kind, &value);
                    }
                }
            }
        }
        let json = json.finish();
        let event = Event::parse(json.as_bytes()).map_err(|rejection| RowProblem::contract(&rejection))?;
        Ok(Mapped { event, json, notes })
    }

    /// The cell without blanks around it, unless it states nothing.
    fn cell<'c>(&self, cells: &'c [Cow<'_, str>], index: usize) -> Option<&'c str> {
        let text = cells.get(index)?.trim_ascii();
        (!text.is_empty() && !self.mapping.nulls.iter().any(|null| null == text)).then_some(text)
    }

    fn is_taken(&self, Decides(when, index): &Decides<'_>, cells: &[Cow<'_, str>]) -> bool {
        self.cell(cells, *index)
            .is_some_and(|value| when.is.contains(value))
    }

    fn needed<'c>(
        &self,
        cells: &'c [Cow<'_, str>],
        index: usize,
        column: &str,
    ) -> Result<&'c str, RowProblem> {
        self.cell(cells, index).ok_or_else(|| {
            let found = cells.get(index).map_or("", |cell| cell.as_ref());
            let remedy = "an event cannot be told apart or placed in time without it: mend the export";
            RowProblem::new(Reason::MissingValue, column, found, "has no value", remedy)
        })
    }

    fn identity(&self, pieces: &[Piece<'_>], cells: &[Cow<'_, str>]) -> Result<String, RowProblem> {
        let mut text = String::with_capacity(40);
        for piece in pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Cell { index, column } => text.push_str(self.needed(cells, *index, column)?),
                Piece::Absent => {}
            }
        }
        Ok(text)
    }

    fn text<'c>(&self, pieces: &[Piece<'_>], cells: &'c [Cow<'_, str>]) -> Option<Cow<'c, str>> {
        if let [Piece::Cell { index, .. }] = pieces {
            return self.cell(cells, *index).map(Cow::Borrowed);
        }
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Cell { index, .. } => text.push_str(self.cell(cells, *index)?),
                Piece::Absent => return None,
            }
        }
        Some(Cow::Owned(text))
    }

    fn event_type(&self, cells: &[Cow<'_, str>]) -> Result<&str, RowProblem> {
        match (&self.mapping.event_type, self.event_type) {
            (
                EventType::Column {
                    column,
                    values,
                    otherwise,
                },
                Some(index),
            ) => {
                let found = self.cell(cells, index).unwrap_or_default();
                values
                    .get(found)
                    .or(otherwise.as_ref())
                    .map(String::as_str)
                    .ok_or_else(|| {
                        let what = format!("\"{found}\" tells no event type");
                        let remedy = "add it to `values` under [event.type], or write `otherwise` there";
                        RowProblem::new(Reason::UnknownValue, column, found, what, remedy)
                    })
            }
            (EventType::Fixed(event_type), _) => Ok(event_type),
            (EventType::Column { column, .. }, None) => Ok(column),
        }
    }
}

fn pieces<'m>(template: &'m Template, at: &dyn Fn(&str) -> Option<usize>) -> Vec<Piece<'m>> {
    let piece = |part: &'m Part| match part {
        Part::Literal(literal) => Piece::Literal(literal),
        Part::Column(column) => at(column).map_or(Piece::Absent, |index| Piece::Cell { index, column }),
    };
    template.parts().iter().map(piece).collect()
}

fn near(column: &str, header: &[Cow<'_, str>]) -> String {
    match header {
        [one] => format!("the header is the one column \"{one}\": is the delimiter right?"),
        _ => did_you_mean(column, header.iter().map(AsRef::as_ref)),
    }
}

fn sequence(by: &Sequence, text: &str) -> Result<u64, RowProblem> {
    let column = by.column();
    if let Sequence::Told { values, .. } = by {
        return values.get(text).copied().ok_or_else(|| {
            let what = format!("\"{text}\" tells no place among updates of one instant");
            let known = values.keys().map(String::as_str);
            let remedy = format!(
                "add it to `values` of `sequence` under [event]; {}",
                did_you_mean(text, known)
            );
            RowProblem::new(Reason::UnknownValue, column, text, what, remedy)
        });
    }
    text.parse().map_err(|_| {
        let what = format!("\"{text}\" is no whole number from 0");
        let remedy = "name the source's update number as `sequence` under [event], or leave the key out";
        RowProblem::new(Reason::NotANumber, column, text, what, remedy)
    })
}

fn decides<'m>(field: &'m Field, at: &dyn Fn(&str) -> Option<usize>) -> Option<Decides<'m>> {
    let when = field.when.as_ref()?;
    Some(Decides(when, at(&when.column).unwrap_or(usize::MAX)))
}

/// Sorted by the outer object so that its members stand together; otherwise in the order of the file.
fn slots<'m>(mapping: &'m Mapping, at: &dyn Fn(&str) -> Option<usize>) -> Vec<Slot<'m>> {
    let constants = mapping.constants.iter().map(Slot::Constant);
    let fields = mapping
        .fields
        .iter()
        .map(|field| Slot::Field(field, pieces(&field.from, at), decides(field, at)));
    let mut slots: Vec<Slot<'m>> = constants.chain(fields).collect();
    slots.sort_by_key(|slot| {
        let target = match slot {
            Slot::Constant(constant) => &constant.target,
            Slot::Field(field, ..) => &field.target,
        };
        target.split_once('.').map(|(outer, _)| outer)
    });
    slots
}
