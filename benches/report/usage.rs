//! What a process used from its start to its end, as Linux tells it in /proc.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Time and memory of a piece of work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub seconds: f64,
    /// User and system time.
    pub cpu_seconds: f64,
    pub peak_bytes: u64,
}

/// Runs a command to its end; what it used is looked at every few milliseconds.
pub fn measured(command: &mut Command) -> Usage {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut used = Usage::default();
    let status = loop {
        used = so_far(child.id()).unwrap_or(used);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success(), "{command:?}: {status}");
    used.seconds = begun.elapsed().as_secs_f64();
    used
}

/// What a running process has used so far; none once it has ended.
pub fn so_far(process: u32) -> Option<Usage> {
    let read = |file: &str| std::fs::read_to_string(format!("/proc/{process}/{file}")).ok();
    let (stat, status) = (read("stat")?, read("status")?);
    // After the name, which may hold blanks; utime and stime are fields 14 and 15, in ticks of a hundredth.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = [11, 12]
        .iter()
        .map(|at| fields.get(*at).and_then(|ticks| ticks.parse().ok()).unwrap_or(0))
        .sum();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
    Some(Usage {
        seconds: 0.0,
        cpu_seconds: ticks as f64 / 100.0,
        peak_bytes: kilobytes * 1024,
    })
}
