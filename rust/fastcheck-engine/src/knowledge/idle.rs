//! Questions to which nothing need be done, by the value of a single variable: predicates that hold and actions without
//! successors, of which an evaluation looked at no other variable. Only where every variable is one cell.

use std::sync::atomic::{AtomicU64, Ordering};

use super::readers::Questions;

/// For values whose codes lie beyond so many words nothing is noted: a variable with so many values repeats little.
const WORDS: usize = 1 << 20;

/// Bits by slot, code and question.
#[derive(Debug, Default)]
pub(crate) struct Idle {
    /// Words per code.
    width: usize,
    slots: Vec<Vec<AtomicU64>>,
}

impl Idle {
    pub(crate) fn new(slots: usize, questions: usize) -> Self {
        Idle {
            width: questions.div_ceil(64),
            slots: (0..slots).map(|_| Vec::new()).collect(),
        }
    }

    /// Makes room for the codes of a slot below `codes`.
    pub(crate) fn grow(&mut self, slot: usize, codes: usize) {
        if let Some(words) = self.slots.get_mut(slot) {
            let wanted = codes * self.width;
            if wanted <= WORDS {
                words.resize_with(wanted, AtomicU64::default);
            }
        }
    }

    /// Whatever the other variables are, nothing need be done for the question where the slot holds the code.
    pub(crate) fn note(&self, slot: usize, code: u32, question: usize) {
        let index = code as usize * self.width + question / 64;
        if let Some(word) = self.slots[slot].get(index) {
            // Relaxed: what is noted is true whenever it is seen.
            word.fetch_or(1 << (question % 64), Ordering::Relaxed);
        }
    }

    /// The questions for which nothing need be done in a row.
    pub(crate) fn of(&self, row: &[u32], idle: &mut Questions) {
        idle.clear();
        for (words, code) in self.slots.iter().zip(row) {
            let start = *code as usize * self.width;
            if let Some(words) = words.get(start..start + self.width) {
                // Relaxed: as above.
                idle.add_words(words.iter().map(|word| word.load(Ordering::Relaxed)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_value_decides_is_idle_wherever_it_stands() {
        let mut idle = Idle::new(2, 70);
        idle.grow(0, 3);
        idle.grow(1, 2);
        idle.note(0, 2, 69);
        idle.note(1, 1, 3);
        // Beyond the codes there is room for: forgotten, not wrong.
        idle.note(1, 9, 5);
        let of = |row: &[u32]| {
            let mut found = Questions::default();
            idle.of(row, &mut found);
            (0..70).filter(|q| found.has(*q)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[2, 0]), [69]);
        assert_eq!(of(&[2, 1]), [3, 69]);
        assert_eq!(of(&[1, 1]), [3]);
        assert_eq!(of(&[0, 9]), [0; 0]);
    }
}
