//! Closed vocabularies are the same in schemas and Rust, and every rule that a description names is kept.

use schemas::*;
use serde_json::{Value, json};

use crate::files::{Contracts, good, schema};

#[test]
fn words_of_closed_vocabularies_are_the_same() {
    for (kind, field, known) in [
        (
            "incident.v1",
            "escalations",
            texts(Escalation::ALL, Escalation::as_str),
        ),
        (
            "service_request.v1",
            "escalations",
            texts(Escalation::ALL, Escalation::as_str),
        ),
        (
            "problem.v1",
            "origin",
            texts(ProblemOrigin::ALL, ProblemOrigin::as_str),
        ),
        ("change.v1", "class", texts(ChangeClass::ALL, ChangeClass::as_str)),
        ("change.v1", "outcome", texts(Outcome::ALL, Outcome::as_str)),
        ("release.v1", "kind", texts(ReleaseKind::ALL, ReleaseKind::as_str)),
        ("release.v1", "outcome", texts(Outcome::ALL, Outcome::as_str)),
        (
            "service_deployment.v1",
            "kind",
            texts(DeploymentKind::ALL, DeploymentKind::as_str),
        ),
        ("outage.v1", "kind", texts(OutageKind::ALL, OutageKind::as_str)),
        (
            "monitor_check.v1",
            "result",
            texts(CheckResult::ALL, CheckResult::as_str),
        ),
        ("survey.v1", "audience", texts(Audience::ALL, Audience::as_str)),
        ("cost.v1", "element", texts(CostElement::ALL, CostElement::as_str)),
        ("action.v1", "kind", texts(ActionKind::ALL, ActionKind::as_str)),
        ("sign_off.v1", "decision", texts(Decision::ALL, Decision::as_str)),
        (
            "agreement_sign_off.v1",
            "decision",
            texts(Decision::ALL, Decision::as_str),
        ),
        (
            "agreement_sign_off.v1",
            "document_type",
            texts(DocumentType::ALL, DocumentType::as_str),
        ),
    ] {
        let schema = schema(kind);
        let property = &schema["properties"]["data"]["properties"][field];
        assert_eq!(
            *property.get("enum").unwrap_or(&property["items"]["enum"]),
            known,
            "{kind}: {field}"
        );
    }
    let responder = &schema("common.v1")["$defs"]["response"]["properties"]["by"]["enum"];
    assert_eq!(*responder, texts(Responder::ALL, Responder::as_str));
}

fn texts<W: Copy>(all: &[W], text: fn(W) -> &'static str) -> Value {
    all.iter().map(|word| Value::from(text(*word))).collect()
}

/// Descriptions name the rules beyond the schema as "`a` is not after `b`" and "`a` is at most `b`".
#[test]
fn rules_between_fields_are_kept_as_the_descriptions_name_them() {
    let contracts = Contracts::load();
    let mut rules = 0;
    for kind in Kind::ALL {
        let schema = schema(kind.as_str());
        let (_, beyond) = schema["description"]
            .as_str()
            .unwrap()
            .split_once("Beyond this schema: ")
            .unwrap_or_default();
        for rule in beyond.trim_end_matches('.').split(", ") {
            let words: Vec<&str> = rule.split('`').collect();
            let [_, first, relation, second, _] = words[..] else {
                continue;
            };
            let (broken, code, field) = broken(*kind, first, relation.trim(), second);
            rules += 1;
            assert!(contracts.of(&broken).is_valid(&broken), "{kind}: {rule}");
            let refusal = Event::parse(broken.to_string().as_bytes()).expect_err(rule);
            assert_eq!(
                (refusal.code, refusal.field),
                (code, Some(format!("data.{field}"))),
                "{kind}: {rule}"
            );
        }
    }
    assert!(rules > 35, "only {rules} rules were found");
}

/// The full example with the rule broken, and how that must be refused.
fn broken<'a>(
    kind: Kind,
    first: &'a str,
    relation: &str,
    second: &'a str,
) -> (Value, RejectionCode, &'a str) {
    let full = good(kind)
        .into_iter()
        .find(|example| example.name() == "full")
        .unwrap();
    let mut event = full.json();
    let data = &mut event["data"];
    match relation {
        "is not after" => {
            let begin = parse_time(data[first].as_str().unwrap()).unwrap();
            data[second] = json!((begin - jiff::SignedDuration::from_millis(1)).to_string());
            (event, RejectionCode::BadOrder, second)
        }
        "is at most" => {
            data[first] = json!(data[second].as_u64().unwrap() + 1);
            (event, RejectionCode::BadValue, first)
        }
        "is below" => {
            data[second] = data[first].clone();
            (event, RejectionCode::BadValue, second)
        }
        other => panic!("{kind}: the rule `{other}` has no test"),
    }
}
