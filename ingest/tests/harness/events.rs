//! Events to send: good ones of several kinds, and poison.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

pub fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// A good incident of about 400 bytes; its identity is (`/test`, `<run>-<number>`).
pub fn incident(run: &str, number: usize) -> Vec<u8> {
    let (day, minute) = (number % 28 + 1, number % 60);
    let state = ["new", "assigned", "awaiting-customer", "resolved"][number % 4];
    let priority = ["critical", "high", "moderate", "low"][number / 4 % 4];
    format!(
        r#"{{"specversion":"1.0","id":"{run}-{number}","source":"/test","type":"incident.v1","subject":"INC{:07}",
"time":"2026-0{}-{day:02}T10:{minute:02}:00Z","sequence":"{}","data":{{"title":"Settlement file late for clearing",
"service":"securities.settlement","state":"{state}","priority":"{priority}","channel":"phone",
"assignment_group":"settlement-desk","category":"batch","opened_at":"2026-01-01T09:00:00+08:00","affected_users":12}}}}"#,
        number / 4,
        number % 3 + 1,
        number % 4,
    )
    .into_bytes()
}

/// Something that is no event; which kind depends on `number`.
pub fn poison(number: usize) -> Vec<u8> {
    match number % 6 {
        0 => Vec::new(),
        1 => b"not json".to_vec(),
        2 => vec![0xff, 0xfe, 0x00],
        3 => br#"{"specversion":"1.0"}"#.to_vec(),
        4 => String::from_utf8(incident("p", number))
            .unwrap()
            .replace("incident.v1", "incident.v9")
            .into_bytes(),
        _ => String::from_utf8(incident("p", number))
            .unwrap()
            .replace(":\"2026-", ":\"2126-")
            .into_bytes(),
    }
}

/// A stream of `count` messages of which about one in `poisoned` is poison.
pub fn stream(run: &str, from: usize, count: usize, poisoned: u32, rng: &mut ChaCha8Rng) -> Vec<Vec<u8>> {
    (from..from + count)
        .map(|n| {
            if rng.random_ratio(1, poisoned) {
                poison(n)
            } else {
                incident(run, n)
            }
        })
        .collect()
}
