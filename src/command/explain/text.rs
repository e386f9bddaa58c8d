//! An explanation as text for people: aligned, wrapped, instants in the organisation's zone.
use aggregator::explain::{Composition, Explanation, Promise, Record};
use jiff::tz::TimeZone;

use super::Language;
use super::layout::{
    amount, duration, line, local, long, more, of_whole, section, table, table_with_notes, wrapped,
};
use super::notes;

/// The whole explanation; ends with what to do next.
pub fn text(of: &Explanation, language: Language, zone: &TimeZone) -> String {
    let mut out = String::new();
    head(&mut out, of, language, zone);
    words(&mut out, of, language);
    judged(&mut out, of);
    made(&mut out, of);
    shares(&mut out, of, zone);
    clocks(&mut out, of);
    events(&mut out, of, zone);
    next(&mut out, of);
    out
}

fn head(out: &mut String, of: &Explanation, language: Language, zone: &TimeZone) {
    line(out, &format!("{} of {}", of.id, of.month));
    for words in &of.words {
        line(out, &format!("{}: {}", words.id, in_language(words, language)[0]));
    }
    line(out, "");
    let goal = of.goal.map_or(String::new(), |(met, whole)| {
        format!(
            ", goal {}: {}",
            of_whole(
                met,
                (of.denominator.is_some() || whole != 1).then_some(whole),
                &of.unit,
                true
            ),
            of.verdict
        )
    });
    let value = match of.denominator {
        Some(whole) if counts_time(of) => format!("{} of {}", duration(of.numerator), duration(whole)),
        whole => of_whole(of.numerator, whole, &of.unit, false),
    };
    let value = value + &percent(of);
    line(out, &format!("  value        {value}{goal}"));
    let times = [of.as_of, of.cut].map(|at| local(at, zone));
    let place = zone.iana_name().unwrap_or_default();
    line(
        out,
        &format!("  as of        {}, cut at {} ({place})", times[0], times[1]),
    );
    line(out, &format!("  definitions  {}", of.definitions));
}

/// Whether both parts of a share are lengths of time: it is made of days.
fn counts_time(of: &Explanation) -> bool {
    let first = of.shares.first().and_then(|share| share.of.first());
    of.unit == "ratio" && first.is_some_and(|one| one.record_type == "day")
}

/// A share in hundredths of a percent, cut off: what is not reached is not shown as reached.
fn percent(of: &Explanation) -> String {
    match of.denominator {
        Some(whole) if of.unit == "ratio" && whole > 0 && of.numerator >= 0 => {
            let parts = i128::from(of.numerator) * 10_000 / i128::from(whole);
            format!(" ({}.{:02} %)", parts / 100, parts % 100)
        }
        _ => String::new(),
    }
}

fn words(out: &mut String, of: &Explanation, language: Language) {
    for words in &of.words {
        let [_, formula, population] = in_language(words, language);
        section(out, &format!("Formula of {}", words.id));
        wrapped(out, formula);
        section(out, "What is counted");
        wrapped(out, population);
    }
    if of.words.is_empty() {
        section(out, "Formula");
        line(
            out,
            "  The register has no entry for this figure; the SQL file below says what it is.",
        );
    }
}

fn in_language(words: &aggregator::explain::Words, language: Language) -> &[String; 3] {
    match language {
        Language::English => &words.en,
        Language::TraditionalChinese => &words.zh_hant,
    }
}

fn judged(out: &mut String, of: &Explanation) {
    section(out, "Judged by");
    if of.promises.is_empty() {
        line(
            out,
            "  nothing: neither an agreement nor the register has a goal for it",
        );
    }
    let mut kinds: Vec<(&Promise, usize)> = Vec::new();
    for one in &of.promises {
        match kinds.iter_mut().find(|(known, _)| is_alike(known, one)) {
            Some((_, further)) => *further += 1,
            None => kinds.push((one, 0)),
        }
    }
    let shown: Vec<[String; 3]> = kinds.iter().take(40).map(promise).collect();
    table(out, &shown);
    more(out, kinds.len(), 40, "promises (--format json lists them)");
}

/// Whether two promises differ in their service alone.
fn is_alike(one: &Promise, other: &Promise) -> bool {
    let everywhere = |of: &Promise| Promise {
        service: String::new(),
        ..of.clone()
    };
    everywhere(one) == everywhere(other)
}

/// A promise, and how many further services have the same.
fn promise((one, further): &(&Promise, usize)) -> [String; 3] {
    let service = match further {
        0 => one.service.clone(),
        further => format!("{} and {further} more services:", one.service),
    };
    let scope = [&service, &one.record_type, &one.priority, &one.measure];
    let scope: Vec<&str> = scope
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect();
    let mut asks = Vec::new();
    if let Some(within) = one.within_ms {
        asks.push(format!("within {}", duration(within)));
    }
    if let Some(most) = one.at_most {
        asks.push(format!(
            "at most {}",
            of_whole(most, one.goal_of.filter(|of| *of != 1), "", true)
        ));
    } else if let (Some(met), Some(whole)) = (one.goal_met, one.goal_of) {
        asks.push(format!(
            "at least {}",
            of_whole(met, (whole != 1).then_some(whole), "", true)
        ));
    }
    let agreement = if one.kind == "figure" {
        format!("goal of {} since {}", one.agreement, one.valid_from)
    } else {
        format!("{} {} since {}", one.kind, one.agreement, one.valid_from)
    };
    [agreement, scope.join(" "), asks.join(", ")]
}

fn made(out: &mut String, of: &Explanation) {
    section(out, "Made by");
    let rows: Vec<[String; 2]> = of
        .sql
        .iter()
        .map(|step| {
            [
                step.path.trim_start_matches("aggregator/sql/").to_owned(),
                first_words(&step.what),
            ]
        })
        .collect();
    line(out, "  in aggregator/sql/, the figure's own file first:");
    table(out, &rows);
}

fn first_words(what: &str) -> String {
    let ends = what.match_indices(['.', ':', ';']).map(|(at, _)| at);
    let end = ends.into_iter().find(|at| {
        what.get(at + 1..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let sentence = end.and_then(|end| what.get(..end)).unwrap_or(what);
    if sentence.chars().count() <= 60 {
        return sentence.to_owned();
    }
    let mut cut: String = sentence.chars().take(60).collect();
    if let Some(space) = cut.rfind(' ') {
        cut.truncate(space);
    }
    cut + " …"
}

fn shares(out: &mut String, of: &Explanation, zone: &TimeZone) {
    section(
        out,
        &match of.shares_in_all {
            0 => "Made of nothing".to_owned(),
            all => format!("Made of {all}"),
        },
    );
    match &of.composition {
        Composition::Sum | Composition::Together { .. } if of.shares_in_all == 0 => {
            line(out, "  no record counts in it");
        }
        Composition::Sum => line(
            out,
            "  records or stretches of time; they add up to the figure exactly",
        ),
        Composition::OneOf { share } => {
            line(out, "  records, of which it is the value of one:");
            share
                .iter()
                .take(3)
                .for_each(|one| line(out, &format!("    {}", record(one))));
        }
        Composition::Together { why } => wrapped(out, &format!("records together: {why}")),
        Composition::Differs => wrapped(
            out,
            "They do not give the stored figure: it was computed by another version of this program, or ClickHouse lost rows. \
             Compute the month again with `service-report aggregate` and ask again.",
        ),
        Composition::NotSaid => line(out, "  its file does not say which records it counts"),
    }
    if !of.shares.is_empty() {
        let ratio = of.denominator.is_some();
        let unit = if counts_time(of) { "ms" } else { &of.unit };
        let mut rows = vec![if ratio {
            ["adds".to_owned(), "of".to_owned(), "what".to_owned()]
        } else {
            ["adds".to_owned(), String::new(), "what".to_owned()]
        }];
        let mut below = Vec::new();
        for share in &of.shares {
            rows.push([
                amount(share.numerator, unit),
                share.denominator.map_or(String::new(), |whole| {
                    amount(whole, if of.unit == "ms" { "" } else { unit })
                }),
                share.of.iter().take(3).map(record).collect::<Vec<_>>().join(", "),
            ]);
            below.push(notes::on(share, zone));
        }
        table_with_notes(out, &rows, &below);
    }
    more(
        out,
        of.shares_in_all,
        of.shares.len(),
        "(--records all lists them)",
    );
}

fn clocks(out: &mut String, of: &Explanation) {
    if of.clocks.is_empty() {
        return;
    }
    section(
        out,
        "Time of these records, by the agreement that was in force when each was opened",
    );
    let mut rows = vec![
        [
            "agreement",
            "records",
            "elapsed",
            "waiting",
            "out of hours",
            "holiday",
            "excluded",
            "resolved gap",
        ]
        .map(str::to_owned),
    ];
    for one in &of.clocks {
        let agreement = match &one.valid_from {
            Some(from) => format!("{} since {from}", one.agreement),
            None => "none".to_owned(),
        };
        rows.push([
            agreement,
            one.records.to_string(),
            long(one.elapsed_ms),
            long(one.waiting_ms),
            long(one.out_of_hours_ms),
            long(one.holiday_ms),
            long(one.excluded_ms),
            long(one.resolved_gap_ms),
        ]);
    }
    table(out, &rows);
}

fn events(out: &mut String, of: &Explanation, zone: &TimeZone) {
    if of.events.is_empty() {
        return;
    }
    section(out, "Events of the records listed");
    let mut rows = vec![
        [
            "occurred",
            "recorded",
            "topic",
            "partition",
            "offset",
            "record",
            "event",
            "",
        ]
        .map(str::to_owned),
    ];
    for one in &of.events {
        rows.push([
            local(one.occurred_at, zone),
            local(one.recorded_at, zone),
            one.topic.clone(),
            one.partition.to_string(),
            one.offset.to_string(),
            one.record.clone(),
            one.id.clone(),
            match one.left_out {
                Some("repeated") => "repeated, changes nothing".to_owned(),
                Some(_) => "after the cut".to_owned(),
                None => String::new(),
            },
        ]);
    }
    table(out, &rows);
}

fn next(out: &mut String, of: &Explanation) {
    section(out, "Next");
    let rows = [
        [
            format!("service-report ledger --month {}", of.month),
            "every ticket of the month, where each millisecond went".to_owned(),
        ],
        [
            "service-report dead-letters list".to_owned(),
            "messages that were not understood, and count nowhere".to_owned(),
        ],
        [
            format!("service-report explain … --month {} --as-of TIME", of.month),
            "the same figure as it was known then".to_owned(),
        ],
    ];
    table(out, &rows);
}

/// A record, or a stretch of time, as people name it.
pub fn record(one: &Record) -> String {
    match one.record_type.as_str() {
        "day" => format!("{} on {}", one.source, one.record),
        "stretch" => format!(
            "{} interrupted {} UTC",
            one.source,
            one.record.replace('/', " to ")
        ),
        "planned" => format!(
            "{} in maintenance {} UTC",
            one.source,
            one.record.replace('/', " to ")
        ),
        "monitor_check" => format!("found down by {} of {}", one.record, one.source),
        kind if one.source.is_empty() => format!("{kind} {}", one.record),
        kind => format!("{kind} {} of {}", one.record, one.source),
    }
}
