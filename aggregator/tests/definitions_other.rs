//! Another organisation's definitions work by the folder alone: other zone, words, states, targets, one language.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use aggregator::calendar::{WindowKind, windows};
use aggregator::definitions::{
    self, AgreementKind, Definitions, Goal, Measure, Phase, ResolvedGapPolicy, ServiceMeasure,
    ServiceTargetValue,
};
use jiff::civil::date;

fn library() -> Definitions {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other-organisation");
    definitions::load(&dir).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn vocabulary_is_the_organisations_own() {
    let library = library();
    let warnings: Vec<String> = library.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 1, "one report of eleven: {warnings:?}");
    assert!(
        warnings[0].contains("no report of type 2 (clause 4.5.4)"),
        "{warnings:?}"
    );
    assert_eq!(library.organisation.time_zone_name, "Europe/London");
    let ranks: Vec<_> = library
        .organisation
        .priorities
        .iter()
        .map(|p| (p.rank, p.id.as_str()))
        .collect();
    assert_eq!(ranks, [(1, "p1"), (2, "p2"), (3, "p3")]);
    let waiting = library
        .organisation
        .states
        .iter()
        .filter(|state| state.phase == Phase::Waiting);
    let parties: Vec<_> = waiting
        .map(|state| state.waiting_on.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(parties, ["reader", "publisher"]);
    assert_eq!(
        library.organisation.names.zh_hant, "Northfield University Library",
        "one language serves for both"
    );
}

#[test]
fn targets_and_policies_come_in_versions() {
    let library = library();
    let [first, second] = &library.agreement("readers").unwrap().versions[..] else {
        panic!("two versions")
    };
    assert_eq!(
        (first.valid_from, first.resolved_gap),
        (date(2024, 1, 1), ResolvedGapPolicy::Counted)
    );
    assert_eq!(
        (second.valid_from, second.resolved_gap),
        (date(2025, 6, 1), ResolvedGapPolicy::Excluded)
    );
    let p1 = |version: &definitions::AgreementVersion, measure| {
        version
            .targets
            .iter()
            .find(|t| t.priority.as_str() == "p1" && t.measure == measure)
            .cloned()
    };
    assert_eq!(p1(first, Measure::Response).unwrap().within_ms, 20 * 60 * 1000);
    assert_eq!(p1(first, Measure::Resolution).unwrap().within_ms, 3 * 3_600_000);
    assert_eq!(
        p1(first, Measure::Resolution).unwrap().warn_at,
        Goal { met: 75, of: 100 }
    );
    assert_eq!(p1(second, Measure::Response), None);
    assert_eq!(p1(second, Measure::Resolution).unwrap().within_ms, 2 * 3_600_000);
    assert_eq!(
        p1(second, Measure::Resolution).unwrap().warn_at,
        Goal { met: 1, of: 2 }
    );
}

#[test]
fn a_sub_services_own_agreement_goes_before_its_parents() {
    let library = library();
    let of = |service: &str, kind| {
        let rules = library.coverage().into_iter();
        let rules = rules.filter(|rule| rule.service.as_str() == service && rule.agreement.kind == kind);
        rules
            .map(|rule| rule.agreement.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("lending", AgreementKind::Sla),
        ["readers", "readers"],
        "one rule for each version"
    );
    assert_eq!(of("lending.returns", AgreementKind::Sla), ["returns"]);
    assert_eq!(of("journals", AgreementKind::Contract), ["publisher"]);
    assert_eq!(
        library.service("lending.returns").unwrap().top.as_str(),
        "lending"
    );
}

#[test]
fn groups_follow_from_the_supplier_that_a_contract_binds() {
    let library = library();
    let groups: Vec<_> = library
        .agreement("publisher")
        .unwrap()
        .groups
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(groups, ["Publisher Support"]);
}

#[test]
fn promises_on_a_whole_service_are_kept() {
    let library = library();
    let promises = &library.agreement("returns").unwrap().versions[0].service_targets;
    assert_eq!(promises[0].measure, ServiceMeasure::Availability);
    assert_eq!(
        promises[0].value,
        ServiceTargetValue::AtLeast(Goal { met: 99, of: 100 })
    );
    assert_eq!(promises[1].calendar.as_ref().unwrap().as_str(), "desk");
    let all = Goal { met: 100, of: 100 };
    assert_eq!(
        promises[1].value,
        ServiceTargetValue::Within {
            within_ms: 7_200_000,
            goal: all
        }
    );
}

#[test]
fn calendars_observe_lists_versions_closures_and_extra_days() {
    let library = library();
    let desk = library.calendar("desk").unwrap();
    let day = |day: jiff::civil::Date| {
        let begin = desk
            .time_zone
            .to_zoned_datetime(day.to_datetime(jiff::civil::Time::midnight()))
            .unwrap();
        let end = begin.tomorrow().unwrap();
        let windows = windows(desk, begin.timestamp(), end.timestamp()).into_iter();
        let local = |instant: jiff::Timestamp| {
            instant
                .to_zoned_datetime(desk.time_zone.clone())
                .strftime("%H:%M")
                .to_string()
        };
        windows
            .map(|w| format!("{} {}-{}", w.kind.as_str(), local(w.opens), local(w.closes)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        day(date(2024, 12, 31)),
        ["service 09:00-12:30", "service 13:30-17:00"],
        "first version"
    );
    assert_eq!(day(date(2025, 1, 2)), ["service 09:00-17:00"], "second version");
    assert_eq!(
        day(date(2025, 7, 1)),
        [
            "service 09:00-13:00",
            "holiday 13:00-15:00",
            "service 15:00-17:00"
        ]
    );
    assert_eq!(
        day(date(2025, 10, 4)),
        ["service 09:00-17:00"],
        "an extra Saturday like Monday"
    );
    assert_eq!(
        day(date(2025, 12, 24)),
        ["service 09:00-12:00", "holiday 12:00-17:00"],
        "half a holiday"
    );
    assert_eq!(day(date(2025, 12, 25)), ["holiday 09:00-17:00"]);
    assert_eq!(
        day(date(2025, 12, 28)),
        Vec::<String>::new(),
        "a Sunday is no holiday"
    );
    assert_eq!(WindowKind::Holiday.as_str(), "holiday");
}

#[test]
fn the_hash_is_of_paths_and_texts() {
    let library = library();
    let mut texts = library.texts().clone();
    assert_eq!(library.hash().len(), 64);
    assert_eq!(
        definitions::from_texts(texts.clone()).unwrap().hash(),
        library.hash()
    );
    let calendar = texts.remove("calendars/desk.toml").unwrap();
    texts.insert("calendars/renamed.toml".to_owned(), calendar.clone());
    let renamed = definitions::from_texts(texts.clone()).unwrap().hash();
    assert_ne!(renamed, library.hash());
    texts.insert(
        "calendars/renamed.toml".to_owned(),
        format!("{calendar}\n# a word more\n"),
    );
    assert_ne!(definitions::from_texts(texts).unwrap().hash(), renamed);
}
