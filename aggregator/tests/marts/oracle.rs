//! A slow and obvious second opinion on every record's ledger: event by event, window by window, from the rules in
//! words (domain section 4) and not from the SQL.

use std::collections::{BTreeMap, BTreeSet};

use aggregator::Month;
use aggregator::calendar::{Window, WindowKind, windows};
use aggregator::definitions::{
    AgreementKind, AgreementVersion, Definitions, Measure, Phase, ResolvedGapPolicy,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::events::Update;

/// What is compared of a record's ledger; the columns of [`COLUMNS`].
#[derive(Clone, Debug, PartialEq, Deserialize, clickhouse::Row)]
pub(crate) struct Line {
    pub(crate) record_type: String,
    pub(crate) source: String,
    pub(crate) record: String,
    pub(crate) service: String,
    pub(crate) priority: String,
    pub(crate) assignment_group: String,
    pub(crate) supplier: String,
    pub(crate) agreement: String,
    pub(crate) state: String,
    pub(crate) phase: String,
    pub(crate) opened_at: i64,
    pub(crate) responded_at: Option<i64>,
    pub(crate) resolved_at: Option<i64>,
    pub(crate) ended_at: i64,
    pub(crate) wall_ms: i64,
    pub(crate) elapsed_ms: i64,
    pub(crate) waiting_ms: i64,
    pub(crate) waiting_by: Vec<(String, i64)>,
    pub(crate) out_of_hours_ms: i64,
    pub(crate) holiday_ms: i64,
    pub(crate) resolved_gap_ms: i64,
    pub(crate) elapsed_by_group: Vec<(String, i64)>,
    pub(crate) elapsed_by_supplier: Vec<(String, i64)>,
    pub(crate) resolution_target_ms: Option<i64>,
    pub(crate) breached_at: Option<i64>,
    pub(crate) breached_target_ms: Option<i64>,
    pub(crate) breached_priority: String,
    pub(crate) breached_group: String,
    pub(crate) response_target_ms: Option<i64>,
    pub(crate) response_elapsed_ms: Option<i64>,
    pub(crate) response_breached_at: Option<i64>,
    pub(crate) reopened_count: u32,
    pub(crate) stated_sla_met: Option<u8>,
    pub(crate) opened_in_month: u8,
    pub(crate) resolved_in_month: u8,
    pub(crate) open_at_end: u8,
    pub(crate) cancelled: u8,
    pub(crate) resolution_counted: u8,
    pub(crate) resolution_met: u8,
    pub(crate) response_counted: u8,
    pub(crate) response_met: u8,
    pub(crate) open_at_start: u8,
    pub(crate) reopened_in_month: u8,
}

/// How the mart is read to be compared.
pub(crate) const COLUMNS: &str = "
    toString(record_type), toString(source), record, toString(service), toString(priority),
    toString(assignment_group), toString(supplier), toString(agreement), toString(state), toString(phase),
    toUnixTimestamp64Milli(opened_at), toUnixTimestamp64Milli(responded_at), toUnixTimestamp64Milli(resolved_at),
    toUnixTimestamp64Milli(ended_at), toInt64(wall_ms), toInt64(elapsed_ms), toInt64(waiting_ms),
    waiting_by::Array(Tuple(String, Int64)), toInt64(out_of_hours_ms), toInt64(holiday_ms),
    toInt64(resolved_gap_ms), elapsed_by_group::Array(Tuple(String, Int64)),
    elapsed_by_supplier::Array(Tuple(String, Int64)), resolution_target_ms::Nullable(Int64),
    toUnixTimestamp64Milli(breached_at), breached_target_ms::Nullable(Int64), toString(breached_priority),
    toString(breached_group), response_target_ms::Nullable(Int64), response_elapsed_ms::Nullable(Int64),
    toUnixTimestamp64Milli(response_breached_at), reopened_count, stated_sla_met, opened_in_month, resolved_in_month,
    open_at_end, cancelled, resolution_counted, resolution_met, response_counted, response_met, open_at_start,
    reopened_in_month";

/// The ledger of a month as of an instant, in order of record type, source and record.
pub(crate) fn ledger(definitions: &Definitions, updates: &[Update], month: Month, as_of: i64) -> Vec<Line> {
    let (start, end) = month.bounds(&definitions.organisation.time_zone).unwrap();
    let (start, cut) = (start.as_millisecond(), end.as_millisecond().min(as_of));
    let mut first: BTreeMap<(&str, &str), &Update> = BTreeMap::new();
    for update in updates.iter().filter(|update| update.recorded_at <= as_of) {
        let kept = first.entry((&update.source, &update.id)).or_insert(update);
        if update.recorded_at < kept.recorded_at {
            *kept = update;
        }
    }
    let mut records: BTreeMap<(&str, &str, &str), Vec<&Update>> = BTreeMap::new();
    for update in first.into_values().filter(|update| update.occurred_at < cut) {
        let key = (
            update.record_type.as_str(),
            update.source.as_str(),
            update.record.as_str(),
        );
        records.entry(key).or_default().push(update);
    }
    let mut calendars = Calendars::default();
    let lines = records.into_values().filter_map(|mut updates| {
        updates.sort_by_key(|update| (update.occurred_at, update.sequence, update.id.clone()));
        let life = Life::new(definitions, updates, cut)?;
        (life.finish == Finish::Open || life.ended_at >= start).then(|| life.line(&mut calendars, start))
    });
    lines.collect()
}

/// The service windows of each calendar, computed once.
#[derive(Default)]
struct Calendars(BTreeMap<String, Vec<Window>>);

impl Calendars {
    fn of(&mut self, definitions: &Definitions, calendar: &str) -> &[Window] {
        let compute = || {
            let year = |year: i16| {
                jiff::civil::date(year, 1, 1)
                    .to_zoned_datetime(TimeZone::UTC)
                    .unwrap()
                    .timestamp()
            };
            windows(definitions.calendar(calendar).unwrap(), year(2022), year(2027))
        };
        self.0.entry(calendar.to_owned()).or_insert_with(compute)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Finish {
    Open,
    Resolved,
    Cancelled,
}

/// A record up to the cut.
struct Life<'a> {
    definitions: &'a Definitions,
    updates: Vec<&'a Update>,
    opened_at: i64,
    ended_at: i64,
    cut: i64,
    finish: Finish,
    /// The instants at which something may have changed, from `opened_at` on, before the cut.
    changes: Vec<i64>,
    agreement: Option<(&'a str, &'a AgreementVersion)>,
}

impl<'a> Life<'a> {
    fn new(definitions: &'a Definitions, updates: Vec<&'a Update>, cut: i64) -> Option<Self> {
        let stated = updates.iter().rev().find_map(|update| update.opened_at);
        let opened_at = stated.unwrap_or(updates[0].occurred_at);
        if opened_at >= cut {
            return None;
        }
        let later = updates
            .iter()
            .map(|update| update.occurred_at)
            .filter(|at| *at > opened_at);
        let changes: BTreeSet<i64> = later.chain([opened_at]).collect();
        let mut life = Self {
            definitions,
            updates,
            opened_at,
            ended_at: cut,
            cut,
            finish: Finish::Open,
            changes: changes.into_iter().collect(),
            agreement: None,
        };
        life.finish = life.finish_at(*life.changes.last().unwrap());
        if life.finish != Finish::Open {
            let run = life
                .changes
                .iter()
                .rev()
                .take_while(|at| life.finish_at(**at) == life.finish);
            life.ended_at = *run.last().unwrap();
        }
        life.agreement = life.find_agreement();
        Some(life)
    }

    /// The update whose word holds at an instant.
    fn word(&self, at: i64) -> &'a Update {
        self.updates
            .iter()
            .rev()
            .find(|update| update.occurred_at <= at)
            .unwrap_or(&self.updates[0])
    }

    /// The state held at an instant: an update without one keeps the one before. Before the first update the record
    /// is in the state that this one states, unless that is a finished one.
    fn state(&self, at: i64) -> &'a str {
        let first = self.updates[0];
        if at < first.occurred_at {
            let finished = matches!(
                self.phase_of(&first.state),
                Phase::Resolved | Phase::Closed | Phase::Cancelled
            );
            return if finished { "" } else { &first.state };
        }
        let so_far = self.updates.iter().filter(|update| update.occurred_at <= at);
        so_far
            .map(|update| update.state.as_str())
            .filter(|state| !state.is_empty())
            .next_back()
            .unwrap_or("")
    }

    fn phase_of(&self, state: &str) -> Phase {
        let states = &self.definitions.organisation.states;
        states
            .iter()
            .find(|known| known.id.as_str() == state)
            .map_or(Phase::Open, |known| known.phase)
    }

    fn finish_at(&self, at: i64) -> Finish {
        match self.phase_of(self.state(at)) {
            Phase::Open | Phase::Waiting => Finish::Open,
            Phase::Resolved | Phase::Closed => Finish::Resolved,
            Phase::Cancelled => Finish::Cancelled,
        }
    }

    /// What the record counts under: as it was resolved (or cancelled), or as it is at the cut.
    fn counts_as(&self) -> &'a Update {
        self.word(if self.finish == Finish::Open {
            *self.changes.last().unwrap()
        } else {
            self.ended_at
        })
    }

    fn find_agreement(&self) -> Option<(&'a str, &'a AgreementVersion)> {
        let at_end = self.counts_as();
        let rules = self.definitions.coverage();
        let rule = rules.iter().find(|rule| {
            let opened = Timestamp::from_millisecond(self.opened_at).unwrap();
            let begun = |version: &&AgreementVersion| {
                let zone = &self
                    .definitions
                    .calendar(version.calendar.as_str())
                    .unwrap()
                    .time_zone;
                version
                    .valid_from
                    .to_zoned_datetime(zone.clone())
                    .unwrap()
                    .timestamp()
                    <= opened
            };
            rule.agreement.kind == AgreementKind::Sla
                && rule.service.as_str() == at_end.service
                && rule.record_type.as_str() == at_end.record_type
                && rule.agreement.versions.iter().filter(begun).next_back() == Some(rule.version)
        })?;
        Some((rule.agreement.id.as_str(), rule.version))
    }

    fn target(&self, measure: Measure, at: i64) -> Option<i64> {
        let held = self.word(at);
        let targets = &self.agreement?.1.targets;
        let target = targets.iter().find(|target| {
            target.record_type.as_str() == held.record_type
                && target.priority.as_str() == held.priority
                && target.measure == measure
        });
        target.map(|target| target.within_ms)
    }

    fn supplier(&self, at: i64) -> String {
        let held = self.word(at);
        let groups = &self.definitions.organisation.groups;
        let group = groups
            .iter()
            .find(|group| group.id.as_str() == held.assignment_group);
        let of_group = group
            .and_then(|group| group.supplier.as_ref())
            .map_or("", |id| id.as_str());
        if held.supplier.is_empty() {
            of_group.to_owned()
        } else {
            held.supplier.clone()
        }
    }

    /// The stretches of `[opened_at, until)` in which nothing changes: neither the record nor the service hours.
    fn stretches(&self, hours: &[Window], until: i64) -> Vec<(i64, i64)> {
        let edges = hours
            .iter()
            .flat_map(|window| [window.opens, window.closes])
            .map(Timestamp::as_millisecond);
        let inside = edges
            .chain(self.changes.iter().copied())
            .filter(|at| *at > self.opened_at && *at < until);
        let marks: BTreeSet<i64> = inside.chain([self.opened_at, until]).collect();
        let marks: Vec<i64> = marks.into_iter().collect();
        marks.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn line(&self, calendars: &mut Calendars, start: i64) -> Line {
        let hours = match self.agreement {
            Some((_, version)) => calendars.of(self.definitions, version.calendar.as_str()).to_vec(),
            None => Vec::new(),
        };
        let at_end = self.counts_as();
        let mut line = self.blank_line(at_end);
        let resolution = self.walk_resolution(&hours, &mut line);
        self.walk_response(&hours, &mut line);
        if let Some((at, target)) = resolution {
            line.breached_at = Some(at);
            line.breached_target_ms = Some(target);
            line.breached_priority = self.word(at).priority.clone();
            line.breached_group = self.word(at).assignment_group.clone();
        }
        self.judge(&mut line, start);
        line
    }

    fn blank_line(&self, at_end: &Update) -> Line {
        let last = *self.changes.last().unwrap();
        let finishes: Vec<Finish> = self.changes.iter().map(|at| self.finish_at(*at)).collect();
        let reopened = |pair: &&[Finish]| pair[0] != Finish::Open && pair[1] == Finish::Open;
        let answers = self.updates.iter().filter_map(|update| update.responded);
        Line {
            record_type: at_end.record_type.clone(),
            source: at_end.source.clone(),
            record: at_end.record.clone(),
            service: at_end.service.clone(),
            priority: at_end.priority.clone(),
            assignment_group: at_end.assignment_group.clone(),
            supplier: self.supplier(if self.finish == Finish::Open {
                last
            } else {
                self.ended_at
            }),
            agreement: self.agreement.map_or("", |(id, _)| id).to_owned(),
            state: self.state(last).to_owned(),
            phase: self.phase_of(self.state(last)).as_str().to_owned(),
            opened_at: self.opened_at,
            responded_at: answers
                .filter(|(at, person)| *person && *at < self.cut)
                .map(|(at, _)| at)
                .min(),
            resolved_at: (self.finish == Finish::Resolved).then_some(self.ended_at),
            ended_at: self.ended_at,
            wall_ms: self.ended_at - self.opened_at,
            elapsed_ms: 0,
            waiting_ms: 0,
            waiting_by: Vec::new(),
            out_of_hours_ms: 0,
            holiday_ms: 0,
            resolved_gap_ms: 0,
            elapsed_by_group: Vec::new(),
            elapsed_by_supplier: Vec::new(),
            resolution_target_ms: self.target(Measure::Resolution, self.ended_at),
            breached_at: None,
            breached_target_ms: None,
            breached_priority: String::new(),
            breached_group: String::new(),
            response_target_ms: None,
            response_elapsed_ms: None,
            response_breached_at: None,
            reopened_count: finishes.windows(2).filter(reopened).count() as u32,
            stated_sla_met: self
                .updates
                .iter()
                .rev()
                .find_map(|update| update.stated_sla_met)
                .map(u8::from),
            opened_in_month: 0,
            resolved_in_month: u8::from(self.finish == Finish::Resolved),
            open_at_end: u8::from(self.finish == Finish::Open),
            cancelled: u8::from(self.finish == Finish::Cancelled),
            resolution_counted: 0,
            resolution_met: 0,
            response_counted: 0,
            response_met: 0,
            open_at_start: 0,
            reopened_in_month: 0,
        }
    }

    /// Puts every stretch into its bucket; gives the first breach with the target crossed.
    fn walk_resolution(&self, hours: &[Window], line: &mut Line) -> Option<(i64, i64)> {
        let (mut waiting, mut by_group, mut by_supplier) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut clock = Clock::default();
        for (from, until) in self.stretches(hours, self.ended_at) {
            let length = until - from;
            let open = self.finish_at(from) == Finish::Open;
            let target = self.target(Measure::Resolution, from).filter(|_| open);
            clock.look(from, target);
            match self.kind(hours, from) {
                None => line.out_of_hours_ms += length,
                Some(WindowKind::Holiday) => line.holiday_ms += length,
                Some(WindowKind::Service) => {
                    if let Some(party) = self.pause(from) {
                        line.waiting_ms += length;
                        *waiting.entry(party).or_insert(0) += length;
                    } else if !open && self.gap_is_excluded() {
                        line.resolved_gap_ms += length;
                    } else {
                        clock.run(from, length, target);
                        *by_group
                            .entry(self.word(from).assignment_group.clone())
                            .or_insert(0) += length;
                        *by_supplier.entry(self.supplier(from)).or_insert(0) += length;
                    }
                }
            }
        }
        if self.finish == Finish::Resolved {
            clock.look(self.ended_at, self.target(Measure::Resolution, self.ended_at));
        }
        line.elapsed_ms = clock.used;
        line.waiting_by = waiting.into_iter().collect();
        line.elapsed_by_group = by_group.into_iter().collect();
        line.elapsed_by_supplier = by_supplier.into_iter().collect();
        clock.breach
    }

    /// The response clock: nothing pauses it, the first answer by a person stops it, else the record's end.
    fn walk_response(&self, hours: &[Window], line: &mut Line) {
        let answer = line
            .responded_at
            .filter(|at| *at <= self.ended_at)
            .map(|at| at.max(self.opened_at));
        let until = answer.unwrap_or(self.ended_at);
        let mut clock = Clock::default();
        for (from, until) in self.stretches(hours, until) {
            let open = self.finish_at(from) == Finish::Open;
            let target = self.target(Measure::Response, from).filter(|_| open);
            clock.look(from, target);
            if self.kind(hours, from) == Some(WindowKind::Service) {
                clock.run(from, until - from, target);
            }
        }
        if answer.is_some() {
            clock.look(until, self.target(Measure::Response, until));
        }
        line.response_target_ms = self.target(Measure::Response, until);
        line.response_elapsed_ms =
            Some(clock.used).filter(|_| answer.is_some() || line.response_target_ms.is_some());
        line.response_breached_at = clock.breach.map(|(at, _)| at);
    }

    /// In which populations of the month that begins at `start` the record counts.
    fn judge(&self, line: &mut Line, start: i64) {
        let flag = u8::from;
        let cancelled = self.finish == Finish::Cancelled;
        let breached = line.breached_at.is_some();
        let resolved = self.finish == Finish::Resolved;
        let counted = !cancelled && (breached || resolved && line.resolution_target_ms.is_some());
        line.resolution_counted = flag(counted);
        line.resolution_met = flag(counted && !breached);
        let late = line.response_breached_at.is_some();
        let counted = match line.responded_at.filter(|at| *at <= self.ended_at) {
            Some(at) => at.max(self.opened_at) >= start && (late || line.response_target_ms.is_some()),
            None => late,
        };
        line.response_counted = flag(counted && !cancelled);
        line.response_met = flag(counted && !cancelled && !late);
        let before = self
            .changes
            .iter()
            .rev()
            .find(|at| **at < start)
            .map(|at| self.finish_at(*at));
        line.opened_in_month = flag(before.is_none());
        line.open_at_start = flag(before == Some(Finish::Open));
        line.reopened_in_month = flag(before.is_some_and(|finish| finish != Finish::Open));
    }

    fn kind(&self, hours: &[Window], at: i64) -> Option<WindowKind> {
        let holds =
            |window: &&Window| window.opens.as_millisecond() <= at && at < window.closes.as_millisecond();
        match self.agreement {
            None => Some(WindowKind::Service),
            Some(_) => hours.iter().find(holds).map(|window| window.kind),
        }
    }

    /// Whom the record waits on, if its agreement lets that state pause the clock.
    fn pause(&self, at: i64) -> Option<String> {
        let state = self.state(at);
        let pausing = &self.agreement?.1.pausing_states;
        pausing.iter().find(|pausing| pausing.as_str() == state)?;
        let states = &self.definitions.organisation.states;
        let known = states.iter().find(|known| known.id.as_str() == state)?;
        Some(
            known
                .waiting_on
                .as_ref()
                .map_or("", |party| party.as_str())
                .to_owned(),
        )
    }

    fn gap_is_excluded(&self) -> bool {
        self.agreement
            .is_some_and(|(_, version)| version.resolved_gap == ResolvedGapPolicy::Excluded)
    }
}

/// Time used of a target, and the first instant at which it went beyond.
#[derive(Default)]
struct Clock {
    used: i64,
    breach: Option<(i64, i64)>,
}

impl Clock {
    /// At an instant: has more been used than the target now in force allows?
    fn look(&mut self, at: i64, target: Option<i64>) {
        if let Some(target) = target.filter(|target| self.used > *target) {
            self.breach.get_or_insert((at, target));
        }
    }

    /// Over a stretch in which the clock runs.
    fn run(&mut self, from: i64, length: i64, target: Option<i64>) {
        if let Some(target) = target.filter(|target| self.used + length > *target) {
            self.breach.get_or_insert((from + (target - self.used), target));
        }
        self.used += length;
    }
}
