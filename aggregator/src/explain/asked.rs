//! Which figure was asked for: from a stable id or an id of the register to one row of the mart.

use std::str::FromStr;

use clickhouse::Row;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use crate::definitions::Definitions;
use crate::error::Error;
use crate::run::Job;
use crate::{Month, model};

/// A figure of a month, as somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The figure's name in the marts (`resolution.attainment`), or an id of the register (`INC-01`).
    pub figure: String,
    /// Which records.
    pub scope: Scope,
    /// The month.
    pub month: Month,
    /// As known at this time; none for the month as it was computed.
    pub as_of: Option<Timestamp>,
}

/// Which records a figure speaks of; none means all, an empty text not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Type of record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// Service or sub-service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Support group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_group: Option<String>,
    /// Channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// A stable id taken apart: the figure, and after each `|` a dimension as `name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id {
    /// The figure.
    pub figure: String,
    /// The scope.
    pub scope: Scope,
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('|');
        let figure = parts.next().unwrap_or_default().trim().to_owned();
        let mut scope = Scope::default();
        for part in parts {
            let (name, value) = part.split_once('=').ok_or_else(|| {
                format!(
                    "\"{part}\" is no part of a figure's id; write name=value, such as service=securities"
                )
            })?;
            let place = scope.place(name).ok_or_else(|| {
                format!("\"{name}\" is no dimension; there are record_type, service, priority, assignment_group, channel")
            })?;
            *place = Some(value.to_owned());
        }
        if figure.is_empty() {
            return Err("the figure's name is missing".to_owned());
        }
        Ok(Self { figure, scope })
    }
}

impl Scope {
    fn place(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "record_type" => Some(&mut self.record_type),
            "service" => Some(&mut self.service),
            "priority" => Some(&mut self.priority),
            "assignment_group" => Some(&mut self.assignment_group),
            "channel" => Some(&mut self.channel),
            _ => None,
        }
    }
}

/// The figure's row in the mart.
#[derive(Clone, Debug, Default, Row, Deserialize)]
pub(super) struct FigureRow {
    pub(super) figure: String,
    pub(super) record_type: String,
    pub(super) service: String,
    pub(super) priority: String,
    pub(super) assignment_group: String,
    pub(super) channel: String,
    pub(super) numerator: i64,
    pub(super) denominator: Option<i64>,
    pub(super) unit: String,
    pub(super) goal_met: Option<i64>,
    pub(super) goal_of: Option<i64>,
    pub(super) verdict: String,
}

const ROWS: &str = "select toString(figure) as figure, toString(record_type) as record_type, toString(service) as service, \
    toString(priority) as priority, toString(assignment_group) as assignment_group, toString(channel) as channel, \
    numerator, denominator, toString(unit) as unit, goal_met, goal_of, toString(verdict) as verdict \
    from {figures:Identifier} where month = {month:Date} and ";

/// The row that is meant. Without a record type it is the one of the register's entry, or the only one that there is.
///
/// # Errors
/// No row or several fit: the error names those that there are.
pub(super) async fn row(
    warehouse: &Warehouse,
    definitions: &Definitions,
    job: &Job,
    asked: &Asked,
) -> Result<FigureRow, Error> {
    let entry = definitions.kpi(&asked.figure);
    let figure = entry
        .and_then(|kpi| kpi.figure.clone())
        .unwrap_or_else(|| asked.figure.clone());
    let kinds: Vec<&str> = entry.map_or_else(Vec::new, |kpi| {
        kpi.record_types.iter().map(|one| one.as_str()).collect()
    });
    let all = |part: &Option<String>| part.clone().unwrap_or_else(|| "*".to_owned());
    let sql = format!(
        "{ROWS} figure = {{asked_figure:String}} and service = {{service:String}} and priority = {{priority:String}} \
         and assignment_group = {{assignment_group:String}} and channel = {{channel:String}} order by record_type"
    );
    let rows: Vec<FigureRow> = job
        .query(warehouse, &sql)
        .param("asked_figure", &figure)
        .param("service", all(&asked.scope.service))
        .param("priority", all(&asked.scope.priority))
        .param("assignment_group", all(&asked.scope.assignment_group))
        .param("channel", all(&asked.scope.channel))
        .fetch_all()
        .await
        .map_err(Error::query(format!("looking for {figure}")))?;
    let fits = |row: &&FigureRow| match &asked.scope.record_type {
        Some(kind) => row.record_type == *kind,
        None => kinds.is_empty() || kinds.contains(&row.record_type.as_str()),
    };
    let mut fitting: Vec<&FigureRow> = rows.iter().filter(fits).collect();
    match (fitting.pop(), fitting.is_empty()) {
        (Some(row), true) => Ok(row.clone()),
        (Some(row), false) => {
            fitting.push(row);
            Err(Error::ManyFigures {
                asked: asked.figure.clone(),
                ids: fitting.iter().map(|row| row.id()).collect(),
            })
        }
        (None, _) => Err(missing(warehouse, job, &figure).await?),
    }
}

/// What to say when no row fits: the ids that there are of this figure, or figures whose names are like it.
async fn missing(warehouse: &Warehouse, job: &Job, figure: &str) -> Result<Error, Error> {
    let ids: Vec<FigureRow> = job
        .query(
            warehouse,
            &format!("{ROWS} figure = {{asked_figure:String}} order by all limit 8"),
        )
        .param("asked_figure", figure)
        .fetch_all()
        .await
        .map_err(Error::query(format!("looking for {figure}")))?;
    if !ids.is_empty() {
        return Ok(Error::NoSuchScope {
            figure: figure.to_owned(),
            ids: ids.iter().map(FigureRow::id).collect(),
        });
    }
    if model::maker(figure).is_some() {
        return Ok(Error::NotMeasured {
            figure: figure.to_owned(),
            month: job.month,
        });
    }
    let sql = "select distinct toString(figure) as name from {figures:Identifier} where month = {month:Date} \
               order by ngramDistance(lower(name), lower({asked_figure:String})), name limit 5";
    let near: Vec<String> = job
        .query(warehouse, sql)
        .param("asked_figure", figure)
        .fetch_all()
        .await
        .map_err(Error::query(format!("looking for {figure}")))?;
    Ok(Error::NoSuchFigure {
        figure: figure.to_owned(),
        near,
    })
}

impl FigureRow {
    /// The stable id, as a report's JSON writes it.
    pub(super) fn id(&self) -> String {
        let mut id = self.figure.clone();
        for (name, value) in self.dimensions() {
            if value != "*" {
                id.push_str(&format!("|{name}={value}"));
            }
        }
        id
    }

    pub(super) fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for (name, value) in self.dimensions() {
            if let Some(place) = scope.place(name).filter(|_| value != "*") {
                *place = Some(value.to_owned());
            }
        }
        scope
    }

    fn dimensions(&self) -> [(&'static str, &str); 5] {
        [
            ("record_type", &self.record_type),
            ("service", &self.service),
            ("priority", &self.priority),
            ("assignment_group", &self.assignment_group),
            ("channel", &self.channel),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stable_id_is_taken_apart() {
        let id: Id = "resolution.attainment|record_type=incident|service=securities|assignment_group="
            .parse()
            .unwrap();
        assert_eq!(id.figure, "resolution.attainment");
        assert_eq!(id.scope.service.as_deref(), Some("securities"));
        assert_eq!(id.scope.assignment_group.as_deref(), Some(""));
        assert_eq!(id.scope.priority, None);
        assert_eq!("CHG-01".parse::<Id>().unwrap().scope, Scope::default());
        assert!("a|colour=red".parse::<Id>().unwrap_err().contains("no dimension"));
        assert!("a|red".parse::<Id>().unwrap_err().contains("name=value"));
        assert!("".parse::<Id>().is_err());
    }
}
