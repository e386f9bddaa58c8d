//! The figures, the register of reports and the channels as rows.

use serde_json::{Value, json};

use super::rows::{FOREVER, midnight};
use crate::Error;
use crate::definitions::Definitions;

/// One row per figure of the definitions that the marts carry.
pub(super) fn kpis(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let carried = definitions.kpis.iter().filter(|kpi| kpi.figure.is_some());
    carried
        .map(|kpi| {
            let types: Vec<&str> = kpi.record_types.iter().map(|one| one.as_str()).collect();
            json!({
                "definitions": hash, "kpi": kpi.id.as_str(), "figure": kpi.figure, "process": kpi.process,
                "unit": kpi.unit.as_str(), "direction": kpi.direction.as_str(), "record_types": types,
                "report_types": kpi.report_types, "objectives": kpi.objectives, "adds_up": u8::from(!kpi.stock),
            })
        })
        .collect()
}

/// One row per entry of the register.
///
/// # Errors
/// A date of agreement outside what instants can be given for.
pub(super) fn reports(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let row = |report: &crate::definitions::ReportDefinition| {
        let agreed = report.agreed.iter().map(|consent| consent.on).max();
        let agreed = agreed.map_or_else(
            || Ok(FOREVER.to_owned()),
            |day| midnight(day, &definitions.organisation.time_zone),
        )?;
        Ok(json!({
            "definitions": hash, "report": report.id.as_str(), "report_type": report.report_type,
            "agreed_from": agreed,
        }))
    };
    definitions.reports.iter().map(row).collect()
}

/// One row per channel.
pub(super) fn channels(definitions: &Definitions, hash: &str) -> Vec<Value> {
    let channels = definitions.organisation.channels.iter();
    channels
        .map(|channel| {
            json!({
                "definitions": hash, "channel": channel.id.as_str(), "monitoring": u8::from(channel.monitoring),
            })
        })
        .collect()
}
