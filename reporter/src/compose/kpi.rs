//! One figure of the register as a row: value, target, verdict, last month, year to date, thirteen months, population.

use super::{Context, type_name};
use crate::chart::{Chart, Spark};
use crate::figures::Series;
use crate::present::{self, Shown};
use crate::report::{Cell, Column, MonthPart, Part, Row, RowKind, Scope, Verdict};
use crate::text::Text;
use crate::texts::KpiText;

/// A figure of the register over everything, for one kind of record where it is counted by kind.
pub(super) struct Kpi<'a> {
    /// Its words.
    pub(super) text: &'a KpiText,
    /// Which records: everything, or everything of one kind.
    pub(super) scope: Scope,
    /// Whether other kinds of record have rows of their own.
    by_type: bool,
    /// Thirteen months; none where it was never measured.
    pub(super) series: Option<Series>,
}

/// The figures that a report type shows, in the order of its register entry: each once for every kind of record that it
/// is counted by, and one that was never measured once without numbers.
pub(super) fn of_report<'a>(context: &'a Context, report_type: u32) -> Vec<Kpi<'a>> {
    let order: &[String] = context
        .texts
        .register(report_type)
        .map_or(&[], |entry| entry.kpis.as_slice());
    let place = |kpi: &&KpiText| order.iter().position(|id| *id == kpi.id).unwrap_or(usize::MAX);
    let shown = context.texts.kpis.iter();
    let mut shown: Vec<&KpiText> = shown
        .filter(|kpi| kpi.report_types.contains(&report_type))
        .collect();
    shown.sort_by_key(place);
    shown
        .into_iter()
        .flat_map(|text| measured(context, text))
        .collect()
}

/// The figure for every kind of record that it is counted by.
pub(super) fn measured<'a>(context: &Context, text: &'a KpiText) -> Vec<Kpi<'a>> {
    let wanted = |scope: &Scope| {
        let kind = scope.record_type.as_ref();
        let whole = Scope {
            record_type: scope.record_type.clone(),
            ..Scope::default()
        };
        *scope == whole
            && (text.record_types.is_empty() || kind.is_some_and(|kind| text.record_types.contains(kind)))
    };
    let figure = text.figure.as_deref().unwrap_or_default();
    let scopes = context.figures.scopes(figure, wanted);
    let many = scopes.len() > 1;
    let mut kpis: Vec<Kpi> = scopes
        .into_iter()
        .map(|scope| Kpi {
            text,
            series: Some(context.figures.series(figure, &scope)),
            by_type: many,
            scope,
        })
        .collect();
    if kpis.is_empty() {
        kpis.push(Kpi {
            text,
            scope: Scope::default(),
            by_type: false,
            series: None,
        });
    }
    kpis
}

impl Kpi<'_> {
    /// Against its target in the month; none where it was not measured.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let series = self.series.as_ref()?;
        series.back(0).map(|_| series.verdict())
    }

    /// Its name, with the kind of record where it has several.
    pub(super) fn name(&self) -> Text {
        let name = Text::Name(self.text.name.clone());
        match self.scope.record_type.as_ref().filter(|_| self.by_type) {
            Some(kind) => Text::with("kpi-of-type", [("name", name), ("type", type_name(kind))]),
            None => name,
        }
    }

    /// How its values are shown.
    pub(super) fn shown(&self) -> Shown {
        Shown::of(
            &self.text.unit,
            &self.text.direction,
            self.series.as_ref().and_then(Series::goal),
        )
    }

    /// The target: the number in force, else the words of the definitions.
    pub(super) fn target(&self) -> Text {
        let goal = self.series.as_ref().and_then(Series::goal);
        match (goal, &self.text.target) {
            (Some(goal), _) => self.shown().goal(goal),
            (None, Some(words)) => Text::Name(words.clone()),
            (None, None) => Text::key("value-none"),
        }
    }

    /// Months on one scale, without those that are too few to be a share.
    pub(super) fn points(&self) -> Vec<Option<f64>> {
        let months = self.series.iter().flat_map(|series| &series.months);
        months.map(|month| point(month, &self.shown())).collect()
    }

    /// Targets as they stood, on the scale of the points.
    pub(super) fn goals(&self) -> Vec<Option<f64>> {
        let months = self.series.iter().flat_map(|series| &series.months);
        months
            .map(|month| month.target.map(|goal| goal.met as f64 / goal.of.max(1) as f64))
            .collect()
    }

    fn spark(&self) -> Option<Chart> {
        let values = self.points();
        (values.iter().flatten().count() >= 2).then(|| {
            Chart::Spark(Spark {
                values,
                goals: self.goals(),
                verdict: self.verdict().unwrap_or(Verdict::NoData),
            })
        })
    }
}

fn point(month: &MonthPart, shown: &Shown) -> Option<f64> {
    let part = Part {
        numerator: month.numerator?,
        denominator: month.denominator,
    };
    shown
        .enough(part)
        .then(|| part.numerator as f64 / part.denominator.unwrap_or(1) as f64)
}

/// The columns of the rows below.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::text("column-kpi"),
        Column::number("column-actual"),
        Column::number("column-goal"),
        Column::text("column-verdict"),
        Column::number("column-previous"),
        Column::number("column-year-to-date"),
        Column::text("column-trend"),
    ]
}

/// A figure as a row; one that was not measured says so and shows no number.
pub(super) fn row(kpi: &Kpi) -> Row {
    let population = Text::with(
        "kpi-id-population",
        [
            ("id", Text::data(kpi.text.id.clone())),
            ("population", Text::Name(kpi.text.population.clone())),
        ],
    );
    let shown = kpi.shown();
    let said = |part: Option<Part>| match part {
        Some(part) => Cell::two(shown.value(part), shown.basis(part)),
        None => Cell::say(Text::key("value-none")),
    };
    let back = |months: usize| kpi.series.as_ref().and_then(|series| series.back(months));
    let now = match back(0) {
        Some(part) => said(Some(part)),
        None => Cell::say(Text::key("kpi-not-measured")),
    };
    let cells = vec![
        Cell::two(kpi.name(), population),
        now,
        Cell::say(kpi.target()),
        kpi.verdict().map_or_else(|| Cell::say(Text::None), Cell::verdict),
        said(back(1)),
        said(year_to_date(kpi)),
        kpi.spark()
            .map_or_else(|| Cell::say(Text::key("trend-too-few")), Cell::chart),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// Sums since January; none for levels, medians and percentiles, which have none, and where nothing was measured.
fn year_to_date(kpi: &Kpi) -> Option<Part> {
    let series = kpi.series.as_ref().filter(|_| !kpi.text.stock)?;
    let known = series.months.iter().any(|month| month.numerator.is_some());
    known.then_some(Part {
        numerator: series.year_to_date.numerator,
        denominator: series.year_to_date.denominator,
    })
}

/// A row that heads those after it.
pub(super) fn heading(title: Text) -> Row {
    Row {
        kind: RowKind::Heading,
        cells: vec![Cell::say(title)],
    }
}

/// Missed ones first, what was not measured last; otherwise the order stays.
pub(super) fn missed_first(kpis: &mut [Kpi]) {
    kpis.sort_by_key(|kpi| match kpi.verdict() {
        Some(Verdict::Missed) => 0,
        Some(_) => 1,
        None => 2,
    });
}

/// How many met their target, how many had one judged, and how many were not measured.
pub(super) fn tally<'a>(kpis: impl Iterator<Item = &'a Kpi<'a>> + Clone) -> (i64, i64, i64) {
    let count = |wanted: Option<Verdict>| kpis.clone().filter(|kpi| kpi.verdict() == wanted).count() as i64;
    let met = count(Some(Verdict::Met));
    (met, met + count(Some(Verdict::Missed)), count(None))
}

/// How a table's numbers are to be read.
pub(super) fn least_shown() -> [(&'static str, Text); 2] {
    [
        ("counts", Text::number(present::COUNTS_BELOW)),
        ("arrow", Text::number(present::ARROW_FROM)),
    ]
}
