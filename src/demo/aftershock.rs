//! The smaller major incident of the last month but one, so that the last month's report still follows what came after it.
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::days::{after_work, at, is_working_day, stamp};
use super::message::{Message, Record};
use super::story::Story;

const SERVICE: &str = "futures.settlement";

/// Incident, outage, major mark, problem and actions; nothing in a story that is too short for it.
pub fn all(story: &Story) -> Vec<Message> {
    let index = story.months - 2;
    if index <= story.bad() {
        return Vec::new();
    }
    let mut day = story.month(index).saturating_add(11.days());
    while !is_working_day(day) {
        day = day.saturating_add(1.day());
    }
    let begins = at(day, 14 * 60 + 10);
    let code = format!("{:02}{:02}", day.year() % 100, day.month());
    let mut messages = incident(begins, &code);
    messages.extend(outage(begins, &code));
    messages.extend(major(begins, &code));
    messages.extend(problem(begins, &code));
    messages.extend(actions(begins, &code));
    messages
}

fn incident(begins: Timestamp, code: &str) -> Vec<Message> {
    let mut record = Record::new("incident", "incident.v1", "/itsm", format!("INC{code}9002"));
    let opened = begins + 12.minutes();
    record.set(json!({"title": "Settlement file is refused", "service": SERVICE, "component": "database", "priority": "critical",
                      "grade": "C", "channel": "monitoring", "category": "batch", "opened_at": stamp(opened), "major": true}));
    record.step(
        opened,
        json!({"state": "new", "assignment_group": "service-desk"}),
    );
    let answered = json!({"state": "in-progress", "assignment_group": "financial-systems",
                          "response": {"at": stamp(opened + 6.minutes()), "by": "person"}});
    record.step(opened + 6.minutes(), answered);
    let resolved = begins + 75.minutes();
    record.step(
        resolved,
        json!({"state": "resolved", "resolved_at": stamp(resolved), "problem": format!("PRB{code}902")}),
    );
    let closed = after_work(resolved, 3 * 9 * 60);
    record.step(closed, json!({"state": "closed", "closed_at": stamp(closed)}));
    record.messages()
}

fn outage(begins: Timestamp, code: &str) -> Vec<Message> {
    let mut record = Record::new("availability", "outage.v1", "/monitoring", format!("OUT{code}97"));
    record.set(json!({"service": SERVICE, "component": "database", "begins_at": stamp(begins), "kind": "interruption", "grade": "C",
                      "detected_by": "monitor", "detected_at": stamp(begins + 12.minutes()), "incident": format!("INC{code}9002")}));
    record.step(begins + 12.minutes(), json!({}));
    let ends = begins + 75.minutes();
    record.step(
        ends,
        json!({"ends_at": stamp(ends), "cause": "supplier", "affected_users": 85}),
    );
    record.messages()
}

/// Detected a little late, handled in time, reviewed two working days too late.
fn major(begins: Timestamp, code: &str) -> Vec<Message> {
    let mut record = Record::new("incident", "major_incident.v1", "/itsm", format!("MAJ{code}02"));
    record.set(json!({"service": SERVICE, "incident": format!("INC{code}9002"), "title": "Settlement file is refused",
                      "detected_at": stamp(begins + 12.minutes()), "declared_at": stamp(begins + 25.minutes()),
                      "declared_by": "duty-manager", "affected_users": 85, "impact": "Settlement of the day session an hour late"}));
    record.step(begins + 25.minutes(), json!({}));
    record.step(
        begins + 38.minutes(),
        json!({"communicated_at": stamp(begins + 38.minutes())}),
    );
    let restored = begins + 75.minutes();
    let timeline = json!([
        {"at": stamp(begins + 12.minutes()), "what": "The clearing house refuses the file", "by": "monitor"},
        {"at": stamp(begins + 50.minutes()), "what": "Old format sent by agreement with the clearing house", "by": "financial-systems"},
        {"at": stamp(restored), "what": "File accepted"},
    ]);
    record.step(
        restored,
        json!({"restored_at": stamp(restored), "timeline": timeline}),
    );
    let reviewed = after_work(begins, 7 * 9 * 60);
    record.step(reviewed, json!({"reviewed_at": stamp(reviewed), "cause": "supplier", "problem": format!("PRB{code}902"),
                                 "lessons": ["Announced changes of the clearing house belong into the change calendar",
                                             "The monitor checked the file’s arrival, not its acceptance"],
                                 "actions": [format!("ACT{code}91"), format!("ACT{code}92")]}));
    record.messages()
}

fn problem(begins: Timestamp, code: &str) -> Vec<Message> {
    let mut record = Record::new("incident", "problem.v1", "/itsm", format!("PRB{code}902"));
    let opened = begins + 80.minutes();
    record.set(json!({"service": SERVICE, "title": "File format of the clearing house changed", "origin": "reactive", "priority": "first",
                      "assignment_group": "financial-systems", "opened_at": stamp(opened), "major_incident": format!("MAJ{code}02")}));
    record.step(opened, json!({"state": "new"}));
    let found = after_work(opened, 9 * 60);
    record.step(found, json!({"state": "in-progress", "root_cause": "The clearing house changed its format on an announced day that nobody had noted",
                              "cause": "supplier", "root_cause_found_at": stamp(found)}));
    let resolved = after_work(opened, 6 * 9 * 60);
    record.step(
        resolved,
        json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": "fixed"}),
    );
    record.messages()
}

fn actions(begins: Timestamp, code: &str) -> Vec<Message> {
    let decided = after_work(begins, 7 * 9 * 60);
    let action = |number: &str, kind: &str, title: &str| {
        let mut record = Record::new(
            "governance",
            "action.v1",
            "/service-report",
            format!("ACT{code}{number}"),
        );
        record.set(
            json!({"kind": kind, "title": title, "owner": "change-manager", "service": SERVICE, "opened_at": stamp(decided),
                          "due_at": stamp(decided + 240.hours()), "problem": format!("PRB{code}902")}),
        );
        record.step(decided + 1.minutes(), json!({"state": "assigned"}));
        record
    };
    let mut done = action(
        "91",
        "corrective",
        "Enter the clearing house’s changes into the change calendar",
    );
    let closed = after_work(decided, 5 * 9 * 60);
    done.step(
        closed,
        json!({"state": "closed", "closed_at": stamp(closed), "effectiveness_due_at": stamp(closed + 720.hours())}),
    );
    let mut messages = done.messages();
    messages.extend(
        action(
            "92",
            "preventive",
            "Let the monitor check that files are accepted",
        )
        .messages(),
    );
    messages
}
