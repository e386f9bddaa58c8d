//! How a value is shown: percentages are cut and not rounded, small numbers stay counts (domain rules 7 and 12).

use crate::figures::Series;
use crate::report::{Goal, Part, Value};
use crate::text::Text;

mod shown;

pub use shown::Shown;

/// Below so many items a share is shown as counts.
pub const COUNTS_BELOW: i64 = 20;
/// Below so many items no trend arrow is shown.
pub const ARROW_FROM: i64 = 100;

/// `numerator` of `denominator` in percent, cut after `digits` decimals, so that what is shown never passes a
/// goal that was missed: 94.996 % is 94.9 and not 95.0 (case A14).
pub fn percent(numerator: i64, denominator: i64, digits: u32) -> String {
    let scale = 10_i128.pow(digits);
    let cut = (i128::from(numerator) * 100 * scale).div_euclid(i128::from(denominator).max(1));
    decimal(cut, digits)
}

/// A whole number of the last decimal's units, written out: -53 with one decimal is −5.3.
fn decimal(units: i128, digits: u32) -> String {
    let scale = 10_i128.pow(digits);
    let (sign, units) = (if units < 0 { "−" } else { "" }, units.abs());
    match digits {
        0 => format!("{sign}{units}"),
        _ => format!(
            "{sign}{}.{:0width$}",
            units / scale,
            units % scale,
            width = digits as usize
        ),
    }
}

/// A goal in percent with as many decimals as it has: 95 of 100 is 95, 9995 of 10000 is 99.95.
pub fn goal_percent(goal: Goal) -> String {
    (0..=4)
        .find(|digits| (i128::from(goal.met) * 100 * 10_i128.pow(*digits)) % i128::from(goal.of).max(1) == 0)
        .map_or_else(
            || percent(goal.met, goal.of, 4),
            |digits| percent(goal.met, goal.of, digits),
        )
}

/// Decimals that a share needs beside its goal: one, or as many as the goal has.
fn digits(goal: Option<Goal>) -> u32 {
    let decimals = goal.map_or(0, |goal| {
        goal_percent(goal).split_once('.').map_or(0, |(_, d)| d.len())
    });
    u32::try_from(decimals).unwrap_or(1).max(1)
}

/// A share of time in percent, cut after two decimals, or as many as its goal has: a month has 44 640 minutes, and one
/// decimal is three quarters of an hour.
pub fn fine_percent(numerator: i64, denominator: i64, goal: Option<Goal>) -> String {
    percent(numerator, denominator, digits(goal).max(2))
}

/// A mean score from hundredths of a point: "3.54", cut and not rounded.
pub fn score(points: i64, answers: i64) -> Text {
    match answers {
        0 => Text::key("value-none"),
        answers => {
            let cut = points.div_euclid(answers);
            Text::data(format!("{}.{:02}", cut / 100, cut % 100))
        }
    }
}

/// A share as percent, or from below twenty as "2 of 3".
pub fn plain_share(numerator: i64, denominator: i64) -> Text {
    match denominator {
        0 => Text::key("value-none"),
        of if of < COUNTS_BELOW => met_of(numerator, of),
        of => Text::with(
            "value-percent",
            [("percent", Text::data(percent(numerator, of, 1)))],
        ),
    }
}

/// A share of records that met their target: percent, or from below twenty "1 of 3 breached" (case A23).
pub fn share(part: Part, goal: Option<Goal>) -> Text {
    let of = part.denominator.unwrap_or(0);
    match of {
        0 => Text::key("value-none"),
        of if of < COUNTS_BELOW => Text::with(
            "value-breached-of",
            [
                ("breached", Text::number(of - part.numerator)),
                ("of", Text::number(of)),
            ],
        ),
        of => Text::with(
            "value-percent",
            [("percent", Text::data(percent(part.numerator, of, digits(goal))))],
        ),
    }
}

/// "53 of 55" under a percentage; nothing under counts.
pub fn basis(part: Part) -> Text {
    match part.denominator {
        Some(of) if of >= COUNTS_BELOW => met_of(part.numerator, of),
        _ => Text::None,
    }
}

/// "53 of 55".
pub fn met_of(met: i64, of: i64) -> Text {
    Text::with(
        "value-met-of",
        [("met", Text::number(met)), ("of", Text::number(of))],
    )
}

/// A goal as "95 %".
pub fn goal(goal: Goal) -> Text {
    Text::with("value-percent", [("percent", Text::data(goal_percent(goal)))])
}

/// Distance from the goal in percentage points; below twenty items none is shown.
pub fn variance(part: Part, goal: Goal) -> Text {
    match part.denominator {
        Some(of) if of >= COUNTS_BELOW => points(part.numerator, of, goal.met, goal.of),
        _ => Text::key("value-none"),
    }
}

/// Change of a share in percentage points; nothing where either side is below twenty, no arrow below a hundred.
pub fn share_change(now: Part, before: Option<Part>) -> Text {
    let Some(before) = before else {
        return Text::key("change-unknown");
    };
    match (now.denominator, before.denominator) {
        (Some(a), Some(b)) if a.min(b) >= COUNTS_BELOW => {
            let points = points(now.numerator, a, before.numerator, b);
            let direction = (i128::from(now.numerator) * i128::from(b))
                .cmp(&(i128::from(before.numerator) * i128::from(a)));
            arrow(direction, a.min(b) >= ARROW_FROM, points)
        }
        _ => Text::key("change-too-few"),
    }
}

/// Change of a count: the difference, with an arrow from a hundred on.
pub fn count_change(now: i64, before: Option<i64>) -> Text {
    let Some(before) = before else {
        return Text::key("change-unknown");
    };
    arrow(
        now.cmp(&before),
        now.max(before) >= ARROW_FROM,
        Text::Signed { value: now - before },
    )
}

/// How the JSON says that the page shows a value.
pub fn value(series: &Series) -> Value {
    let Some(part) = series.back(0) else {
        return Value {
            shown_as: "none".to_owned(),
            text: None,
        };
    };
    let (shown_as, text) = match (series.unit.as_str(), part.denominator) {
        ("ms", None) => ("duration", Some(part.numerator.to_string())),
        (_, None) => ("number", Some(part.numerator.to_string())),
        (_, Some(0)) => ("none", None),
        ("ms", Some(of)) => ("duration", Some((part.numerator / of).to_string())),
        ("score" | "money", Some(of)) => {
            let mean = i128::from(part.numerator / of);
            ("mean", Some(decimal(mean, 2).replace('−', "-")))
        }
        (_, Some(of)) if of < COUNTS_BELOW => ("counts", Some(format!("{}/{of}", part.numerator))),
        (_, Some(of)) => (
            "percent",
            Some(percent(part.numerator, of, digits(series.goal()))),
        ),
    };
    Value {
        shown_as: shown_as.to_owned(),
        text,
    }
}

fn arrow(direction: std::cmp::Ordering, enough: bool, change: Text) -> Text {
    match (direction, enough) {
        (std::cmp::Ordering::Greater, true) => Text::with("change-up", [("change", change)]),
        (std::cmp::Ordering::Less, true) => Text::with("change-down", [("change", change)]),
        (std::cmp::Ordering::Equal, _) => Text::key("change-none"),
        _ => Text::with("change-plain", [("change", change)]),
    }
}

/// `a/b - c/d` in percentage points with one decimal, rounded away from zero so that a difference shows.
fn points(a: i64, b: i64, c: i64, d: i64) -> Text {
    let (b, d) = (i128::from(b).max(1), i128::from(d).max(1));
    let difference = (i128::from(a) * d - i128::from(c) * b) * 1000;
    let whole = b * d;
    let tenths = difference.abs().div_euclid(whole) + i128::from(difference.abs() % whole != 0);
    let sign = match difference.signum() {
        1 => "+",
        -1 => "−",
        _ => "±",
    };
    Text::with(
        "value-points",
        [(
            "points",
            Text::data(format!("{sign}{}.{}", tenths / 10, tenths % 10)),
        )],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(numerator: i64, denominator: i64) -> Part {
        Part {
            numerator,
            denominator: Some(denominator),
        }
    }

    #[test]
    fn a14_a_missed_goal_is_never_shown_as_reached() {
        assert_eq!(percent(94_996, 100_000, 1), "94.9");
        assert_eq!(percent(99_999, 100_000, 1), "99.9");
        assert_eq!(percent(19, 20, 1), "95.0");
        assert_eq!(percent(99_951, 100_000, 2), "99.95");
    }

    #[test]
    fn goals_show_the_decimals_they_have() {
        assert_eq!(goal_percent(Goal { met: 95, of: 100 }), "95");
        assert_eq!(
            goal_percent(Goal {
                met: 9995,
                of: 10_000
            }),
            "99.95"
        );
        assert_eq!(
            digits(Some(Goal {
                met: 9995,
                of: 10_000
            })),
            2
        );
        assert_eq!(digits(None), 1);
    }

    #[test]
    fn a23_below_twenty_counts_are_shown() {
        let expected = Text::with(
            "value-breached-of",
            [("breached", Text::number(1)), ("of", Text::number(3))],
        );
        assert_eq!(share(part(2, 3), None), expected);
        assert_eq!(
            share_change(part(2, 3), Some(part(3, 3))),
            Text::key("change-too-few")
        );
        assert_eq!(share(part(0, 0), None), Text::key("value-none"));
        assert!(matches!(share(part(19, 20), None), Text::Message { key, .. } if key == "value-percent"));
    }

    #[test]
    fn below_a_hundred_no_arrow_is_shown() {
        let key = |text: Text| match text {
            Text::Message { key, .. } => key,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            key(share_change(part(90, 99), Some(part(80, 200)))),
            "change-plain"
        );
        assert_eq!(key(share_change(part(90, 100), Some(part(80, 100)))), "change-up");
        assert_eq!(
            key(share_change(part(70, 100), Some(part(80, 100)))),
            "change-down"
        );
        assert_eq!(
            key(share_change(part(80, 100), Some(part(160, 200)))),
            "change-none"
        );
        assert_eq!(key(count_change(5, None)), "change-unknown");
    }
}
