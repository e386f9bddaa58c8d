//! Report types 6, 7 and 8: what a major incident, releases and an invoked continuity plan look like on page and in JSON.

use reporter::text::Name;
use reporter::texts::KpiText;
use reporter::{Language, Marts, Report, Texts, compose, render};

use crate::fixture;
use crate::fixture::events;

fn eventful() -> Report {
    let mut marts = Marts {
        major_incidents: events::major_incidents(),
        deployments: events::deployments(),
        continuity: events::continuity(),
        ..fixture::marts()
    };
    marts.figures.push(events::declared());
    let texts = Texts {
        kpis: vec![KpiText {
            id: "INC-09".into(),
            figure: Some("INC-09".into()),
            name: Name::same("Major incidents"),
            report_types: vec![6],
            unit: "count".into(),
            direction: "down".into(),
            ..KpiText::default()
        }],
        ..fixture::texts()
    };
    compose(&marts, &texts).unwrap()
}

fn says(wanted: &[&str]) {
    let page = render::html(&eventful(), Language::English).unwrap();
    let page = page.replace("<time>", "").replace("</time>", "");
    for text in wanted {
        assert!(page.contains(text), "the page does not say: {text}");
    }
}

#[test]
fn a_major_incident_is_told_with_its_stages_and_what_followed() {
    says(&[
        "One major incident was declared in May 2016; it lasted 2 h 35 min.",
        "One review is overdue.",
        "MAJ1: Orders are not confirmed",
        "2016-05-09 09:00, as an outage tells",
        "2 min of 10 min",
        "2 h 35 min of 2 h",
        "by 2016-05-16 09:00",
        "working day 5 after",
        "First orders without confirmation",
        "A release of trading needs a load test",
        "named, but never entered",
        "≤ 0",
        "no answers",
    ]);
}

#[test]
fn releases_and_the_forward_schedule_are_told_against_their_plan() {
    says(&[
        "2 releases and one new or changed service went live in May 2016.",
        "Late: 1; due and not live: 1; failed or backed out: 1; emergencies: 1.",
        "Orders were lost",
        "not tested",
        "3 of 4 outcomes reached",
        "within budget",
        "Forward schedule: June 2016",
        "Changes: 1, Releases: 0, New or changed services: 0, Maintenance windows: 1",
        "not announced",
    ]);
}

#[test]
fn a_continuity_plan_is_told_against_its_limits() {
    says(&[
        "A continuity plan was invoked once in May 2016.",
        "1 of 2 critical services without a plan in force: Futures.",
        "One drill is overdue.",
        "20 min after the declaration",
        "2 h by its own record",
        "5 min by the agreement",
        "not held",
    ]);
}

#[test]
fn the_json_of_events_is_as_the_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(render::SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report: serde_json::Value = serde_json::from_str(&render::json(&eventful()).unwrap()).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        report["major_incidents"][0]["begun_at"],
        "2016-05-09T01:00:00.000Z"
    );
    assert_eq!(report["continuity_events"][0]["rto_verdict"], "missed");
}
