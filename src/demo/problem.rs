//! Problems: found behind incidents, root cause searched, workaround known, solved by a change or left for later.
use jiff::ToSpan as _;
use serde_json::json;

use super::days::{after_work, at, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::{SERVICES, troubles};
use super::story::Story;

/// All problems that are opened in one month.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "problem", index);
    let first = story.month(index);
    let mut messages = Vec::new();
    for number in 1..=dice.about(14.0 * story.mood(index).volume) {
        let subject = format!("PRB{:02}{:02}{number:03}", first.year() % 100, first.month());
        let service = *dice.weighted(&SERVICES);
        let trouble = dice.one_of(troubles(service));
        let opened = after_work(
            at(first, 0) + dice.between(0, 27 * 24 * 60).minutes(),
            dice.between(1, 240),
        );
        let (priority, pace) = *dice.weighted(&[
            (("first", 0.12), 2),
            (("next", 0.3), 4),
            (("to-be-assessed", 0.7), 3),
            (("not-now", 1.8), 1),
        ]);
        let mut record = Record::new("incident", "problem.v1", "/itsm", subject);
        record.set(json!({
            "title": format!("Repeated: {}", trouble.title),
            "service": service,
            "category": trouble.category,
            "origin": dice.weighted(&[("reactive", 4), ("proactive", 1)]),
            "priority": priority,
            "assignment_group": trouble.group,
            "opened_at": stamp(opened),
        }));
        record.step(opened, json!({"state": "new"}));
        let started = after_work(opened, dice.minutes(500.0 * pace));
        let response = json!({"at": stamp(started), "by": "person"});
        record.step(started, json!({"state": "in-progress", "response": response}));
        let known = after_work(started, dice.minutes(3000.0 * pace));
        let cause = *dice.one_of(&[
            "capacity",
            "change",
            "supplier",
            "defect",
            "configuration",
            "human",
        ]);
        record.step(
            known,
            json!({"cause": cause, "root_cause_found_at": stamp(known), "known_error": true, "known_error_at": stamp(known),
                   "workaround": "Restart the component and repeat the last step", "workaround_at": stamp(known)}),
        );
        if dice.chance(0.8) {
            let resolved = after_work(known, dice.minutes(5000.0 * pace));
            record.step(
                resolved,
                json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": "fixed"}),
            );
        }
        messages.extend(record.messages());
    }
    messages
}
