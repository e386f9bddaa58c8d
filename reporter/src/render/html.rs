//! The report as one HTML page: style and charts inside, nothing fetched, no script, prints on A4.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, context};
use serde::Serialize;

use super::unbroken::unbroken;
use crate::chart::{self, Chart};
use crate::locale::{Language, Locale};
use crate::report::Verdict;
use crate::text::Text;
use crate::{Error, Month, Report};

/// Every template with its text. A test holds this list and the folder together.
pub const TEMPLATES: &[(&str, &str)] = &[
    (
        "report/page.html",
        include_str!("../../templates/report/page.html"),
    ),
    (
        "report/style.css",
        include_str!("../../templates/report/style.css"),
    ),
    (
        "report/facts.html",
        include_str!("../../templates/report/facts.html"),
    ),
    (
        "report/block/heading.html",
        include_str!("../../templates/report/block/heading.html"),
    ),
    (
        "report/block/sentences.html",
        include_str!("../../templates/report/block/sentences.html"),
    ),
    (
        "report/block/tiles.html",
        include_str!("../../templates/report/block/tiles.html"),
    ),
    (
        "report/block/grid.html",
        include_str!("../../templates/report/block/grid.html"),
    ),
    (
        "report/block/table.html",
        include_str!("../../templates/report/block/table.html"),
    ),
    (
        "report/block/picture.html",
        include_str!("../../templates/report/block/picture.html"),
    ),
    (
        "report/block/panels.html",
        include_str!("../../templates/report/block/panels.html"),
    ),
    (
        "report/ticket.html",
        include_str!("../../templates/report/ticket.html"),
    ),
    (
        "report/block/tickets.html",
        include_str!("../../templates/report/block/tickets.html"),
    ),
    (
        "report/block/terms.html",
        include_str!("../../templates/report/block/terms.html"),
    ),
    (
        "report/block/note.html",
        include_str!("../../templates/report/block/note.html"),
    ),
    (
        "report/verdict.html",
        include_str!("../../templates/report/verdict.html"),
    ),
    ("web/index.html", include_str!("../../templates/web/index.html")),
];

/// One rendered month for the index page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexEntry {
    /// The month.
    pub month: Month,
    /// Language tags with the page's path from the index.
    pub pages: Vec<(String, String)>,
    /// The JSON's path from the index, where there is one.
    pub json: Option<String>,
}

/// The report as a page in a language.
///
/// # Errors
/// [`Error::Locale`] for a text that the language does not have, [`Error::Template`] for a broken template.
pub fn html(report: &Report, language: Language) -> Result<String, Error> {
    let environment = environment(language)?;
    let data = &report.data;
    let page = environment.get_template("report/page.html")?;
    Ok(page.render(context! {
        language => language.tag(),
        organisation => Serde(Text::Name(data.control.organisation_name.clone())),
        month => Serde(Text::month(data.control.month)),
        definitions => data.control.definitions.clone(),
        control => Serde(&report.control),
        contents => Serde(&report.contents),
        sections => Serde(&report.sections),
    })?)
}

/// The page that lists all rendered reports, the newest month first.
///
/// # Errors
/// As [`html`].
pub fn index(entries: &[IndexEntry], language: Language) -> Result<String, Error> {
    let environment = environment(language)?;
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let pages: Vec<Value> = entry
                .pages
                .iter()
                .map(
                    |(tag, path)| context! { language => language_name(tag), tag => tag, path => safe(path) },
                )
                .collect();
            let json = entry.json.as_deref().map(safe);
            context! { month => Serde(Text::month(entry.month)), pages => pages, json => json }
        })
        .collect();
    Ok(environment
        .get_template("web/index.html")?
        .render(context! { language => language.tag(), entries })?)
}

fn environment(language: Language) -> Result<Environment<'static>, Error> {
    let locale = Arc::new(Locale::new(language)?);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_auto_escape_callback(|name| match name.ends_with(".html") {
        true => AutoEscape::Html,
        false => AutoEscape::None,
    });
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    let words = Arc::clone(&locale);
    environment.add_filter("say", move |text: Serde<Text>| {
        words.say(&text).map_err(template_error)
    });
    let words = Arc::clone(&locale);
    environment.add_filter("show", move |text: Serde<Text>| {
        let said = words.say(&text).map_err(template_error)?;
        Ok::<_, minijinja::Error>(Value::from_safe_string(unbroken(&said)))
    });
    let words = Arc::clone(&locale);
    environment.add_function("t", move |key: String| {
        words.say(&Text::key(&key)).map_err(template_error)
    });
    environment.add_filter("draw", move |chart: Serde<Chart>, alt: Option<String>| {
        let svg = chart::draw(&chart, alt.as_deref().unwrap_or_default(), &locale).map_err(template_error)?;
        Ok::<_, minijinja::Error>(Value::from_safe_string(svg))
    });
    environment.add_filter("word", |verdict: Serde<Verdict>| word(*verdict));
    environment.add_filter("icon", |verdict: Serde<Verdict>| icon(*verdict));
    Ok(environment)
}

/// The message that says a verdict.
fn word(verdict: Verdict) -> Value {
    Value::from(Serde(Text::key(match verdict {
        Verdict::Met => "verdict-met",
        Verdict::Missed => "verdict-missed",
        Verdict::NoData => "verdict-no-data",
        Verdict::NoTarget => "verdict-no-target",
    })))
}

/// The message that names a language.
fn language_name(tag: &str) -> Value {
    Value::from(Serde(match tag {
        "en" => Text::key("language-en"),
        _ => Text::data(tag),
    }))
}

/// A path made of a month and a language tag: nothing in it needs escaping.
fn safe(path: &str) -> Value {
    Value::from_safe_string(path.to_owned())
}

/// The shape that stands beside the word, so that neither colour nor language is needed.
fn icon(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "●",
        Verdict::Missed => "▲",
        Verdict::NoData => "○",
        Verdict::NoTarget => "–",
    }
}

fn template_error(error: Error) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, error.to_string())
}
