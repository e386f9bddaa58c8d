//! The targets of figures as rows, each for the time in which it holds.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::rows::FOREVER;
use crate::definitions::{Definitions, Direction};
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

fn begin(definitions: &Definitions, date: Date) -> Result<String, Error> {
    date.to_zoned_datetime(definitions.organisation.time_zone.clone())
        .map(|zoned| instant(zoned.timestamp()))
        .map_err(|source| Error::Bounds {
            month: Month::of(date),
            source,
        })
}
