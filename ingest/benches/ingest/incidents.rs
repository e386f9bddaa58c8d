//! The events of the benchmark: updates of incidents as a service desk's tool would send them.

use jiff::Timestamp;

pub const PARTITIONS: i32 = 4;

/// Updates of one incident follow one another and stay in one partition.
const UPDATES: usize = 5;

/// Partition and offset of an event.
pub fn place(number: usize) -> (i32, i64) {
    let (subject, update) = (number / UPDATES, number % UPDATES);
    let partitions = PARTITIONS as usize;
    let offset = subject / partitions * UPDATES + update;
    ((subject % partitions) as i32, offset as i64)
}

/// One of an incident's updates. An incident is opened every 50 seconds: a million events are four months.
pub fn incident(number: usize) -> Vec<u8> {
    let (subject, update) = (number / UPDATES, number % UPDATES);
    // Spread without a pattern that a compressor would see at once.
    let mixed = (subject as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let pick = |of: u64, shift: u32| (mixed >> shift) % of;
    let opened = 1_735_660_800_000 + subject as i64 * 50_000 + pick(50_000, 7) as i64;
    let at = |minutes: usize| Timestamp::from_millisecond(opened + minutes as i64 * 60_000).unwrap();
    let state = ["new", "assigned", "in-progress", "awaiting-customer", "resolved"][update];
    let priority = ["critical", "high", "moderate", "low"][pick(4, 3) as usize];
    let service = [
        "securities.settlement",
        "securities.trading",
        "mail",
        "branch-network",
    ][pick(4, 9) as usize];
    let title = [
        "Settlement file was rejected",
        "Quotes stand still",
        "Mail is late",
        "No network at the branch",
    ][pick(4, 9) as usize];
    format!(
        r#"{{"specversion":"1.0","id":"INC{subject:07}:{update}","source":"/itsm/example","type":"incident.v1","subject":"INC{subject:07}","time":"{time}","sequence":"{update}","data":{{"service":"{service}","title":"{title}, reported from floor {floor}","component":"{service}.gateway-{floor}","configuration_item":"srv-{item:04}","state":"{state}","priority":"{priority}","channel":"phone","assignment_group":"operations-{group}","assigned_to":"person-{person:03}","category":"batch","customer":"brokerage-division","opened_at":"{opened_at}","response":{{"at":"{answered_at}","by":"person"}}}}}}"#,
        time = at(update * (1 + pick(90, 13) as usize)),
        opened_at = at(0),
        answered_at = at(2),
        floor = pick(30, 5),
        item = pick(10_000, 2),
        group = pick(9, 1),
        person = pick(500, 6),
    )
    .into_bytes()
}
