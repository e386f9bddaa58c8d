//! Figures by id and scope over thirteen months, compared as exact integers and never as rounded percentages.

use std::collections::{BTreeMap, BTreeSet};

use crate::Month;
use crate::marts::{FigureRow, Marts};
use crate::report::{Goal, MonthPart, Part, Scope, Verdict, YearToDate};

/// All figures of thirteen months, found by id and scope.
pub struct Figures<'a> {
    month: Month,
    computed: BTreeSet<Month>,
    rows: BTreeMap<Key, BTreeMap<Month, &'a FigureRow>>,
}

/// A figure's identity: its id and its scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// For example `resolution.attainment`.
    pub figure: String,
    /// Which records.
    pub scope: Scope,
}

/// One figure in one scope over thirteen months, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// `ratio`, `count` or `ms`.
    pub unit: String,
    /// Thirteen months; the last is the report's.
    pub months: Vec<MonthPart>,
    /// Since January.
    pub year_to_date: YearToDate,
}

impl<'a> Figures<'a> {
    /// Sorts the marts' figures by id and scope.
    pub fn of(marts: &'a Marts) -> Figures<'a> {
        let mut rows: BTreeMap<Key, BTreeMap<Month, &FigureRow>> = BTreeMap::new();
        for row in &marts.figures {
            if let Ok(month) = row.month.get(..7).unwrap_or_default().parse() {
                rows.entry(key(row)).or_default().insert(month, row);
            }
        }
        let computed = marts
            .months
            .iter()
            .filter_map(|m| m.month.get(..7).and_then(|m| m.parse().ok()))
            .collect();
        Figures {
            month: marts.month,
            computed,
            rows,
        }
    }

    /// Every figure in every scope that occurs in the thirteen months, in a stable order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.rows.keys()
    }

    /// The figure over thirteen months. Where a computed month has no row of a figure that counts records, nothing
    /// was counted in it; any other figure was not measured. Where a month is not computed nothing is known of it.
    pub fn series(&self, figure: &str, scope: &Scope) -> Series {
        let wanted = Key {
            figure: figure.to_owned(),
            scope: scope.clone(),
        };
        let nothing = BTreeMap::new();
        let rows = self.rows.get(&wanted).unwrap_or(&nothing);
        let unit = rows
            .values()
            .next()
            .map_or("ratio", |row| row.unit.as_str())
            .to_owned();
        let nothing_is_zero = counts_records(figure);
        let counted = rows.values().next().is_none_or(|row| row.denominator.is_some());
        let months = self
            .month
            .thirteen()
            .into_iter()
            .map(|m| self.part(m, rows, counted, nothing_is_zero))
            .collect();
        let year = self.month.year_to_date();
        let known: Vec<MonthPart> = year
            .iter()
            .map(|m| self.part(*m, rows, counted, nothing_is_zero))
            .filter(|part| part.computed)
            .collect();
        let year_to_date = YearToDate {
            numerator: known.iter().filter_map(|p| p.numerator).sum(),
            denominator: counted.then(|| known.iter().filter_map(|p| p.denominator).sum()),
            months_computed: known.len(),
            months: year.len(),
        };
        Series {
            unit,
            months,
            year_to_date,
        }
    }

    /// Whether the figure was ever counted in this scope.
    pub fn has(&self, figure: &str, scope: &Scope) -> bool {
        self.rows.contains_key(&Key {
            figure: figure.to_owned(),
            scope: scope.clone(),
        })
    }

    /// The values that a dimension takes where a figure is counted by it, in a stable order.
    pub fn scopes(&self, figure: &str, fits: impl Fn(&Scope) -> bool) -> Vec<Scope> {
        self.rows
            .keys()
            .filter(|k| k.figure == figure && fits(&k.scope))
            .map(|k| k.scope.clone())
            .collect()
    }

    fn part(
        &self,
        month: Month,
        rows: &BTreeMap<Month, &FigureRow>,
        counted: bool,
        nothing_is_zero: bool,
    ) -> MonthPart {
        let computed = self.computed.contains(&month);
        let row = rows.get(&month).filter(|_| computed);
        let target = row.and_then(|r| {
            Some(Goal {
                met: r.goal_met?,
                of: r.goal_of?,
            })
        });
        let measured = computed && (row.is_some() || nothing_is_zero);
        let numerator = measured.then(|| row.map_or(0, |r| r.numerator));
        let denominator = (measured && counted).then(|| row.and_then(|r| r.denominator).unwrap_or(0));
        // The mart knows which way its figure is judged: at least, or at most.
        let verdict = match (row.map(|r| r.verdict.as_str()), numerator, denominator) {
            (Some("met"), ..) => Verdict::Met,
            (Some("missed"), ..) => Verdict::Missed,
            (_, None, _) | (Some("no-data"), ..) => Verdict::NoData,
            (_, Some(numerator), Some(denominator)) => verdict(numerator, denominator, target),
            _ => Verdict::NoTarget,
        };
        MonthPart {
            month,
            computed,
            numerator,
            denominator,
            target,
            verdict,
        }
    }
}

impl Series {
    /// The report's month.
    pub fn current(&self) -> Part {
        self.back(0).unwrap_or(Part {
            numerator: 0,
            denominator: Some(0),
        })
    }

    /// A month earlier by `months`; none where it is not computed.
    pub fn back(&self, months: usize) -> Option<Part> {
        let part = self
            .months
            .len()
            .checked_sub(months + 1)
            .and_then(|at| self.months.get(at))?;
        Some(Part {
            numerator: part.numerator?,
            denominator: part.denominator,
        })
    }

    /// The goal in force in the report's month.
    pub fn goal(&self) -> Option<Goal> {
        self.months.last().and_then(|part| part.target)
    }

    /// The report's month against its goal.
    pub fn verdict(&self) -> Verdict {
        self.months.last().map_or(Verdict::NoData, |part| part.verdict)
    }
}

/// Figures that count the records of the ledger: no row means none. All others are measured from events that an
/// organisation may not send: no row means that nothing is known, never zero (rule 13).
fn counts_records(figure: &str) -> bool {
    ["resolution.", "response.", "source.", "workload.", "backlog."]
        .iter()
        .any(|family| figure.starts_with(family))
}

/// Met when at least `goal.met` of `goal.of`: two products compared, nothing rounded (rule 7, case A14).
pub fn verdict(numerator: i64, denominator: i64, goal: Option<Goal>) -> Verdict {
    if denominator == 0 {
        return Verdict::NoData;
    }
    match goal {
        None => Verdict::NoTarget,
        Some(goal)
            if i128::from(numerator) * i128::from(goal.of)
                >= i128::from(goal.met) * i128::from(denominator) =>
        {
            Verdict::Met
        }
        Some(_) => Verdict::Missed,
    }
}

/// A figure's stable id: its name, and each dimension of the scope that is not "all".
pub fn stable_id(key: &Key) -> String {
    let scope = &key.scope;
    let dimensions = [
        ("record_type", &scope.record_type),
        ("service", &scope.service),
        ("priority", &scope.priority),
        ("assignment_group", &scope.assignment_group),
        ("channel", &scope.channel),
    ];
    let mut id = key.figure.clone();
    for (name, value) in dimensions {
        if let Some(value) = value {
            id.push_str(&format!("|{name}={value}"));
        }
    }
    id
}

fn key(row: &FigureRow) -> Key {
    let one = |value: &str| (value != "*").then(|| value.to_owned());
    Key {
        figure: row.figure.clone(),
        scope: Scope {
            record_type: one(&row.record_type),
            service: one(&row.service),
            priority: one(&row.priority),
            assignment_group: one(&row.assignment_group),
            channel: one(&row.channel),
        },
    }
}
