//! The records of an opened file, one after the other, each with its meaning.

use std::io::{self, BufRead};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use schemas::Event;

use super::lines::{self, Cut};
use super::{Record, csv, json, open};
use crate::Error;
use crate::mapping::{Bound, Layout, Mapped, Mapping, Reason, RowProblem};

/// The records of one file, in order.
pub struct Records<'m> {
    pub(super) path: PathBuf,
    pub(super) topic: Arc<str>,
    pub(super) bytes: u64,
    pub(super) read: Arc<AtomicU64>,
    pub(super) rows: u64,
    pub(super) input: Input<'m>,
}

pub(super) type Text = Box<dyn BufRead + Send>;

pub(super) enum Input<'m> {
    Events(Text, u64),
    Csv {
        text: Text,
        line: u64,
        delimiter: u8,
        columns: usize,
        bound: Bound<'m>,
    },
    Json {
        elements: json::Elements<Text>,
        mapping: &'m Mapping,
        columns: Vec<&'m str>,
        bound: Bound<'m>,
    },
    Ndjson {
        text: Text,
        line: u64,
        mapping: &'m Mapping,
        columns: Vec<&'m str>,
        bound: Bound<'m>,
    },
}

impl Records<'_> {
    /// The topic under which the file's records are stored.
    pub fn topic(&self) -> &Arc<str> {
        &self.topic
    }

    /// Name of the file, without its folder.
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    /// Size of the file on disk, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes of the file read so far, for a progress bar.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Records read so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = match self.input.next() {
            Ok(raw) => raw?,
            Err(error) => return Some(Err(open::fault(&self.path, "reading", error))),
        };
        let offset = i64::try_from(self.rows).unwrap_or(i64::MAX);
        self.rows += 1;
        let event = self.input.event(&raw).map_err(|problem| problem.at(raw.line));
        let exported = !matches!(self.input, Input::Events(..));
        Some(Ok(Record {
            offset,
            line: raw.line,
            raw: raw.bytes,
            event,
            exported,
        }))
    }
}

impl Input<'_> {
    fn next(&mut self) -> io::Result<Option<Cut>> {
        match self {
            Self::Csv {
                text,
                line,
                delimiter,
                ..
            } => csv::next(text, line, *delimiter),
            Self::Json {
                elements, mapping, ..
            } => match &mapping.layout {
                Layout::Json { records } => elements.next(records.as_deref()),
                _ => elements.next(None),
            },
            Self::Events(text, line) | Self::Ndjson { text, line, .. } => loop {
                let raw = lines::next(text, line)?;
                if raw
                    .as_ref()
                    .is_none_or(|raw| raw.too_long || !raw.bytes.trim_ascii().is_empty())
                {
                    return Ok(raw);
                }
            },
        }
    }

    fn event(&self, raw: &Cut) -> Result<Mapped, RowProblem> {
        match self {
            _ if raw.too_long => Err(lines::too_long(&raw.bytes)),
            Self::Events(..) => own_event(&raw.bytes),
            Self::Csv {
                delimiter,
                columns,
                bound,
                ..
            } => {
                let cells = csv::fields(&raw.bytes, *delimiter)?;
                if cells.len() != *columns {
                    return Err(wrong_count(cells.len(), *columns));
                }
                bound.map(&cells)
            }
            Self::Json {
                mapping,
                columns,
                bound,
                ..
            }
            | Self::Ndjson {
                mapping,
                columns,
                bound,
                ..
            } => bound.map(&json::cells(&raw.bytes, columns, &mapping.required_columns)?),
        }
    }
}

/// One line that should be an event of ours.
fn own_event(bytes: &[u8]) -> Result<Mapped, RowProblem> {
    let json = lines::utf8(bytes)?.to_owned();
    let event = Event::parse(bytes).map_err(|rejection| RowProblem::contract(&rejection))?;
    Ok(Mapped {
        event,
        json,
        notes: Vec::new(),
    })
}

fn wrong_count(found: usize, wanted: usize) -> RowProblem {
    let what = format!("{found} fields, but the header has {wanted}");
    let remedy = "quote fields that hold the delimiter or a line end; check the mapping's `delimiter`";
    RowProblem::new(Reason::ColumnCount, "row", "", what, remedy)
}
