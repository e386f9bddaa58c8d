//! The proof of a month as text: how its figures come out of their records.
use aggregator::explain::Proof;

use super::layout::{line, section, table};
use crate::month::Month;

/// The proof of a month in a few lines.
pub fn proof(of: &Proof, month: Month) -> String {
    let mut out = String::new();
    line(
        &mut out,
        &format!("Figures of {month}, asked of their own SQL files record by record"),
    );
    let rows = [
        [of.sums, of.one_of, of.together, of.of_nothing].map(|count| count.to_string()),
        [
            "are the sum of what each record adds",
            "are the value of one record",
            "are made of all records together",
            "count nothing",
        ]
        .map(str::to_owned),
    ];
    let [counts, words] = rows;
    let rows: Vec<[String; 2]> = counts
        .into_iter()
        .zip(words)
        .map(|(count, what)| [count, what])
        .collect();
    table(&mut out, &rows);
    for (title, ids) in [
        ("Do not come out of their records", &of.differ),
        ("Have no records that their file names", &of.not_said),
    ] {
        if !ids.is_empty() {
            section(&mut out, title);
            ids.iter().for_each(|id| line(&mut out, &format!("  {id}")));
        }
    }
    section(&mut out, "Next");
    line(
        &mut out,
        &format!("  service-report explain FIGURE --month {month}    what one of them is made of"),
    );
    out
}
