//! Checks of one service by a monitor that asks twice an hour, and every two minutes while it is down: the portal's restarts.
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::days::{at, month_start};
use super::dice::Dice;
use super::message::{Message, Record};
use super::story::Story;

const SERVICE: &str = "support-operations.internal-workflow";

/// The checks of all months, as one record: a monitor's checks of one service are one stream. The portal is restarted early on
/// Sundays, out of hours.
pub fn all(story: &Story) -> Vec<Message> {
    let mut record = Record::new(
        "availability",
        "monitor_check.v1",
        "/monitoring",
        "probe-portal".to_owned(),
    );
    for index in 0..story.months {
        let mut dice = Dice::new(story.seed, "checks", index);
        let first = story.month(index);
        let ends = at(month_start(first, 1), 0);
        let mut restarts: Vec<Timestamp> = first
            .series(1.day())
            .take_while(|day| day.month() == first.month())
            .filter(|day| day.weekday() == jiff::civil::Weekday::Sunday)
            .map(|day| at(day, 3 * 60))
            .collect();
        restarts.reverse();
        let mut asked = at(first, 0);
        while asked < ends {
            if restarts.last() == Some(&asked) {
                restarts.pop();
                let minutes = 2 * dice.between(2, 6);
                for minute in (0..minutes).step_by(2) {
                    record.step(asked + minute.minutes(), found("down", 503, &mut dice));
                }
                record.step(asked + minutes.minutes(), found("up", 200, &mut dice));
            } else {
                let slow = dice.chance(0.004);
                let result = if slow { "degraded" } else { "up" };
                record.step(asked + 14.minutes(), found(result, 200, &mut dice));
            }
            asked += 30.minutes();
        }
    }
    record.messages()
}

fn found(result: &str, code: u16, dice: &mut Dice) -> Value {
    let response_ms = match result {
        "up" => dice.between(60, 900),
        "degraded" => dice.between(4_000, 9_000),
        _ => dice.between(5, 20),
    };
    json!({"service": SERVICE, "monitor": "probe-portal", "result": result, "http_code": code, "response_ms": response_ms})
}
