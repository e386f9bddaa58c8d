//! The major incident of the bad month: the release that failed at the market open, and all that hung on it.
use jiff::ToSpan as _;
use serde_json::json;

use super::days::{after_work, at, stamp};
use super::message::{Message, Record};
use super::release::disaster_subject;
use super::story::Story;

const SERVICE: &str = "securities.trade-execution";

/// Incident, major mark, outage, problem, emergency change, continuity invocation, complaint causes, exclusion.
pub fn all(story: &Story) -> Vec<Message> {
    let first = story.month(story.bad());
    let code = format!("{:02}{:02}", first.year() % 100, first.month());
    let mut messages = incident(story, &code);
    messages.extend(major(story, &code));
    messages.extend(late_major(story, &code));
    messages.extend(outage(story, &code));
    messages.extend(problem(story, &code));
    messages.extend(continuity(story, &code));
    messages.extend(causes(story, &code));
    messages
}

fn incident(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster();
    let mut record = Record::new("incident", "incident.v1", "/itsm", format!("INC{code}9001"));
    record.set(json!({"title": "Orders are not confirmed", "service": SERVICE, "component": "gateway", "priority": "high", "grade": "C",
                      "channel": "phone", "category": "application", "opened_at": stamp(open + 4.minutes()), "affected_users": 4200}));
    record.step(
        open + 4.minutes(),
        json!({"state": "new", "assignment_group": "service-desk"}),
    );
    let answered = json!({"state": "in-progress", "assignment_group": "trading-systems", "priority": "critical", "grade": "A",
                          "major": true, "response": {"at": stamp(open + 9.minutes()), "by": "person"}});
    record.step(open + 9.minutes(), answered);
    let resolved = open + 158.minutes();
    record.step(
        resolved,
        json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": "backed-out",
                                 "caused_by": disaster_subject(story), "problem": format!("PRB{code}901")}),
    );
    let closed = after_work(resolved, 5 * 9 * 60);
    record.step(closed, json!({"state": "closed", "closed_at": stamp(closed)}));
    record.messages()
}

fn major(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster();
    let mut record = Record::new("incident", "major_incident.v1", "/itsm", format!("MAJ{code}01"));
    record.set(json!({"service": SERVICE, "incident": format!("INC{code}9001"), "title": "Orders are not confirmed",
                      "detected_at": stamp(open + 2.minutes()), "declared_at": stamp(open + 15.minutes()),
                      "declared_by": "duty-manager", "affected_users": 4200, "impact": "No orders of retail customers for two and a half hours"}));
    record.step(
        open + 15.minutes(),
        json!({"communicated_at": stamp(open + 22.minutes())}),
    );
    let timeline = json!([
        {"at": stamp(open + 2.minutes()), "what": "First orders without confirmation"},
        {"at": stamp(open + 40.minutes()), "what": "Second site taken into use"},
        {"at": stamp(open + 120.minutes()), "what": "Back-out of the release decided"},
        {"at": stamp(open + 155.minutes()), "what": "Service works again"},
    ]);
    record.step(open + 155.minutes(), json!({"restored_at": stamp(open + 155.minutes()), "caused_by": disaster_subject(story), "timeline": timeline}));
    let reviewed = after_work(open, 4 * 9 * 60);
    record.step(reviewed, json!({"reviewed_at": stamp(reviewed), "root_cause_found_at": stamp(reviewed), "cause": "change",
                                 "problem": format!("PRB{code}901"), "lessons": ["A release of trading needs a load test", "Decide on back-out within 30 minutes"]}));
    record.messages()
}

/// The line that goes down over the month's end: declared and restored, and then neither reviewed nor given a problem.
fn late_major(story: &Story, code: &str) -> Vec<Message> {
    let down = at(story.month(story.bad() + 1), 0) - 70.minutes();
    let mut record = Record::new("incident", "major_incident.v1", "/itsm", format!("MAJ{code}03"));
    record.set(json!({"service": "sub-brokerage.trade-execution", "title": "Line to New York is down", "detected_at": stamp(down + 1.minutes()),
                      "declared_at": stamp(down + 20.minutes()), "declared_by": "duty-manager", "supplier": "telecom-line"}));
    record.step(down + 20.minutes(), json!({}));
    let back = down + 215.minutes();
    record.step(back, json!({"restored_at": stamp(back)}));
    record.messages()
}

fn outage(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster();
    let mut record = Record::new("availability", "outage.v1", "/monitoring", format!("OUT{code}99"));
    record.set(json!({"service": SERVICE, "component": "gateway", "begins_at": stamp(open), "kind": "interruption", "grade": "A",
                      "detected_by": "monitor", "detected_at": stamp(open + 2.minutes()), "incident": format!("INC{code}9001")}));
    record.step(open + 2.minutes(), json!({}));
    let ends = open + 155.minutes();
    record.step(
        ends,
        json!({"ends_at": stamp(ends), "cause": "change", "release": disaster_subject(story), "affected_users": 4200}),
    );
    record.messages()
}

fn problem(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster() + 150.minutes();
    let mut record = Record::new("incident", "problem.v1", "/itsm", format!("PRB{code}901"));
    record.set(json!({"service": SERVICE, "title": "Order gateway loses orders under load", "origin": "reactive", "priority": "first",
                      "assignment_group": "trading-systems", "opened_at": stamp(open), "major_incident": format!("MAJ{code}01")}));
    record.step(open, json!({"state": "new"}));
    let found = after_work(open, 3 * 9 * 60);
    record.step(found, json!({"state": "in-progress", "root_cause": "Queue of the gateway has a fixed length", "cause": "defect",
                              "root_cause_found_at": stamp(found), "known_error": true, "known_error_at": stamp(found)}));
    let resolved = after_work(open, 21 * 9 * 60);
    record.step(
        resolved,
        json!({"state": "resolved", "resolved_at": stamp(resolved), "close_code": "fixed"}),
    );
    record.messages()
}

fn continuity(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster();
    let mut record = Record::new(
        "availability",
        "continuity_invocation.v1",
        "/continuity",
        format!("CON{code}01"),
    );
    record.set(json!({"service": SERVICE, "plan": "second-site", "invoked_at": stamp(open + 35.minutes()), "disrupted_at": stamp(open),
                      "declared_at": stamp(open + 15.minutes()), "invoked_by": "head-of-it", "rto_seconds": 7200, "rpo_seconds": 300,
                      "reason": "Order gateway without service at the market open", "major_incident": format!("MAJ{code}01")}));
    record.step(open + 35.minutes(), json!({}));
    record.step(open + 155.minutes(), json!({"recovered_at": stamp(open + 155.minutes()), "recovery_seconds": 9300, "data_loss_seconds": 0}));
    let back = after_work(open, 2 * 9 * 60);
    record.step(
        back,
        json!({"returned_to_normal_at": stamp(back), "lessons": ["The second site had the same release"]}),
    );
    record.messages()
}

fn causes(story: &Story, code: &str) -> Vec<Message> {
    let open = story.disaster();
    let coding = json!({"record_type": "incident", "record": format!("INC{code}9001"), "cause": "change", "coded_by": "problem-manager"});
    let mut messages = Record::once(
        "governance",
        "cause_coding.v1",
        "/service-report",
        format!("CAU{code}01"),
        after_work(open, 1000),
        coding,
    );
    let exclusion = json!({"record_type": "outage", "record": format!("OUT{code}98"), "rule": "telecom-lines",
                           "begins_at": stamp(story.disaster() + 500.hours()), "ends_at": stamp(story.disaster() + 501.hours()),
                           "entered_by": "service-level-manager", "reason": "Telecom lines are a known limit agreed with the customer"});
    let entered = after_work(open + 510.hours(), 100);
    messages.extend(Record::once(
        "governance",
        "exclusion.v1",
        "/service-report",
        format!("EXC{code}01"),
        entered,
        exclusion,
    ));
    let agreed = json!({"document_type": "agreement", "document": "sla-securities", "role": "customer", "person": "brokerage-head",
                        "decision": "approved"});
    messages.extend(Record::once(
        "governance",
        "agreement_sign_off.v1",
        "/service-report",
        format!("AGR{code}01"),
        entered,
        agreed,
    ));
    let security = json!({"service": "support-operations.workplace-equipment", "class": "phishing", "title": "Mail with a false link",
                          "detected_at": stamp(open - 90.hours()), "contained_at": stamp(open - 88.hours()), "state": "closed", "personal_data": false});
    messages.extend(Record::once(
        "incident",
        "security_incident.v1",
        "/itsm",
        format!("SEC{code}01"),
        open - 80.hours(),
        security,
    ));
    messages
}
