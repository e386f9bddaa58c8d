//! Incidents: opened, acknowledged, assigned, worked on, waiting, resolved, closed, sometimes reopened.
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, is_working_day, stamp};
use super::dice::Dice;
use super::exclusion;
use super::message::{Message, Record};
use super::organisation::{CHANNELS, PRIORITIES, SERVICES, Trouble, grades, troubles};
use super::story::{Mood, Story};

const SOURCE: &str = "/itsm";

/// All incidents that are opened in one month, with all their later events.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "incident", index);
    let mut excluding = Dice::new(story.seed, "exclusion", index);
    let mood = story.mood(index);
    let first = story.month(index);
    let mut messages = Vec::new();
    let mut number = 0;
    for day in first
        .series(1.day())
        .take_while(|day| day.month() == first.month())
    {
        let expected = if is_working_day(day) { 33.0 } else { 3.5 };
        for _ in 0..dice.about(expected * mood.volume) {
            number += 1;
            let subject = format!("INC{:02}{:02}{number:04}", first.year() % 100, first.month());
            let opened = at(day, opening_minute(&mut dice, day)) + dice.between(0, 59_999).milliseconds();
            let ticket = Ticket::thrown(&mut dice, subject, opened);
            messages.extend(ticket.live(&mut dice, &mut excluding, mood));
        }
    }
    messages
}

/// People call in the morning, after lunch and little at night; market open is the peak.
fn opening_minute(dice: &mut Dice, day: Date) -> i64 {
    const HOURS: [(i64, u32); 24] = [
        (0, 2),
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
        (5, 1),
        (6, 2),
        (7, 6),
        (8, 40),
        (9, 95),
        (10, 70),
        (11, 52),
        (12, 26),
        (13, 58),
        (14, 60),
        (15, 48),
        (16, 38),
        (17, 24),
        (18, 10),
        (19, 7),
        (20, 5),
        (21, 4),
        (22, 3),
        (23, 2),
    ];
    let hour = if is_working_day(day) {
        *dice.weighted(&HOURS)
    } else {
        dice.between(7, 22)
    };
    hour * 60 + dice.between(0, 59)
}

/// One ticket before its life begins.
struct Ticket {
    subject: String,
    record: Record,
    service: &'static str,
    channel: &'static str,
    priority: &'static str,
    trouble: &'static Trouble,
    opened: Timestamp,
}

impl Ticket {
    fn thrown(dice: &mut Dice, subject: String, opened: Timestamp) -> Self {
        let service = *dice.weighted(&SERVICES);
        let channel = *dice.weighted(&CHANNELS);
        let priority = *dice.weighted(&PRIORITIES);
        let trouble = dice.one_of(troubles(service));
        let mut record = Record::new("incident", "incident.v1", SOURCE, subject.clone());
        record.set(json!({
            "title": trouble.title,
            "service": service,
            "category": trouble.category,
            "channel": channel,
            "priority": priority,
            "grade": dice.weighted(grades(priority)),
            "affected_users": dice.between(1, if priority == "critical" { 900 } else { 12 }),
            "opened_at": stamp(opened),
        }));
        Self {
            subject,
            record,
            service,
            channel,
            priority,
            trouble,
            opened,
        }
    }

    fn live(mut self, dice: &mut Dice, excluding: &mut Dice, mood: Mood) -> Vec<Message> {
        let desk = (self.channel != "monitoring").then_some("service-desk");
        self.record
            .step(self.opened, json!({"state": "new", "assignment_group": desk}));
        if matches!(self.channel, "email" | "portal") {
            let answered = self.opened + dice.between(2, 40).seconds();
            self.record.step(
                answered,
                json!({"response": {"at": stamp(answered), "by": "automatic"}}),
            );
        }
        if dice.chance(0.012) {
            let withdrawn = self.opened + dice.between(5, 300).minutes();
            self.record.step(withdrawn, json!({"state": "cancelled"}));
            return self.record.messages();
        }
        let started = self.begin(dice, mood);
        let resumed = self.wait(dice, started);
        let resolved = self.resolve(dice, mood, resumed);
        self.finish(dice, mood, resolved);
        let supplier = self.trouble.supplier;
        let mut messages = exclusion::of(excluding, &self.subject, supplier, started, resolved);
        messages.extend(self.record.messages());
        messages
    }

    /// First answer by a person, and the hand-over to the group that knows.
    fn begin(&mut self, dice: &mut Dice, mood: Mood) -> Timestamp {
        let typical = self.pace()
            * match self.priority {
                "critical" => 4.0,
                "high" => 7.0,
                "moderate" => 25.0,
                _ => 55.0,
            };
        let response = self.worked(self.opened, dice.minutes(typical * mood.slowness));
        let answer = json!({
            "state": "assigned",
            "assignment_group": self.trouble.group,
            "response": {"at": stamp(response), "by": "person"},
        });
        self.record.step(response, answer);
        let started = self.worked(response, dice.minutes(typical));
        self.record.step(
            started,
            json!({"state": "in-progress", "assigned_to": person(dice)}),
        );
        if dice.chance(0.05) {
            let raised = dice.chance(0.35);
            let priority = match (self.priority, raised) {
                ("moderate", true) => "high",
                ("low", _) | ("high", false) => "moderate",
                ("critical", _) | ("high", true) => self.priority,
                _ => "low",
            };
            let moved = self.worked(started, dice.between(3, 90));
            self.record.step(moved, json!({"priority": priority}));
            return moved;
        }
        started
    }

    /// One ticket in four waits for somebody once, and seldom twice.
    fn wait(&mut self, dice: &mut Dice, started: Timestamp) -> Timestamp {
        let mut now = started;
        for probability in [0.25, 0.05] {
            if !dice.chance(probability) {
                break;
            }
            let supplied = !self.trouble.supplier.is_empty() && dice.chance(0.6);
            let (state, hours) = match dice.between(0, 9) {
                _ if supplied => ("awaiting-supplier", 9.0),
                0..=5 => ("awaiting-customer", 7.0),
                6..=7 => ("awaiting-evidence", 5.0),
                8 => ("awaiting-change", 16.0),
                _ => ("awaiting-problem", 20.0),
            };
            let since = self.worked(now, dice.minutes(25.0));
            let helper = supplied.then(|| support_group(self.trouble.supplier));
            let supplier = supplied.then_some(self.trouble.supplier);
            let group = helper.unwrap_or(self.trouble.group);
            self.record.step(
                since,
                json!({"state": state, "supplier": supplier, "assignment_group": group}),
            );
            now = after_work(since, dice.minutes(hours * 60.0));
            let back =
                json!({"state": "in-progress", "supplier": null, "assignment_group": self.trouble.group});
            self.record.step(now, back);
            if dice.chance(0.2) {
                now = self.worked(now, dice.between(1, 30));
                let group = *dice.one_of(&[
                    "operations-2",
                    "operations-4",
                    "network-development",
                    "financial-systems",
                ]);
                self.record.step(
                    now,
                    json!({"assignment_group": group, "assigned_to": person(dice)}),
                );
            }
        }
        now
    }

    fn resolve(&mut self, dice: &mut Dice, mood: Mood, resumed: Timestamp) -> Timestamp {
        let typical = match self.priority {
            "critical" => 55.0 * self.pace(),
            "high" => 120.0 * self.pace(),
            "moderate" => 200.0 * self.care(),
            _ => 370.0 * self.care(),
        };
        let resolved = self.worked(resumed, dice.minutes(typical * mood.slowness));
        let code = *dice.one_of(&["fixed", "workaround", "explained", "restarted", "data-corrected"]);
        self.record.step(
            resolved,
            json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": code}),
        );
        resolved
    }

    /// Closed after three working days, or reopened before, and then resolved again.
    fn finish(&mut self, dice: &mut Dice, mood: Mood, resolved: Timestamp) {
        let mut resolved = resolved;
        if dice.chance(0.035 * mood.slowness) {
            let reopened = after_work(resolved, dice.between(30, 1500));
            let back =
                json!({"state": "in-progress", "reopen_count": 1, "resolved_at": null, "close_code": null});
            self.record.step(reopened, back);
            resolved = self.resolve(dice, mood, reopened);
        }
        let closed = after_work(resolved, 3 * 9 * 60);
        self.record
            .step(closed, json!({"state": "closed", "closed_at": stamp(closed)}));
    }

    /// Whoever looks after trading is quicker: its agreements promise more.
    fn pace(&self) -> f64 {
        if self.service.ends_with("trade-execution") {
            0.27
        } else {
            1.0
        }
    }

    /// Longer work on trading is planned around its hours, and not spread over the week.
    fn care(&self) -> f64 {
        if self.service.ends_with("trade-execution") {
            0.6
        } else {
            1.0
        }
    }

    /// Severe trouble of trading is worked on at once and through; the rest in office hours.
    fn worked(&self, from: Timestamp, minutes: i64) -> Timestamp {
        let severe = matches!(self.priority, "critical" | "high") && !self.service.starts_with("support");
        let at_night = matches!(
            self.service,
            "sub-brokerage.trade-execution" | "futures.trade-execution"
        );
        let urgent = severe || (at_night && self.priority == "moderate");
        if urgent {
            from + minutes.minutes()
        } else {
            after_work(from, minutes)
        }
    }
}

/// The group of a supplier's own people.
fn support_group(supplier: &str) -> &'static str {
    match supplier {
        "telecom-line" => "telecom-line-support",
        "market-data-vendor" => "market-data-support",
        "mobile-developer" => "mobile-developer-support",
        _ => "hardware-support",
    }
}

fn person(dice: &mut Dice) -> String {
    format!("engineer-{:02}", dice.between(1, 60))
}
