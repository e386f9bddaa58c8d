//! The languages of reports: everything a page says comes from the files in `locales/`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::text::{Name, Text};
use crate::{Error, Month};

/// A language that reports are rendered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
}

/// The words of one language.
pub struct Locale {
    /// Which language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// Every locale file: language, file name, text. A test holds this list and the folder together.
pub const FILES: &[(Language, &str, &str)] = &[
    (
        Language::English,
        "common.ftl",
        include_str!("../locales/en/common.ftl"),
    ),
    (
        Language::English,
        "kpis.ftl",
        include_str!("../locales/en/kpis.ftl"),
    ),
    (
        Language::English,
        "trends.ftl",
        include_str!("../locales/en/trends.ftl"),
    ),
    (
        Language::English,
        "page.ftl",
        include_str!("../locales/en/page.ftl"),
    ),
    (
        Language::English,
        "targets.ftl",
        include_str!("../locales/en/targets.ftl"),
    ),
    (
        Language::English,
        "populations.ftl",
        include_str!("../locales/en/populations.ftl"),
    ),
    (
        Language::English,
        "workload.ftl",
        include_str!("../locales/en/workload.ftl"),
    ),
    (
        Language::English,
        "major-incidents.ftl",
        include_str!("../locales/en/major-incidents.ftl"),
    ),
    (
        Language::English,
        "deployments.ftl",
        include_str!("../locales/en/deployments.ftl"),
    ),
    (
        Language::English,
        "continuity.ftl",
        include_str!("../locales/en/continuity.ftl"),
    ),
    (
        Language::English,
        "nonconformities.ftl",
        include_str!("../locales/en/nonconformities.ftl"),
    ),
    (
        Language::English,
        "integrity.ftl",
        include_str!("../locales/en/integrity.ftl"),
    ),
    (
        Language::English,
        "levels.ftl",
        include_str!("../locales/en/levels.ftl"),
    ),
    (
        Language::English,
        "annex.ftl",
        include_str!("../locales/en/annex.ftl"),
    ),
    (
        Language::English,
        "availability.ftl",
        include_str!("../locales/en/availability.ftl"),
    ),
    (
        Language::English,
        "satisfaction.ftl",
        include_str!("../locales/en/satisfaction.ftl"),
    ),
    (
        Language::English,
        "complaints.ftl",
        include_str!("../locales/en/complaints.ftl"),
    ),
];

impl Language {
    /// Every language that has locale files.
    pub const ALL: [Language; 1] = [Language::English];

    /// Its tag, as in file names and in the page's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }
}

impl std::str::FromStr for Language {
    type Err = Error;

    /// Reads a tag: `en`.
    fn from_str(tag: &str) -> Result<Language, Error> {
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| Error::Language {
                given: tag.to_owned(),
                known: Language::ALL.map(Language::tag).join(", "),
            })
    }
}

impl Locale {
    /// Reads the language's files.
    ///
    /// # Errors
    /// A locale file that Fluent cannot read, or a key that is defined twice.
    pub fn new(language: Language) -> Result<Locale, Error> {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(number.value as i64)),
            _ => None,
        }));
        for (_, file, text) in FILES.iter().filter(|(of, _, _)| *of == language) {
            let broken = |problem: String| Error::Locale {
                file: format!("{}/{file}", language.tag()),
                problem,
            };
            let resource = FluentResource::try_new((*text).to_owned())
                .map_err(|(_, errors)| broken(format!("{errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| broken(format!("{errors:?}")))?;
        }
        Ok(Locale { language, bundle })
    }

    /// Says a text.
    ///
    /// # Errors
    /// A key that the locale does not have, or an argument that its message does not get.
    pub fn say(&self, text: &Text) -> Result<String, Error> {
        Ok(match text {
            Text::None => String::new(),
            Text::Message { key, args } => return self.message(key, args),
            Text::Name(name) => self.name(name).to_owned(),
            Text::Data { text } => text.clone(),
            Text::Number { value } => grouped(*value),
            Text::Signed { value } => signed(*value),
            Text::Duration { ms } => return self.duration(*ms),
            Text::Month { month } => return self.month(*month),
            Text::MonthShort { month } => return self.month_short(*month),
            Text::List { parts } => {
                let said: Vec<String> = parts
                    .iter()
                    .map(|part| self.say(part))
                    .collect::<Result<_, _>>()?;
                said.join(&self.message("list-separator", &[])?)
            }
        })
    }

    /// Whether the locale has a message of this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn message(&self, key: &str, args: &[(String, Text)]) -> Result<String, Error> {
        let missing = |problem: &str| Error::Locale {
            file: self.language.tag().to_owned(),
            problem: format!("{key}: {problem}"),
        };
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(|| missing("no such message"))?;
        let mut values = FluentArgs::new();
        for (name, text) in args {
            match text {
                Text::Number { value } => values.set(name.as_str(), *value),
                other => values.set(name.as_str(), self.say(other)?),
            }
        }
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(said),
            Some(error) => Err(missing(&error.to_string())),
        }
    }

    fn name<'a>(&self, name: &'a Name) -> &'a str {
        match self.language {
            Language::English => &name.en,
        }
    }

    fn month_short(&self, month: Month) -> Result<String, Error> {
        let name = SHORT
            .get(usize::from(month.number()) - 1)
            .copied()
            .unwrap_or_default();
        let name = self.message(name, &[])?;
        let year = Text::data(format!("{:02}", month.year() % 100));
        self.message(
            "month-short",
            &[("month".into(), Text::data(name)), ("year".into(), year)],
        )
    }

    fn month(&self, month: Month) -> Result<String, Error> {
        let name = LONG
            .get(usize::from(month.number()) - 1)
            .copied()
            .unwrap_or_default();
        let year = Text::data(month.year().to_string());
        self.message(
            "month-year",
            &[("month".into(), Text::key(name)), ("year".into(), year)],
        )
    }

    /// Two units at most, cut and never rounded up: days do not appear, because a day of service hours has
    /// another length on every calendar.
    fn duration(&self, ms: i64) -> Result<String, Error> {
        let seconds = ms.abs() / 1000;
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let arg = |name: &str, value: i64| (name.to_owned(), Text::data(grouped(value)));
        let two = |name: &str, value: i64| (name.to_owned(), Text::data(format!("{value:02}")));
        let said = if hours > 0 && ms % 3_600_000 == 0 {
            self.message("duration-hours-whole", &[arg("hours", hours)])
        } else if hours == 0 && minutes > 0 && ms % 60_000 == 0 {
            self.message("duration-minutes-whole", &[arg("minutes", minutes)])
        } else if hours > 0 {
            self.message("duration-hours", &[arg("hours", hours), two("minutes", minutes)])
        } else if minutes > 0 {
            self.message(
                "duration-minutes",
                &[arg("minutes", minutes), two("seconds", rest)],
            )
        } else if seconds > 0 || ms == 0 {
            self.message("duration-seconds", &[arg("seconds", rest)])
        } else {
            self.message("duration-milliseconds", &[arg("milliseconds", ms.abs())])
        }?;
        Ok(if ms < 0 { format!("−{said}") } else { said })
    }
}

const LONG: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

const SHORT: [&str; 12] = [
    "month-1-short",
    "month-2-short",
    "month-3-short",
    "month-4-short",
    "month-5-short",
    "month-6-short",
    "month-7-short",
    "month-8-short",
    "month-9-short",
    "month-10-short",
    "month-11-short",
    "month-12-short",
];

fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push('\u{202f}');
        }
        said.push(digit);
    }
    if value < 0 { format!("−{said}") } else { said }
}

fn signed(value: i64) -> String {
    match value {
        0 => "±0".to_owned(),
        1.. => format!("+{}", grouped(value)),
        _ => grouped(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_durations_read_easily() {
        let locale = Locale::new(Language::English).unwrap();
        let say = |text: Text| locale.say(&text).unwrap();
        assert_eq!(say(Text::number(24_918)), "24\u{202f}918");
        assert_eq!(say(Text::Signed { value: -1234 }), "−1\u{202f}234");
        assert_eq!(say(Text::duration(3_600_000 * 76 + 5 * 60_000)), "76 h 05 min");
        assert_eq!(say(Text::duration(59_999)), "59 s");
        assert_eq!(say(Text::duration(999)), "999 ms");
        assert_eq!(say(Text::month("2016-05".parse().unwrap())), "May 2016");
    }

    #[test]
    fn a_missing_key_or_argument_is_an_error() {
        let locale = Locale::new(Language::English).unwrap();
        assert!(locale.say(&Text::key("no-such-key")).is_err());
        assert!(locale.say(&Text::key("value-percent")).is_err());
    }
}
