//! Calendars to test with.
#![allow(dead_code)]

use aggregator::calendar::{Window, WindowKind};
use aggregator::definitions::{Calendar, CalendarVersion, Hours, Names};
use jiff::civil::date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).unwrap()
}

pub(crate) fn named(text: &str) -> Names {
    Names {
        en: text.to_owned(),
        zh_hant: text.to_owned(),
    }
}

pub(crate) fn hours(opens_minute: i32, closes_minute: i32) -> Hours {
    Hours {
        opens_minute,
        closes_minute,
    }
}

/// A calendar with the same hours on every day, or from Monday to Friday.
pub(crate) fn calendar(zone_name: &str, weekend: bool, day: &[Hours]) -> Calendar {
    let weekly = std::array::from_fn(|weekday| {
        if weekday < 5 || weekend {
            day.to_vec()
        } else {
            Vec::new()
        }
    });
    Calendar {
        id: "c".into(),
        names: named("c"),
        time_zone: zone(zone_name),
        time_zone_name: zone_name.to_owned(),
        versions: vec![CalendarVersion {
            valid_from: date(2010, 1, 1),
            weekly,
        }],
        holidays: Vec::new(),
        closures: Vec::new(),
        extra_days: Vec::new(),
    }
}

pub(crate) fn total_ms(windows: &[Window], kind: WindowKind) -> i64 {
    let of_kind = windows.iter().filter(|window| window.kind == kind);
    of_kind
        .map(|window| window.closes.as_millisecond() - window.opens.as_millisecond())
        .sum()
}
