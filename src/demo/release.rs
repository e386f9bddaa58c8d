//! Releases, normal and emergency, and the deployment of new or changed services.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, is_working_day, stamp};
use super::dice::Dice;
use super::message::{Message, Record};
use super::organisation::SERVICES;
use super::story::Story;

/// All releases of one month; in the bad month also the one that went wrong.
pub fn month(story: &Story, index: i64) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "release", index);
    let first = story.month(index);
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let mut messages = Vec::new();
    for number in 1..=dice.about(17.0) {
        let day = first.saturating_add(dice.between(0, 27).days());
        if is_working_day(day) {
            let starts = at(day, dice.between(18 * 60, 21 * 60));
            messages.extend(release(&mut dice, format!("REL{code}{number:02}"), starts));
        }
    }
    if index == story.bad() {
        messages.extend(disaster(story));
    }
    if index % 4 == 2 {
        messages.extend(deployment(
            &mut dice,
            format!("DEP{code}01"),
            at(first, 9 * 24 * 60 + 20 * 60),
        ));
    }
    messages
}

/// The subject of the release behind the disaster.
pub fn disaster_subject(story: &Story) -> String {
    let first = story.month(story.bad());
    format!("REL{:02}{:02}99", first.year() % 100, first.month())
}

fn release(dice: &mut Dice, subject: String, starts: Timestamp) -> Vec<Message> {
    let emergency = dice.chance(0.1);
    let tested = !emergency || dice.chance(0.6);
    let (criteria, service) = (dice.between(4, 14), *dice.weighted(&SERVICES));
    let requested = after_work(starts - (24 * dice.between(3, 15)).hours(), 5);
    let mut record = Record::new("release", "release.v1", "/pipeline", subject);
    record.set(json!({
        "title": "Monthly corrections",
        "service": service,
        "kind": if emergency { "emergency" } else { "normal" },
        "version": format!("{}.{}", dice.between(2, 9), dice.between(0, 40)),
        "requested_at": stamp(requested),
        "tested": tested,
        "scheduled": !emergency,
        "acceptance_criteria": criteria,
    }));
    record.step(requested, json!({"state": "new"}));
    let ends = starts + 60.minutes();
    let planned = json!({"state": "assigned", "approved_at": stamp(requested + 3.hours()), "approved_by": "release-manager",
                         "planned_start_at": stamp(starts), "planned_end_at": stamp(ends)});
    record.step(requested + 3.hours(), planned);
    let done = starts + dice.minutes(45.0).min(600).minutes();
    let outcome = *dice.weighted(&[("successful", 95), ("backed_out", 5)]);
    let met = if outcome == "successful" {
        criteria
    } else {
        record.set(json!({"back_out_reason": dice.one_of(&["Batch of the night failed", "Answers came too slowly", "Totals differed"])}));
        criteria - dice.between(1, 3)
    };
    let finished = json!({"state": "resolved", "outcome": outcome, "acceptance_criteria_met": met, "deployed_start_at": stamp(starts),
                          "deployed_end_at": stamp(done), "planned_downtime_seconds": 900, "actual_downtime_seconds": dice.between(300, 1200)});
    record.step(done, finished);
    let reviewed = after_work(done, dice.minutes(900.0));
    record.step(
        reviewed,
        json!({"state": "closed", "reviewed_at": stamp(reviewed), "closed_at": stamp(reviewed)}),
    );
    record.messages()
}

/// Deployed on the Friday before, an emergency because it was not tested under load; backed out on Monday.
fn disaster(story: &Story) -> Vec<Message> {
    let open = story.disaster();
    let starts = open - 62.hours();
    let mut record = Record::new("release", "release.v1", "/pipeline", disaster_subject(story));
    record.set(json!({
        "title": "New order gateway", "service": "securities.trade-execution", "kind": "emergency", "version": "7.0",
        "tested": false, "scheduled": true, "acceptance_criteria": 12, "requested_at": stamp(starts - 120.hours()),
    }));
    record.step(starts - 120.hours(), json!({"state": "new"}));
    let deployed = json!({"state": "resolved", "outcome": "successful", "acceptance_criteria_met": 12,
                          "deployed_start_at": stamp(starts), "deployed_end_at": stamp(starts + 90.minutes())});
    record.step(starts + 90.minutes(), deployed);
    let undone = json!({"outcome": "backed_out", "acceptance_criteria_met": 8,
                        "back_out_reason": "Orders were lost under the load of the market open"});
    record.step(open + 155.minutes(), undone);
    record.messages()
}

fn deployment(dice: &mut Dice, subject: String, planned: Timestamp) -> Vec<Message> {
    let mut record = Record::new("release", "service_deployment.v1", "/portfolio", subject);
    record.set(json!({
        "title": "Order by telephone robot", "service": dice.weighted(&SERVICES), "kind": "changed",
        "planned_at": stamp(planned), "owner": "demand-manager", "acceptance_criteria": 9, "outcome_targets": 4,
        "budget": 1_200_000.0, "currency": "TWD",
    }));
    record.step(
        planned - 720.hours(),
        json!({"state": "assigned", "requested_at": stamp(planned - 720.hours())}),
    );
    let deployed = planned + (24 * dice.between(0, 6)).hours();
    record.step(deployed, json!({"state": "resolved", "deployed_at": stamp(deployed), "acceptance_criteria_met": dice.between(8, 9),
                                 "cost": 1_100_000.0 + 1000.0 * dice.between(0, 300) as f64}));
    record.step(deployed + 120.hours(), json!({"accepted_at": stamp(deployed + 120.hours()), "accepted_by": "brokerage-division", "accepted_first_time": true}));
    record.messages()
}
