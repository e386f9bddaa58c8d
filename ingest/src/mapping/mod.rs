//! How one foreign export maps to events: the mapping file, read and checked; the engine is in `engine`.

mod condition;
mod contract;
mod data;
mod engine;
mod envelope;
mod json;
mod parse;
mod problem;
mod summary;
mod template;
mod times;
mod value;
mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

pub use contract::Kind;
pub use engine::{Bound, Mapped};
pub use problem::{Problem, Reason, RowProblem};
pub use summary::{Refusals, Summary};
pub use template::Template;
pub use times::{Format as TimeFormat, Times, Unclear};
pub use value::{Note, Treatment};

/// A checked mapping file: `definitions/sources/<id>.toml`, every key explained in the README beside it.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Name of the source as `--source` takes it; equals the file's name.
    pub id: String,
    /// SHA-256 of the file's text: a mended mapping reads a file anew.
    pub sha256: [u8; 32],
    /// CloudEvents `source`: with the event's id its identity, so it never changes.
    pub source: String,
    /// How records lie in the file.
    pub layout: Layout,
    /// Texts that stand for no value, in every column; few, so they are compared one by one.
    pub nulls: Vec<String>,
    /// The dates of the export.
    pub times: Times,
    /// Type of a row's event.
    pub event_type: EventType,
    /// The event's id: stable across imports, another one for each update of a record.
    pub event_id: Template,
    /// The record's number.
    pub subject: Template,
    /// The column that says when the row happened.
    pub time: String,
    /// What orders the updates of one instant.
    pub sequence: Option<Sequence>,
    /// Values that every event carries.
    pub constants: Vec<Constant>,
    /// The fields of the event's data, in the order of the file.
    pub fields: Vec<Field>,
    /// State → party, as the export's keeper sees it; for the reader and for `check`, no figure uses it.
    pub waiting: BTreeMap<String, String>,
    /// Columns that the file must have.
    pub required_columns: Vec<String>,
}

/// How the records of an export lie in its file. All are UTF-8, plain or gzip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Comma-separated values with a header line.
    Csv {
        /// Byte between fields.
        delimiter: u8,
    },
    /// One JSON array of objects, at the top or under the key `records`.
    Json {
        /// Key of the array in the top object; `None` when the file is the array.
        records: Option<String>,
    },
    /// One JSON object per line.
    Ndjson,
}

/// The type of a row's event: one for all rows, or chosen by a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventType {
    /// Every row is of this type.
    Fixed(String),
    /// The column's value decides.
    Column {
        /// The deciding column.
        column: String,
        /// Value → type.
        values: BTreeMap<String, String>,
        /// Type of all other values; without it they are refused.
        otherwise: Option<String>,
    },
}

/// What orders the updates of one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sequence {
    /// The source's own update number stands in this column.
    Column(String),
    /// The value of a column tells it.
    Told {
        /// The column.
        column: String,
        /// Value → number; all other values are refused.
        values: BTreeMap<String, u64>,
    },
}

/// Which rows a field is taken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The column that decides.
    pub column: String,
    /// Its values for which the field is taken; all other rows do not state it.
    pub is: HashSet<String>,
}

/// A value that every event carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// Name in the event's data.
    pub target: String,
    /// What the contract wants there.
    pub kind: Kind,
    /// The value; `true`, `false` and numbers as their text.
    pub value: String,
}

/// One field of an event's data and where its value comes from.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name in the event's data; `response.at` is the member `at` of `response`.
    pub target: String,
    /// What the contract wants there.
    pub kind: Kind,
    /// The column, or a text made of columns.
    pub from: Template,
    /// Foreign value → ours; empty when values pass as they are.
    pub values: HashMap<String, String>,
    /// Foreign values of this field that say nothing; counted in the summary.
    pub not_stated: HashSet<String>,
    /// What happens to a value that `values` does not know.
    pub unmapped: Unmapped,
    /// Event types that carry the field; empty for all.
    pub types: Vec<String>,
    /// The rows that it is taken of; `None` for all.
    pub when: Option<When>,
}

/// The treatment of a value that a value table does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmapped {
    /// The row is refused.
    Refuse,
    /// The value passes as it is, and is counted.
    Keep,
    /// The value passes in lower case with dashes (`Self service` → `self-service`), and is counted.
    KeepAsId,
    /// The event does not state the field; counted.
    NotStated,
}

/// Reads and checks the mapping file at `path`.
///
/// # Errors
/// Every fault of the file, each with its line and remedy.
pub fn load(path: &Path) -> Result<Mapping, Vec<Problem>> {
    let file = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => parse::mapping(&file, &text),
        Err(error) => Err(vec![Problem {
            line: 1,
            field: "file".into(),
            what: format!("cannot be read: {error}"),
            remedy: "name a file of definitions/sources/, or write one after the README there".into(),
            file,
        }]),
    }
}

/// Checks the text of a mapping file; `file` is its name for problems, its stem must equal the id.
///
/// # Errors
/// As [`load`].
pub fn parse(file: &str, text: &str) -> Result<Mapping, Vec<Problem>> {
    parse::mapping(file, text)
}

impl Mapping {
    /// Every column that the mapping reads, each once, in a fixed order.
    pub fn columns(&self) -> Vec<&str> {
        let fixed = match &self.event_type {
            EventType::Fixed(_) => None,
            EventType::Column { column, .. } => Some(column.as_str()),
        };
        let mut columns: Vec<&str> = self.event_id.columns().chain(self.subject.columns()).collect();
        columns.push(&self.time);
        columns.extend(self.sequence.as_ref().map(Sequence::column));
        columns.extend(fixed);
        columns.extend(self.fields.iter().flat_map(|field| field.from.columns()));
        columns.extend(self.whens().map(|when| when.column.as_str()));
        let mut seen = HashSet::new();
        columns.retain(|column| seen.insert(*column));
        columns
    }

    fn whens(&self) -> impl Iterator<Item = &When> {
        self.fields.iter().filter_map(|field| field.when.as_ref())
    }

    /// The organisation's ids that the mapping writes into `field` (`state`, `priority`, …), for a check
    /// against the organisation's definitions.
    pub fn ids_of<'a>(&'a self, field: &str) -> Vec<&'a str> {
        let constants = self.constants.iter().filter(|constant| constant.target == field);
        let mut ids: Vec<&str> = constants.map(|constant| constant.value.as_str()).collect();
        let fields = self.fields.iter().filter(|f| f.target == field);
        ids.extend(fields.flat_map(|f| f.values.values().map(String::as_str)));
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

impl EventType {
    /// Every type that a row can have.
    pub fn types(&self) -> Vec<&str> {
        match self {
            Self::Fixed(event_type) => vec![event_type],
            Self::Column {
                values, otherwise, ..
            } => {
                let mut types: Vec<&str> = values.values().chain(otherwise).map(String::as_str).collect();
                types.sort_unstable();
                types.dedup();
                types
            }
        }
    }
}

impl Sequence {
    /// The column that it is read from.
    pub fn column(&self) -> &str {
        match self {
            Self::Column(column) | Self::Told { column, .. } => column,
        }
    }
}

impl Field {
    /// A field that takes its column as it is.
    pub(crate) fn plain(target: &str, kind: Kind, from: Template) -> Self {
        let (values, not_stated) = (HashMap::new(), HashSet::new());
        Self {
            target: target.into(),
            kind,
            from,
            values,
            not_stated,
            unmapped: Unmapped::Keep,
            types: Vec::new(),
            when: None,
        }
    }

    /// Whether a value without translation refuses the row.
    fn refuses_unknown(&self) -> bool {
        self.unmapped == Unmapped::Refuse && self.types.is_empty() && self.when.is_none()
    }

    fn is_for(&self, event_type: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|only| only == event_type)
    }
}
