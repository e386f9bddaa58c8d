//! Service requests: asked for, approved by the line, fulfilled, closed.
use jiff::ToSpan as _;
use serde_json::json;

use super::days::{after_work, at, is_working_day, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::{CHANNELS, SERVICES};
use super::story::Story;

const ITEMS: [(&str, &str, f64); 6] = [
    ("New laptop", "operations-1", 560.0),
    ("Access to a shared folder", "service-desk", 120.0),
    ("Password reset", "service-desk", 12.0),
    ("Permission in the order system", "trading-systems", 240.0),
    ("Firewall opening", "network-development", 450.0),
    ("Statistics on request", "financial-systems", 520.0),
];

/// All service requests of one month.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "service_request", index);
    let first = story.month(index);
    let days = first
        .series(1.day())
        .take_while(|day| day.month() == first.month());
    let mut messages = Vec::new();
    let mut number = 0;
    for day in days.filter(|day| is_working_day(*day)) {
        for _ in 0..dice.about(19.0) {
            number += 1;
            let subject = format!("REQ{:02}{:02}{number:04}", first.year() % 100, first.month());
            let minute = dice.between(8 * 60 + 30, 17 * 60 + 20);
            let opened = at(day, minute) + dice.between(0, 59_999).milliseconds();
            messages.extend(request(&mut dice, subject, opened));
        }
    }
    messages
}

fn request(dice: &mut Dice, subject: String, opened: jiff::Timestamp) -> Vec<Message> {
    let (title, group, typical) = *dice.one_of(&ITEMS);
    let mut record = Record::new("incident", "service_request.v1", "/itsm", subject);
    record.set(json!({
        "title": title,
        "item": title,
        "service": dice.weighted(&SERVICES),
        "channel": dice.weighted(&CHANNELS),
        "priority": dice.weighted(&[("moderate", 3), ("low", 7)]),
        "category": "request",
        "opened_at": stamp(opened),
    }));
    record.step(
        opened,
        json!({"state": "new", "assignment_group": "service-desk"}),
    );
    let answered = after_work(opened, dice.minutes(20.0));
    let response = json!({"at": stamp(answered), "by": "person"});
    record.step(
        answered,
        json!({"state": "assigned", "assignment_group": group, "response": response}),
    );
    if dice.chance(0.03) {
        record.step(
            after_work(answered, dice.minutes(60.0)),
            json!({"state": "cancelled"}),
        );
        return record.messages();
    }
    let started = after_work(answered, dice.minutes(60.0));
    record.step(started, json!({"state": "in-progress"}));
    let resolved = after_work(started, dice.minutes(typical));
    record.step(
        resolved,
        json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": "fulfilled"}),
    );
    let closed = after_work(resolved, 2 * 9 * 60);
    record.step(closed, json!({"state": "closed", "closed_at": stamp(closed)}));
    record.messages()
}
