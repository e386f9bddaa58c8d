//! Charts as data, and the one place where they become SVG.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::locale::Locale;
use crate::present::COUNTS_BELOW;
use crate::report::Verdict;
use crate::text::Text;

mod bar;
mod bars;
mod canvas;
mod columns;
mod control;
mod course;
mod day_heat;
mod flow;
mod gantt;
mod gauge;
mod heat;
mod palette;
mod pareto;
mod spark;
mod stack;
mod trend;
mod width;

pub use palette::{Ink, Tone};

/// A chart before it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "chart", rename_all = "kebab-case")]
pub enum Chart {
    /// Thirteen months in a table cell, with the target as it stood.
    Spark(Spark),
    /// Thirteen months of shares, large, with the target as a step line.
    Trend(Trend),
    /// One record's clock to scale.
    Bar(Bar),
    /// Shares of time, one bar per row.
    Stack(Stack),
    /// Weekday by hour.
    Heat(Heat),
    /// Backlog above, inflow and outflow below.
    Flow(Flow),
    /// Counts in order, one column each.
    Columns(Columns),
    /// A headline figure with its limits, signals and forecast.
    Control(Control),
    /// Values side by side, each group to a scale of its own.
    Bars(Bars),
    /// What took from when to when, one row each, on one scale of time.
    Course(Course),
    /// Answers by mark, one bar per row; few are shown as counts.
    Marks(Stack),
    /// Downtime by service and day.
    DayHeat(DayHeat),
    /// Outages and maintenance to scale.
    Gantt(Gantt),
    /// An allowance in a table cell.
    Gauge(Gauge),
    /// Causes, the most frequent first.
    Pareto(Pareto),
}

/// A line of thirteen values without axes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spark {
    /// Values; none where nothing is known.
    pub values: Vec<Option<f64>>,
    /// The target of each month.
    pub goals: Vec<Option<f64>>,
    /// The last month's verdict, which colours its point.
    pub verdict: Verdict,
}

/// Lines of shares over months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Month names under the axis.
    pub months: Vec<Text>,
    /// The lines: name, share per month in percent.
    pub lines: Vec<(Text, Vec<Option<f64>>)>,
    /// The target in percent, per month.
    pub goals: Vec<Option<f64>>,
    /// What the step line is called.
    pub goal_name: Text,
}

/// One stacked bar without labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Parts in order.
    pub parts: Vec<(Tone, u64)>,
}

/// Stacked bars with labels and a legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stack {
    /// The rows.
    pub rows: Vec<StackRow>,
    /// What the colours mean.
    pub legend: Vec<(Tone, Text)>,
}

/// One row of a stack; its bar is drawn to its own whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackRow {
    /// What the row is.
    pub label: Text,
    /// What the whole bar is.
    pub whole: Text,
    /// Parts in order.
    pub parts: Vec<(Tone, u64)>,
}

/// Counts by weekday and hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// Seven weekdays.
    pub rows: Vec<Text>,
    /// 24 counts each.
    pub counts: Vec<Vec<u64>>,
    /// The word before the row sums.
    pub sum: Text,
}

/// Backlog flow over months; none where a month is not computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Month names under the axis.
    pub months: Vec<Text>,
    /// Came in: opened and reopened.
    pub inflow: Vec<Option<i64>>,
    /// Went out: resolved and cancelled.
    pub outflow: Vec<Option<i64>>,
    /// Open at the end.
    pub open: Vec<Option<i64>>,
    /// Names of the three, in this order.
    pub names: Vec<Text>,
}

/// Columns of counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Columns {
    /// Labels under the columns.
    pub labels: Vec<Text>,
    /// The counts.
    pub counts: Vec<u64>,
    /// From this column on the colour is that of a missed target.
    pub missed_from: usize,
    /// What the line before that column says.
    pub line: Text,
}

/// Thirteen months of one figure and the three that are forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// Names of the sixteen months.
    pub months: Vec<Text>,
    /// Values of the thirteen; none where nothing is known, or too little.
    pub values: Vec<Option<f64>>,
    /// The target of each.
    pub goals: Vec<Option<f64>>,
    /// Lower limit, mean, upper limit.
    pub limits: Option<[f64; 3]>,
    /// Months that complete a signal, and whether it goes the wrong way.
    pub signals: Vec<(usize, bool)>,
    /// Low, middle and high of the next months.
    pub forecast: Vec<[f64; 3]>,
    /// Values that the axis names, from its lower to its upper end.
    pub axis: Vec<(f64, Text)>,
    /// The last month's verdict, which colours its point.
    pub verdict: Verdict,
}

/// Horizontal bars in groups: before and after, achieved and agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// What the colours mean.
    pub legend: Vec<(Tone, Text)>,
    /// What the line across a group means; none where no group has one.
    pub limit: Text,
    /// The groups.
    pub groups: Vec<BarGroup>,
}

/// Bars that share a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarGroup {
    /// What is compared.
    pub label: Text,
    /// Colour, length and what is said after the bar; no length where nothing is known.
    pub bars: Vec<(Tone, Option<f64>, Text)>,
    /// Where the agreed limit lies.
    pub limit: Option<f64>,
}

/// Rows on one scale of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// First instant drawn, in milliseconds.
    pub begins: i64,
    /// First instant not drawn.
    pub ends: i64,
    /// Instants named under the axis.
    pub ticks: Vec<(i64, Text)>,
    /// The rows.
    pub rows: Vec<CourseRow>,
    /// What the mark of the due instant means.
    pub due: Text,
}

/// One row of a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CourseRow {
    /// What it is.
    pub label: Text,
    /// From when to when.
    pub from: i64,
    /// See `from`.
    pub until: i64,
    /// Until when it was due.
    pub due: Option<i64>,
    /// Against that.
    pub verdict: Option<Verdict>,
    /// What is said at the right.
    pub said: Text,
}

/// Downtime by service and day of the month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayHeat {
    /// One row per service.
    pub rows: Vec<DayHeatRow>,
    /// The word over the row sums.
    pub sum: Text,
    /// What the four colours mean: no downtime, longest, no agreed hours, not monitored.
    pub names: Vec<Text>,
}

/// A service's days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayHeatRow {
    /// The service.
    pub label: Text,
    /// Its days from the first of the month.
    pub days: Vec<DayMark>,
}

/// What a day was for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayMark {
    /// No agreed hours.
    Closed,
    /// Agreed hours in which nobody watched.
    Unmonitored,
    /// Downtime in agreed service time.
    Down {
        /// How long.
        ms: u64,
    },
}

/// Stretches of a month by service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gantt {
    /// First instant of the month.
    pub from: i64,
    /// First instant after it.
    pub until: i64,
    /// First instants of its days.
    pub midnights: Vec<i64>,
    /// The services.
    pub rows: Vec<GanttRow>,
    /// What the colours mean.
    pub legend: Vec<(Tone, Text)>,
}

/// A service's stretches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GanttRow {
    /// The service.
    pub label: Text,
    /// Colour, first instant, first instant after it.
    pub bars: Vec<(Tone, i64, i64)>,
}

/// An allowance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gauge {
    /// How much of it is used; 1 is all.
    pub used: f64,
    /// Whether that is too much.
    pub verdict: Verdict,
}

/// Causes with their counts, the most frequent first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pareto {
    /// Cause and count.
    pub bars: Vec<(Text, u64)>,
    /// The words over the sums of counts from the top.
    pub together: Text,
}

/// Draws a chart as one `<svg>` element that stands alone.
///
/// # Errors
/// A label that the locale does not have; a drawing that plotters refuses.
pub fn draw(chart: &Chart, alt: &str, locale: &Locale) -> Result<String, Error> {
    match chart {
        Chart::Spark(spark) => spark::draw(spark, alt),
        Chart::Trend(trend) => trend::draw(trend, alt, locale),
        Chart::Bar(bar) => bar::draw(bar, alt),
        Chart::Stack(stack) => stack::draw(stack, 0, alt, locale),
        Chart::Marks(stack) => stack::draw(stack, COUNTS_BELOW as u64, alt, locale),
        Chart::DayHeat(heat) => day_heat::draw(heat, alt, locale),
        Chart::Gantt(gantt) => gantt::draw(gantt, alt, locale),
        Chart::Gauge(gauge) => gauge::draw(gauge, alt),
        Chart::Pareto(pareto) => pareto::draw(pareto, alt, locale),
        Chart::Heat(heat) => heat::draw(heat, alt, locale),
        Chart::Flow(flow) => flow::draw(flow, alt, locale),
        Chart::Columns(columns) => columns::draw(columns, alt, locale),
        Chart::Control(control) => control::draw(control, alt, locale),
        Chart::Bars(bars) => bars::draw(bars, alt, locale),
        Chart::Course(course) => course::draw(course, alt, locale),
    }
}
