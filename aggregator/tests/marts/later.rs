//! A month as of a time is the same whenever it is asked for: what is recorded later moves no byte of any mart.

use std::collections::BTreeMap;

use aggregator::definitions::{Definitions, from_texts};
use aggregator::{Month, model, run};
use jiff::{SignedDuration, Timestamp};
use warehouse::Warehouse;

use crate::engine::with_database;
use crate::events::{Update, store};
use crate::scenarios::{definition_texts, root, told};

/// Stories of one month that fill every mart when all of them happen to one organisation.
const STORIES: [&str; 16] = [
    "a17-open-and-breached",
    "change-kpis",
    "checks-interrupt",
    "complaint-kpis",
    "continuity-invoked-and-drilled",
    "early-warning",
    "exclusions-agreed",
    "incident-handling-kpis",
    "major-incident-before-and-after",
    "nonconformities-found-by-rules",
    "problem-kpis",
    "promises-kept",
    "releases-against-plan",
    "satisfaction-kpis",
    "signs-of-polished-figures",
    "supplier-kpis",
];
/// Those of them whose definitions that organisation has, each on top of those before it.
const DEFINITIONS: [&str; 5] = [
    "continuity-invoked-and-drilled",
    "major-incident-before-and-after",
    "promises-kept",
    "exclusions-agreed",
    "incident-handling-kpis",
];
const MONTH: &str = "2024-03";
const AS_OF: &str = "2024-04-20T00:00:00+08:00";

#[test]
fn the_same_question_years_later_has_the_same_answer() {
    let definitions = organisation();
    let (month, as_of): (Month, Timestamp) = (MONTH.parse().unwrap(), AS_OF.parse().unwrap());
    let updates: Vec<Update> = STORIES.iter().flat_map(|story| happened(story)).collect();
    with_database(async |warehouse| {
        let marts = async |as_of| {
            run(&warehouse, &definitions, month, as_of).await.unwrap();
            every_mart(&warehouse, month).await
        };
        store(&warehouse, &updates, 1000).await;
        let then = marts(as_of).await;
        let empty: Vec<&String> = then
            .iter()
            .filter(|(_, text)| text.lines().count() < 2)
            .map(|(mart, _)| mart)
            .collect();
        assert!(empty.is_empty(), "nothing is proved of {empty:?}");

        store(&warehouse, &told_later(&updates, as_of), 1000).await;
        let again = marts(as_of).await;
        for (mart, text) in &then {
            assert!(
                *text == again[mart],
                "{mart} was\n{text}and is now\n{}",
                again[mart]
            );
        }
        // What came later is no empty gesture: as known after it, every mart is another one.
        let now = marts(as_of + SignedDuration::from_hours(3 * 365 * 24)).await;
        let same: Vec<&String> = then
            .iter()
            .filter(|(mart, text)| **text == now[*mart])
            .map(|(mart, _)| mart)
            .collect();
        assert!(
            same.is_empty(),
            "nothing that was recorded later would move {same:?}"
        );
    });
}

/// The organisation to which it all happens; what is measured is a headline too.
fn organisation() -> Definitions {
    let mut texts = definition_texts(&root().join("_organisation"));
    for story in DEFINITIONS {
        texts.extend(definition_texts(&root().join(story).join("definitions")));
    }
    let headlines = texts.into_iter().map(|(file, text)| {
        let text = text.replace("report_types = [2]", "report_types = [2, 9]");
        (file, text)
    });
    from_texts(headlines.collect()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A story's events, from a source of its own.
fn happened(story: &str) -> Vec<Update> {
    let updates = told(&root().join(story)).updates;
    let own = updates.into_iter().map(|update| Update {
        source: format!("/{story}"),
        ..update
    });
    own.collect()
}

/// A year after `as_of`: each event again under its own identity but with other content, and after it a correction of the
/// record that occurred a millisecond later.
fn told_later(updates: &[Update], as_of: Timestamp) -> Vec<Update> {
    let recorded_at = (as_of + SignedDuration::from_hours(365 * 24)).as_millisecond();
    let other = |update: &Update| Update {
        recorded_at,
        state: "cancelled".to_owned(),
        priority: String::new(),
        opened_at: update.opened_at.map(|at| at - 3_600_000),
        stated_sla_met: update.stated_sla_met.map(|met| !met),
        body: update
            .body
            .replace("-03-", "-02-")
            .replace("-06-", "-05-")
            .replace(": 1", ": 7"),
        ..update.clone()
    };
    let correction = |update: &Update| Update {
        id: format!("{}-corrected", update.id),
        occurred_at: update.occurred_at + 1,
        sequence: update.sequence + 1,
        ..other(update)
    };
    updates
        .iter()
        .map(other)
        .chain(updates.iter().map(correction))
        .collect()
}

/// Every mart's rows of the month as text, in their own order.
async fn every_mart(warehouse: &Warehouse, month: Month) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for mart in model::tables() {
        let sql = format!(
            "select * from {0} where {0}.month = {{month:Date}} order by all",
            mart.name
        );
        let query = warehouse
            .client()
            .query_raw(&sql)
            .param("month", month.first_day().to_string());
        let text = query
            .fetch_bytes("TabSeparatedWithNames")
            .unwrap()
            .collect()
            .await
            .unwrap();
        all.insert(mart.name.to_owned(), String::from_utf8(text.to_vec()).unwrap());
    }
    all
}
