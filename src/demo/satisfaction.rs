//! Surveys in January and July, complaints, opinions, and the evaluation of suppliers.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, month_start, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::SERVICES;
use super::story::Story;

const TOPIC: &str = "satisfaction";
const CUSTOMERS: [&str; 4] = ["brokerage", "futures", "wealth-management", "proprietary-trading"];
const SUPPLIERS: [&str; 4] = [
    "telecom-line",
    "hardware-vendor",
    "market-data-vendor",
    "mobile-developer",
];

/// What is complained about: title and cause.
const COMPLAINTS: [(&str, &str); 5] = [
    ("Waited too long for an answer", "slow"),
    ("Nobody said when it would work again", "information"),
    ("Was sent from one to the next", "handover"),
    ("The same fault for the third time", "defect"),
    ("Was spoken to rudely", "manner"),
];
/// Marks of an ordinary service, of one that disappointed, and of one that made its customers angry.
const CONTENT: [(i64, u32); 5] = [(5, 46), (4, 38), (3, 9), (2, 3), (1, 1)];
const DISAPPOINTED: [(i64, u32); 5] = [(5, 40), (4, 36), (3, 30), (2, 10), (1, 4)];
const ANGRY: [(i64, u32); 5] = [(5, 6), (4, 18), (3, 42), (2, 24), (1, 10)];

/// All of one month.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, TOPIC, index);
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let mood = story.mood(index).slowness;
    let mut messages = Vec::new();
    for number in 1..=dice.about(6.0 * mood) {
        let received = after_work(
            at(first, 0) + dice.between(0, 27 * 24 * 60).minutes(),
            dice.between(1, 200),
        );
        messages.extend(complaint(&mut dice, &code, number, received));
    }
    if matches!(first.month(), 1 | 7) {
        let sent = at(first, 7 * 24 * 60 + 600);
        for (number, customer) in CUSTOMERS.iter().enumerate() {
            let slowness = story.mood(index - 1).slowness;
            messages.extend(survey(
                &mut dice,
                &format!("SRV{code}{number}"),
                customer,
                sent,
                slowness,
            ));
        }
        messages.extend(satisfaction_review(&code, sent));
        for supplier in SUPPLIERS {
            messages.extend(evaluation(
                &mut dice,
                format!("SUP{code}-{supplier}"),
                supplier,
                first,
            ));
        }
    }
    messages
}

/// Most are answered within three working days; some come again, some go up the line, and one in twenty nobody answers.
fn complaint(dice: &mut Dice, code: &str, number: i64, received: Timestamp) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "complaint.v1", "/itsm", format!("CMP{code}{number:02}"));
    let (title, cause) = *dice.weighted(&COMPLAINTS.map(|one| (one, if one.1 == "slow" { 5 } else { 2 })));
    record.set(json!({
        "service": dice.weighted(&SERVICES), "customer": dice.one_of(&CUSTOMERS), "channel": dice.one_of(&["phone", "email"]),
        "category": "opinion", "title": title, "received_at": stamp(received),
    }));
    if number > 1 && dice.chance(0.15) {
        record.set(json!({"repeat_of": format!("CMP{code}{:02}", number - 1)}));
    }
    record.step(
        received,
        json!({"state": "new", "assignment_group": "service-desk"}),
    );
    if dice.chance(0.05) {
        return record.messages();
    }
    let confirmed = after_work(received, dice.minutes(120.0));
    record.step(confirmed, json!({"acknowledged_at": stamp(confirmed)}));
    let answered = after_work(confirmed, dice.minutes(600.0));
    record.step(
        answered,
        json!({"state": "in-progress", "answered_at": stamp(answered)}),
    );
    let resolved = after_work(answered, dice.minutes(1500.0));
    let upheld = dice.chance(0.6);
    let mut verdict = json!({"state": "resolved", "resolved_at": stamp(resolved), "decided_at": stamp(resolved), "upheld": upheld,
                             "cause": cause});
    let follows = upheld && dice.chance(0.5);
    let action_number = format!("ACT{code}C{number:02}");
    if follows {
        verdict["actions"] = json!([action_number]);
    }
    record.step(resolved, verdict);
    if dice.chance(0.1) {
        record.step(
            resolved + 26.hours(),
            json!({"escalated_at": stamp(resolved + 26.hours())}),
        );
    }
    let mut messages = record.messages();
    if follows {
        messages.extend(action(dice, action_number, title, resolved));
    }
    messages
}

/// What an upheld complaint leads to: done within weeks or late, and checked after it.
fn action(dice: &mut Dice, subject: String, title: &str, decided: Timestamp) -> Vec<Message> {
    let mut record = Record::new("governance", "action.v1", "/service-report", subject);
    record.set(json!({"kind": "corrective", "title": format!("So that it does not come again: {title}"), "owner": "service-desk-lead",
                      "due_at": stamp(decided + 336.hours())}));
    record.step(decided, json!({}));
    let closed = after_work(decided, dice.minutes(4000.0));
    record.step(closed, json!({"closed_at": stamp(closed)}));
    let verified = after_work(closed, 9 * 540);
    record.step(
        verified,
        json!({"verified_at": stamp(verified), "verified_by": "process-owner", "effective": dice.chance(0.8)}),
    );
    record.messages()
}

fn survey(dice: &mut Dice, subject: &str, customer: &str, sent: Timestamp, slowness: f64) -> Vec<Message> {
    let asked = dice.between(60, 140);
    let fields = json!({"title": "Half-yearly survey", "customer": customer, "audience": "customer", "sent": asked, "sent_at": stamp(sent),
                        "closes_at": stamp(sent + 336.hours()), "scale_min": 1, "scale_max": 5});
    let mut messages = Record::once(TOPIC, "survey.v1", "/survey", subject.to_owned(), sent, fields);
    for number in 1..=asked * dice.between(35, 70) / 100 {
        let service = *dice.weighted(&SERVICES);
        let score = *dice.weighted(marks(service, slowness));
        let answered = after_work(
            sent + dice.between(60, 13 * 24 * 60).minutes(),
            dice.between(1, 60),
        );
        let answer = json!({"survey": subject, "customer": customer, "service": service, "score": score,
                            "scale_min": 1, "scale_max": 5, "answered_at": stamp(answered), "recommend": recommend(dice, score),
                            "themes": themes(dice, score)});
        messages.extend(Record::once(
            TOPIC,
            "survey_answer.v1",
            "/survey",
            format!("{subject}-A{number:03}"),
            answered,
            answer,
        ));
    }
    messages
}

/// After the bad months sub-brokerage is angry about its line and securities is disappointed; futures never is content,
/// whatever its figures say.
fn marks(service: &str, slowness: f64) -> &'static [(i64, u32)] {
    let troubled = slowness > 1.3;
    match service.split('.').next() {
        Some("sub-brokerage") if troubled => &ANGRY,
        Some("securities") if troubled => &DISAPPOINTED,
        Some("futures") => &DISAPPOINTED,
        _ => &CONTENT,
    }
}

fn recommend(dice: &mut Dice, score: i64) -> i64 {
    (score * 2 + dice.between(-1, 1)).clamp(0, 10)
}

/// Who is not content speaks of how long it takes and of what nobody told them.
fn themes(dice: &mut Dice, score: i64) -> Vec<&'static str> {
    let themes = if score <= 3 {
        [
            ("speed", 6),
            ("information", 4),
            ("stability", 4),
            ("knowledge", 1),
            ("friendliness", 1),
        ]
    } else {
        [
            ("speed", 2),
            ("information", 1),
            ("stability", 3),
            ("knowledge", 4),
            ("friendliness", 5),
        ]
    };
    vec![*dice.weighted(&themes)]
}

/// The written review that sub-brokerage's marks ask for.
fn satisfaction_review(code: &str, sent: Timestamp) -> Vec<Message> {
    let held = after_work(sent, 25 * 540);
    let review = json!({"kind": "satisfaction", "title": "Why sub-brokerage is not satisfied", "service": "sub-brokerage",
                        "due_at": stamp(sent + 1000.hours()), "held_at": stamp(held), "chair": "service-level-manager",
                        "decisions": [{"decision": "A second line to New York", "owner": "network-lead", "due_at": stamp(held + 2000.hours())}]});
    Record::once(
        "governance",
        "review.v1",
        "/service-report",
        format!("RVW{code}S1"),
        held,
        review,
    )
}

fn evaluation(dice: &mut Dice, subject: String, supplier: &str, first: jiff::civil::Date) -> Vec<Message> {
    let score = dice.between(26, 48) as f64 / 10.0;
    let told = at(first, 14 * 24 * 60 + 600);
    let mut fields = json!({"supplier": supplier, "begins_at": stamp(at(month_start(first, -6), 0)), "ends_at": stamp(at(first, 0)),
                            "score": score, "scale_min": 1, "scale_max": 5, "targets_measured": 6, "targets_met": dice.between(4, 6),
                            "evaluated_by": "supplier-manager"});
    if score <= 3.0 {
        fields["written_review"] = json!("Two escalations were answered late; a plan is agreed");
    }
    Record::once(
        TOPIC,
        "supplier_evaluation.v1",
        "/procurement",
        subject,
        told,
        fields,
    )
}
