//! Changes from request to review, and the daily comparison of configuration records with what is there.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::{SERVICES, troubles};
use super::story::Story;

const CLASSES: [&str; 12] = [
    "server",
    "network",
    "storage",
    "database",
    "middleware",
    "application",
    "workplace",
    "telecom-line",
    "security",
    "document",
    "licence",
    "facility",
];

/// All changes and configuration records of one month.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "change", index);
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let mut messages = Vec::new();
    for number in 1..=dice.about(78.0) {
        let requested = after_work(
            at(first, 0) + dice.between(0, 27 * 24 * 60).minutes(),
            dice.between(1, 240),
        );
        messages.extend(change(&mut dice, format!("CHG{code}{number:04}"), requested));
    }
    for number in 1..=dice.about(5.0) {
        let found = at(first.saturating_add(dice.between(0, 26).days()), 6 * 60 + 10);
        messages.extend(deviation(&mut dice, format!("DEV{code}{number:02}"), found));
    }
    if matches!(first.month(), 3 | 9) {
        for (number, class) in CLASSES.iter().enumerate() {
            messages.extend(audit(
                &mut dice,
                format!("CA{code}{number:02}"),
                class,
                at(first, 15 * 24 * 60),
            ));
        }
    }
    messages
}

fn change(dice: &mut Dice, subject: String, requested: Timestamp) -> Vec<Message> {
    let service = *dice.weighted(&SERVICES);
    let class = *dice.weighted(&[("standard", 45), ("minor", 40), ("major", 5), ("emergency", 10)]);
    let trouble = dice.one_of(troubles(service));
    let mut record = Record::new("change", "change.v1", "/itsm", subject);
    record.set(json!({
        "title": format!("Change so that this ends: {}", trouble.title),
        "service": service,
        "class": class,
        "category": dice.one_of(&["function", "law", "infrastructure", "data", "permission"]),
        "assignment_group": trouble.group,
        "requested_at": stamp(requested),
        "risk": dice.one_of(&["low", "low", "moderate", "high"]),
    }));
    record.step(requested, json!({"state": "new"}));
    let pace = if class == "emergency" { 0.02 } else { 1.0 };
    let approved = after_work(requested, dice.minutes(900.0 * pace));
    // One in fifty is carried out although nobody approved it: a nonconformity to be found.
    if !dice.chance(0.02) {
        record.step(
            approved,
            json!({"state": "assigned", "approved_at": stamp(approved), "approved_by": "change-board"}),
        );
    }
    let planned =
        after_work(approved, dice.minutes(2400.0 * pace)) + if class == "emergency" { 0 } else { 6 }.hours();
    let (starts, ends) = (planned, planned + 120.minutes());
    record.step(
        approved + 5.minutes(),
        json!({"planned_start_at": stamp(starts), "planned_end_at": stamp(ends), "due_at": stamp(ends + 72.hours())}),
    );
    let done = starts + dice.minutes(70.0).min(2000).minutes();
    let outcome = *dice.weighted(&[("successful", 94), ("failed", 3), ("backed_out", 3)]);
    record.step(
        done,
        json!({"state": "resolved", "outcome": outcome, "implemented_start_at": stamp(starts), "implemented_end_at": stamp(done)}),
    );
    if outcome != "successful" {
        record.set(json!({"failure_reason": "The test environment differs from the real one"}));
    }
    let reviewed = after_work(done, dice.minutes(1200.0));
    record.step(
        reviewed,
        json!({"state": "closed", "reviewed_at": stamp(reviewed), "closed_at": stamp(reviewed)}),
    );
    record.messages()
}

fn deviation(dice: &mut Dice, subject: String, found: Timestamp) -> Vec<Message> {
    let mut record = Record::new("change", "configuration_deviation.v1", "/cmdb", subject);
    record.step(
        found,
        json!({"configuration_item": format!("server-{:03}", dice.between(1, 240)), "class": "server", "service": dice.weighted(&SERVICES),
               "attribute": "memory", "recorded": "64 GB", "found": "128 GB", "found_by": "daily-comparison", "found_at": stamp(found)}),
    );
    let corrected = after_work(found, dice.minutes(700.0));
    record.step(corrected, json!({"corrected_at": stamp(corrected)}));
    record.messages()
}

fn audit(dice: &mut Dice, subject: String, class: &str, due: Timestamp) -> Vec<Message> {
    let items = dice.between(40, 400);
    let audited = due - (24 * dice.between(-4, 9)).hours();
    let correct = items - dice.between(0, items / 30);
    let fields = json!({
        "class": class, "due_at": stamp(due), "audited_at": stamp(audited), "audited_by": "configuration-manager",
        "items_due": items, "items_audited": items, "items_correct": correct,
        "attributes_mandatory": items * 12, "attributes_filled": items * 12 - dice.between(0, items / 4),
    });
    Record::once(
        "change",
        "configuration_audit.v1",
        "/cmdb",
        subject,
        audited,
        fields,
    )
}
