//! Predicates of set elements, tabulated as bitmaps over the set's universe, and maps from masked bitmaps to trie links.

use hashbrown::HashTable;

use crate::layout::SetId;
use crate::system::{ALL, PredicateId};

/// Which members satisfy a predicate. Members numbered `decided` and above were not decided yet.
pub(crate) struct Mask {
    pub(crate) set: SetId,
    pub(crate) predicate: PredicateId,
    pub(crate) words: Vec<u32>,
    pub(crate) decided: usize,
}

impl Mask {
    pub(crate) fn new(set: SetId, predicate: PredicateId) -> Self {
        Mask {
            set,
            predicate,
            words: Vec::new(),
            decided: 0,
        }
    }

    /// Enters the decisions for the next members.
    pub(crate) fn extend(&mut self, decisions: &[bool]) {
        for holds in decisions {
            if self.decided.is_multiple_of(32) {
                self.words.push(0);
            }
            self.words[self.decided / 32] |= u32::from(*holds) << (self.decided % 32);
            self.decided += 1;
        }
    }

    /// The selected members of a row as a bitmap without trailing zero words, so that it does not depend on how many
    /// members the universe has by now. `None` when the row has members that were not decided yet.
    pub(crate) fn select(
        &self,
        slots: &[u32],
        row: &[u32],
        members: usize,
        selected: &mut Vec<u32>,
    ) -> Option<()> {
        selected.clear();
        let all = self.predicate == ALL;
        if !all && self.decided < members {
            return None;
        }
        for (word, slot) in slots.iter().enumerate() {
            let content = row.get(*slot as usize).copied().unwrap_or(0);
            let chosen = if all {
                u32::MAX
            } else {
                self.words.get(word).copied().unwrap_or(0)
            };
            selected.push(content & chosen);
        }
        while selected.last() == Some(&0) {
            selected.pop();
        }
        Some(())
    }
}

/// A map from bitmaps to trie links.
#[derive(Default)]
pub(crate) struct BitmapMap {
    table: HashTable<u32>,
    entries: Vec<(u32, u32, u32)>,
    pool: Vec<u32>,
}

impl BitmapMap {
    /// The entry's number, if there is one.
    pub(crate) fn find(&self, bitmap: &[u32]) -> Option<u32> {
        self.table
            .find(hash(bitmap), |entry| self.bitmap(*entry) == bitmap)
            .copied()
    }

    pub(crate) fn link(&self, entry: u32) -> u32 {
        self.entries[entry as usize].2
    }

    pub(crate) fn set_link(&mut self, entry: u32, link: u32) {
        self.entries[entry as usize].2 = link;
    }

    /// Adds a bitmap that is not there, with the link 0.
    pub(crate) fn add(&mut self, bitmap: &[u32]) -> u32 {
        let number = self.entries.len() as u32;
        self.entries
            .push((self.pool.len() as u32, bitmap.len() as u32, 0));
        self.pool.extend_from_slice(bitmap);
        let (entries, pool) = (&self.entries, &self.pool);
        self.table.insert_unique(hash(bitmap), number, |entry| {
            let (start, len, _) = entries[*entry as usize];
            hash(&pool[start as usize..(start + len) as usize])
        });
        number
    }

    fn bitmap(&self, entry: u32) -> &[u32] {
        let (start, len, _) = self.entries[entry as usize];
        &self.pool[start as usize..(start + len) as usize]
    }
}

/// Mixes each word in; only used inside this process.
fn hash(bitmap: &[u32]) -> u64 {
    let mixed = bitmap.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
        (hash ^ u64::from(*word))
            .wrapping_mul(0xd6e8_feb8_6659_fd93)
            .rotate_left(29)
    });
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}
