//! The agreed targets with their attainment: each over exactly the records that its agreement covers.

use std::collections::BTreeMap;

use crate::figures::{Figures, Series, verdict};
use crate::marts::TargetRow;
use crate::report::{Goal, MonthPart, Scope, YearToDate};
use crate::text::Text;
use crate::{Marts, Texts};

/// An agreed target with its attainment.
pub(crate) struct Promise {
    /// What was agreed.
    pub(crate) target: TargetRow,
    /// Sub-services that have an agreement of their own and are not counted here.
    pub(crate) without: Vec<String>,
    /// How far it was kept, over thirteen months.
    pub(crate) series: Series,
}

impl Promise {
    /// The service in words, less the sub-services that have an agreement of their own.
    pub(crate) fn service(&self, texts: &Texts) -> Text {
        let service = texts.service(&self.target.service);
        if self.without.is_empty() {
            return service;
        }
        let name = |id: &String| {
            texts
                .services
                .iter()
                .find(|s| s.id == *id)
                .map(|s| Text::Name(s.name.clone()))
        };
        let without = Text::List {
            parts: self.without.iter().filter_map(name).collect(),
        };
        Text::with("service-without", [("service", service), ("without", without)])
    }

    /// The goal as it stands, also where nothing was counted in the month.
    pub(crate) fn goal(&self) -> Option<Goal> {
        agreed(&self.target)
    }
}

/// Every target where it was agreed: a sub-service has rows of its own where another agreement than that of its
/// parent covers it, and then it is taken out of the parent's. In the order of services, record types, measures
/// and urgency.
pub(super) fn promises(marts: &Marts, texts: &Texts, figures: &Figures) -> Vec<Promise> {
    let covers = Covers::of(marts, texts);
    let mut promises: Vec<Promise> = marts
        .targets
        .iter()
        .filter(|target| covers.names(target))
        .map(|target| promise(target, &covers, figures))
        .collect();
    let place = |id: &str| {
        texts
            .services
            .iter()
            .position(|service| service.id == id)
            .unwrap_or(usize::MAX)
    };
    promises.sort_by_key(|promise| {
        let target = &promise.target;
        let rank = texts.priority_rank(&target.priority);
        let measure = target.measure.clone();
        (
            place(&target.service),
            target.service.clone(),
            target.record_type.clone(),
            measure,
            rank,
        )
    });
    promises
}

/// Which agreement covers which service, for each record type, priority and measure.
struct Covers<'a> {
    agreements: BTreeMap<[&'a str; 4], &'a str>,
    parents: BTreeMap<&'a str, &'a str>,
}

impl<'a> Covers<'a> {
    fn of(marts: &'a Marts, texts: &'a Texts) -> Covers<'a> {
        let key = |t: &'a TargetRow| [t.service.as_str(), &t.record_type, &t.priority, &t.measure];
        Covers {
            agreements: marts
                .targets
                .iter()
                .map(|target| (key(target), target.agreement.as_str()))
                .collect(),
            parents: texts
                .services
                .iter()
                .filter_map(|s| Some((s.id.as_str(), s.parent.as_deref()?)))
                .collect(),
        }
    }

    fn agreement(&self, service: &str, target: &TargetRow) -> Option<&'a str> {
        self.agreements
            .get(&[service, &target.record_type, &target.priority, &target.measure])
            .copied()
    }

    /// Whether the agreement is this service's own and not the one that its parent has as well.
    fn names(&self, target: &TargetRow) -> bool {
        let parent = self.parents.get(target.service.as_str());
        parent.is_none_or(|parent| self.agreement(parent, target) != Some(&target.agreement))
    }

    /// The nearest sub-services of the target's service that another agreement covers.
    fn carved(&self, target: &TargetRow) -> Vec<&'a str> {
        let mut carved = Vec::new();
        let mut inside = vec![target.service.as_str()];
        while let Some(service) = inside.pop() {
            for (child, _) in self.parents.iter().filter(|(_, parent)| **parent == service) {
                match self.agreement(child, target) {
                    Some(agreement) if agreement != target.agreement => carved.push(*child),
                    _ => inside.push(child),
                }
            }
        }
        carved.sort_unstable();
        carved
    }

    /// A sub-service that the target's agreement covers: its figures know the goal of every month.
    fn fellow(&self, target: &TargetRow) -> Option<&'a str> {
        let child = |(child, parent): (&&'a str, &&str)| {
            (*parent == target.service && self.agreement(child, target) == Some(&target.agreement))
                .then_some(*child)
        };
        self.parents.iter().find_map(child)
    }
}

fn promise(target: &TargetRow, covers: &Covers, figures: &Figures) -> Promise {
    let figure = format!("{}.attainment", target.measure);
    let of = |service: &str| figures.series(&figure, &scope(target, service));
    let mut series = of(&target.service);
    let carved = covers.carved(target);
    for service in &carved {
        let part = of(service);
        for (whole, part) in series.months.iter_mut().zip(&part.months) {
            whole.numerator = less(whole.numerator, part.numerator);
            whole.denominator = less(whole.denominator, part.denominator);
        }
        let (year, part) = (&mut series.year_to_date, &part.year_to_date);
        *year = YearToDate {
            numerator: year.numerator - part.numerator,
            denominator: less(year.denominator, part.denominator),
            ..year.clone()
        };
    }
    if !carved.is_empty() {
        let fellow = covers.fellow(target).map(of);
        judge(&mut series.months, fellow.as_ref(), agreed(target));
    }
    Promise {
        target: target.clone(),
        without: carved.iter().map(|id| (*id).to_owned()).collect(),
        series,
    }
}

/// Judges what is left after a part was taken out, by the goals of a service under the same agreement; the last
/// month has the goal agreed for it.
fn judge(months: &mut [MonthPart], fellow: Option<&Series>, goal: Option<Goal>) {
    let last = months.len().saturating_sub(1);
    for (at, month) in months.iter_mut().enumerate().filter(|(_, month)| month.computed) {
        let known = fellow
            .and_then(|series| series.months.get(at))
            .and_then(|month| month.target);
        month.target = if at == last { goal } else { known };
        month.verdict = verdict(
            month.numerator.unwrap_or(0),
            month.denominator.unwrap_or(0),
            month.target,
        );
    }
}

fn less(whole: Option<i64>, part: Option<i64>) -> Option<i64> {
    Some(whole? - part.unwrap_or(0))
}

fn agreed(target: &TargetRow) -> Option<Goal> {
    Some(Goal {
        met: target.goal_met,
        of: target.goal_of,
    })
    .filter(|goal| goal.of > 0)
}

fn scope(target: &TargetRow, service: &str) -> Scope {
    Scope {
        record_type: Some(target.record_type.clone()),
        service: Some(service.to_owned()),
        priority: Some(target.priority.clone()),
        ..Scope::default()
    }
}
