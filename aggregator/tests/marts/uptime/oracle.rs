//! A slow and obvious second opinion on a service's days: stretch by stretch, from the rules in words (domain rule 9) and
//! not from the SQL.

use std::collections::{BTreeMap, BTreeSet};

use aggregator::Month;
use aggregator::calendar::{Window, WindowKind, windows};
use aggregator::definitions::{Agreement, AgreementVersion, Definitions, ServiceMeasure};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::checks;
use super::random::{Coverage, Maintenance, Outage, Said, Told};

/// A day of a service; the columns that are compared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, clickhouse::Row)]
pub(crate) struct Day {
    pub(crate) service: String,
    pub(crate) day: String,
    pub(crate) wall_ms: i64,
    pub(crate) wall_down_ms: i64,
    pub(crate) hours_ms: i64,
    pub(crate) ast_ms: i64,
    pub(crate) down_ms: i64,
    pub(crate) planned_ms: i64,
    pub(crate) unmonitored_ms: i64,
    pub(crate) unmonitored_hours_ms: i64,
    pub(crate) user_ms: i64,
}

/// What is known: the last word on each outage and stretch of monitoring, every word on each maintenance window, and what
/// checks found.
struct World<'a> {
    definitions: &'a Definitions,
    outages: Vec<Outage>,
    coverage: Vec<&'a Coverage>,
    windows: Vec<Vec<(i64, &'a Maintenance)>>,
    cut: i64,
}

/// The days of these services in a month as of an instant, in order of service and day.
pub(crate) fn days(
    definitions: &Definitions,
    told: &[Told],
    services: &BTreeSet<&str>,
    month: Month,
    as_of: i64,
) -> Vec<Day> {
    let zone = &definitions.organisation.time_zone;
    let (start, end) = month.bounds(zone).unwrap();
    let (start, cut) = (start.as_millisecond(), end.as_millisecond().min(as_of));
    let world = World::new(definitions, told, cut, as_of);
    let mut days = Vec::new();
    for service in services {
        let hours = hours(definitions, service);
        let mut by_day: BTreeMap<String, Day> = BTreeMap::new();
        for (from, until) in world.stretches(&hours, zone, start) {
            let local = zone.to_datetime(Timestamp::from_millisecond(from).unwrap());
            let name = local.date().to_string();
            let day = by_day.entry(name.clone()).or_insert_with(|| Day {
                service: (*service).to_owned(),
                day: name,
                ..Day::default()
            });
            world.add(day, service, in_hours(&hours, from), from, until - from);
        }
        days.extend(by_day.into_values());
    }
    days
}

impl<'a> World<'a> {
    fn new(definitions: &'a Definitions, told: &'a [Told], cut: i64, as_of: i64) -> Self {
        let mut first: BTreeMap<&str, &Told> = BTreeMap::new();
        for one in told.iter().filter(|one| one.recorded_at <= as_of) {
            let kept = first.entry(&one.id).or_insert(one);
            if one.recorded_at < kept.recorded_at {
                *kept = one;
            }
        }
        let mut records: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for one in first.into_values() {
            records.entry(&one.record).or_default().push(one);
        }
        let (mut outages, mut coverage, mut windows) = (Vec::new(), Vec::new(), Vec::new());
        for mut words in records.into_values() {
            words.sort_by_key(|one| (one.occurred_at, one.sequence, &one.id));
            // The last word before the cut; of what was first spoken of later, the first.
            let before: Vec<&Told> = words
                .iter()
                .copied()
                .filter(|one| one.occurred_at < cut)
                .collect();
            match &before.last().copied().unwrap_or(words[0]).said {
                Said::Outage(outage) => outages.push(outage.clone()),
                Said::Check(_) => outages.extend(checks::interruptions(&before)),
                Said::Coverage(watched) => coverage.push(watched),
                Said::Maintenance(_) => windows.push(
                    before
                        .into_iter()
                        .filter_map(|one| match &one.said {
                            Said::Maintenance(window) => Some((one.occurred_at, window)),
                            _ => None,
                        })
                        .collect(),
                ),
            }
        }
        outages.retain(|outage| outage.interrupts && !outage.cancelled);
        Self {
            definitions,
            outages,
            coverage,
            windows,
            cut,
        }
    }

    /// The stretches of the month in which nothing changes for anybody.
    fn stretches(&self, hours: &Hours, zone: &TimeZone, start: i64) -> Vec<(i64, i64)> {
        let mut marks: BTreeSet<i64> = [start, self.cut].into();
        for outage in &self.outages {
            marks.extend([Some(outage.begins), outage.ends].into_iter().flatten());
        }
        for watched in &self.coverage {
            marks.extend([watched.begins, watched.ends]);
            marks.extend(watched.gaps.iter().flat_map(|(from, until)| [*from, *until]));
        }
        for (entered, window) in self.windows.iter().flatten() {
            marks.extend(
                [*entered, window.begins, window.ends]
                    .into_iter()
                    .chain(window.approved),
            );
        }
        for (from, until, windows) in hours {
            marks.extend([*from, *until]);
            let edges = windows.iter().flat_map(|window| [window.opens, window.closes]);
            marks.extend(edges.map(Timestamp::as_millisecond));
        }
        let first = zone
            .to_datetime(Timestamp::from_millisecond(start).unwrap())
            .date();
        let midnights = first.series(jiff::ToSpan::day(1)).take(32);
        marks.extend(midnights.map(|day| {
            day.to_zoned_datetime(zone.clone())
                .unwrap()
                .timestamp()
                .as_millisecond()
        }));
        let marks: Vec<i64> = marks
            .into_iter()
            .filter(|at| (start..=self.cut).contains(at))
            .collect();
        marks.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn add(&self, day: &mut Day, service: &str, in_hours: bool, at: i64, ms: i64) {
        let here: Vec<&Outage> = self
            .outages
            .iter()
            .filter(|outage| outage.begins <= at && outage.ends.is_none_or(|ends| at < ends))
            .filter(|outage| self.line(&outage.service).contains(&service.to_owned()))
            .collect();
        let known: Vec<&&Outage> = here.iter().filter(|o| !self.is_blind(&o.service, at)).collect();
        let down: Vec<&&&Outage> = known.iter().filter(|o| !self.is_excused(o, at)).collect();
        let planned = self.is_planned(service, at);
        let unmonitored = self.is_unmonitored(service, at);
        let mut put = |here: bool, field: fn(&mut Day) -> &mut i64| *field(day) += if here { ms } else { 0 };
        put(true, |day| &mut day.wall_ms);
        put(!known.is_empty(), |day| &mut day.wall_down_ms);
        put(unmonitored && known.is_empty(), |day| &mut day.unmonitored_ms);
        // Of agreed hours every instant is one of these: down, planned, unmonitored, up.
        put(in_hours, |day| &mut day.hours_ms);
        put(in_hours && !down.is_empty(), |day| &mut day.down_ms);
        put(in_hours && down.is_empty() && planned, |day| &mut day.planned_ms);
        let not_known = down.is_empty() && !planned && unmonitored;
        put(in_hours && not_known, |day| &mut day.unmonitored_hours_ms);
        put(
            in_hours && (!down.is_empty() || !planned && !unmonitored),
            |day| &mut day.ast_ms,
        );
        let users: i64 = down.iter().map(|outage| outage.users).sum();
        day.user_ms += if in_hours { users * ms } else { 0 };
    }

    /// The service and all above it; one that nobody defined stands alone.
    fn line(&self, service: &str) -> Vec<String> {
        let mut line = vec![service.to_owned()];
        let mut parent = self
            .definitions
            .service(service)
            .and_then(|known| known.parent.clone());
        while let Some(id) = parent {
            line.push(id.as_str().to_owned());
            parent = self
                .definitions
                .service(id.as_str())
                .and_then(|known| known.parent.clone());
        }
        line
    }

    /// Whether a window of the outage's service, or of one above it, covers the instant, and had covered it by a word that
    /// was entered and approved when the outage began; or covers it by an exception that somebody approved.
    fn is_excused(&self, outage: &Outage, at: i64) -> bool {
        let line = self.line(&outage.service);
        self.windows.iter().any(|words| {
            let concerns = |window: &Maintenance| window.services.iter().any(|named| line.contains(named));
            self.agreed(words, at, outage.begins, &concerns)
        })
    }

    /// Whether at the instant maintenance of the service, of one above or of one below it was under way and agreed by then.
    fn is_planned(&self, service: &str, at: i64) -> bool {
        let related = |named: &String| {
            self.line(service).contains(named) || self.line(named).contains(&service.to_owned())
        };
        let concerns = |window: &Maintenance| window.services.iter().any(related);
        self.windows
            .iter()
            .any(|words| self.agreed(words, at, at, &concerns))
    }

    /// Whether the window stands over the instant, and some word on it had been agreed by `by` that covered it too. Word and
    /// window must name one and the same service that matters.
    fn agreed(
        &self,
        words: &[(i64, &Maintenance)],
        at: i64,
        by: i64,
        concerns: &dyn Fn(&Maintenance) -> bool,
    ) -> bool {
        let Some((_, last)) = words.last() else {
            return false;
        };
        let covers = |window: &Maintenance| window.begins <= at && at < window.ends;
        if last.cancelled || !covers(last) {
            return false;
        }
        if last.exception.is_some_and(|approved| approved < self.cut) && concerns(last) {
            return true;
        }
        last.approved.is_some_and(|approved| approved < self.cut)
            && words.iter().any(|(entered, word)| {
                let both = Maintenance {
                    services: word
                        .services
                        .iter()
                        .filter(|s| last.services.contains(s))
                        .cloned()
                        .collect(),
                    ..(*word).clone()
                };
                let effective = word.approved.map(|approved| approved.max(*entered));
                !word.cancelled && covers(word) && effective.is_some_and(|from| from <= by) && concerns(&both)
            })
    }

    /// Whether a service that has monitors is watched by none at the instant.
    fn is_blind(&self, service: &str, at: i64) -> bool {
        let mut own = self
            .coverage
            .iter()
            .filter(|watched| watched.service == service)
            .peekable();
        let watches = |watched: &&Coverage| {
            let gap = watched
                .gaps
                .iter()
                .any(|(from, until)| *from <= at && at < *until);
            watched.begins <= at && at < watched.ends && !gap
        };
        own.peek().is_some() && !own.any(watches)
    }

    /// A service is not watched when a part of it is not.
    fn is_unmonitored(&self, service: &str, at: i64) -> bool {
        let watched: BTreeSet<&String> = self.coverage.iter().map(|watched| &watched.service).collect();
        let below = |part: &&&String| self.line(part).contains(&service.to_owned());
        watched.iter().filter(below).any(|part| self.is_blind(part, at))
    }
}

/// From when until when which windows hold; none = round the clock.
type Hours = Vec<(i64, i64, Vec<Window>)>;

fn in_hours(hours: &Hours, at: i64) -> bool {
    let version = hours.iter().find(|(from, until, _)| *from <= at && at < *until);
    version.is_none_or(|(_, _, windows)| {
        let holds = |w: &&Window| w.opens.as_millisecond() <= at && at < w.closes.as_millisecond();
        windows
            .iter()
            .filter(holds)
            .any(|window| window.kind == WindowKind::Service)
    })
}

/// The calendar of the promise of availability, by version, of the agreement that names the service most closely; where
/// none promises availability, that of the agreement itself.
fn hours(definitions: &Definitions, service: &str) -> Hours {
    let Some(known) = definitions.service(service) else {
        return Hours::new();
    };
    let mut line = vec![known.id.as_str()];
    line.extend(known.parent.as_ref().map(|parent| parent.as_str()));
    let promises = |agreement: &&Agreement| {
        let mut targets = agreement
            .versions
            .iter()
            .flat_map(|version| &version.service_targets);
        targets.any(|target| target.measure == ServiceMeasure::Availability)
    };
    let nearest = |fits: &dyn Fn(&&Agreement) -> bool| {
        line.iter().find_map(|id| {
            let names = |one: &&Agreement| one.services.iter().any(|named| named.as_str() == *id);
            definitions.agreements.iter().filter(names).find(|one| fits(one))
        })
    };
    let Some(agreement) = nearest(&promises).or_else(|| nearest(&|_| true)) else {
        return Hours::new();
    };
    let begins = |version: &AgreementVersion| {
        let zone = &definitions.calendar(version.calendar.as_str()).unwrap().time_zone;
        version
            .valid_from
            .to_zoned_datetime(zone.clone())
            .unwrap()
            .timestamp()
            .as_millisecond()
    };
    let year = |year: i16| {
        jiff::civil::date(year, 1, 1)
            .to_zoned_datetime(TimeZone::UTC)
            .unwrap()
            .timestamp()
    };
    let versions = agreement.versions.iter().enumerate();
    versions
        .map(|(at, version)| {
            let targets = &version.service_targets;
            let promise = targets
                .iter()
                .find(|target| target.measure == ServiceMeasure::Availability);
            let calendar = promise
                .and_then(|promise| promise.calendar.as_ref())
                .unwrap_or(&version.calendar);
            let until = agreement.versions.get(at + 1).map_or(i64::MAX, begins);
            let calendar = definitions.calendar(calendar.as_str()).unwrap();
            (begins(version), until, windows(calendar, year(2022), year(2027)))
        })
        .collect()
}
