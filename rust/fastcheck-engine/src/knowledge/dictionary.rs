//! The values a cell takes, the members a set takes, and functions of a cell's value tabulated by code.

use std::collections::HashMap;
use std::hash::BuildHasher;

use hashbrown::HashTable;

use fastcheck_values::{Universe, Value};

use super::bits;
use super::quick::Quick;
use crate::layout::CellId;
use crate::place::{Projection, Update};

/// The values met in one cell. Code 0 stands for "no value", code `i` for `values[i - 1]`.
pub(crate) struct Dictionary {
    /// The path under which the cell's values are fingerprinted.
    pub(crate) path: u128,
    values: Vec<Value>,
    /// Codes by the hash of their values.
    codes: HashTable<u32>,
    /// Projections of this cell; they are told of every new value.
    pub(crate) projections: Vec<u32>,
}

impl Dictionary {
    pub(crate) fn new(path: u128) -> Self {
        Dictionary {
            path,
            values: Vec::new(),
            codes: HashTable::new(),
            projections: Vec::new(),
        }
    }

    /// Number of codes, code 0 included.
    pub(crate) fn len(&self) -> usize {
        self.values.len() + 1
    }

    pub(crate) fn value(&self, code: u32) -> Option<Value> {
        self.values.get((code as usize).wrapping_sub(1)).copied()
    }

    pub(crate) fn code(&self, value: Value) -> Option<u32> {
        let same = |code: &u32| self.values[*code as usize - 1] == value;
        self.codes.find(Quick.hash_one(value), same).copied()
    }

    pub(crate) fn add(&mut self, value: Value) -> u32 {
        self.values.push(value);
        let code = self.values.len() as u32;
        let values = &self.values;
        let hash = |code: &u32| Quick.hash_one(values[*code as usize - 1]);
        self.codes.insert_unique(Quick.hash_one(value), code, hash);
        code
    }
}

/// The universe of one set: the members met so far, numbered as they came.
pub(crate) struct Members {
    /// The path under which the set is fingerprinted.
    pub(crate) path: u128,
    /// Members by number.
    pub(crate) elements: Vec<Value>,
    /// Some of them cannot be compared with each other: questions about single members have no answer then.
    pub(crate) mixed: bool,
    numbers: HashMap<Value, u32, Quick>,
    /// Each member's position in the canonical order, by number.
    rank: Vec<u32>,
    /// The slots that hold 32 members each.
    pub(crate) words: Vec<u32>,
}

impl Members {
    pub(crate) fn new(path: u128) -> Self {
        Members {
            path,
            elements: Vec::new(),
            mixed: false,
            numbers: HashMap::default(),
            rank: Vec::new(),
            words: Vec::new(),
        }
    }

    pub(crate) fn number(&self, member: Value) -> Option<u32> {
        self.numbers.get(&member).copied()
    }

    pub(crate) fn add(&mut self, universe: &Universe, member: Value) -> u32 {
        let number = self.elements.len() as u32;
        let mut position = 0;
        let ranked = universe.is_ranked();
        for (other, rank) in self.elements.iter().zip(&mut self.rank) {
            self.mixed |= ranked && universe.unlike(*other, member).is_some();
            if universe.compare(*other, member).is_lt() {
                position += 1;
            } else {
                *rank += 1;
            }
        }
        self.elements.push(member);
        self.rank.push(position);
        self.numbers.insert(member, number);
        number
    }

    /// Appends the numbers of the members in a row that are not in the bitmap `except`, in canonical order.
    pub(crate) fn present_in_order(&self, row: &[u32], except: &[u32], present: &mut Vec<u32>) {
        let start = present.len();
        self.present_except(row, except, present);
        if present.len() > start + 1 {
            present[start..].sort_unstable_by_key(|number| self.rank[*number as usize]);
        }
    }

    fn present_except(&self, row: &[u32], except: &[u32], present: &mut Vec<u32>) {
        for (word, slot) in self.words.iter().enumerate() {
            let content = row.get(*slot as usize).copied().unwrap_or(0)
                & !except.get(word).copied().unwrap_or(0);
            present.extend(bits(content).map(|bit| (word * 32 + bit) as u32));
        }
    }
}

/// A projection of a cell, tabulated: `answers[code]` numbers the distinct answers; 0 is "does not apply".
pub(crate) struct Projected {
    pub(crate) cell: CellId,
    projection: Projection,
    pub(crate) answers: Vec<u32>,
    numbers: HashMap<Value, u32, Quick>,
}

impl Projected {
    pub(crate) fn new(
        universe: &Universe,
        cell: CellId,
        projection: Projection,
        dictionary: &Dictionary,
    ) -> Self {
        let mut projected = Projected {
            cell,
            projection,
            answers: Vec::new(),
            numbers: HashMap::default(),
        };
        for code in 0..dictionary.len() as u32 {
            projected.extend(universe, dictionary.value(code));
        }
        projected
    }

    /// Enters the answer for the next code, which stands for `value`.
    pub(crate) fn extend(&mut self, universe: &Universe, value: Option<Value>) {
        let answer = value.and_then(|v| self.projection.answer(universe, v));
        let next = self.numbers.len() as u32 + 1;
        let number = answer.map_or(0, |a| *self.numbers.entry(a).or_insert(next));
        self.answers.push(number);
    }
}

/// Blind edits of a cell, tabulated where they were needed: `codes[code]` is the code of the edited value.
pub(crate) struct Updated {
    pub(crate) cell: CellId,
    pub(crate) updates: Vec<Update>,
    pub(crate) codes: Vec<u32>,
}

impl Updated {
    /// Not worked out yet.
    pub(crate) const UNKNOWN: u32 = u32::MAX;
    /// The edits make no sense for this value.
    pub(crate) const NONSENSE: u32 = u32::MAX - 1;

    pub(crate) fn code(&self, code: u32) -> u32 {
        self.codes
            .get(code as usize)
            .copied()
            .unwrap_or(Self::UNKNOWN)
    }

    pub(crate) fn set(&mut self, code: u32, updated: u32) {
        if self.codes.len() <= code as usize {
            self.codes.resize(code as usize + 1, Self::UNKNOWN);
        }
        self.codes[code as usize] = updated;
    }

    /// The edited value.
    pub(crate) fn apply(&self, universe: &Universe, value: Option<Value>) -> Option<Value> {
        self.updates
            .iter()
            .try_fold(value?, |v, update| update.apply(universe, v))
    }
}
