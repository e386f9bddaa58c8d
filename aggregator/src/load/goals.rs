//! The targets of figures, and of the stages of major incidents, as rows, each for the time in which it holds.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::rows::FOREVER;
use crate::definitions::{Definitions, Direction, StageTime};
use crate::statement::instant;
use crate::{Error, Month};

/// One row per figure and goal, from its first day in the organisation's time zone until the next goal's.
///
/// # Errors
/// A `valid_from` outside what instants can be given for.
pub(super) fn kpi_goals(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let mut table = Vec::new();
    for kpi in &definitions.kpis {
        let Some(figure) = &kpi.figure else { continue };
        for (index, goal) in kpi.goals.iter().enumerate() {
            let until = match kpi.goals.get(index + 1) {
                Some(next) => begin(definitions, next.valid_from)?,
                None => FOREVER.to_owned(),
            };
            table.push(json!({
                "definitions": hash, "figure": figure, "at_most": u8::from(kpi.direction == Direction::Down),
                "valid_from": begin(definitions, goal.valid_from)?, "valid_until": until,
                "goal_met": goal.met, "goal_of": goal.of,
            }));
        }
    }
    Ok(table)
}

/// One row per stage of major incidents and target, from its first day until the stage's next target.
///
/// # Errors
/// A `valid_from` outside what instants can be given for.
pub(super) fn stage_targets(definitions: &Definitions, hash: &str) -> Result<Vec<Value>, Error> {
    let targets = &definitions.organisation.major_incidents.stages;
    let mut table = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        let next = targets.get(index + 1).filter(|next| next.stage == target.stage);
        let until = next.map_or(Ok(FOREVER.to_owned()), |next| begin(definitions, next.valid_from))?;
        let (within_ms, working_days) = match target.within {
            StageTime::Clock(ms) => (Some(ms), None),
            StageTime::WorkingDays(days) => (None, Some(days)),
        };
        table.push(json!({
            "definitions": hash, "stage": target.stage.as_str(), "valid_from": begin(definitions, target.valid_from)?,
            "valid_until": until, "within_ms": within_ms, "working_days": working_days,
        }));
    }
    Ok(table)
}

fn begin(definitions: &Definitions, date: Date) -> Result<String, Error> {
    date.to_zoned_datetime(definitions.organisation.time_zone.clone())
        .map(|zoned| instant(zoned.timestamp()))
        .map_err(|source| Error::Bounds {
            month: Month::of(date),
            source,
        })
}
