//! Turns marts and texts into the one document. A section is one file here with one line in `SECTIONS`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::figures::Figures;
use crate::report::{Scope, Section};
use crate::text::Text;
use crate::{Error, Marts, Report, Texts};

mod agreements;
mod annex;
mod at_risk;
mod availability;
mod before_after;
mod breaches;
mod complaint_list;
mod complaints;
mod contents;
mod continuity;
mod contribution;
mod control;
mod customer_data;
mod data;
mod deployments;
mod divergence;
mod exclusions;
mod findings;
mod findings_data;
mod grid;
mod headline;
mod integrity;
mod judged;
mod kpi;
mod major_incidents;
mod management_kpis;
mod missed;
mod nonconformities;
mod outages;
mod parties;
mod performance;
mod populations;
mod problems;
mod process_kpis;
mod promises;
mod readiness;
mod release_incidents;
mod report_kpis;
mod rules;
mod satisfaction;
mod satisfaction_tables;
mod schedule;
mod source_verdict;
mod stages;
mod targets;
mod trend_panel;
mod trends;
mod uptime_charts;
mod uptime_tables;
mod workload;
mod workload_tables;

pub(crate) use promises::Promise;

/// What every section is made of.
pub(crate) struct Context<'a> {
    pub(crate) marts: &'a Marts,
    pub(crate) texts: &'a Texts,
    pub(crate) figures: Figures<'a>,
    pub(crate) zone: TimeZone,
    pub(crate) promises: Vec<Promise>,
}

/// The sections of the page; `contents` puts them in order. A section without content is left out.
const SECTIONS: &[fn(&Context) -> Option<Section>] = &[
    headline::section,
    performance::section,
    availability::section,
    process_kpis::section,
    management_kpis::section,
    nonconformities::section,
    workload::section,
    major_incidents::section,
    deployments::section,
    continuity::section,
    trends::section,
    satisfaction::section,
    complaints::section,
    integrity::section,
    annex::section,
];

/// Composes the report of the marts' month.
///
/// # Errors
/// [`Error::NotComputed`] without a row of the month; [`Error::TimeZone`] for an unknown zone.
pub fn compose(marts: &Marts, texts: &Texts) -> Result<Report, Error> {
    let Some(month) = marts.months.last() else {
        return Err(Error::NotComputed {
            month: marts.month.to_string(),
        });
    };
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get(&month.time_zone)
        .map_err(|source| Error::TimeZone {
            zone: month.time_zone.clone(),
            source,
        })?;
    let figures = Figures::of(marts);
    let promises = promises::promises(marts, texts, &figures);
    let context = Context {
        marts,
        texts,
        figures,
        zone,
        promises,
    };
    let sections = SECTIONS.iter().filter_map(|section| section(&context));
    let sections = contents::in_order(sections.collect());
    Ok(Report {
        data: data::data(&context, month, &contents::types(&sections))?,
        control: control::facts(&context),
        contents: contents::contents(&context, &sections),
        sections,
    })
}

impl Context<'_> {
    /// The record types that occur, those with most records opened in the thirteen months first.
    pub(crate) fn record_types(&self) -> Vec<String> {
        let scopes = self.figures.scopes("workload.opened", only_type);
        let mut types: Vec<(i64, String)> = scopes
            .into_iter()
            .filter_map(|scope| {
                let series = self.figures.series("workload.opened", &scope);
                let opened = series.months.iter().filter_map(|part| part.numerator).sum();
                Some((opened, scope.record_type?))
            })
            .collect();
        types.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        types.into_iter().map(|(_, record_type)| record_type).collect()
    }

    /// A service's place in the order of the definitions; unknown ones come last.
    pub(crate) fn place(&self, service: &str) -> usize {
        let services = &self.texts.services;
        services
            .iter()
            .position(|known| known.id == service)
            .unwrap_or(usize::MAX)
    }

    /// The outermost service of a service; an unknown one's is itself.
    pub(crate) fn top<'a>(&'a self, service: &'a str) -> &'a str {
        let known = self.texts.services.iter().find(|known| known.id == service);
        known.map_or(service, |known| known.top.as_str())
    }

    /// Whether a service is a part of another, however deep.
    pub(crate) fn is_below(&self, part: &str, whole: &str) -> bool {
        let parent = |id: &str| {
            self.texts
                .services
                .iter()
                .find(|known| known.id == id)?
                .parent
                .as_deref()
        };
        let mut up = parent(part);
        for _ in 0..self.texts.services.len() {
            match up {
                Some(id) if id == whole => return true,
                Some(id) => up = parent(id),
                None => return false,
            }
        }
        false
    }

    /// An instant as the organisation's clocks showed it, to the minute.
    pub(crate) fn local(&self, at_ms: i64) -> Text {
        self.local_as(at_ms, "%Y-%m-%d %H:%M")
    }

    /// An instant as the organisation's clocks showed it, in a form of `strftime`.
    pub(crate) fn local_as(&self, at_ms: i64, form: &str) -> Text {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        Text::data(self.zone.to_datetime(at).strftime(form).to_string())
    }

    /// How far the organisation's clocks were before UTC.
    pub(crate) fn offset_ms(&self, at_ms: i64) -> i64 {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        i64::from(self.zone.to_offset(at).seconds()) * 1000
    }
}

/// A scope of a record type alone.
pub(crate) fn of_type(record_type: &str) -> Scope {
    Scope {
        record_type: Some(record_type.to_owned()),
        ..Scope::default()
    }
}

fn only_type(scope: &Scope) -> bool {
    scope.record_type.is_some()
        && scope.service.is_none()
        && scope.priority.is_none()
        && scope.assignment_group.is_none()
        && scope.channel.is_none()
}

/// A record type in words; one that the locale does not know speaks for itself.
pub(crate) fn type_name(record_type: &str) -> Text {
    match record_type {
        "incident" => Text::key("type-incident"),
        "service_request" => Text::key("type-service-request"),
        "problem" => Text::key("type-problem"),
        "security_incident" => Text::key("type-security-incident"),
        other => Text::data(other),
    }
}

/// A measure in words.
pub(crate) fn measure_name(measure: &str) -> Text {
    match measure {
        "response" => Text::key("measure-response"),
        "resolution" => Text::key("measure-resolution"),
        "availability" => Text::key("measure-availability"),
        "interruptions" => Text::key("measure-interruptions"),
        "restore-time" => Text::key("measure-restore-time"),
        "complaint-answer" => Text::key("measure-complaint-answer"),
        "transaction-time" => Text::key("measure-transaction-time"),
        "maintenance-notice" => Text::key("measure-maintenance-notice"),
        "recovery-time" => Text::key("measure-recovery-time"),
        "recovery-point" => Text::key("measure-recovery-point"),
        other => Text::data(other),
    }
}

/// An instant in UTC as JSON carries it.
pub(crate) fn utc(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms).map_or_else(|_| at_ms.to_string(), |at| format!("{at:.3}"))
}
