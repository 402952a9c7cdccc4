//! Which questions read what: the footprints of predicates, as sets of questions.

use super::Learner;

/// A set of questions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions(Vec<u64>);

impl Questions {
    /// Makes it equal to another.
    pub(crate) fn copy(&mut self, other: &Questions) {
        self.0.clone_from(&other.0);
    }

    pub(crate) fn add(&mut self, question: usize) {
        let word = question / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (question % 64);
    }

    pub(crate) fn add_all(&mut self, other: &[u64]) {
        if self.0.len() < other.len() {
            self.0.resize(other.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(other) {
            *word |= more;
        }
    }

    pub(crate) fn add_words(&mut self, words: impl ExactSizeIterator<Item = u64>) {
        if self.0.len() < words.len() {
            self.0.resize(words.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(words) {
            *word |= more;
        }
    }

    /// Makes it the first so many questions.
    pub(crate) fn fill(&mut self, questions: usize) {
        self.0.clear();
        self.0.resize(questions.div_ceil(64), u64::MAX);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn remove_all(&mut self, other: &Questions) {
        for (word, less) in self.0.iter_mut().zip(&other.0) {
            *word &= !less;
        }
    }

    pub(crate) fn has(&self, question: usize) -> bool {
        let word = self.0.get(question / 64);
        word.is_some_and(|word| word >> (question % 64) & 1 == 1)
    }
}

/// The questions that read each slot (of a set: its first).
#[derive(Debug, Default)]
pub(crate) struct Readers(Vec<Questions>);

impl Readers {
    pub(crate) fn add(&mut self, slot: usize, question: usize) {
        if self.0.len() <= slot {
            self.0.resize_with(slot + 1, Questions::default);
        }
        self.0[slot].add(question);
    }

    pub(crate) fn of(&self, slot: usize) -> &[u64] {
        self.0.get(slot).map_or(&[], |questions| &questions.0)
    }
}

/// Questions that are asked directly: what they read is not seen, but perhaps what they may depend on is known.
#[derive(Debug, Default)]
pub(crate) struct DirectReaders {
    /// Those of which nothing is known.
    pub(crate) unknown: Questions,
    /// Those that may depend on a variable, by variable.
    of: Vec<Questions>,
}

impl DirectReaders {
    /// `depends` says which variables a question may depend on.
    pub(crate) fn new<'d>(
        learners: &[Learner],
        depends: impl Fn(usize) -> Option<&'d [usize]>,
    ) -> Self {
        let mut direct = DirectReaders::default();
        for question in (0..learners.len()).filter(|q| learners[*q].direct) {
            match depends(question) {
                Some(variables) => variables.iter().for_each(|v| direct.add(*v, question)),
                None => direct.unknown.add(question),
            }
        }
        direct
    }

    fn add(&mut self, variable: usize, question: usize) {
        if self.of.len() <= variable {
            self.of.resize_with(variable + 1, Questions::default);
        }
        self.of[variable].add(question);
    }

    /// Those that may depend on a variable.
    pub(crate) fn of(&self, variable: usize) -> &[u64] {
        self.of.get(variable).map_or(&[], |questions| &questions.0)
    }
}
