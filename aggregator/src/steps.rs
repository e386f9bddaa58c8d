//! What several files of a run read is computed once, into a table aside that lives as long as the run.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use warehouse::Warehouse;

use crate::Error;
use crate::inline::{Call, calls, inline};
use crate::model::{self, Layer};
use crate::run::Job;
use crate::tasks::{self, Task};

/// A view with its arguments whose rows are written aside.
#[derive(Debug)]
pub(crate) struct Step {
    /// Its table's name without the run's suffix, and the parameter that stands for it.
    pub(crate) name: String,
    call: Call,
}

/// Written aside although one file alone reads it: analysing one text of them all would cost more than their tables.
const LONG: [&str; 11] = [
    "int_complaint_answers",
    "int_findings_of_changes",
    "int_findings_of_delays",
    "int_findings_of_records",
    "int_major_incident_deadlines",
    "int_signs_of_clocks",
    "int_ticket_holds",
    "int_ticket_lives",
    "int_ticket_instants",
    "int_ticket_segments",
    "int_ticket_ledgers",
];

/// The steps of a run, each after those that it reads: every view that is read twice with the same arguments.
pub(crate) fn steps() -> &'static [Step] {
    static STEPS: OnceLock<Vec<Step>> = OnceLock::new();
    STEPS.get_or_init(|| {
        let mut walk = Walk::default();
        let filled = |file: &&model::SqlFile| file.layer >= Layer::Marts && file.layer <= Layer::Checks;
        let roots = model::FILES.iter().filter(filled);
        roots.for_each(|file| walk.through(file.sql));
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let read_twice = walk
            .order
            .into_iter()
            .filter(|call| walk.times[&call.text] > 1 || LONG.contains(&call.view.name));
        let numbered = read_twice.map(|call| {
            let number = numbers.entry(call.view.name).or_default();
            *number += 1;
            let name = format!("{}_{number}", call.view.name);
            Step { name, call }
        });
        numbered.collect()
    })
}

#[derive(Default)]
struct Walk {
    times: BTreeMap<String, usize>,
    order: Vec<Call>,
}

impl Walk {
    fn through(&mut self, sql: &str) {
        for call in calls(sql) {
            let times = self.times.entry(call.text.clone()).or_default();
            *times += 1;
            if *times == 1 {
                self.through(&call.body());
                self.order.push(call);
            }
        }
    }
}

/// The text with every view in it written out; those that are steps as the parameter for their table, if `written`.
pub(crate) fn resolve(sql: &str, written: bool) -> String {
    inline(sql, &|call| {
        let step = steps().iter().find(|step| written && step.call.text == call.text);
        step.map(|step| format!("{{{}:Identifier}}", step.name))
    })
}

/// Fills every step's table.
///
/// # Errors
/// ClickHouse refuses.
pub(crate) async fn write(warehouse: &Warehouse, job: &Job) -> Result<(), Error> {
    let bodies: Vec<(&Step, String)> = steps()
        .iter()
        .map(|step| (step, resolve(&step.call.body(), true)))
        .collect();
    let waves = model::waves(bodies, |(_, body), (other, _)| {
        body.contains(&format!("{{{}:Identifier}}", other.name))
    });
    for wave in waves {
        let tasks = wave.into_iter().map(|(step, body)| Task {
            doing: format!("computing {} of {}", step.name, job.month),
            statements: vec![format!(
                "create or replace table {} engine = Memory settings compress = 1 as\n{body}",
                job.aside(&step.name)
            )],
        });
        tasks::run(warehouse, job, tasks.collect()).await?;
    }
    Ok(())
}
