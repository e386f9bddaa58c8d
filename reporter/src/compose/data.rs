//! The JSON's side of the document: every figure with all it rests on, every breach with its ledger.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Context, Promise, customer_data, divergence, findings_data, populations, trends, utc};
use crate::Error;
use crate::figures::{Key, stable_id};
use crate::marts::{LedgerRow, MonthRow};
use crate::present;
use crate::report::{
    AgreedTarget, Breach, Control, Data, DataSource, Figure, Ledger, VerdictDifference, WorkloadHour,
};
use crate::text::Name;

/// The document's data.
pub(super) fn data(context: &Context, month: &MonthRow, report_types: &[u32]) -> Result<Data, Error> {
    let figures: Vec<Figure> = context.figures.keys().map(|key| figure(context, key)).collect();
    let used: BTreeSet<&str> = figures.iter().map(|figure| figure.population.as_str()).collect();
    let populations = populations::in_words(used.into_iter(), context.texts)?;
    Ok(Data {
        schema: "report.v1",
        report: "service-report",
        control: control(context, month, report_types),
        names: names(context),
        figures,
        populations,
        targets: context.promises.iter().map(agreed_target).collect(),
        breaches: breaches(context),
        contributions: context.marts.contributions.clone(),
        target_use: context.marts.target_use.clone(),
        levels: context.marts.levels.clone(),
        verdict_differences: verdict_differences(context),
        workload_hours: hours(context),
        request_items: context.marts.request_items.clone(),
        trends: trends::data(context),
        major_incidents: context.marts.major_incidents.clone(),
        deployments: context.marts.deployments.clone(),
        continuity: context.marts.continuity.clone(),
        availability_days: context.marts.availability.days.clone(),
        outages: customer_data::outages(context),
        satisfaction: context.marts.satisfaction.waves.clone(),
        satisfaction_themes: context.marts.satisfaction.themes.clone(),
        divergences: divergence::divergences(context),
        low_scores: customer_data::low_scores(context),
        supplier_scores: customer_data::suppliers(context),
        complaints: customer_data::complaints(context),
        rules: findings_data::rules(context),
        findings: findings_data::findings(context),
        nonconformities: context.marts.nonconformities.entered.clone(),
        actions: context.marts.nonconformities.actions.clone(),
        problems: context.marts.nonconformities.problems.clone(),
        integrity_signs: context.marts.signs.clone(),
    })
}

fn figure(context: &Context, key: &Key) -> Figure {
    let series = context.figures.series(&key.figure, &key.scope);
    let current = series.back(0);
    Figure {
        id: stable_id(key),
        figure: key.figure.clone(),
        month: context.marts.month,
        scope: key.scope.clone(),
        unit: series.unit.clone(),
        numerator: current.map(|part| part.numerator),
        denominator: current.and_then(|part| part.denominator),
        value: present::value(&series),
        target: series.goal(),
        verdict: series.verdict(),
        population: key.figure.clone(),
        previous_month: series.back(1),
        same_month_last_year: series.back(12),
        year_to_date: (!populations::is_stock(&key.figure, context.texts))
            .then(|| series.year_to_date.clone()),
        months: series.months,
    }
}

fn agreed_target(promise: &Promise) -> AgreedTarget {
    let part = promise.series.current();
    AgreedTarget {
        target: promise.target.clone(),
        without: promise.without.clone(),
        numerator: part.numerator,
        denominator: part.denominator.unwrap_or(0),
        verdict: promise.series.verdict(),
    }
}

fn control(context: &Context, month: &MonthRow, report_types: &[u32]) -> Control {
    let local = |at_ms: i64| {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        at.to_zoned_datetime(context.zone.clone())
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    };
    Control {
        organisation: context.texts.organisation_id.clone(),
        organisation_name: context.texts.organisation.clone(),
        month: context.marts.month,
        period_start: local(month.month_start),
        period_end: local(month.month_end),
        time_zone: month.time_zone.clone(),
        as_of: utc(month.as_of),
        cut: utc(month.cut),
        period_complete: month.cut == month.month_end,
        definitions: month.definitions.clone(),
        status: "draft".to_owned(),
        registered: report_types
            .iter()
            .filter_map(|kind| context.texts.register(*kind).cloned())
            .collect(),
        data: DataSource {
            events: month.events,
            records: month.records,
            first_occurred_at: month.first_occurred_at.map(utc),
            last_occurred_at: month.last_occurred_at.map(utc),
            last_recorded_at: month.last_recorded_at.map(utc),
            states_unknown: month.states_unknown,
            states_not_stated: month.states_not_stated,
            months_computed: context
                .marts
                .months
                .iter()
                .filter_map(|row| row.month.get(..7).and_then(|text| text.parse().ok()))
                .collect(),
        },
    }
}

fn names(context: &Context) -> BTreeMap<&'static str, BTreeMap<String, Name>> {
    let texts = context.texts;
    let services = texts
        .services
        .iter()
        .map(|service| (service.id.clone(), service.name.clone()))
        .collect();
    BTreeMap::from([
        ("service", services),
        ("priority", texts.priorities.iter().cloned().collect()),
        ("assignment_group", texts.groups.clone()),
        ("channel", texts.channels.clone()),
    ])
}

fn breaches(context: &Context) -> Vec<Breach> {
    let ledgers: BTreeMap<(&str, &str, &str), &LedgerRow> = context
        .marts
        .ledger
        .iter()
        .map(|row| {
            (
                (row.record_type.as_str(), row.source.as_str(), row.record.as_str()),
                row,
            )
        })
        .collect();
    let breach = |row: &crate::marts::BreachRow| Breach {
        measure: row.measure.clone(),
        record_type: row.record_type.clone(),
        source: row.source.clone(),
        record: row.record.clone(),
        service: row.service.clone(),
        priority: row.priority.clone(),
        assignment_group: row.assignment_group.clone(),
        breached_at: utc(row.breached_at),
        breached_in_month: row.breached_in_month == 1,
        still_open: row.still_open == 1,
        target_ms: row.target_ms,
        elapsed_ms: row.elapsed_ms,
        overrun_ms: row.elapsed_ms - row.target_ms,
        ledger: ledgers
            .get(&(row.record_type.as_str(), row.source.as_str(), row.record.as_str()))
            .map(|row| ledger(row)),
    };
    context.marts.breaches.iter().map(breach).collect()
}

fn ledger(row: &LedgerRow) -> Ledger {
    Ledger {
        agreement: row.agreement.clone(),
        calendar: row.calendar.clone(),
        resolved_gap_policy: row.resolved_gap_policy.clone(),
        opened_at: utc(row.opened_at),
        responded_at: row.responded_at.map(utc),
        resolved_at: row.resolved_at.map(utc),
        ended_at: utc(row.ended_at),
        wall_ms: row.wall_ms,
        elapsed_ms: row.elapsed_ms,
        waiting_ms: row.waiting_ms,
        waiting_by: row.waiting_by.iter().cloned().collect(),
        out_of_hours_ms: row.out_of_hours_ms,
        holiday_ms: row.holiday_ms,
        excluded_ms: row.excluded_ms,
        resolved_gap_ms: row.resolved_gap_ms,
        elapsed_by_group: row.elapsed_by_group.iter().cloned().collect(),
        reopened_count: row.reopened_count,
        stated_sla_met: row.stated_sla_met.map(|met| met == 1),
    }
}

fn verdict_differences(context: &Context) -> Vec<VerdictDifference> {
    let differs = |row: &&LedgerRow| {
        row.resolved_in_month == 1
            && row.resolution_counted == 1
            && row.stated_sla_met.is_some_and(|met| met != row.resolution_met)
    };
    let difference = |row: &LedgerRow| VerdictDifference {
        record_type: row.record_type.clone(),
        source: row.source.clone(),
        record: row.record.clone(),
        priority: row.priority.clone(),
        elapsed_ms: row.elapsed_ms,
        target_ms: row.resolution_target_ms,
        stated_met: row.stated_sla_met == Some(1),
        ours_met: row.resolution_met == 1,
    };
    context
        .marts
        .ledger
        .iter()
        .filter(differs)
        .map(difference)
        .collect()
}

fn hours(context: &Context) -> Vec<WorkloadHour> {
    let hour = |row: &crate::marts::HourRow| WorkloadHour {
        record_type: row.record_type.clone(),
        service: (row.service != "*").then(|| row.service.clone()),
        weekday: row.weekday,
        hour: row.hour,
        opened: row.opened,
    };
    context.marts.hours.iter().map(hour).collect()
}
