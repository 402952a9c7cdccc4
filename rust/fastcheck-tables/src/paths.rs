//! How each state was reached.

/// For each state of each level: its parent's rank in the level before, and the number of the
/// step taken from there. 6 bytes a state while a level's steps fit 16 bits, else 8.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    levels: Vec<Level>,
    len: u64,
}

#[derive(Debug, Clone)]
struct Level {
    parents: Box<[u32]>,
    steps: Steps,
}

#[derive(Debug, Clone)]
enum Steps {
    Narrow(Box<[u16]>),
    Wide(Box<[u32]>),
}

impl Steps {
    fn new(steps: Vec<u32>) -> Self {
        if steps.iter().all(|&step| step <= u32::from(u16::MAX)) {
            Steps::Narrow(steps.into_iter().map(|step| step as u16).collect())
        } else {
            Steps::Wide(steps.into())
        }
    }
}

impl Paths {
    /// No levels.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a level; entry `r` of both lists belongs to the state of rank `r`.
    ///
    /// # Panics
    /// When the lists differ in length.
    pub fn push_level(&mut self, parents: Vec<u32>, steps: Vec<u32>) {
        assert_eq!(parents.len(), steps.len(), "a parent and a step a state");
        self.len += parents.len() as u64;
        self.levels.push(Level {
            parents: parents.into(),
            steps: Steps::new(steps),
        });
    }

    /// Number of levels.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Number of states in `level`, counted from 0.
    ///
    /// # Panics
    /// When there is no such level.
    pub fn level_len(&self, level: usize) -> usize {
        self.levels[level].parents.len()
    }

    /// Number of states in all levels.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The rank, in the level before, of the state's parent.
    ///
    /// # Panics
    /// When there is no such state.
    pub fn parent(&self, level: usize, rank: u32) -> u32 {
        self.levels[level].parents[rank as usize]
    }

    /// The number of the step by which the state was reached from its parent.
    ///
    /// # Panics
    /// When there is no such state.
    pub fn step(&self, level: usize, rank: u32) -> u32 {
        match &self.levels[level].steps {
            Steps::Narrow(steps) => u32::from(steps[rank as usize]),
            Steps::Wide(steps) => steps[rank as usize],
        }
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        let states = self.levels.iter().map(|level| {
            let steps = match &level.steps {
                Steps::Narrow(steps) => size_of_val(&**steps),
                Steps::Wide(steps) => size_of_val(&**steps),
            };
            size_of_val(&*level.parents) + steps
        });
        states.sum::<usize>() + self.levels.capacity() * size_of::<Level>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_has_its_own_step_width() {
        let mut paths = Paths::new();
        paths.push_level(vec![0, 0], vec![0, u32::from(u16::MAX)]);
        paths.push_level(vec![1, 0, 1], vec![3, u32::from(u16::MAX) + 1, u32::MAX]);
        paths.push_level(vec![], vec![]);
        assert_eq!((paths.levels(), paths.len(), paths.level_len(1)), (3, 5, 3));
        assert_eq!((paths.parent(0, 1), paths.step(0, 1)), (0, 65_535));
        assert_eq!((paths.parent(1, 0), paths.step(1, 0)), (1, 3));
        assert_eq!((paths.parent(1, 1), paths.step(1, 1)), (0, 65_536));
        assert_eq!((paths.parent(1, 2), paths.step(1, 2)), (1, u32::MAX));
    }

    #[test]
    fn a_state_takes_six_bytes_while_steps_are_small() {
        let states = 100_000;
        let mut paths = Paths::new();
        paths.push_level(vec![7; states], vec![9; states]);
        assert!((6 * states..6 * states + 1000).contains(&paths.bytes()));
        paths.push_level(vec![7; states], vec![1 << 16; states]);
        assert!((14 * states..14 * states + 1000).contains(&paths.bytes()));
    }

    #[test]
    #[should_panic(expected = "a parent and a step a state")]
    fn lists_of_different_length_are_refused() {
        Paths::new().push_level(vec![1], vec![]);
    }
}
