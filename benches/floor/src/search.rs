//! Breadth-first search, level by level, over packed states.

/// A model written by hand.
pub(crate) trait Model {
    /// A packed state.
    type State: Copy;

    /// The only initial state.
    fn initial(&self) -> Self::State;

    /// The state itself where it fits into one word, or else its fingerprint; never 0.
    fn key(&self, state: Self::State) -> u64;

    /// Appends the successors of `state` and returns how many there are, counting every way to
    /// reach one. A successor equal to `state`, or appended before, is counted and may be left
    /// out: it has been seen.
    fn expand(&self, state: Self::State, successors: &mut Vec<Self::State>) -> u64;

    /// Whether every invariant holds.
    fn holds(&self, state: Self::State) -> bool;

    /// Whether the state is to be explored at all. What is outside is generated and checked, and
    /// is neither counted as distinct nor expanded.
    fn within(&self, state: Self::State) -> bool;
}

/// What a search found, in TLC's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Initial states and successors, each as often as it was reached.
    pub(crate) generated: u64,
    /// States that differ.
    pub(crate) distinct: u64,
    /// Levels; the initial state is level 1.
    pub(crate) depth: u64,
}

/// The counts, or why there are none.
pub(crate) type Outcome = Result<Counts, String>;

/// States expanded together, so that the probes of all their successors are under way at once.
const BATCH: usize = 32;

/// Explores everything reachable; `distinct` is the number of states to make room for.
pub(crate) fn explore<M: Model>(model: &M, distinct: u64) -> Outcome {
    let mut seen = Seen::with_room_for(distinct);
    let mut counts = Counts {
        generated: 1,
        distinct: 0,
        depth: 0,
    };
    let mut frontier = Vec::new();
    let mut next = Vec::new();
    let mut successors = Vec::new();
    let mut probes = Vec::new();
    admit(model, model.initial(), &mut seen, &mut frontier)?;
    while !frontier.is_empty() {
        counts.depth += 1;
        counts.distinct += frontier.len() as u64;
        for parents in frontier.chunks(BATCH) {
            for &parent in parents {
                counts.generated += model.expand(parent, &mut successors);
            }
            // These loads do not wait for each other; most find the state itself, already seen.
            probes.extend(successors.iter().map(|&state| {
                let key = model.key(state);
                seen.first(key) == key
            }));
            for (state, known) in successors.drain(..).zip(probes.drain(..)) {
                if !known {
                    admit(model, state, &mut seen, &mut next)?;
                }
            }
        }
        frontier.clear();
        std::mem::swap(&mut frontier, &mut next);
    }
    Ok(counts)
}

#[inline(always)]
fn admit<M: Model>(
    model: &M,
    state: M::State,
    seen: &mut Seen,
    next: &mut Vec<M::State>,
) -> Result<(), String> {
    let within = model.within(state);
    if within && !seen.insert(model.key(state))? {
        return Ok(());
    }
    if !model.holds(state) {
        return Err("an invariant is violated".into());
    }
    if within {
        next.push(state);
    }
    Ok(())
}

/// Open addressing with linear probing; 0 is an empty slot. It does not grow.
struct Seen {
    slots: Vec<u64>,
    shift: u32,
    free: u64,
}

impl Seen {
    /// A table that is at most two thirds full with `distinct` keys.
    fn with_room_for(distinct: u64) -> Self {
        let bits = (distinct * 3 / 2)
            .max(2)
            .next_power_of_two()
            .trailing_zeros();
        Self {
            slots: vec![0; 1 << bits],
            shift: 64 - bits,
            free: (1 << bits) - 1,
        }
    }

    /// Where the search for a key begins: Fibonacci hashing (Knuth, volume 3, 6.4).
    #[inline(always)]
    fn home(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline(always)]
    fn first(&self, key: u64) -> u64 {
        self.slots[self.home(key)]
    }

    /// Whether the key is new.
    #[inline(always)]
    fn insert(&mut self, key: u64) -> Result<bool, String> {
        let mask = self.slots.len() - 1;
        let mut slot = self.home(key);
        loop {
            match self.slots[slot & mask] {
                0 => break,
                found if found == key => return Ok(false),
                _ => slot += 1,
            }
        }
        if self.free == 0 {
            return Err("more states than there is room for".into());
        }
        self.free -= 1;
        self.slots[slot & mask] = key;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two counters up to `limit`; `bad` names a state that violates.
    struct Grid {
        limit: u64,
        bad: Option<(u64, u64)>,
    }

    impl Model for Grid {
        type State = (u64, u64);

        fn initial(&self) -> Self::State {
            (0, 0)
        }

        fn key(&self, (x, y): Self::State) -> u64 {
            1 + x + (y << 20)
        }

        fn expand(&self, (x, y): Self::State, successors: &mut Vec<Self::State>) -> u64 {
            successors.extend([(x + 1, y), (x, y + 1)]);
            2
        }

        fn holds(&self, state: Self::State) -> bool {
            self.bad != Some(state)
        }

        fn within(&self, (x, y): Self::State) -> bool {
            x < self.limit && y < self.limit
        }
    }

    #[test]
    fn a_grid_is_counted() {
        // 100 * 100 states of two successors each; the last level is that of (99, 99).
        let counts = explore(
            &Grid {
                limit: 100,
                bad: None,
            },
            10_000,
        );
        assert_eq!(
            counts,
            Ok(Counts {
                generated: 20_001,
                distinct: 10_000,
                depth: 199
            })
        );
    }

    #[test]
    fn a_violation_is_found_also_outside_the_constraint() {
        for bad in [(0, 0), (3, 7), (100, 4)] {
            let outcome = explore(
                &Grid {
                    limit: 100,
                    bad: Some(bad),
                },
                10_000,
            );
            assert_eq!(outcome, Err("an invariant is violated".into()), "{bad:?}");
        }
        assert!(
            explore(
                &Grid {
                    limit: 100,
                    bad: Some((101, 0))
                },
                10_000
            )
            .is_ok()
        );
    }

    #[test]
    fn a_full_table_is_an_error_and_no_endless_loop() {
        let outcome = explore(
            &Grid {
                limit: 100,
                bad: None,
            },
            1_000,
        );
        assert_eq!(outcome, Err("more states than there is room for".into()));
    }
}
