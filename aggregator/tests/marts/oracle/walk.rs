//! Walks a record's life stretch by stretch: where its time went, and when a target was crossed.

use std::collections::{BTreeMap, BTreeSet};

use aggregator::calendar::{Window, WindowKind, windows};
use aggregator::definitions::{Definitions, Measure, ResolvedGapPolicy};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Line;
use super::life::{Finish, Life};
use crate::events::Update;

/// The service windows of each calendar, computed once.
#[derive(Default)]
pub(super) struct Calendars(BTreeMap<String, Vec<Window>>);

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

impl Life<'_> {
    /// The stretches of `[opened_at, until)` in which nothing changes: neither the record nor the service hours.
    fn stretches(&self, hours: &[Window], until: i64) -> Vec<(i64, i64)> {
        let edges = hours
            .iter()
            .flat_map(|window| [window.opens, window.closes])
            .map(Timestamp::as_millisecond);
        let inside = edges
            .chain(self.changes.iter().copied())
            .chain(self.exclusion_edges())
            .filter(|at| *at > self.opened_at && *at < until);
        let marks: BTreeSet<i64> = inside.chain([self.opened_at, until]).collect();
        let marks: Vec<i64> = marks.into_iter().collect();
        marks.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    pub(super) fn line(&self, calendars: &mut Calendars, start: i64) -> Line {
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

    #[allow(clippy::too_many_lines, reason = "one line per column")]
    fn blank_line(&self, at_end: &Update) -> Line {
        let last = *self.changes.last().unwrap();
        let finishes: Vec<Finish> = self.steps.iter().map(|(_, finish)| *finish).collect();
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
            excluded_by: Vec::new(),
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
        let mut excluded: BTreeMap<String, i64> = BTreeMap::new();
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
                    } else if let Some(rule) = self.exclusion(from) {
                        *excluded.entry(rule.to_owned()).or_default() += length;
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
        line.excluded_by = excluded.into_iter().collect();
        line.waiting_by = waiting.into_iter().collect();
        line.elapsed_by_group = by_group.into_iter().collect();
        line.elapsed_by_supplier = by_supplier.into_iter().collect();
        clock.breach
    }

    /// The response clock: nothing pauses it but an agreed exclusion, the first answer by a person stops it, else the record's end.
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
            if self.kind(hours, from) == Some(WindowKind::Service) && self.exclusion(from).is_none() {
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
