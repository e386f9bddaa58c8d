//! What stands below a record that a figure is made of: a ticket's clock, or what was told of a stretch of time.
use std::fmt::Write as _;

use aggregator::explain::{Clock, Share, TimePart};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::layout::{local, long};
use super::text::record;

/// The lines below a record, or below records together.
pub fn on(share: &Share, zone: &TimeZone) -> Vec<String> {
    let mut notes: Vec<String> = share.clock.iter().map(|one| clock(one, zone)).collect();
    if share.of.len() > 3 {
        notes.push(format!("and {} more records", share.of.len() - 3));
    }
    let (watched, happened): (Vec<&TimePart>, Vec<&TimePart>) = share
        .time
        .iter()
        .partition(|part| part.record.record_type == "monitor_coverage");
    notes.extend(joined(&happened).iter().map(|part| told(part, zone)));
    if let Some((first, others)) = watched.split_first() {
        let others = match others.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        notes.push(format!("monitored, says {}{others}", record(&first.record)));
    }
    notes
}

/// What one record tells in pieces that meet or overlap is told once.
fn joined(parts: &[&TimePart]) -> Vec<TimePart> {
    let mut joined: Vec<TimePart> = Vec::new();
    for part in parts {
        let before = joined.iter_mut().find(|known| {
            (&known.record, &known.excused_by, known.unmonitored)
                == (&part.record, &part.excused_by, part.unmonitored)
                && part.begins_at <= known.ends_at
                && known.begins_at <= part.ends_at
        });
        match before {
            Some(known) => {
                known.begins_at = known.begins_at.min(part.begins_at);
                known.ends_at = known.ends_at.max(part.ends_at);
            }
            None => joined.push((*part).clone()),
        }
    }
    joined
}

fn told(part: &TimePart, zone: &TimeZone) -> String {
    let mut note = format!(
        "{} {} to {}",
        record(&part.record),
        local(part.begins_at, zone),
        local(part.ends_at, zone)
    );
    if !part.excused_by.is_empty() {
        let _ = write!(note, ", excused by {}", part.excused_by.join(", "));
    }
    if part.unmonitored {
        note.push_str(", not monitored");
    }
    note
}

fn clock(one: &Clock, zone: &TimeZone) -> String {
    let mut parts = vec![format!("elapsed {}", long(one.elapsed_ms))];
    for (party, ms) in one.waiting_by.iter().filter(|(_, ms)| *ms > 0) {
        parts.push(format!("waiting on {party} {}", long(*ms)));
    }
    let others = [
        ("out of hours", one.out_of_hours_ms),
        ("holiday", one.holiday_ms),
        ("excluded", one.excluded_ms),
        ("resolved gap", one.resolved_gap_ms),
    ];
    parts.extend(
        others
            .into_iter()
            .filter(|(_, ms)| *ms > 0)
            .map(|(name, ms)| format!("{name} {}", long(ms))),
    );
    if let Some(target) = one.resolution_target_ms {
        parts.push(format!("target {}", long(target)));
    }
    if let Some(at) = one
        .breached_ms
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
    {
        parts.push(format!("breached {}", local(at, zone)));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use aggregator::explain::Record;

    fn found_down(record: &str, from: &str, to: &str) -> TimePart {
        let at = |clock: &str| format!("2026-05-06T{clock}Z").parse::<Timestamp>().unwrap();
        TimePart {
            record: Record {
                record_type: "monitor_check".to_owned(),
                source: "/probe".to_owned(),
                record: record.to_owned(),
            },
            begins_at: at(from),
            ends_at: at(to),
            whole_begins_at: at(from),
            whole_ends_at: at(to),
            excused_by: Vec::new(),
            unmonitored: false,
        }
    }

    #[test]
    fn each_time_that_a_monitor_found_down_is_a_line() {
        let share = Share {
            of: Vec::new(),
            numerator: 0,
            denominator: None,
            clock: None,
            time: vec![
                found_down("east", "09:00:30", "09:20:00"),
                found_down("east", "09:20:00", "09:30:00"),
                found_down("east", "11:00:00", "11:05:00"),
                found_down("west", "09:10:00", "09:40:00"),
            ],
        };
        assert_eq!(
            on(&share, &TimeZone::UTC),
            [
                "found down by east of /probe 2026-05-06 09:00:30 to 2026-05-06 09:30:00",
                "found down by east of /probe 2026-05-06 11:00:00 to 2026-05-06 11:05:00",
                "found down by west of /probe 2026-05-06 09:10:00 to 2026-05-06 09:40:00",
            ]
        );
    }
}
