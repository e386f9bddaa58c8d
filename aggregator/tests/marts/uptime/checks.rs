//! Random checks of monitors, some told again in other words, and the interruptions that a plain loop finds in them.

use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::random::{HIT, Outage, Said, Told, some_time, word};
use crate::random::MINUTE;

/// What a check found.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) service: String,
    pub(crate) result: &'static str,
}

/// One monitor's checks; some at one instant, with and without an order of their own.
pub(crate) fn monitor(random: &mut StdRng, number: usize) -> Vec<Told> {
    let record = format!("MON{number}");
    let service = HIT.choose(random).unwrap().to_string();
    let mut told: Vec<Told> = Vec::new();
    for number in 0..random.random_range(1..60) {
        let at = match told.last() {
            Some(before) if random.random_bool(0.2) => before.occurred_at,
            Some(before) if random.random_bool(0.8) => {
                before.occurred_at + random.random_range(1..90) * MINUTE
            }
            _ => some_time(random),
        };
        let check = Check {
            service: service.clone(),
            result: ["up", "up", "degraded", "down"].choose(random).unwrap(),
        };
        told.push(Told {
            sequence: random.random_range(0..3),
            ..word(random, &record, number, at, Said::Check(check))
        });
    }
    let again: Vec<Told> = told.iter().filter(|_| random.random_bool(0.2)).cloned().collect();
    let otherwise = again.into_iter().map(|one| in_other_words(random, one));
    told.extend(otherwise.collect::<Vec<Told>>());
    told
}

/// Recorded later under the same identity, with another result or of another time.
fn in_other_words(random: &mut StdRng, one: Told) -> Told {
    let Said::Check(check) = one.said else {
        return one;
    };
    let occurred_at = if random.random_bool(0.5) {
        one.occurred_at
    } else {
        one.occurred_at + random.random_range(-90..90) * MINUTE
    };
    Told {
        occurred_at,
        recorded_at: one.recorded_at + random.random_range(1..300_000_000),
        said: Said::Check(Check {
            result: ["up", "down"].choose(random).unwrap(),
            ..check
        }),
        ..one
    }
}

/// A record's checks that count, walked through in their order: from the first down to the next that is not.
pub(crate) fn interruptions(checks: &[&Told]) -> Vec<Outage> {
    let mut places: Vec<(i64, u64, bool, &Check)> = checks
        .iter()
        .filter_map(|one| match &one.said {
            Said::Check(check) => Some((one.occurred_at, one.sequence, check.result == "down", check)),
            _ => None,
        })
        .collect();
    places.sort_by_key(|(at, sequence, down, _)| (*at, *sequence, *down));
    let mut interruptions = Vec::new();
    let mut open: Option<Outage> = None;
    for (at, _, down, check) in places {
        if down && open.is_none() {
            open = Some(interruption(check, at));
        } else if !down && let Some(over) = open.take() {
            interruptions.push(Outage {
                ends: Some(at),
                ..over
            });
        }
    }
    interruptions.extend(open);
    interruptions
}

fn interruption(check: &Check, begins: i64) -> Outage {
    Outage {
        service: check.service.clone(),
        begins,
        ends: None,
        interrupts: true,
        cancelled: false,
        users: 0,
    }
}
