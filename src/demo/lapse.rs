//! What rules and signs are to find: tickets that come too close to their deadline, a problem without priority, a feed
//! that falls silent.
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::days::{after_work, at, month_start, stamp};
use super::message::{Message, Record};
use super::story::Story;

const SERVICE: &str = "support-operations.workplace-equipment";

/// All of one month: one ticket for each sign, one problem, and what the probe said every morning.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let in_progress = json!({"state": "in-progress"});
    let resolved = json!({"state": "resolved"});
    // Four hours are promised: 222 minutes are in the last tenth.
    let lives: [&[(i64, Value)]; 4] = [
        &[
            (222, json!({"state": "awaiting-customer"})),
            (900, in_progress.clone()),
            (905, resolved.clone()),
        ],
        &[(226, json!({"priority": "high"})), (420, resolved.clone())],
        &[(231, json!({"state": "cancelled"}))],
        &[(235, resolved.clone()), (700, in_progress), (730, resolved)],
    ];
    let mut messages: Vec<Message> = lives
        .iter()
        .zip(0..)
        .flat_map(|(life, number)| ticket(&format!("INC{code}80{number:02}"), first, 3 + number * 5, life))
        .collect();
    messages.extend(problem(&code, first));
    messages.extend(probe(&code, first, index == story.bad() + 1));
    messages
}

/// A critical incident of the morning, with its later steps by minutes of office work.
fn ticket(subject: &str, first: Date, day: i64, life: &[(i64, Value)]) -> Vec<Message> {
    let opened = after_work(at(first.saturating_add(day.days()), 8 * 60 + 30), 10);
    let mut record = Record::new("incident", "incident.v1", "/itsm", subject.to_owned());
    record.set(json!({"title": "Screens stay dark after the update", "service": SERVICE, "priority": "critical", "grade": "F",
                      "channel": "phone", "category": "hardware", "opened_at": stamp(opened), "assignment_group": "operations-1"}));
    record.step(opened, json!({"state": "new"}));
    let answered = after_work(opened, 6);
    record.step(
        answered,
        json!({"state": "in-progress", "response": {"at": stamp(answered), "by": "person"}}),
    );
    for (minutes, fields) in life {
        record.step(after_work(opened, *minutes), fields.clone());
    }
    record.messages()
}

/// Nobody says for forty days how urgent it is.
fn problem(code: &str, first: Date) -> Vec<Message> {
    let opened = after_work(at(first.saturating_add(8.days()), 600), 15);
    let mut record = Record::new("incident", "problem.v1", "/itsm", format!("PRB{code}801"));
    record.set(
        json!({"title": "Repeated: screens stay dark", "service": SERVICE, "origin": "reactive",
                      "assignment_group": "operations-1", "opened_at": stamp(opened)}),
    );
    record.step(opened, json!({"state": "new"}));
    record.step(
        opened + 960.hours(),
        json!({"state": "in-progress", "priority": "next", "known_error": true, "known_error_at": stamp(opened + 960.hours())}),
    );
    record.step(opened + 2400.hours(), json!({"state": "resolved"}));
    record.messages()
}

/// The probe's morning sample; in the month after the bad one it is down for five days and nobody notices.
fn probe(code: &str, first: Date, down: bool) -> Vec<Message> {
    let days = first
        .series(1.day())
        .take_while(|day| *day < month_start(first, 1));
    let silent = |day: &Date| down && (11..=15).contains(&day.day());
    days.filter(|day| !silent(day))
        .flat_map(|day| {
            let sample = json!({"service": "support-operations.internal-network", "resource": "link", "unit": "%",
                                "level": 31 + i64::from(day.day()) % 7, "limit": 100});
            let subject = format!("PRO{code}{:02}", day.day());
            Record::once(
                "availability",
                "capacity_sample.v1",
                "/probe",
                subject,
                at(day, 7 * 60),
                sample,
            )
        })
        .collect()
}
