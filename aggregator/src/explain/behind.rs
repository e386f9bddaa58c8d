//! What stands behind shares: the clocks of tickets, and what was told of the time of services.

use std::collections::BTreeMap;

use clickhouse::Row;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use super::shares::{Record, Share};
use crate::definitions::Definitions;
use crate::run::Job;
use crate::statement::instant;
use crate::{Error, model};

/// Where a ticket's time went, in milliseconds; `wall_ms` is the sum of the six after it.
#[derive(Clone, Debug, PartialEq, Eq, Row, Serialize, Deserialize)]
pub struct Clock {
    /// The ticket's type.
    pub record_type: String,
    /// The system that tells of it.
    pub source: String,
    /// Its number.
    pub record: String,
    /// The agreement by which it is judged; empty without one.
    pub agreement: String,
    /// Its version: in force when the record was opened.
    pub valid_from: Option<String>,
    /// Whose hours count.
    pub calendar: String,
    /// From opening to end.
    pub wall_ms: u64,
    /// Counted.
    pub elapsed_ms: u64,
    /// Not counted: in a waiting state that the agreement names.
    pub waiting_ms: u64,
    /// Not counted: outside service hours.
    pub out_of_hours_ms: u64,
    /// Not counted: holidays.
    pub holiday_ms: u64,
    /// Not counted: by agreed exclusions.
    pub excluded_ms: u64,
    /// Not counted: between a resolution and the reopening after it.
    pub resolved_gap_ms: u64,
    /// Waiting by the party waited on.
    pub waiting_by: Vec<(String, u64)>,
    /// Time allowed until the resolution.
    pub resolution_target_ms: Option<u64>,
    /// Time allowed until the first answer.
    pub response_target_ms: Option<u64>,
    /// When the resolution target was first crossed, in milliseconds since 1970.
    pub breached_ms: Option<i64>,
}

/// The clocks of all tickets behind a figure that one agreement version judges, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Clocks {
    /// The agreement; empty for tickets without one.
    pub agreement: String,
    /// Its version.
    pub valid_from: Option<String>,
    /// How many tickets.
    pub records: usize,
    /// Elapsed, waiting, out of hours, holiday, excluded, resolved gap: sums in milliseconds.
    pub elapsed_ms: u64,
    /// As of a [`Clock`].
    pub waiting_ms: u64,
    /// As of a [`Clock`].
    pub out_of_hours_ms: u64,
    /// As of a [`Clock`].
    pub holiday_ms: u64,
    /// As of a [`Clock`].
    pub excluded_ms: u64,
    /// As of a [`Clock`].
    pub resolved_gap_ms: u64,
}

/// A part of a day or a stretch that a record tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimePart {
    /// The record: an outage, an incident of a grade that interrupts, a monitor's checks, maintenance, monitor coverage.
    pub record: Record,
    /// Since when.
    pub begins_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Since when all lasts that it is a part of: the outage, or the time in which the checks found the service down.
    pub whole_begins_at: Timestamp,
    /// Until when.
    pub whole_ends_at: Timestamp,
    /// The maintenance windows that excuse it.
    pub excused_by: Vec<String>,
    /// Whether nobody watched.
    pub unmonitored: bool,
}

/// So many records are asked for at once.
const AT_ONCE: usize = 500;

/// Gives each ticket its clock and adds the clocks up by agreement version.
pub(super) async fn clocks(
    warehouse: &Warehouse,
    job: &Job,
    shares: &mut [Share],
) -> Result<Vec<Clocks>, Error> {
    let mut sums: BTreeMap<(String, Option<String>), Clocks> = BTreeMap::new();
    for some in shares.chunks_mut(AT_ONCE) {
        let single = some
            .iter()
            .filter(|share| share.of.len() == 1)
            .flat_map(|share| &share.of);
        let names: Vec<(&str, &str, &str)> = single
            .map(|one| (one.record_type.as_str(), one.source.as_str(), one.record.as_str()))
            .collect();
        let lines: Vec<Clock> = job
            .query(warehouse, model::RECORD_CLOCKS)
            .param("records", names)
            .fetch_all()
            .await
            .map_err(Error::query("looking for the clocks of the records"))?;
        for clock in lines {
            let key = (clock.agreement.clone(), clock.valid_from.clone());
            sums.entry(key).or_default().add(&clock);
            let is_its = |share: &&mut Share| share.of.first().is_some_and(|one| clock.is_of(one));
            if let Some(share) = some.iter_mut().find(is_its) {
                share.clock = Some(clock);
            }
        }
    }
    Ok(sums.into_values().collect())
}

impl Clock {
    fn is_of(&self, one: &Record) -> bool {
        (&self.record_type, &self.source, &self.record) == (&one.record_type, &one.source, &one.record)
    }
}

impl Clocks {
    fn add(&mut self, clock: &Clock) {
        self.agreement.clone_from(&clock.agreement);
        self.valid_from.clone_from(&clock.valid_from);
        self.records += 1;
        self.elapsed_ms += clock.elapsed_ms;
        self.waiting_ms += clock.waiting_ms;
        self.out_of_hours_ms += clock.out_of_hours_ms;
        self.holiday_ms += clock.holiday_ms;
        self.excluded_ms += clock.excluded_ms;
        self.resolved_gap_ms += clock.resolved_gap_ms;
    }
}

#[derive(Row, Deserialize)]
struct Told {
    record_type: String,
    source: String,
    record: String,
    services: Vec<String>,
    begins_ms: i64,
    ends_ms: i64,
    whole_begins_ms: i64,
    whole_ends_ms: i64,
    excused_by: Vec<String>,
    unmonitored: u8,
}

/// Gives each day and stretch what was told of it.
pub(super) async fn tell_time(
    warehouse: &Warehouse,
    definitions: &Definitions,
    job: &Job,
    shares: &mut [Share],
) -> Result<(), Error> {
    let spans: Vec<(usize, String, Timestamp, Timestamp)> = shares
        .iter()
        .enumerate()
        .filter_map(|(at, share)| {
            let one = share.of.first()?;
            let (begins, ends) = span(definitions, one)?;
            Some((at, one.source.clone(), begins, ends))
        })
        .collect();
    let (Some(from), Some(to)) = (
        spans.iter().map(|(_, _, begins, _)| *begins).min(),
        spans.iter().map(|(_, _, _, ends)| *ends).max(),
    ) else {
        return Ok(());
    };
    let sql = format!("select * from (\n{}\n) order by all", model::TIME_RECORDS);
    let told: Vec<Told> = job
        .query(warehouse, &sql)
        .param("from", instant(from))
        .param("to", instant(to.min(job.cut())))
        .fetch_all()
        .await
        .map_err(Error::query("looking for what was told of the time"))?;
    for (at, service, begins, ends) in spans {
        let overlaps = |one: &&Told| {
            one.services.contains(&service)
                && one.begins_ms < ends.as_millisecond()
                && one.ends_ms > begins.as_millisecond()
        };
        let parts = told.iter().filter(overlaps).filter_map(|one| one.part());
        if let Some(share) = shares.get_mut(at) {
            share.time = parts.collect();
        }
    }
    Ok(())
}

impl Told {
    fn part(&self) -> Option<TimePart> {
        Some(TimePart {
            record: Record {
                record_type: self.record_type.clone(),
                source: self.source.clone(),
                record: self.record.clone(),
            },
            begins_at: Timestamp::from_millisecond(self.begins_ms).ok()?,
            ends_at: Timestamp::from_millisecond(self.ends_ms).ok()?,
            whole_begins_at: Timestamp::from_millisecond(self.whole_begins_ms).ok()?,
            whole_ends_at: Timestamp::from_millisecond(self.whole_ends_ms).ok()?,
            excused_by: self.excused_by.clone(),
            unmonitored: self.unmonitored == 1,
        })
    }
}

/// From when to when a day (`2026-05-03`, in the organisation's zone) or a stretch (`begin/end`, in UTC) lasts.
fn span(definitions: &Definitions, one: &Record) -> Option<(Timestamp, Timestamp)> {
    let zone = &definitions.organisation.time_zone;
    match one.record_type.as_str() {
        "day" => {
            let day: Date = one.record.parse().ok()?;
            let begin = |day: Date| {
                day.to_zoned_datetime(zone.clone())
                    .ok()
                    .map(|zoned| zoned.timestamp())
            };
            Some((begin(day)?, begin(day.tomorrow().ok()?)?))
        }
        "stretch" | "planned" => {
            let (begins, ends) = one.record.split_once('/')?;
            let read = |text: &str| format!("{}Z", text.replace(' ', "T")).parse::<Timestamp>().ok();
            Some((read(begins)?, read(ends)?))
        }
        _ => None,
    }
}
