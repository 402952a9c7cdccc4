//! Memory: how much the process holds, and how much it may.

use std::sync::atomic::{AtomicU64, Ordering};

/// Share of the memory that is free at the start which a run without a limit of its own may take.
const SHARE: f64 = 0.9;

/// The limit of one run.
pub(crate) struct Budget {
    limit: Option<u64>,
    peak: AtomicU64,
}

impl Budget {
    /// A limit in bytes for the whole process; without one, most of what is available now.
    pub(crate) fn new(limit: Option<u64>) -> Self {
        let limit =
            limit.or_else(|| available().map(|free| resident() + (free as f64 * SHARE) as u64));
        Budget {
            limit,
            peak: AtomicU64::new(resident()),
        }
    }

    /// Whether the process holds more than it may.
    pub(crate) fn is_spent(&self) -> bool {
        let now = resident();
        // Relaxed: a statistic.
        self.peak.fetch_max(now, Ordering::Relaxed);
        self.limit.is_some_and(|limit| now > limit)
    }

    /// Whether the process may take `bytes` more.
    pub(crate) fn allows(&self, bytes: usize) -> bool {
        self.limit
            .is_none_or(|limit| resident().saturating_add(bytes as u64) <= limit)
    }

    /// The most that was seen, in bytes.
    pub(crate) fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed).max(resident())
    }
}

/// Resident memory of the process in bytes; 0 where it cannot be told.
pub(crate) fn resident() -> u64 {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64)
}

/// Memory that could be taken without swapping: what the system has free, or what the control group still allows.
fn available() -> Option<u64> {
    let system = meminfo_available();
    let group = group_available();
    match (system, group) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn meminfo_available() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix("MemAvailable:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

fn group_available() -> Option<u64> {
    let number = |path: &str| {
        std::fs::read_to_string(path)
            .ok()?
            .trim()
            .parse::<u64>()
            .ok()
    };
    let limit = number("/sys/fs/cgroup/memory.max")
        .or_else(|| number("/sys/fs/cgroup/memory/memory.limit_in_bytes"))?;
    let used = number("/sys/fs/cgroup/memory.current")
        .or_else(|| number("/sys/fs/cgroup/memory/memory.usage_in_bytes"))?;
    Some(limit.saturating_sub(used))
}
