//! The example organisation loads without a problem and holds what its readers rely on.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::Path;

use aggregator::calendar::{WindowKind, windows};
use aggregator::definitions::{self, AgreementKind, AgreementVersion, Definitions, Measure, Names, Phase};
use jiff::civil::{Date, date};

const HOUR_MS: i64 = 3_600_000;

fn example() -> Definitions {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definitions");
    definitions::load(&dir).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn example_loads_without_problem_or_warning() {
    let warnings: Vec<String> = example().warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn five_services_have_their_sub_services_and_agreements() {
    let example = example();
    let tops: Vec<&str> = example
        .services
        .iter()
        .filter(|s| s.top == s.id)
        .map(|s| s.id.as_str())
        .collect();
    assert_eq!(
        tops,
        [
            "futures",
            "proprietary-funds",
            "securities",
            "sub-brokerage",
            "support-operations"
        ]
    );
    for top in tops {
        let below = example
            .services
            .iter()
            .filter(|s| s.parent.as_ref().is_some_and(|p| p.as_str() == top));
        assert_eq!(below.count(), 5, "sub-services of {top}");
        let promised = example
            .coverage()
            .into_iter()
            .any(|rule| rule.agreement.kind == AgreementKind::Sla && rule.service.as_str() == top);
        assert!(promised, "{top}");
    }
    let kinds: BTreeSet<AgreementKind> = example
        .agreements
        .iter()
        .map(|agreement| agreement.kind)
        .collect();
    assert_eq!(
        kinds.len(),
        3,
        "service and operational level agreements, and contracts"
    );
}

#[test]
fn at_any_date_one_promise_holds_for_a_service_and_kind_of_record() {
    let example = example();
    let mut seen = BTreeSet::new();
    for rule in example
        .coverage()
        .iter()
        .filter(|rule| rule.agreement.kind == AgreementKind::Sla)
    {
        let key = (
            rule.service.clone(),
            rule.record_type.clone(),
            rule.version.valid_from,
        );
        assert!(seen.insert(key.clone()), "{key:?} twice");
    }
}

#[test]
fn support_operations_covers_the_imported_log() {
    let example = example();
    let agreement = example.agreement("sla-support-operations").unwrap();
    let version = &agreement.versions[0];
    assert_eq!(version.valid_from, date(2015, 1, 1));
    assert_eq!(
        example
            .calendar(version.calendar.as_str())
            .unwrap()
            .time_zone_name,
        "Asia/Taipei"
    );
    let pauses: Vec<&str> = version.pausing_states.iter().map(|id| id.as_str()).collect();
    assert_eq!(
        pauses,
        ["awaiting-customer", "awaiting-supplier", "awaiting-evidence"],
        "not awaiting-problem"
    );
    let hours: Vec<i64> = ["critical", "high", "moderate", "low"]
        .map(|p| within(version, p) / HOUR_MS)
        .to_vec();
    assert_eq!(hours, [4, 8, 24, 40]);
}

#[test]
fn a18_a_target_changed_on_a_date() {
    let example = example();
    let [before, after] = &example.agreement("sla-securities").unwrap().versions[..] else {
        panic!("two versions")
    };
    assert_eq!(after.valid_from, date(2026, 6, 1));
    assert_eq!(
        (within(before, "critical"), within(after, "critical")),
        (4 * HOUR_MS, 2 * HOUR_MS)
    );
}

#[test]
fn calendars_know_the_days_of_taiwan_and_new_york() {
    let example = example();
    let service = |calendar: &str, day: Date| {
        let calendar = example.calendar(calendar).unwrap();
        let midnight = |day: Date| {
            day.to_zoned_datetime(calendar.time_zone.clone())
                .unwrap()
                .timestamp()
        };
        let found = windows(calendar, midnight(day), midnight(day.tomorrow().unwrap()));
        let service = found.iter().filter(|window| window.kind == WindowKind::Service);
        service
            .map(|w| w.closes.as_millisecond() - w.opens.as_millisecond())
            .sum::<i64>()
            / 60_000
    };
    let expected = [
        ("office-hours", date(2016, 5, 3), 540, "a Tuesday"),
        ("office-hours", date(2016, 5, 2), 0, "Labour Day, observed"),
        ("office-hours", date(2016, 6, 9), 0, "Dragon Boat Festival"),
        ("office-hours", date(2016, 6, 4), 540, "a working Saturday"),
        ("office-hours", date(2016, 9, 28), 0, "a typhoon"),
        ("securities-trading", date(2016, 6, 4), 300, "a trading Saturday"),
        (
            "securities-trading",
            date(2019, 10, 5),
            0,
            "markets no longer make up",
        ),
        ("office-hours", date(2019, 10, 5), 540, "offices still do"),
        ("securities-trading", date(2026, 2, 12), 0, "settlement only"),
        ("settlement", date(2026, 2, 12), 510, "settlement only"),
        (
            "futures-trading",
            date(2017, 5, 12),
            300,
            "before the after-hours session began",
        ),
        (
            "futures-trading",
            date(2017, 5, 15),
            840,
            "its first day, to midnight",
        ),
        (
            "futures-trading",
            date(2017, 5, 16),
            1140,
            "with the night before",
        ),
        ("us-trading", date(2025, 11, 28), 210, "an early close"),
        ("us-trading", date(2025, 7, 4), 0, "Independence Day"),
        ("round-the-clock", date(2025, 1, 1), 1440, "always"),
    ];
    for (calendar, day, minutes, why) in expected {
        assert_eq!(service(calendar, day), minutes, "{calendar} on {day}: {why}");
    }
}

#[test]
fn the_register_has_all_eleven_types_with_every_part_in_both_languages() {
    let example = example();
    let types: Vec<u32> = example.reports.iter().map(|report| report.report_type).collect();
    assert_eq!(types, (1..=11).collect::<Vec<u32>>());
    for report in &example.reports {
        let parts = [
            &report.names,
            &report.purpose,
            &report.formula,
            &report.frequency,
            &report.target,
            &report.unit,
            &report.trend,
            &report.nonconformity,
        ];
        let lists = report.audience.iter().chain(&report.data_sources);
        for names in parts.into_iter().chain(lists) {
            assert!(translated(names), "{}: {names:?}", report.id);
        }
        assert!(
            !report.agreed.is_empty() && !report.objectives.is_empty(),
            "{}",
            report.id
        );
    }
    for kpi in &example.kpis {
        for names in [&kpi.names, &kpi.formula, &kpi.population] {
            assert!(translated(names), "{}: {names:?}", kpi.id);
        }
        let types = &kpi.report_types;
        let shown = example
            .reports
            .iter()
            .filter(|report| report.kpis.contains(&kpi.id));
        for report in shown {
            assert!(
                types.contains(&report.report_type),
                "{} does not say that {} shows it",
                kpi.id,
                report.id
            );
        }
    }
}

#[test]
fn every_state_of_the_imported_log_has_its_phase() {
    let example = example();
    let phase = |id: &str| {
        example
            .organisation
            .states
            .iter()
            .find(|s| s.id.as_str() == id)
            .unwrap()
            .phase
    };
    assert_eq!(phase("new"), Phase::Open);
    assert_eq!(phase("awaiting-problem"), Phase::Waiting);
    assert_eq!(phase("resolved"), Phase::Resolved);
    assert_eq!(phase("closed"), Phase::Closed);
}

fn within(version: &AgreementVersion, priority: &str) -> i64 {
    let matching = |target: &&definitions::Target| {
        target.record_type.as_str() == "incident"
            && target.priority.as_str() == priority
            && target.measure == Measure::Resolution
    };
    version.targets.iter().find(matching).unwrap().within_ms
}

/// Chinese that is Chinese: the two languages differ, and the second has Han characters.
fn translated(names: &Names) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    !names.en.chars().any(han) && names.zh_hant.chars().any(han)
}
