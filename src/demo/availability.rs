//! Outages, maintenance, what monitors saw, capacity, and continuity drills.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, month_start, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::SERVICES;
use super::story::Story;

const TOPIC: &str = "availability";
const MONITOR: &str = "/monitoring";

/// All of one month.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, TOPIC, index);
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let (begins, ends) = (at(first, 0), at(month_start(first, 1), 0));
    let mut messages = Vec::new();
    for number in 1..=dice.about(7.0 * story.mood(index).slowness) {
        let start = begins + dice.between(0, 27 * 24 * 60).minutes();
        messages.extend(outage(&mut dice, format!("OUT{code}{number:02}"), start));
    }
    for number in 1..=dice.about(9.0) {
        let start = at(first.saturating_add(dice.between(0, 27).days()), 22 * 60);
        messages.extend(maintenance(&mut dice, &format!("{code}{number:02}"), start));
    }
    for (service, _) in SERVICES {
        let blind = index == story.bad() && service == "support-operations.internal-network";
        messages.extend(coverage(&mut dice, &code, service, begins, ends, blind));
        messages.extend(capacity(&mut dice, &code, service, index, ends));
    }
    for (months, service) in [
        ([5, 11], "securities.trade-execution"),
        ([4, 10], "futures.settlement"),
    ] {
        if months.contains(&first.month()) {
            let begins = at(first, 12 * 24 * 60 + 9 * 60);
            messages.extend(drill(&mut dice, format!("DRL{code}"), service, begins));
        }
    }
    if index == story.bad() {
        messages.extend(over_month_end(&code, ends));
    }
    messages
}

fn outage(dice: &mut Dice, subject: String, begins: Timestamp) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "outage.v1", MONITOR, subject);
    let planned = dice.chance(0.1);
    let service = *dice.weighted(&SERVICES);
    record.set(json!({
        "service": service, "component": dice.one_of(&["gateway", "database", "web", "line-1", "line-2"]),
        "begins_at": stamp(begins), "title": "No answer", "planned": planned,
        "kind": dice.weighted(&[("interruption", 4), ("degradation", 1)]), "grade": dice.weighted(&[("D", 2), ("E", 5), ("F", 2)]),
        "detected_by": "monitor", "detected_at": stamp(begins + 90.seconds()),
    }));
    record.step(begins + 90.seconds(), json!({}));
    let ends = begins + dice.minutes(22.0).minutes() + dice.between(0, 59).seconds();
    record.step(
        ends,
        json!({"ends_at": stamp(ends), "cause": dice.one_of(&["capacity", "change", "supplier", "defect"]),
               "affected_users": users(service)}),
    );
    record.messages()
}

/// So many people use a service; trading has most.
fn users(service: &str) -> u32 {
    match service.split_once('.') {
        Some((_, "trade-execution")) => 4200,
        Some(("support-operations", _)) => 640,
        _ => 900,
    }
}

/// Windows of two hours; one in five overruns, and one in eight is entered after the work began.
fn maintenance(dice: &mut Dice, code: &str, begins: Timestamp) -> Vec<Message> {
    let ends = begins + 120.minutes();
    let late = dice.chance(0.125);
    let entered = if late {
        begins + dice.between(20, 90).minutes()
    } else {
        begins - (24 * dice.between(2, 12)).hours()
    };
    let service = *dice.weighted(&SERVICES);
    let mut record = Record::new(TOPIC, "maintenance.v1", "/itsm", format!("MNT{code}"));
    record.set(json!({"service": service, "component": "database", "title": "Patches", "begins_at": stamp(begins), "ends_at": stamp(ends)}));
    if !late {
        record.set(json!({"approved_at": stamp(entered), "approved_by": "change-board", "announced_at": stamp(entered)}));
    }
    record.step(entered, json!({}));
    let actual = begins
        + if dice.chance(0.2) {
            dice.between(125, 200)
        } else {
            dice.between(40, 118)
        }
        .minutes();
    record.step(
        actual.max(entered + 1.minutes()),
        json!({"actual_begins_at": stamp(begins + 4.minutes()), "actual_ends_at": stamp(actual)}),
    );
    let down = json!({"service": service, "component": "database", "begins_at": stamp(begins + 4.minutes()), "ends_at": stamp(actual),
                      "planned": true, "kind": "interruption", "maintenance": format!("MNT{code}")});
    let mut messages = record.messages();
    messages.extend(Record::once(
        TOPIC,
        "outage.v1",
        MONITOR,
        format!("OUM{code}"),
        actual,
        down,
    ));
    messages
}

/// Monitors watch all month, less the stretches in which they did not answer themselves.
fn coverage(
    dice: &mut Dice,
    code: &str,
    service: &str,
    begins: Timestamp,
    ends: Timestamp,
    blind: bool,
) -> Vec<Message> {
    let mut gaps = Vec::new();
    if dice.chance(0.08) {
        let from = begins + dice.between(0, 26 * 24 * 60).minutes();
        gaps.push(json!({"begins_at": stamp(from), "ends_at": stamp(from + dice.between(20, 560).minutes()), "reason": "monitor restarted"}));
    }
    if blind {
        let from = begins + (9 * 24).hours();
        gaps.push(
            json!({"begins_at": stamp(from), "ends_at": stamp(from + 30.hours()), "reason": "monitor moved"}),
        );
    }
    let watched = json!({"service": service, "monitor": "probe-1", "begins_at": stamp(begins), "ends_at": stamp(ends), "gaps": gaps});
    let told = ends - 1.milliseconds();
    Record::once(
        TOPIC,
        "monitor_coverage.v1",
        MONITOR,
        format!("COV{code}-{service}"),
        told,
        watched,
    )
}

fn capacity(dice: &mut Dice, code: &str, service: &str, index: i64, ends: Timestamp) -> Vec<Message> {
    let level = (30 + dice.between(0, 25) + index * 2).min(96);
    let transactions = dice.between(20_000, 900_000);
    let sample = json!({
        "service": service, "resource": "processor", "unit": "%", "level": level, "peak": (level + 20).min(100), "limit": 100,
        "warning_threshold": 75, "critical_threshold": 90, "transactions": transactions,
        "transactions_within_target": transactions - dice.between(0, transactions / 50),
        "response_target_ms": 800, "response_sum_ms": transactions * dice.between(120, 500),
    });
    Record::once(
        TOPIC,
        "capacity_sample.v1",
        MONITOR,
        format!("CAP{code}-{service}"),
        ends - 2.minutes(),
        sample,
    )
}

/// Announced seven weeks before; due a fortnight after it is held.
fn drill(dice: &mut Dice, subject: String, service: &str, begins: Timestamp) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "continuity_drill.v1", "/continuity", subject);
    let due = begins + 360.hours();
    record.set(
        json!({"service": service, "plan": "second-site", "due_at": stamp(due), "method": "switch-over",
                      "rto_seconds": 7200, "rpo_seconds": 300, "objectives": 8}),
    );
    record.step(begins - 1176.hours(), json!({}));
    let ends = begins + 5.hours();
    record.step(ends, json!({"begins_at": stamp(begins), "ends_at": stamp(ends), "recovery_seconds": dice.between(3000, 7900),
                             "data_loss_seconds": dice.between(0, 280), "objectives_met": dice.between(6, 8)}));
    let reviewed = after_work(ends, 2000);
    record.step(
        reviewed,
        json!({"reviewed_at": stamp(reviewed), "lessons": ["Telephone list was out of date"]}),
    );
    record.messages()
}

/// A line that goes down ten minutes before eleven at night and comes back when it is another month.
fn over_month_end(code: &str, month_ends: Timestamp) -> Vec<Message> {
    let mut record = Record::new(TOPIC, "outage.v1", MONITOR, format!("OUT{code}98"));
    let begins = month_ends - 70.minutes();
    record.set(json!({"service": "sub-brokerage.trade-execution", "component": "line-1", "title": "Line to New York is down",
                      "begins_at": stamp(begins), "kind": "interruption", "grade": "C", "detected_by": "monitor",
                      "detected_at": stamp(begins + 1.minutes()), "supplier": "telecom-line"}));
    record.step(begins + 1.minutes(), json!({}));
    let ends = month_ends + 145.minutes();
    record.step(
        ends,
        json!({"ends_at": stamp(ends), "cause": "supplier", "affected_users": 310}),
    );
    record.messages()
}
