//! The one set of colours: told apart by colour-blind readers and in grey print, and never without a word beside.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

/// Colours of text, lines and verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text,
    /// Secondary text.
    Muted,
    /// Hairlines.
    Hair,
    /// Between the limits of a control chart.
    Band,
    /// Between the ends of a forecast.
    Fan,
    /// Paper.
    Paper,
    /// The main line of a chart.
    Line,
    /// The second line of a chart.
    Second,
    /// A goal.
    Goal,
    /// A goal that is met.
    Met,
    /// A goal that is missed.
    Missed,
}

/// Colours of parts of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Counted time; of a group where `1` to `4` follow.
    Counted,
    /// The second group.
    Counted2,
    /// The third group.
    Counted3,
    /// The fourth group.
    Counted4,
    /// All other groups.
    CountedOther,
    /// Nobody's.
    Unassigned,
    /// Waiting.
    Waiting,
    /// The second party waited on.
    Waiting2,
    /// All other parties.
    WaitingOther,
    /// Outside service hours.
    OutOfHours,
    /// Holidays and closures.
    Holiday,
    /// Excluded by agreement.
    Excluded,
    /// Resolved and later reopened.
    ResolvedGap,
    /// Downtime.
    Down,
    /// The worst mark of five.
    Mark1,
    /// The second mark.
    Mark2,
    /// The middle mark.
    Mark3,
    /// The fourth mark.
    Mark4,
    /// The best mark.
    Mark5,
}

impl Ink {
    /// As plotters takes it.
    pub fn colour(self) -> RGBColor {
        match self {
            Ink::Text => RGBColor(0x1c, 0x27, 0x33),
            Ink::Muted => RGBColor(0x5b, 0x68, 0x75),
            Ink::Hair => RGBColor(0xdb, 0xe1, 0xe7),
            Ink::Band => RGBColor(0xee, 0xf1, 0xf4),
            Ink::Fan => RGBColor(0xd3, 0xe3, 0xf2),
            Ink::Paper => RGBColor(0xff, 0xff, 0xff),
            Ink::Line => RGBColor(0x1f, 0x4e, 0x79),
            Ink::Second => RGBColor(0x8f, 0xb4, 0xd6),
            Ink::Goal => RGBColor(0x9a, 0x78, 0x2e),
            Ink::Met => RGBColor(0x1f, 0x7a, 0x5c),
            Ink::Missed => RGBColor(0xb8, 0x3a, 0x1b),
        }
    }
}

impl Tone {
    /// As plotters takes it.
    pub fn colour(self) -> RGBColor {
        match self {
            Tone::Counted => RGBColor(0x1f, 0x4e, 0x79),
            Tone::Counted2 => RGBColor(0x3f, 0x7c, 0xac),
            Tone::Counted3 => RGBColor(0x76, 0xa8, 0xd1),
            Tone::Counted4 => RGBColor(0xab, 0xca, 0xe6),
            Tone::CountedOther => RGBColor(0x63, 0x74, 0x85),
            Tone::Unassigned => RGBColor(0x3a, 0x3f, 0x46),
            Tone::Waiting => RGBColor(0xd1, 0x8f, 0x1d),
            Tone::Waiting2 => RGBColor(0xe6, 0xb9, 0x5f),
            Tone::WaitingOther => RGBColor(0xf2, 0xdc, 0xab),
            Tone::OutOfHours => RGBColor(0xe7, 0xeb, 0xef),
            Tone::Holiday => RGBColor(0xc9, 0xd1, 0xd9),
            Tone::Excluded => RGBColor(0x8d, 0x6a, 0x9f),
            Tone::ResolvedGap => RGBColor(0x8f, 0xbf, 0xae),
            Tone::Down | Tone::Mark1 => RGBColor(0xb8, 0x3a, 0x1b),
            Tone::Mark2 => RGBColor(0xe2, 0x9a, 0x7e),
            Tone::Mark3 => RGBColor(0xdb, 0xe1, 0xe7),
            Tone::Mark4 => RGBColor(0x8f, 0xb4, 0xd6),
            Tone::Mark5 => RGBColor(0x1f, 0x4e, 0x79),
        }
    }

    /// Its name in style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Counted => "counted",
            Tone::Counted2 => "counted2",
            Tone::Counted3 => "counted3",
            Tone::Counted4 => "counted4",
            Tone::CountedOther => "counted-other",
            Tone::Unassigned => "unassigned",
            Tone::Waiting => "waiting",
            Tone::Waiting2 => "waiting2",
            Tone::WaitingOther => "waiting-other",
            Tone::OutOfHours => "out-of-hours",
            Tone::Holiday => "holiday",
            Tone::Excluded => "excluded",
            Tone::ResolvedGap => "resolved-gap",
            Tone::Down => "down",
            Tone::Mark1 => "mark-1",
            Tone::Mark2 => "mark-2",
            Tone::Mark3 => "mark-3",
            Tone::Mark4 => "mark-4",
            Tone::Mark5 => "mark-5",
        }
    }

    /// The tone of the group in this place of the order by time.
    pub fn group(place: usize) -> Tone {
        [Tone::Counted, Tone::Counted2, Tone::Counted3, Tone::Counted4]
            .get(place)
            .copied()
            .unwrap_or(Tone::CountedOther)
    }

    /// The tone of the waiting party in this place of the order by time.
    pub fn party(place: usize) -> Tone {
        [Tone::Waiting, Tone::Waiting2]
            .get(place)
            .copied()
            .unwrap_or(Tone::WaitingOther)
    }
}

/// Blue from paper to ink for a share between 0 and 1, and whether text on it must be light.
pub(super) fn heat(share: f64) -> (RGBColor, bool) {
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
    (
        RGBColor(mix(0xf4, 0x1f), mix(0xf7, 0x4e), mix(0xfa, 0x79)),
        share > 0.5,
    )
}

/// Red from paper to ink for a share between 0 and 1, and whether text on it must be light.
pub(super) fn warm(share: f64) -> (RGBColor, bool) {
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
    (
        RGBColor(mix(0xf6, 0xa8), mix(0xf8, 0x30), mix(0xf8, 0x14)),
        share > 0.6,
    )
}
