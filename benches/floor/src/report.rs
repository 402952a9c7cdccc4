//! The counts that must come out, and the result as JSON.

use crate::search::Counts;

/// A model, its size, and its counts, which are TLC's.
pub(crate) struct Expected {
    pub(crate) model: &'static str,
    /// Resource managers, or the bound on the clocks.
    pub(crate) size: u64,
    pub(crate) counts: Counts,
}

const fn row(
    model: &'static str,
    size: u64,
    generated: u64,
    distinct: u64,
    depth: u64,
) -> Expected {
    Expected {
        model,
        size,
        counts: Counts {
            generated,
            distinct,
            depth,
        },
    }
}

static EXPECTED: [Expected; 8] = [
    row("paxos_commit", 1, 9_936, 1_461, 15),
    row("paxos_commit", 2, 16_959_159, 1_321_761, 28),
    row("lamport_mutex", 3, 41_533, 10_209, 31),
    row("lamport_mutex", 6, 2_729_079, 724_274, 61),
    row("two_phase", 3, 1_146, 288, 11),
    row("two_phase", 5, 58_146, 8_832, 17),
    row("two_phase", 7, 2_744_706, 296_448, 23),
    row("two_phase", 8, 18_507_778, 1_745_408, 26),
];

/// The entry of a model and a size, if there is one.
pub(crate) fn expected(model: &str, size: u64) -> Option<&'static Expected> {
    EXPECTED
        .iter()
        .find(|row| row.model == model && row.size == size)
}

impl Expected {
    /// Whether these are the counts, or what differs.
    pub(crate) fn compare(&self, counts: Counts) -> Result<(), String> {
        if counts == self.counts {
            return Ok(());
        }
        Err(format!("expected {:?}, found {counts:?}", self.counts))
    }
}

/// One JSON document; `peak_memory_bytes` is null where the system does not tell.
pub(crate) fn json(known: &Expected, counts: Counts, seconds: f64) -> String {
    let memory = peak_memory_bytes().map_or("null".into(), |bytes| bytes.to_string());
    format!(
        "{{\"model\": \"{}\", \"size\": {}, \"generated\": {}, \"distinct\": {}, \"depth\": {}, \
         \"seconds\": {seconds:.6}, \"peak_memory_bytes\": {memory}}}",
        known.model, known.size, counts.generated, counts.distinct, counts.depth
    )
}

/// The largest resident size so far, from Linux's `VmHWM`, which is in kibibytes.
fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run;

    #[test]
    fn every_model_has_the_counts_of_tlc() {
        for known in &EXPECTED {
            if known.counts.generated < 100_000 {
                assert_eq!(
                    run(known),
                    Ok(known.counts),
                    "{} {}",
                    known.model,
                    known.size
                );
            }
        }
    }

    #[test]
    fn other_counts_are_an_error() {
        let known = &EXPECTED[0];
        assert_eq!(known.compare(known.counts), Ok(()));
        let off = Counts {
            generated: known.counts.generated + 1,
            ..known.counts
        };
        assert!(known.compare(off).is_err());
    }
}
