//! The one document that page, JSON and later formats show: figures with all they rest on, and how to lay them out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::text::Text;

pub use crate::report::customers::*;
pub use crate::report::data::*;
pub use crate::report::findings::*;
pub use crate::report::trend::*;

pub mod customers;
pub mod data;
pub mod findings;
pub mod trend;

/// A month's service report before a language and a format are chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What the JSON carries: every figure, every breach, everything they rest on.
    pub data: Data,
    /// What the report is and what it is made of.
    pub control: Vec<Fact>,
    /// The eleven report types and what else the page has, in its order.
    pub contents: Vec<ContentsLine>,
    /// What the page shows, top to bottom.
    pub sections: Vec<Section>,
}

/// Something that is told under a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The label.
    pub label: Text,
    /// What is told; lines after the first are secondary.
    pub lines: Vec<Text>,
}

/// One section of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Anchor on the page.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// The register's entry where the section is a registered report (clause 6.2); else empty.
    pub register: Vec<Fact>,
    /// Its content, top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a section. Each kind has one template of its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading inside the section, with a sentence on what is shown.
    Heading {
        /// The heading.
        title: Text,
        /// What is shown and how to read it; may be nothing.
        lead: Text,
    },
    /// Sentences that say what matters.
    Sentences {
        /// The state in one word.
        state: Option<Verdict>,
        /// The sentences.
        sentences: Vec<Text>,
    },
    /// Key figures at a glance.
    Tiles {
        /// The tiles.
        tiles: Vec<Tile>,
    },
    /// Targets by month.
    Grid(Grid),
    /// A table.
    Table(Table),
    /// A chart with its caption.
    Picture(Picture),
    /// Small charts side by side, each with its numbers.
    Panels {
        /// The panels.
        panels: Vec<Panel>,
    },
    /// Breached records with their ledgers.
    Tickets {
        /// The records that are always seen.
        tickets: Vec<Ticket>,
        /// Those that are folded away, and seen on paper.
        folded: Vec<Ticket>,
        /// What is folded away, in words.
        fold: Text,
        /// What is not shown, and where it is.
        rest: Text,
    },
    /// Terms and what they mean.
    Terms {
        /// Term and meaning.
        terms: Vec<(Text, Text)>,
    },
    /// A remark.
    Note {
        /// The remark.
        text: Text,
    },
}

/// One key figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// What it is.
    pub label: Text,
    /// Its value.
    pub value: Text,
    /// Of how many, or what it counts.
    pub basis: Text,
    /// The goal, where there is one.
    pub target: Text,
    /// Against it.
    pub verdict: Option<Verdict>,
    /// Change against last month.
    pub against_last_month: Text,
    /// Change against the same month last year.
    pub against_last_year: Text,
    /// The thirteen months.
    pub trend: Option<Chart>,
}

/// Rows of targets, columns of months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The months, oldest first.
    pub months: Vec<Text>,
    /// Rows under the service they belong to.
    pub groups: Vec<GridGroup>,
}

/// The rows of one service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridGroup {
    /// The service.
    pub title: Text,
    /// Its rows.
    pub rows: Vec<GridRow>,
}

/// One row of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridRow {
    /// What is measured.
    pub label: Text,
    /// One cell per month.
    pub cells: Vec<GridCell>,
}

/// One month of one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridCell {
    /// The worst verdict of the row's targets; none when the month is not computed.
    pub verdict: Option<Verdict>,
    /// Fewer than half of the targets with data were met.
    pub severe: bool,
    /// Targets met of targets with data.
    pub value: Text,
}

/// A table with headed columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its caption.
    pub caption: Text,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// A remark under it; may be nothing.
    pub note: Text,
}

/// A column's heading and alignment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: Text,
    /// Numbers align right.
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Whether it heads the rows after it, is one, or sums them.
    pub kind: RowKind,
    /// Its cells; a heading has one that spans all.
    pub cells: Vec<Cell>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// Heads the rows after it.
    Heading,
    /// An ordinary row.
    Plain,
    /// A sum.
    Total,
}

/// A cell: text, a smaller second line, and perhaps a verdict or a small chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub text: Text,
    /// In smaller type below.
    pub small: Text,
    /// Shown as icon and word.
    pub verdict: Option<Verdict>,
    /// Drawn in place of text.
    pub chart: Option<Chart>,
}

/// A chart with its caption and what it says for those who cannot see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// What is shown.
    pub title: Text,
    /// The chart in words.
    pub alt: Text,
    /// The chart.
    pub chart: Chart,
    /// A remark under it; may be nothing.
    pub note: Text,
}

/// A small chart with its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What is shown.
    pub title: Text,
    /// In smaller type behind it.
    pub small: Text,
    /// The value of the month.
    pub value: Text,
    /// Of how many.
    pub basis: Text,
    /// Against the target.
    pub verdict: Option<Verdict>,
    /// Labelled facts: target, changes, forecast.
    pub facts: Vec<(Text, Text)>,
    /// The chart in words.
    pub alt: Text,
    /// The chart.
    pub chart: Chart,
    /// What is more than chance, and whether it goes the wrong way.
    pub remarks: Vec<(Text, bool)>,
}

/// One line of the table of contents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContentsLine {
    /// The report type, where it is one of the eleven.
    pub number: Option<u32>,
    /// What it is called.
    pub title: Text,
    /// Anchor of the section; none where there is none.
    pub anchor: Option<String>,
    /// Why there is none.
    pub reason: Text,
}

/// A breached record as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number.
    pub record: String,
    /// Its title, as the source writes it.
    pub title: String,
    /// What was breached.
    pub measure: Text,
    /// Whether its clock still runs.
    pub still_open: bool,
    /// Labelled facts: priority, service, group at breach, opened, breached, target, elapsed, overrun.
    pub facts: Vec<(Text, Text)>,
    /// Its ledger drawn to scale.
    pub bar: Option<Chart>,
    /// Its ledger in numbers: colour class, label, length.
    pub ledger: Vec<(String, Text, Text)>,
    /// Its counted time by group.
    pub by_group: Vec<(Text, Text)>,
}

impl Column {
    /// A column of words, headed by a message.
    pub fn text(key: &str) -> Column {
        Column {
            title: Text::key(key),
            numeric: false,
        }
    }

    /// A column of numbers, headed by a message.
    pub fn number(key: &str) -> Column {
        Column {
            title: Text::key(key),
            numeric: true,
        }
    }
}

impl Cell {
    /// A cell that says one thing.
    pub fn say(text: Text) -> Cell {
        Cell {
            text,
            small: Text::None,
            verdict: None,
            chart: None,
        }
    }

    /// A cell with a second line.
    pub fn two(text: Text, small: Text) -> Cell {
        Cell {
            small,
            ..Cell::say(text)
        }
    }

    /// A verdict as icon and word.
    pub fn verdict(verdict: Verdict) -> Cell {
        Cell {
            verdict: Some(verdict),
            ..Cell::say(Text::None)
        }
    }

    /// A small chart.
    pub fn chart(chart: Chart) -> Cell {
        Cell {
            chart: Some(chart),
            ..Cell::say(Text::None)
        }
    }
}

/// Population rules by id, each in every language by its tag.
pub type Populations = BTreeMap<String, BTreeMap<String, String>>;
