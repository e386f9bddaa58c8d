//! The warehouse that is measured: the example organisation's events of all kinds, among many more tickets made by ClickHouse.

use std::io::Write as _;

use jiff::ToSpan as _;
use jiff::civil::date;

use crate::demo::{Story, messages};
use crate::harness::engine::Engine;
use crate::harness::program::succeed;
use crate::usage::so_far;

/// Where the program's commands look without being told.
pub const DATABASE: &str = "service_report";
/// Ten million events are three years of history.
const A_MONTH: u64 = 10_000_000 / 36;
/// After the month that is measured.
const END: jiff::civil::Date = date(2026, 11, 1);

/// Fills the warehouse with so many events; gives the number of months.
pub fn fill(engine: &Engine, events: u64) -> u64 {
    let months = events.div_ceil(A_MONTH).max(2);
    let first = END.saturating_sub((months as i64).months());
    let story = Story {
        first,
        months: months as i64,
        seed: 1,
    };
    let mut file = tempfile::Builder::new().suffix(".ndjson").tempfile().unwrap();
    let mut told = 0;
    for message in messages(&story)
        .iter()
        .filter(|message| !message.key.starts_with("rubbish"))
    {
        file.write_all(&message.payload).unwrap();
        file.write_all(b"\n").unwrap();
        told += 1;
    }
    file.flush().unwrap();
    succeed(engine.program(DATABASE).arg("import").arg(file.path()));
    // 5.02 updates each: one of a hundred is reopened.
    let tickets = (events - told) * 100 / 502;
    let span_ms = 86_400_000 * (END - first).total((jiff::Unit::Day, first)).unwrap() as u64;
    for from in (0..tickets).step_by(400_000) {
        let parameters = [
            ("from", from.to_string()),
            ("records", 400_000.min(tickets - from).to_string()),
            ("ms_between", (span_ms as f64 / tickets as f64).to_string()),
            ("begin", format!("{first} 00:00:00")),
        ];
        engine.ask(DATABASE, include_str!("tickets.sql"), &parameters);
    }
    // What was told years ago was merged then: no month pays for it.
    engine.ask(DATABASE, "optimize table events final", &[]);
    months
}

/// One scan of what a month reads, in CPU seconds of the engine: the columns of every ticket's updates, and the bodies of all
/// else. The better of two.
pub fn plain_scan(engine: &Engine) -> f64 {
    let scan = "select sum(cityHash64(type, source, subject, id, occurred_at, sequence, recorded_at, service, state, priority, \
                grade, channel, category, assignment_group, supplier, title, opened_at, responded_at, responded_by, stated_sla_met, \
                if(topic = 'incident', '', body))) from events";
    let seconds = [0, 1].map(|_| {
        let before = cpu_seconds(engine);
        engine.ask(DATABASE, scan, &[]);
        cpu_seconds(engine) - before
    });
    seconds[0].min(seconds[1])
}

/// User and system time of the engine since its start.
fn cpu_seconds(engine: &Engine) -> f64 {
    so_far(engine.process()).unwrap().cpu_seconds
}
