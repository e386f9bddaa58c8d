//! What people enter: costs, audits, reviews, nonconformities, actions, causes, commentary, exclusions, sign-offs.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, month_start, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::story::Story;

const TOPIC: &str = "governance";
const SOURCE: &str = "/service-report";
const ELEMENTS: [(&str, f64); 7] = [
    ("assets_and_licences", 4.0),
    ("shared_resources", 2.0),
    ("overheads", 1.0),
    ("capital_and_operating_expense", 6.0),
    ("supplied_services", 5.0),
    ("people", 9.0),
    ("facilities", 1.5),
];

/// All of one month; most of it is entered in the first days of the next one.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, TOPIC, index);
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let written = format!("{:04}-{:02}", first.year(), first.month());
    let next = at(month_start(first, 1), 0);
    let mut messages = Vec::new();
    for (element, million) in ELEMENTS {
        let actual = million * 1e6 * dice.between(90, 112) as f64 / 100.0;
        let cost = json!({"month": written, "element": element, "currency": "TWD", "budget": million * 1e6, "actual": actual});
        messages.extend(once(
            "cost.v1",
            format!("CST{code}-{element}"),
            after_work(next, 900),
            cost,
        ));
    }
    for number in 1..=dice.about(2.0) {
        let found = after_work(next, 1000 + number * 20);
        // The first of a month answers its missed targets of securities.
        let about = if number == 1 {
            json!({"rule": "missed-target", "figure": "INC-01", "month": written, "service": "securities", "title": "Incidents of securities too slow"})
        } else {
            json!({"rule": dice.one_of(&["change-without-approval", "complaint-answered-late"]), "title": "Procedure not kept"})
        };
        messages.extend(nonconformity(&mut dice, &format!("{code}{number}"), found, about));
    }
    let comment = if index == story.bad() {
        "Release of the order gateway failed at the market open; it was backed out after 2 h 35 min."
    } else {
        "No particular events."
    };
    let commentary = json!({"month": written, "section": "headline", "text": {"en": comment}, "author": "service-level-manager"});
    messages.extend(once(
        "commentary.v1",
        format!("COM{code}"),
        after_work(next, 1100),
        commentary,
    ));
    let sign = json!({"report": "monthly", "edition": format!("{written}-v1"), "month": written, "role": "service-level-manager",
                      "person": "slm-1", "decision": "approved"});
    messages.extend(once(
        "sign_off.v1",
        format!("SGN{code}"),
        after_work(next, 2500),
        sign,
    ));
    if matches!(first.month(), 1 | 7) {
        messages.extend(half_year(&mut dice, &code, at(first, 20 * 24 * 60 + 840)));
    }
    messages
}

fn once(kind: &'static str, subject: String, time: Timestamp, fields: serde_json::Value) -> Vec<Message> {
    Record::once(TOPIC, kind, SOURCE, subject, time, fields)
}

/// A nonconformity with its corrective action and the later check that the action worked.
fn nonconformity(dice: &mut Dice, code: &str, found: Timestamp, about: serde_json::Value) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "nonconformity.v1", SOURCE, format!("NCF{code}"));
    record.set(about);
    record.set(
        json!({"found_at": stamp(found), "found_in": "monthly report", "owner": "process-owner",
                      "due_at": stamp(found + 480.hours()), "actions": [format!("ACT{code}")]}),
    );
    record.step(found, json!({"state": "new"}));
    let closed = after_work(found, dice.minutes(9000.0));
    record.step(closed, json!({"state": "closed", "closed_at": stamp(closed), "root_cause": "Nobody was named for the night"}));
    let mut action = Record::new(TOPIC, "action.v1", SOURCE, format!("ACT{code}"));
    action.set(json!({"kind": dice.one_of(&["corrective", "preventive"]), "title": "Name a person for every night", "owner": "process-owner",
                      "opened_at": stamp(found), "due_at": stamp(found + 720.hours()), "nonconformity": format!("NCF{code}")}));
    action.step(found + 1.hours(), json!({"state": "assigned"}));
    action.step(closed, json!({"state": "closed", "closed_at": stamp(closed), "effectiveness_due_at": stamp(closed + 1440.hours())}));
    let checked = after_work(closed + 1200.hours(), 60);
    action.step(
        checked,
        json!({"verified_at": stamp(checked), "verified_by": "auditor-1", "effective": dice.chance(0.85)}),
    );
    let mut messages = record.messages();
    messages.extend(action.messages());
    messages
}

/// The management review of January and July, and the audit before it.
fn half_year(dice: &mut Dice, code: &str, held: Timestamp) -> Vec<Message> {
    let review = json!({"kind": "management_review", "due_at": stamp(held + 100.hours()), "held_at": stamp(held), "chair": "head-of-it",
                        "items_due": 10, "items_done": dice.between(9, 10),
                        "decisions": [{"decision": "Load tests before every release of trading", "owner": "release-manager"}]});
    let mut messages = once("review.v1", format!("REV{code}"), held + 3.hours(), review);
    let audit = json!({"kind": "internal", "due_at": stamp(held), "begins_at": stamp(held - 240.hours()), "ends_at": stamp(held - 200.hours()),
                       "auditor": "auditor-1", "clauses": ["6.2", "8.1", "9.2"], "observations": dice.between(0, 6)});
    messages.extend(once("audit.v1", format!("AUD{code}"), held - 190.hours(), audit));
    messages
}
