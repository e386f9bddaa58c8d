//! What a process has used, as Linux tells it in /proc.

/// Time and memory of a piece of work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub seconds: f64,
    /// User and system time of the process that does the work.
    pub cpu_seconds: f64,
    /// User and system time of the engine meanwhile.
    pub engine_cpu_seconds: f64,
    pub peak_bytes: u64,
}

/// CPU and peak memory of a process since its start.
pub fn usage(process: u32) -> Usage {
    let read = |file: &str| {
        std::fs::read_to_string(format!("/proc/{process}/{file}"))
            .expect("processes are measured through /proc: Linux only")
    };
    let (stat, status) = (read("stat"), read("status"));
    // After the name, which may hold blanks; utime and stime are fields 14 and 15, in ticks of a hundredth.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = [11, 12].map(|at| fields[at].parse::<u64>().unwrap()).iter().sum();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: u64 = peak.map_or(0, |text| text.trim().trim_end_matches(" kB").parse().unwrap());
    Usage {
        cpu_seconds: ticks as f64 / 100.0,
        peak_bytes: kilobytes * 1024,
        ..Usage::default()
    }
}
