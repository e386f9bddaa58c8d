//! Exclusions: what service level managers enter when a known limit kept a ticket from being resolved.
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::days::{after_work, stamp};
use super::dice::Dice;
use super::message::{Message, Record};

/// One resolved ticket in eight that a supplier was concerned with gets an entry; not every one is approved, some are
/// approved only in the next month, and a few name a rule that no agreement has.
pub fn of(
    dice: &mut Dice,
    subject: &str,
    supplier: &str,
    started: Timestamp,
    resolved: Timestamp,
) -> Vec<Message> {
    if supplier.is_empty() || !dice.chance(0.12) {
        return Vec::new();
    }
    let rule = match supplier {
        "telecom-line" => "telecom-lines",
        "market-data-vendor" => "exchanges-and-regulators",
        _ if dice.chance(0.1) => "bad-weather",
        _ => "outsourcers",
    };
    let half = SignedDuration::from_millis((resolved.as_millisecond() - started.as_millisecond()) / 2);
    let mut record = Record::new(
        "governance",
        "exclusion.v1",
        "/service-report",
        format!("EXC-{subject}"),
    );
    record.set(json!({
        "record_type": "incident", "record": subject, "rule": rule, "begins_at": stamp(started),
        "ends_at": stamp(started + half), "entered_by": "service-level-manager",
        "reason": "Nothing could be done before the supplier was back",
    }));
    let entered = after_work(resolved, dice.between(30, 900));
    record.step(entered, json!({}));
    if dice.chance(0.75) {
        let approved = after_work(entered, dice.between(60, 2500));
        let by = json!({"approved_by": "head-of-operations", "approved_at": stamp(approved)});
        record.step(approved, by);
        if dice.chance(0.08) {
            record.step(after_work(approved, 500), json!({"withdrawn": true}));
        }
    }
    record.messages()
}
