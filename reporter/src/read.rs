//! Reads a month's marts and the definition texts it was computed with, by the SQL files of this crate.

use clickhouse::query::Query;
use clickhouse::{Row, RowOwned, RowRead};
use serde::Deserialize;
use warehouse::Warehouse;

use crate::marts::{
    AvailabilityMarts, Continuity, Deployments, Levels, MajorIncidents, MonthRow, Nonconformities,
    SatisfactionMarts, TargetRow,
};
use crate::texts::{Texts, parse};
use crate::{Error, Marts, Month};

/// Every SQL file with its text. A test holds this list and the folder together.
pub const SQL: &[(&str, &str)] = &[
    ("months", include_str!("../sql/months.sql")),
    ("figures", include_str!("../sql/figures.sql")),
    ("breaches", include_str!("../sql/breaches.sql")),
    ("ledger", include_str!("../sql/ledger.sql")),
    ("contributions", include_str!("../sql/contributions.sql")),
    ("target_use", include_str!("../sql/target_use.sql")),
    ("hours", include_str!("../sql/hours.sql")),
    ("targets", include_str!("../sql/targets.sql")),
    ("request_items", include_str!("../sql/request_items.sql")),
    ("trends", include_str!("../sql/trends.sql")),
    ("availability_days", include_str!("../sql/availability_days.sql")),
    (
        "availability_stretches",
        include_str!("../sql/availability_stretches.sql"),
    ),
    ("outages", include_str!("../sql/outages.sql")),
    ("satisfaction", include_str!("../sql/satisfaction.sql")),
    (
        "satisfaction_themes",
        include_str!("../sql/satisfaction_themes.sql"),
    ),
    ("supplier_scores", include_str!("../sql/supplier_scores.sql")),
    ("low_scores", include_str!("../sql/low_scores.sql")),
    ("complaints", include_str!("../sql/complaints.sql")),
    ("rules", include_str!("../sql/rules.sql")),
    ("findings", include_str!("../sql/findings.sql")),
    ("nonconformities", include_str!("../sql/nonconformities.sql")),
    ("actions", include_str!("../sql/actions.sql")),
    ("problems", include_str!("../sql/problems.sql")),
    ("signs", include_str!("../sql/signs.sql")),
    ("open_targets", include_str!("../sql/open_targets.sql")),
    ("promises", include_str!("../sql/promises.sql")),
    ("parties", include_str!("../sql/parties.sql")),
    ("party_misses", include_str!("../sql/party_misses.sql")),
    ("supplier_shares", include_str!("../sql/supplier_shares.sql")),
    ("exclusions", include_str!("../sql/exclusions.sql")),
    ("definitions", include_str!("../sql/definitions.sql")),
    ("major_incidents", include_str!("../sql/major_incidents.sql")),
    (
        "major_incident_stages",
        include_str!("../sql/major_incident_stages.sql"),
    ),
    (
        "major_incident_windows",
        include_str!("../sql/major_incident_windows.sql"),
    ),
    (
        "major_incident_actions",
        include_str!("../sql/major_incident_actions.sql"),
    ),
    ("release_outcomes", include_str!("../sql/release_outcomes.sql")),
    ("forward_schedule", include_str!("../sql/forward_schedule.sql")),
    ("continuity_events", include_str!("../sql/continuity_events.sql")),
    (
        "continuity_readiness",
        include_str!("../sql/continuity_readiness.sql"),
    ),
];

/// A definition file's text as it was when the figures were computed.
#[derive(Debug, Clone, Row, Deserialize)]
struct DefinitionRow {
    path: String,
    text: String,
}

/// Reads what a month's report is made of.
///
/// # Errors
/// [`Error::NotComputed`] when the month was never aggregated; [`Error::Read`] when ClickHouse refuses.
pub async fn read(warehouse: &Warehouse, month: Month) -> Result<Marts, Error> {
    let of_month = |what| of_month(warehouse, month, what);
    let months: Vec<MonthRow> = rows("months", of_month("months")?).await?;
    let Some(current) = months
        .last()
        .filter(|row| row.month == month.first_day().to_string())
    else {
        return Err(Error::NotComputed {
            month: month.to_string(),
        });
    };
    let promised = query(warehouse, "targets")?
        .param("definitions", &current.definitions)
        .param("time_zone", &current.time_zone)
        .param("month_end", current.month_end);
    let targets: Vec<TargetRow> = rows("targets", promised).await?;
    Ok(Marts {
        month,
        figures: rows("figures", of_month("figures")?).await?,
        breaches: rows("breaches", of_month("breaches")?).await?,
        ledger: rows("ledger", of_month("ledger")?).await?,
        contributions: rows("contributions", of_month("contributions")?).await?,
        target_use: rows("target_use", of_month("target_use")?).await?,
        hours: rows("hours", of_month("hours")?).await?,
        request_items: rows("request_items", of_month("request_items")?).await?,
        trends: rows("trends", of_month("trends")?).await?,
        availability: AvailabilityMarts {
            days: rows("availability_days", of_month("availability_days")?).await?,
            outages: rows("outages", of_month("outages")?).await?,
            stretches: rows("availability_stretches", of_month("availability_stretches")?).await?,
        },
        satisfaction: SatisfactionMarts {
            waves: rows("satisfaction", of_month("satisfaction")?).await?,
            themes: rows("satisfaction_themes", of_month("satisfaction_themes")?).await?,
            suppliers: rows("supplier_scores", of_month("supplier_scores")?).await?,
            low_scores: rows("low_scores", of_month("low_scores")?).await?,
        },
        complaints: rows("complaints", of_month("complaints")?).await?,
        levels: levels(warehouse, month).await?,
        targets,
        nonconformities: nonconformities(warehouse, month, &current.definitions).await?,
        signs: rows("signs", of_month("signs")?).await?,
        months,
        major_incidents: MajorIncidents {
            incidents: rows("major_incidents", of_month("major_incidents")?).await?,
            stages: rows("major_incident_stages", of_month("major_incident_stages")?).await?,
            windows: rows("major_incident_windows", of_month("major_incident_windows")?).await?,
            actions: rows("major_incident_actions", of_month("major_incident_actions")?).await?,
        },
        deployments: Deployments {
            outcomes: rows("release_outcomes", of_month("release_outcomes")?).await?,
            schedule: rows("forward_schedule", of_month("forward_schedule")?).await?,
        },
        continuity: Continuity {
            events: rows("continuity_events", of_month("continuity_events")?).await?,
            readiness: rows("continuity_readiness", of_month("continuity_readiness")?).await?,
        },
    })
}

/// What the rules found, with the rules themselves, and what people entered beside it.
async fn nonconformities(
    warehouse: &Warehouse,
    month: Month,
    definitions: &str,
) -> Result<Nonconformities, Error> {
    let of_month = |what| of_month(warehouse, month, what);
    let rules = query(warehouse, "rules")?.param("definitions", definitions);
    Ok(Nonconformities {
        rules: rows("rules", rules).await?,
        findings: rows("findings", of_month("findings")?).await?,
        entered: rows("nonconformities", of_month("nonconformities")?).await?,
        actions: rows("actions", of_month("actions")?).await?,
        problems: rows("problems", of_month("problems")?).await?,
    })
}

/// What is at risk, what divisions and suppliers took, what was excluded.
async fn levels(warehouse: &Warehouse, month: Month) -> Result<Levels, Error> {
    let of_month = |what| of_month(warehouse, month, what);
    Ok(Levels {
        open_targets: rows("open_targets", of_month("open_targets")?).await?,
        promises: rows("promises", of_month("promises")?).await?,
        parties: rows("parties", of_month("parties")?).await?,
        party_misses: rows("party_misses", of_month("party_misses")?).await?,
        supplier_shares: rows("supplier_shares", of_month("supplier_shares")?).await?,
        exclusions: rows("exclusions", of_month("exclusions")?).await?,
    })
}

/// Reads the texts of the definitions that the month was computed with: names, register, rules in words.
///
/// # Errors
/// [`Error::Read`] when ClickHouse refuses; [`Error::Definition`] when a stored text is no TOML.
pub async fn read_texts(warehouse: &Warehouse, marts: &Marts) -> Result<Texts, Error> {
    let hash = marts
        .months
        .last()
        .map(|month| month.definitions.clone())
        .unwrap_or_default();
    let query = query(warehouse, "definitions")?.param("definitions", hash);
    let files: Vec<DefinitionRow> = rows("definitions", query).await?;
    parse(
        &files
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect::<Vec<_>>(),
    )
}

fn of_month(warehouse: &Warehouse, month: Month, what: &'static str) -> Result<Query, Error> {
    query(warehouse, what).map(|query| query.param("month", month.first_day().to_string()))
}

fn query(warehouse: &Warehouse, what: &'static str) -> Result<Query, Error> {
    let sql = SQL
        .iter()
        .find(|(name, _)| *name == what)
        .map_or("", |(_, sql)| *sql);
    Ok(warehouse.client().query_raw(sql))
}

async fn rows<T: RowOwned + RowRead>(what: &'static str, query: Query) -> Result<Vec<T>, Error> {
    query
        .fetch_all::<T>()
        .await
        .map_err(|source| Error::Read { what, source })
}
