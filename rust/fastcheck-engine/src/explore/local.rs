//! Answers of one batch or phase alone, by what they are about.

use super::ask::LocalKey;
use crate::knowledge::Leaf;

/// No answer.
const NONE: u32 = u32::MAX;

/// Answers, in a list per subject. A subject's answers are looked up in the order in which they came, so each search begins
/// where the last one ended.
pub(crate) struct LocalAnswers {
    answers: Vec<Local>,
    /// First and last answer of each subject.
    ends: Vec<[u32; 2]>,
    /// The answer that was found last.
    last: u32,
}

struct Local {
    key: LocalKey,
    leaf: Leaf,
    /// The next answer of the same subject.
    next: u32,
}

impl Default for LocalAnswers {
    fn default() -> Self {
        LocalAnswers {
            answers: Vec::new(),
            ends: Vec::new(),
            last: NONE,
        }
    }
}

impl LocalAnswers {
    pub(crate) fn clear(&mut self) {
        self.answers.clear();
        self.ends.clear();
        self.last = NONE;
    }

    pub(crate) fn leaf(&self, answer: u32) -> &Leaf {
        &self.answers[answer as usize].leaf
    }

    pub(crate) fn put(&mut self, key: LocalKey, leaf: Leaf) {
        let (number, subject) = (self.answers.len() as u32, key.1 as usize);
        if self.ends.len() <= subject {
            self.ends.resize(subject + 1, [NONE; 2]);
        }
        let next = NONE;
        self.answers.push(Local { key, leaf, next });
        let [first, last] = &mut self.ends[subject];
        match std::mem::replace(last, number) {
            NONE => *first = number,
            last => self.answers[last as usize].next = number,
        }
    }

    pub(crate) fn find(&mut self, key: LocalKey) -> Option<u32> {
        let first = self.ends.get(key.1 as usize)?[0];
        let start = match self.answers.get(self.last as usize) {
            Some(last) if last.key.1 == key.1 => last.next,
            _ => first,
        };
        let mut found = self.search(start, NONE, key);
        if found == NONE && start != first {
            found = self.search(first, start, key);
        }
        if found == NONE {
            return None;
        }
        self.last = found;
        Some(found)
    }

    /// The first answer to a question from `at` on, before `end`.
    fn search(&self, mut at: u32, end: u32, key: LocalKey) -> u32 {
        while at != end && self.answers[at as usize].key != key {
            at = self.answers[at as usize].next;
        }
        if at == end { NONE } else { at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_found_in_any_order() {
        let mut local = LocalAnswers::default();
        for subject in [2, 0] {
            for question in 0..4 {
                local.put((question, subject, None), Leaf::Truth(question % 2 == 0));
            }
        }
        for (question, subject) in [(0, 0), (1, 0), (3, 0), (2, 2), (1, 2), (2, 0), (0, 2)] {
            let found = local.find((question, subject, None));
            let leaf = found.map(|answer| local.leaf(answer).clone());
            assert_eq!(leaf, Some(Leaf::Truth(question % 2 == 0)));
        }
        assert_eq!(local.find((4, 0, None)), None);
        assert_eq!(local.find((0, 1, None)), None);
        assert_eq!(local.find((0, 7, None)), None);
        local.put((4, 0, None), Leaf::Truth(false));
        assert_eq!(local.find((4, 0, None)), Some(8));
        local.clear();
        assert_eq!(local.find((0, 0, None)), None);
    }
}
