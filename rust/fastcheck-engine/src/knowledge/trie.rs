//! A decision trie: inner nodes say what is read next, edges are what was read, leaves hold answers.
//!
//! One flat array of words. A node is a header word (kind, side, operand) and what its kind needs:
//!
//! ```text
//! header   bits 0..3 kind, bit 3 side (0 before, 1 after), bits 4.. operand
//! CELL     operand = slot;          base, len: links by code at base..base+len
//! PROJECT  operand = projection;    base, len: links by answer
//! MEMBER   operand = slot;          bit mask, link if absent, link if present
//! SELECT   operand = mask;          number of its bitmap map
//! CHANGE   operand = variable;      number of its bitmap map, link if nothing changed
//! DIFFERENCE  operand = set;        number of its bitmap map
//! link     0 unknown; bit 31 set: leaf (low 31 bits); else the node's offset
//! ```
//!
//! The trie is exact: an evaluation is a function of what it read, in the order in which it read it.

use std::sync::Arc;

use super::Knowledge;
use super::masks::BitmapMap;
use crate::system::{Answer, Failure};

/// What an answer leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    /// These deltas, by number: a state's successors, and how many states were passed on the way to them. Also "no
    /// successor".
    Successors {
        first: u32,
        count: u32,
        passed: u32,
    },
    Truth(bool),
    /// It failed; an action's successors found before that are these deltas.
    Failure {
        first: u32,
        count: u32,
        failure: Arc<Failure>,
    },
}

/// Leaf of "no successor", and of "false".
pub(crate) const LEAF_FALSE: u32 = 0;
/// Leaf of "true".
pub(crate) const LEAF_TRUE: u32 = 1;
/// Leaf of "no successor".
pub(crate) const LEAF_NONE: u32 = 2;

impl Leaf {
    /// What an evaluator's answer says, with the deltas it gave.
    pub(crate) fn of(answer: Option<&Answer>, first: u32, count: u32) -> Leaf {
        match answer {
            Some(Answer::Truth(holds)) => Leaf::Truth(*holds),
            Some(Answer::Successors) => Leaf::successors(first, count, 0),
            Some(Answer::SuccessorsThrough(passed)) => Leaf::successors(first, count, *passed),
            Some(Answer::Failure(failure)) => Leaf::Failure {
                first,
                count,
                failure: failure.clone(),
            },
            None => Leaf::Failure {
                first,
                count,
                failure: Arc::new(Failure::error("FC0503", "a question was left unanswered")),
            },
        }
    }

    /// The leaves with fixed numbers.
    pub(crate) fn fixed() -> Vec<Leaf> {
        vec![
            Leaf::Truth(false),
            Leaf::Truth(true),
            Leaf::successors(0, 0, 0),
        ]
    }

    fn successors(first: u32, count: u32, passed: u32) -> Leaf {
        Leaf::Successors {
            first,
            count,
            passed,
        }
    }
}

pub(crate) const CELL: u32 = 0;
pub(crate) const PROJECT: u32 = 1;
pub(crate) const MEMBER: u32 = 2;
pub(crate) const SELECT: u32 = 3;
pub(crate) const CHANGE: u32 = 4;
pub(crate) const DIFFERENCE: u32 = 5;
const KIND: u32 = 7;
const SIDE_SHIFT: u32 = 3;
const OPERAND_SHIFT: u32 = 4;
const IS_LEAF: u32 = 1 << 31;

/// Where a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// At this leaf.
    Leaf(u32),
    /// At an edge that nobody took before. Equal points of one trie want the same evaluation.
    Unknown(u64),
    /// At a mask that does not know all members yet.
    Stale(u32),
}

/// Where a link is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Root,
    Word(u32),
    Map(u32, u32),
}

/// What an inner node reads, as stored in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeKey {
    pub(crate) header: u32,
    /// The bit, for members; 0 otherwise.
    pub(crate) bit: u32,
}

impl NodeKey {
    pub(crate) fn new(kind: u32, after: bool, operand: u32, bit: u32) -> Self {
        NodeKey {
            header: kind | u32::from(after) << SIDE_SHIFT | operand << OPERAND_SHIFT,
            bit,
        }
    }
}

#[derive(Default)]
pub(crate) struct Trie {
    words: Vec<u32>,
    root: u32,
    maps: Vec<BitmapMap>,
}

impl Trie {
    /// Finds the answer for a state (for step properties, a pair of states).
    pub(crate) fn walk(
        &self,
        knowledge: &Knowledge,
        rows: [&[u32]; 2],
        scratch: &mut Vec<u32>,
    ) -> Step {
        let mut link = self.root;
        let mut point = 0;
        loop {
            if link & IS_LEAF != 0 {
                return Step::Leaf(link & !IS_LEAF);
            }
            if link == 0 {
                return Step::Unknown(point);
            }
            let at = link as usize;
            let header = self.words[at];
            let row = rows[(header >> SIDE_SHIFT & 1) as usize];
            let operand = (header >> OPERAND_SHIFT) as usize;
            let edge;
            (link, edge) = match header & KIND {
                CELL => {
                    let code = row[operand];
                    (self.child(at, code), code)
                }
                PROJECT => {
                    let projected = &knowledge.projections[operand];
                    let answer = projected.answers[row[projected.cell.slot()] as usize];
                    (self.child(at, answer), answer)
                }
                MEMBER => {
                    let present = u32::from(row[operand] & self.words[at + 1] != 0);
                    (self.words[at + 2 + present as usize], present)
                }
                SELECT => {
                    let mask = &knowledge.masks[operand];
                    let members = &knowledge.sets[mask.set.0 as usize];
                    if mask
                        .select(&members.words, row, members.elements.len(), scratch)
                        .is_none()
                    {
                        return Step::Stale(operand as u32);
                    }
                    self.by_bitmap(at, scratch)
                }
                _ => self.step(knowledge, at, rows, scratch),
            };
            point = (at as u64) << 32 | u64::from(edge);
        }
    }

    /// The link behind a node that asks what a step changed, and what tells the edge apart from others. Apart, so that
    /// the ways through states alone stay short.
    #[inline(never)]
    fn step(
        &self,
        knowledge: &Knowledge,
        at: usize,
        rows: [&[u32]; 2],
        changed: &mut Vec<u32>,
    ) -> (u32, u32) {
        let header = self.words[at];
        let operand = (header >> OPERAND_SHIFT) as usize;
        if header & KIND == DIFFERENCE {
            knowledge.difference(operand, rows, changed);
            return self.by_bitmap(at, changed);
        }
        knowledge.changes(operand, rows, changed);
        if changed.is_empty() {
            return (self.words[at + 2], u32::MAX);
        }
        self.by_bitmap(at, changed)
    }

    /// The link behind a bitmap, and what tells the edge apart from others.
    #[inline]
    fn by_bitmap(&self, at: usize, bitmap: &[u32]) -> (u32, u32) {
        let map = &self.maps[self.words[at + 1] as usize];
        match map.find(bitmap) {
            Some(entry) => (map.link(entry), entry),
            None => {
                let mix = |h: u32, w: &u32| (h ^ w).wrapping_mul(0x9e37_79b1).rotate_left(13);
                (0, bitmap.iter().fold(u32::MAX, mix))
            }
        }
    }

    fn child(&self, at: usize, edge: u32) -> u32 {
        let (base, len) = (self.words[at + 1], self.words[at + 2]);
        if edge < len {
            self.words[(base + edge) as usize]
        } else {
            0
        }
    }

    pub(crate) fn root_leaf(&self) -> Option<u32> {
        (self.root & IS_LEAF != 0).then_some(self.root & !IS_LEAF)
    }

    fn get(&self, link: Link) -> u32 {
        match link {
            Link::Root => self.root,
            Link::Word(at) => self.words[at as usize],
            Link::Map(map, entry) => self.maps[map as usize].link(entry),
        }
    }

    fn put(&mut self, link: Link, value: u32) {
        match link {
            Link::Root => self.root = value,
            Link::Word(at) => self.words[at as usize] = value,
            Link::Map(map, entry) => self.maps[map as usize].set_link(entry, value),
        }
    }

    /// Enters a leaf. `Err` with what is there instead: another leaf, or a node.
    pub(crate) fn put_leaf(&mut self, link: Link, leaf: u32) -> Result<(), Option<u32>> {
        match self.get(link) {
            0 => {
                self.put(link, IS_LEAF | leaf);
                Ok(())
            }
            there if there == IS_LEAF | leaf => Ok(()),
            there if there & IS_LEAF != 0 => Err(Some(there & !IS_LEAF)),
            _ => Err(None),
        }
    }

    /// The node behind a link, made if the link is unknown. `Err` if something else is read there.
    pub(crate) fn node(&mut self, link: Link, key: NodeKey) -> Result<u32, ()> {
        let there = self.get(link);
        if there & IS_LEAF != 0 {
            return Err(());
        }
        if there != 0 {
            let at = there as usize;
            let same = self.words[at] == key.header
                && (key.header & KIND != MEMBER || self.words[at + 1] == key.bit);
            return if same { Ok(there) } else { Err(()) };
        }
        if self.words.is_empty() {
            self.words.push(0);
        }
        let at = self.words.len() as u32;
        match key.header & KIND {
            MEMBER => self.words.extend([key.header, key.bit, 0, 0]),
            SELECT | CHANGE | DIFFERENCE => {
                self.words.extend([key.header, self.maps.len() as u32, 0]);
                self.maps.push(BitmapMap::default());
            }
            _ => self.words.extend([key.header, 0, 0]),
        }
        self.put(link, at);
        Ok(at)
    }

    /// The link of a node's edge; room for `edges` edges is made when it is new.
    pub(crate) fn edge(&mut self, node: u32, edge: u32, edges: u32) -> Link {
        let at = node as usize;
        if self.words[at] & KIND == MEMBER {
            return Link::Word(node + 2 + edge);
        }
        let (base, len) = (self.words[at + 1], self.words[at + 2]);
        if edge < len {
            return Link::Word(base + edge);
        }
        let new_len = edges.max(edge + 1).max(len + len / 2);
        let new_base = self.words.len() as u32;
        self.words.resize((new_base + new_len) as usize, 0);
        self.words
            .copy_within(base as usize..(base + len) as usize, new_base as usize);
        self.words[at + 1] = new_base;
        self.words[at + 2] = new_len;
        Link::Word(new_base + edge)
    }

    /// The link of a bitmap, at a node whose edges are such.
    pub(crate) fn bitmap_edge(&mut self, node: u32, bitmap: &[u32]) -> Link {
        if self.words[node as usize] & KIND == CHANGE && bitmap.is_empty() {
            return Link::Word(node + 2);
        }
        let number = self.words[node as usize + 1];
        let map = &mut self.maps[number as usize];
        let entry = map.find(bitmap).unwrap_or_else(|| map.add(bitmap));
        Link::Map(number, entry)
    }
}
