//! Reads the foreign dates of an export as instants, by the formats and the zone of its mapping.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::problem::{Reason, RowProblem};

/// How an export writes its dates: formats, zone, and what happens to unclear local times.
#[derive(Debug, Clone)]
pub struct Times {
    /// Tried in order. More than one may fit a text only if all give the same instant.
    pub formats: Vec<Format>,
    /// The zone of formats that state no offset.
    pub zone: Option<TimeZone>,
    /// What to do with local times that a clock change skips or repeats.
    pub unclear: Unclear,
}

/// One way of writing a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// `2016-05-01T09:30:00+08:00`, with its own offset.
    Rfc3339,
    /// `strptime` directives, such as `%d/%m/%Y %H:%M`.
    Strptime(String),
}

/// The policy for local times that do not exist (clocks forward) or happen twice (clocks back).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unclear {
    /// The row is refused: the default, for a wrong hour is worse than a missing row.
    #[default]
    Refuse,
    /// The earlier of the two instants that the text can mean.
    Earlier,
    /// The later of the two instants.
    Later,
}

impl Times {
    /// Reads `text` of `column` as an instant.
    ///
    /// # Errors
    /// The row's problem: no format fits, two formats fit differently, or the local time is unclear.
    pub fn read(&self, column: &str, text: &str) -> Result<Timestamp, RowProblem> {
        let mut found: Option<Timestamp> = None;
        for format in &self.formats {
            let Some(reading) = format.read(text) else {
                continue;
            };
            let instant = match reading {
                Reading::Instant(instant) => instant,
                Reading::Local(local) => self.resolve(column, text, local)?,
            };
            match found {
                Some(other) if other != instant => return Err(two_readings(column, text, other, instant)),
                _ => found = Some(instant),
            }
        }
        found.ok_or_else(|| self.unreadable(column, text))
    }

    fn resolve(&self, column: &str, text: &str, local: DateTime) -> Result<Timestamp, RowProblem> {
        let Some(zone) = &self.zone else {
            return Err(self.unreadable(column, text));
        };
        let instants = zone.to_ambiguous_timestamp(local);
        let how = match (instants.offset(), self.unclear) {
            (AmbiguousOffset::Gap { .. }, Unclear::Refuse) => Err("does not exist"),
            (AmbiguousOffset::Fold { .. }, Unclear::Refuse) => Err("happens twice"),
            (_, Unclear::Refuse) => Ok(instants.unambiguous()),
            (_, Unclear::Earlier) => Ok(instants.earlier()),
            (_, Unclear::Later) => Ok(instants.later()),
        };
        match how {
            Ok(instant) => instant.map_err(|_| self.unreadable(column, text)),
            Err(what) => Err(RowProblem::new(
                Reason::UnclearLocalTime,
                column,
                text,
                format!(
                    "\"{text}\" {what} in {}, the clock changes there",
                    zone_name(zone)
                ),
                "export the column with its offset, or choose `unclear = \"earlier\"` or \"later\" under [times]",
            )),
        }
    }

    fn unreadable(&self, column: &str, text: &str) -> RowProblem {
        let formats: Vec<String> = self.formats.iter().map(|f| format!("\"{}\"", f.text())).collect();
        RowProblem::new(
            Reason::NotATime,
            column,
            text,
            format!("\"{text}\" is no time of the form {}", formats.join(" or ")),
            "mend the value, or add its form to `formats` under [times]",
        )
    }
}

impl Format {
    /// The format as the mapping file writes it.
    pub fn text(&self) -> &str {
        match self {
            Self::Rfc3339 => "rfc3339",
            Self::Strptime(directives) => directives,
        }
    }

    /// Whether a text of this format states its own offset, so that no zone is needed.
    pub(crate) fn states_offset(&self) -> bool {
        match self {
            Self::Rfc3339 => true,
            Self::Strptime(directives) => ["%z", "%:z", "%s", "%Q", "%:Q"]
                .iter()
                .any(|directive| directives.contains(directive)),
        }
    }

    /// What keeps this format from giving an instant, tried on a sample date.
    pub(crate) fn fault(&self) -> Option<String> {
        let Self::Strptime(directives) = self else {
            return None;
        };
        let sample = Timestamp::from_second(1_480_340_700)
            .ok()?
            .to_zoned_datetime(TimeZone::UTC);
        let text = match strtime::format(directives, &sample) {
            Ok(text) => text,
            Err(error) => return Some(format!("\"{directives}\" is no time format: {error}")),
        };
        match self.read(&text) {
            Some(Reading::Instant(_)) => None,
            Some(Reading::Local(local)) if local.date() == sample.date() => None,
            _ => Some(format!("\"{directives}\" does not tell year, month and day")),
        }
    }

    fn read(&self, text: &str) -> Option<Reading> {
        match self {
            Self::Rfc3339 => text.parse().ok().map(Reading::Instant),
            Self::Strptime(directives) => {
                let parts = strtime::parse(directives, text).ok()?;
                if parts.timestamp().is_some() || parts.offset().is_some() {
                    return parts.to_timestamp().ok().map(Reading::Instant);
                }
                parts.to_datetime().ok().map(Reading::Local)
            }
        }
    }
}

enum Reading {
    Instant(Timestamp),
    Local(DateTime),
}

fn two_readings(column: &str, text: &str, one: Timestamp, other: Timestamp) -> RowProblem {
    RowProblem::new(
        Reason::NotATime,
        column,
        text,
        format!("\"{text}\" means {one} by one format and {other} by another"),
        "keep only the format that the export uses under [times]",
    )
}

fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("the mapping's zone")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(formats: &[&str], zone: &str, unclear: Unclear) -> Times {
        let formats = formats
            .iter()
            .map(|f| {
                if *f == "rfc3339" {
                    Format::Rfc3339
                } else {
                    Format::Strptime((*f).into())
                }
            })
            .collect();
        Times {
            formats,
            zone: Some(TimeZone::get(zone).unwrap()),
            unclear,
        }
    }

    #[test]
    fn days_and_months_without_leading_zeroes_are_read_in_the_zone() {
        let taipei = times(&["%d/%m/%Y %H:%M"], "Asia/Taipei", Unclear::Refuse);
        assert_eq!(
            taipei.read("t", "29/2/2016 01:16").unwrap().to_string(),
            "2016-02-28T17:16:00Z"
        );
        assert_eq!(
            taipei.read("t", "5/3/2016 12:00").unwrap().to_string(),
            "2016-03-05T04:00:00Z"
        );
        assert_eq!(
            taipei.read("t", "30/2/2016 01:16").unwrap_err().reason,
            Reason::NotATime
        );
        assert_eq!(
            taipei.read("t", "5/3/2016 12:00 ").unwrap_err().reason,
            Reason::NotATime
        );
    }

    #[test]
    fn clock_changes_follow_the_stated_policy() {
        let read = |text: &str, unclear| times(&["%Y-%m-%d %H:%M"], "Europe/Berlin", unclear).read("t", text);
        assert_eq!(
            read("2016-10-30 02:30", Unclear::Earlier).unwrap().to_string(),
            "2016-10-30T00:30:00Z"
        );
        assert_eq!(
            read("2016-10-30 02:30", Unclear::Later).unwrap().to_string(),
            "2016-10-30T01:30:00Z"
        );
        assert_eq!(
            read("2016-03-27 02:30", Unclear::Earlier).unwrap().to_string(),
            "2016-03-27T00:30:00Z"
        );
        assert_eq!(
            read("2016-03-27 02:30", Unclear::Later).unwrap().to_string(),
            "2016-03-27T01:30:00Z"
        );
        assert_eq!(
            read("2016-10-30 02:30", Unclear::Refuse).unwrap_err().to_string(),
            "line 0: t: \"2016-10-30 02:30\" happens twice in Europe/Berlin, the clock changes there; export the \
             column with its offset, or choose `unclear = \"earlier\"` or \"later\" under [times]"
        );
        assert!(
            read("2016-03-27 02:30", Unclear::Refuse)
                .unwrap_err()
                .what
                .contains("does not exist")
        );
    }

    #[test]
    fn two_formats_that_disagree_refuse_the_row() {
        let both = times(&["%d/%m/%Y", "%m/%d/%Y"], "UTC", Unclear::Refuse);
        assert_eq!(
            both.read("t", "28/11/2016").unwrap().to_string(),
            "2016-11-28T00:00:00Z"
        );
        assert_eq!(
            both.read("t", "4/4/2016").unwrap().to_string(),
            "2016-04-04T00:00:00Z"
        );
        assert!(
            both.read("t", "3/4/2016")
                .unwrap_err()
                .what
                .contains("by another")
        );
    }

    #[test]
    fn formats_with_an_offset_need_no_zone() {
        let mut times = times(&["rfc3339", "%s", "%Y-%m-%d %H:%M %z"], "UTC", Unclear::Refuse);
        times.zone = None;
        for text in [
            "2016-05-01T08:30:00.250+08:00",
            "1462062600",
            "2016-05-01 08:30 +0800",
        ] {
            assert!(
                times
                    .read("t", text)
                    .unwrap()
                    .to_string()
                    .starts_with("2016-05-01T00:30:00"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_format_that_cannot_give_an_instant_is_found_at_load() {
        let fault = |f: &str| Format::Strptime(f.into()).fault();
        assert_eq!(fault("%d/%m/%Y %H:%M"), None);
        assert_eq!(
            fault("%d/%m %H:%M").unwrap(),
            "\"%d/%m %H:%M\" does not tell year, month and day"
        );
        assert!(fault("%d/%m/%Y %_").unwrap().contains("is no time format"));
    }
}
