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
        messages.extend(complaint(&mut dice, format!("CMP{code}{number:02}"), received));
    }
    if matches!(first.month(), 1 | 7) {
        for (number, customer) in CUSTOMERS.iter().enumerate() {
            let sent = at(first, 7 * 24 * 60 + 600);
            messages.extend(survey(
                &mut dice,
                &format!("SRV{code}{number}"),
                customer,
                sent,
                story.mood(index - 1).slowness,
            ));
        }
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

/// Most are answered within three working days; every fifth month one comes back.
fn complaint(dice: &mut Dice, subject: String, received: Timestamp) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "complaint.v1", "/itsm", subject);
    record.set(json!({
        "service": dice.weighted(&SERVICES), "customer": dice.one_of(&CUSTOMERS), "channel": dice.one_of(&["phone", "email"]),
        "category": "opinion", "title": "Waited too long", "received_at": stamp(received),
    }));
    record.step(
        received,
        json!({"state": "new", "assignment_group": "service-desk"}),
    );
    let answered = after_work(received, dice.minutes(700.0));
    record.step(
        answered,
        json!({"state": "in-progress", "answered_at": stamp(answered)}),
    );
    let resolved = after_work(answered, dice.minutes(900.0));
    let verdict = json!({"state": "resolved", "resolved_at": stamp(resolved), "decided_at": stamp(resolved), "upheld": dice.chance(0.6),
                         "cause": dice.one_of(&["slow", "unclear", "unfriendly", "defect"])});
    record.step(resolved, verdict);
    if dice.chance(0.1) {
        record.step(
            resolved + 26.hours(),
            json!({"escalated_at": stamp(resolved + 26.hours())}),
        );
    }
    record.messages()
}

fn survey(dice: &mut Dice, subject: &str, customer: &str, sent: Timestamp, slowness: f64) -> Vec<Message> {
    let asked = dice.between(60, 140);
    let fields = json!({"title": "Half-yearly survey", "customer": customer, "audience": "customer", "sent": asked, "sent_at": stamp(sent),
                        "closes_at": stamp(sent + 336.hours()), "scale_min": 1, "scale_max": 5});
    let mut messages = Record::once(TOPIC, "survey.v1", "/survey", subject.to_owned(), sent, fields);
    for number in 1..=asked * dice.between(35, 70) / 100 {
        let gloom = if slowness > 1.3 { 3 } else { 1 };
        let score = *dice.weighted(&[(5, 30), (4, 40), (3, 18 * gloom), (2, 6 * gloom), (1, 2 * gloom)]);
        let answered = after_work(
            sent + dice.between(60, 13 * 24 * 60).minutes(),
            dice.between(1, 60),
        );
        let answer = json!({"survey": subject, "customer": customer, "service": dice.weighted(&SERVICES), "score": score,
                            "scale_min": 1, "scale_max": 5, "answered_at": stamp(answered),
                            "themes": [dice.one_of(&["speed", "friendliness", "knowledge", "stability", "information"])]});
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
