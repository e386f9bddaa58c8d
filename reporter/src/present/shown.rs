//! How a figure of the register is shown, by its unit and by which way is better.

use super::{
    ARROW_FROM, COUNTS_BELOW, arrow, count_change, decimal, digits, goal_percent, met_of, percent,
    share_change,
};
use crate::report::{Goal, Part};
use crate::text::Text;

/// Numerator and denominator beyond this are amounts or lengths, not things: they are left to the JSON.
const THINGS: i64 = 10_000_000;

/// A unit with the side on which its target lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    kind: Kind,
    at_most: bool,
    digits: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ratio,
    Count,
    Duration,
    /// Hundredths of a point or of the currency.
    Hundredths,
}

impl Shown {
    /// By the unit and the direction that the definitions give the figure, beside its goal.
    pub fn of(unit: &str, direction: &str, goal: Option<Goal>) -> Shown {
        let kind = match unit {
            "ratio" => Kind::Ratio,
            "duration" => Kind::Duration,
            "score" | "money" => Kind::Hundredths,
            _ => Kind::Count,
        };
        Shown {
            kind,
            at_most: direction == "down",
            digits: digits(goal),
        }
    }

    /// A share is cut away from the goal's side, so that one that missed never looks as if it had met (case A14); of
    /// fewer than twenty it is counts (case A23).
    pub fn value(self, part: Part) -> Text {
        let Part {
            numerator,
            denominator,
        } = part;
        match (self.kind, denominator) {
            (_, Some(0)) => Text::key("value-none"),
            (Kind::Count, _) => Text::number(numerator),
            (Kind::Duration, of) => Text::duration(numerator / of.unwrap_or(1)),
            (Kind::Hundredths, of) => {
                Text::data(decimal(i128::from(numerator) / i128::from(of.unwrap_or(1)), 2))
            }
            (Kind::Ratio, None) => Text::number(numerator),
            (Kind::Ratio, Some(of)) if of < COUNTS_BELOW => met_of(numerator, of),
            (Kind::Ratio, Some(of)) => self.percent(numerator, of),
        }
    }

    fn percent(self, numerator: i64, of: i64) -> Text {
        let cut = if self.at_most && numerator >= 0 {
            // Rounded up: the negative of the negative cut down.
            let below = percent(-numerator, of, self.digits);
            below
                .strip_prefix('−')
                .map_or_else(|| below.clone(), str::to_owned)
        } else {
            percent(numerator, of, self.digits)
        };
        Text::with("value-percent", [("percent", Text::data(cut))])
    }

    /// "53 of 55" below a percentage, and of how many a mean is; nothing below counts, and where it is an amount.
    pub fn basis(self, part: Part) -> Text {
        match (self.kind, part.denominator) {
            (Kind::Ratio, Some(of)) if (COUNTS_BELOW..THINGS).contains(&of) => met_of(part.numerator, of),
            (Kind::Duration | Kind::Hundredths, Some(of)) if of > 1 && of < THINGS => {
                Text::with("value-mean-of", [("of", Text::number(of))])
            }
            _ => Text::None,
        }
    }

    /// "≥ 95 %" or "≤ 3".
    pub fn goal(self, goal: Goal) -> Text {
        let value = match self.kind {
            Kind::Ratio => Text::with("value-percent", [("percent", Text::data(goal_percent(goal)))]),
            Kind::Count => Text::number(goal.met / goal.of.max(1)),
            Kind::Duration => Text::duration(goal.met / goal.of.max(1)),
            Kind::Hundredths => Text::data(decimal(i128::from(goal.met) / i128::from(goal.of.max(1)), 2)),
        };
        match self.at_most {
            true => Text::with("goal-at-most", [("value", value)]),
            false => Text::with("goal-at-least", [("value", value)]),
        }
    }

    /// Whether a month is a point of a chart: a share of fewer than twenty is none (case A23).
    pub fn enough(self, part: Part) -> bool {
        let least = if self.kind == Kind::Ratio { COUNTS_BELOW } else { 1 };
        part.denominator.is_none_or(|of| of >= least)
    }

    /// The change between two months, with an arrow where there are enough items to say which way it goes.
    pub fn change(self, now: Part, before: Option<Part>) -> Text {
        let Some(earlier) = before else {
            return Text::key("change-unknown");
        };
        match self.kind {
            Kind::Ratio => share_change(now, before),
            Kind::Count => count_change(now.numerator, Some(earlier.numerator)),
            _ if now.denominator == Some(0) || earlier.denominator == Some(0) => Text::key("change-too-few"),
            Kind::Duration | Kind::Hundredths => {
                let mean = |part: Part| part.numerator / part.denominator.unwrap_or(1);
                let (a, b) = (mean(now), mean(earlier));
                let difference = (a - b).abs();
                let size = match self.kind {
                    Kind::Duration => Text::duration(difference),
                    _ => Text::data(decimal(i128::from(difference), 2)),
                };
                let sign = if a < b { "change-less" } else { "change-more" };
                let enough = now
                    .denominator
                    .min(earlier.denominator)
                    .is_some_and(|of| of >= ARROW_FROM);
                arrow(a.cmp(&b), enough, signed(sign, size))
            }
        }
    }

    /// The scale of an axis up to `most`: what one unit of the axis is, and the message that says a value on it.
    pub fn axis(self, most: f64) -> (f64, &'static str) {
        const HOUR: f64 = 3_600_000.0;
        match self.kind {
            Kind::Ratio => (0.01, "axis-percent"),
            Kind::Count => (1.0, "axis-plain"),
            Kind::Hundredths => (100.0, "axis-plain"),
            Kind::Duration if most >= 3.0 * HOUR => (HOUR, "axis-hours"),
            Kind::Duration if most >= HOUR / 20.0 => (HOUR / 60.0, "axis-minutes"),
            Kind::Duration => (1000.0, "axis-seconds"),
        }
    }

    /// A value that is given in millionths of the figure, as a forecast is.
    pub fn millionths(self, millionths: i64) -> Text {
        match self.kind {
            Kind::Ratio => {
                let tenths = (millionths + 500 * millionths.signum()) / 1000;
                let said = decimal(i128::from(tenths), 1);
                Text::with("value-percent", [("percent", Text::data(said))])
            }
            Kind::Count => Text::number(rounded(millionths)),
            Kind::Duration => Text::duration(rounded(millionths)),
            Kind::Hundredths => Text::data(decimal(i128::from(rounded(millionths)), 2)),
        }
    }
}

fn rounded(millionths: i64) -> i64 {
    (millionths + 500_000 * millionths.signum()) / 1_000_000
}

fn signed(sign: &str, size: Text) -> Text {
    match sign {
        "change-less" => Text::with("change-less", [("size", size)]),
        _ => Text::with("change-more", [("size", size)]),
    }
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

    fn percent_of(text: Text) -> String {
        match text {
            Text::Message { args, .. } => match &args[0].1 {
                Text::Data { text } => text.clone(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a14_what_misses_a_target_from_above_is_not_shown_as_met() {
        let goal = Some(Goal { met: 5, of: 100 });
        let failures = Shown::of("ratio", "down", goal);
        assert_eq!(percent_of(failures.value(part(5001, 100_000))), "5.1");
        assert_eq!(percent_of(failures.value(part(5, 100))), "5.0");
        let successes = Shown::of("ratio", "up", goal);
        assert_eq!(percent_of(successes.value(part(4999, 100_000))), "4.9");
    }

    #[test]
    fn below_zero_and_below_twenty() {
        let budget = Shown::of("ratio", "band", None);
        assert_eq!(percent_of(budget.value(part(-5, 1000))), "−0.5");
        assert_eq!(budget.value(part(2, 3)), met_of(2, 3));
        assert!(!budget.enough(part(2, 3)) && budget.enough(part(2, 20)));
        let score = Shown::of("score", "up", None);
        assert_eq!(score.value(part(1234, 3)), Text::data("4.11"));
        assert!(score.enough(part(1234, 3)));
    }

    #[test]
    fn millionths_are_rounded_to_what_is_shown() {
        assert_eq!(
            percent_of(Shown::of("ratio", "up", None).millionths(954_500)),
            "95.5"
        );
        assert_eq!(
            Shown::of("count", "down", None).millionths(6_444_444),
            Text::number(6)
        );
        assert_eq!(
            Shown::of("duration", "down", None).millionths(1_500_000_000),
            Text::duration(1500)
        );
    }
}
