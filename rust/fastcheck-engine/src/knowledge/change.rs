//! What a step changed, as bitmaps.

use super::Knowledge;
use crate::layout::{Layout, Part};

/// The parts of a variable: cells and sets.
pub(crate) struct Parts {
    /// Where its slots begin and end; the words that its sets got later are elsewhere.
    slots: std::ops::Range<usize>,
    parts: Vec<Part>,
}

impl Parts {
    /// Those of every variable.
    pub(super) fn of(layout: &Layout) -> Vec<Parts> {
        let mut next = 0;
        let of = |root: &crate::layout::NodeId| {
            let mut parts = Vec::new();
            layout.parts_of(*root, &mut |part| parts.push(part));
            let start = next;
            next += parts.len();
            Parts {
                slots: start..next,
                parts,
            }
        };
        layout.roots().iter().map(of).collect()
    }
}

impl Knowledge {
    /// The parts of a variable in which two rows differ, as a bitmap without trailing zero words.
    pub(crate) fn changes(&self, variable: usize, rows: [&[u32]; 2], changed: &mut Vec<u32>) {
        changed.clear();
        let Parts { slots, parts } = &self.parts[variable];
        let [before, after] = rows.map(|row| row.get(slots.clone()).unwrap_or(&[]));
        if before == after && !self.has_wide_sets {
            return;
        }
        for (i, part) in parts.iter().enumerate() {
            if self.part_changed(*part, rows) {
                changed.resize(i / 32 + 1, 0);
                changed[i / 32] |= 1 << (i % 32);
            }
        }
    }

    /// Whether two rows differ in a part.
    pub(crate) fn part_changed(&self, part: Part, [before, after]: [&[u32]; 2]) -> bool {
        let content = |row: &[u32], slot: usize| row.get(slot).copied().unwrap_or(0);
        let differ = |slot: usize| content(before, slot) != content(after, slot);
        match part {
            Part::Cell(cell) => differ(cell.slot()),
            Part::Set(set) => {
                let words = &self.sets[set.0 as usize].words;
                words.iter().any(|slot| differ(*slot as usize))
            }
        }
    }

    /// The members of a set in which two rows differ, as a bitmap without trailing zero words.
    pub(crate) fn difference(&self, set: usize, rows: [&[u32]; 2], changed: &mut Vec<u32>) {
        changed.clear();
        let content = |row: &[u32], slot: u32| row.get(slot as usize).copied().unwrap_or(0);
        let words = self.sets[set].words.iter();
        changed.extend(words.map(|slot| content(rows[0], *slot) ^ content(rows[1], *slot)));
        while changed.last() == Some(&0) {
            changed.pop();
        }
    }
}
