//! Thirteen months in a table cell: a line, the target's step line, and a point for this month.

use super::canvas::{Canvas, picture};
use super::{Ink, Spark};
use crate::Error;
use crate::report::Verdict;

const WIDE: f64 = 104.0;
const HIGH: f64 = 22.0;
const EDGE: f64 = 3.5;

pub(super) fn draw(spark: &Spark, alt: &str) -> Result<String, Error> {
    picture((WIDE, HIGH), alt, |canvas| paint(canvas, spark))
}

fn paint(canvas: &Canvas, spark: &Spark) -> Result<(), Error> {
    let seen = || spark.values.iter().chain(&spark.goals).flatten().copied();
    let low = seen().fold(f64::INFINITY, f64::min);
    let high = seen().fold(f64::NEG_INFINITY, f64::max);
    if !low.is_finite() {
        return Ok(());
    }
    let span = if high > low { high - low } else { 1.0 };
    let step = (WIDE - 2.0 * EDGE) / (spark.values.len().max(2) - 1) as f64;
    let x = |at: usize| EDGE + at as f64 * step;
    let y = |value: f64| HIGH - EDGE - (value - low) / span * (HIGH - 2.0 * EDGE);
    goal_steps(canvas, spark, step, &x, &y)?;
    for run in runs(&spark.values) {
        let points: Vec<(f64, f64)> = run.iter().map(|(at, value)| (x(*at), y(*value))).collect();
        match points.as_slice() {
            [one] => canvas.dot(*one, 1.2, Ink::Line.colour())?,
            many => canvas.line(many, Ink::Line.colour(), 1.25)?,
        }
    }
    if let Some(Some(last)) = spark.values.last() {
        let ink = verdict_ink(spark.verdict);
        canvas.dot((x(spark.values.len() - 1), y(*last)), 2.6, ink.colour())?;
    }
    Ok(())
}

fn goal_steps(
    canvas: &Canvas,
    spark: &Spark,
    step: f64,
    x: &dyn Fn(usize) -> f64,
    y: &dyn Fn(f64) -> f64,
) -> Result<(), Error> {
    for run in runs(&spark.goals) {
        let points: Vec<(f64, f64)> = run
            .iter()
            .flat_map(|(at, goal)| [(x(*at) - step / 2.0, y(*goal)), (x(*at) + step / 2.0, y(*goal))])
            .map(|(x, y)| (x.clamp(0.0, WIDE), y))
            .collect();
        canvas.line(&points, Ink::Goal.colour(), 0.75)?;
    }
    Ok(())
}

/// The colour of the point that is judged.
pub(super) fn verdict_ink(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Met => Ink::Met,
        Verdict::Missed => Ink::Missed,
        Verdict::NoData | Verdict::NoTarget => Ink::Line,
    }
}

/// Unbroken runs of known values with their places: a gap is never bridged.
pub(super) fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs = vec![Vec::new()];
    for (at, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((at, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}
