//! What each figure counts, as a rule with an id: two reports that disagree mostly count different records.

use crate::locale::{Language, Locale};
use crate::report::Populations;
use crate::text::Text;
use crate::{Error, Texts};

/// Figure id → the message that states its population rule.
pub(crate) const RULES: &[(&str, &str)] = &[
    ("backlog.end", "population-backlog-end"),
    ("backlog.start", "population-backlog-start"),
    ("resolution.attainment", "population-resolution-attainment"),
    ("resolution.breaches", "population-resolution-breaches"),
    ("resolution.elapsed_ms", "population-resolution-elapsed"),
    ("resolution.open_breached", "population-resolution-open-breached"),
    ("response.attainment", "population-response-attainment"),
    ("response.breaches", "population-response-breaches"),
    ("response.open_breached", "population-response-open-breached"),
    ("source.stated_breached", "population-source-stated-breached"),
    (
        "source.stated_breached_known",
        "population-source-stated-breached-known",
    ),
    ("source.verdict_both_breached", "population-source-verdict"),
    ("source.verdict_both_met", "population-source-verdict"),
    ("source.verdict_only_ours_breached", "population-source-verdict"),
    ("source.verdict_only_source_breached", "population-source-verdict"),
    ("workload.cancelled", "population-workload-cancelled"),
    ("workload.opened", "population-workload-opened"),
    ("workload.reopened", "population-workload-reopened"),
    ("workload.reopenings", "population-workload-reopenings"),
    ("workload.resolved", "population-workload-resolved"),
];

/// Figures that are levels and not flows: they do not add up over months.
pub(crate) fn is_stock(figure: &str, texts: &Texts) -> bool {
    let says_so = |kpi: &&crate::texts::KpiText| kpi.stock && kpi.figure.as_deref() == Some(figure);
    texts.kpis.iter().find(says_so).is_some()
        || matches!(
            figure,
            "backlog.start"
                | "backlog.end"
                | "resolution.open_breached"
                | "response.open_breached"
                | "source.stated_breached_known"
        )
}

/// The rule of a figure in words: this crate's for the figures it shows, else that of the definitions' KPI.
pub(crate) fn rule(figure: &str, texts: &Texts) -> Text {
    if let Some((_, key)) = RULES.iter().find(|(id, _)| *id == figure) {
        return Text::key(key);
    }
    match texts
        .kpis
        .iter()
        .find(|kpi| kpi.figure.as_deref() == Some(figure))
    {
        Some(kpi) => Text::Name(kpi.population.clone()),
        None => Text::key("population-unstated"),
    }
}

/// The rules of these figures in every language, by figure id.
pub(crate) fn in_words<'a>(
    figures: impl Iterator<Item = &'a str>,
    texts: &Texts,
) -> Result<Populations, Error> {
    let locales: Vec<Locale> = Language::ALL
        .into_iter()
        .map(Locale::new)
        .collect::<Result<_, _>>()?;
    figures
        .map(|figure| {
            let said = locales
                .iter()
                .map(|locale| {
                    Ok((
                        locale.language.tag().to_owned(),
                        locale.say(&rule(figure, texts))?,
                    ))
                })
                .collect::<Result<_, Error>>()?;
            Ok((figure.to_owned(), said))
        })
        .collect()
}
