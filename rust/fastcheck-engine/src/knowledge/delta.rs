//! Successors as differences: a few operations on slots each, in one flat array.

use super::{Knowledge, Updated, bits};

const SET: u32 = 0;
const INSERT: u32 = 1;
const REMOVE: u32 = 2;
const UPDATE: u32 = 3;
const PUT: u32 = 4;
const CLEAR_FROM: u32 = 5;

/// One change of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// The cell in the slot gets the code.
    Set(u32, u32),
    /// Bits of the slot are set.
    Insert(u32, u32),
    /// Bits of the slot are cleared.
    Remove(u32, u32),
    /// The cell in the slot is edited by the update of that number.
    Update(u32, u32),
    /// The slot's bits become these.
    Put(u32, u32),
    /// All words of the set from that one on become 0: words that did not exist when the delta was written.
    ClearFrom(u32, u32),
}

impl Op {
    fn pack(self) -> [u32; 2] {
        let (kind, operand, content) = match self {
            Op::Set(s, c) => (SET, s, c),
            Op::Insert(s, c) => (INSERT, s, c),
            Op::Remove(s, c) => (REMOVE, s, c),
            Op::Update(s, c) => (UPDATE, s, c),
            Op::Put(s, c) => (PUT, s, c),
            Op::ClearFrom(s, c) => (CLEAR_FROM, s, c),
        };
        [operand << 3 | kind, content]
    }

    fn unpack(head: u32, content: u32) -> Op {
        let operand = head >> 3;
        match head & 7 {
            SET => Op::Set(operand, content),
            INSERT => Op::Insert(operand, content),
            REMOVE => Op::Remove(operand, content),
            UPDATE => Op::Update(operand, content),
            PUT => Op::Put(operand, content),
            _ => Op::ClearFrom(operand, content),
        }
    }
}

/// An update whose result for a cell's present value was not worked out yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) update: u32,
    pub(crate) code: u32,
}

/// Deltas by number.
#[derive(Default, Clone, Debug)]
pub(crate) struct Deltas {
    words: Vec<u32>,
    ends: Vec<u32>,
}

impl Deltas {
    pub(crate) fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    pub(crate) fn push(&mut self, ops: &[Op]) -> u32 {
        self.words.extend(ops.iter().flat_map(|op| op.pack()));
        self.end()
    }

    /// Adds an operation to the delta that [`Deltas::end`] will end; returns where its content is.
    pub(crate) fn add(&mut self, op: Op) -> usize {
        self.words.extend(op.pack());
        self.words.len() - 1
    }

    /// Ends a delta, and returns its number.
    pub(crate) fn end(&mut self) -> u32 {
        self.ends.push(self.words.len() as u32);
        self.len() - 1
    }

    /// Sets the content of the operation that [`Deltas::add`] put there.
    pub(crate) fn set_content(&mut self, word: usize, content: u32) {
        self.words[word] = content;
    }

    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.ends.clear();
    }

    fn words(&self, delta: u32) -> &[u32] {
        let start = if delta == 0 {
            0
        } else {
            self.ends[delta as usize - 1] as usize
        };
        &self.words[start..self.ends[delta as usize] as usize]
    }

    pub(crate) fn ops(&self, delta: u32) -> impl Iterator<Item = Op> + '_ {
        self.words(delta)
            .chunks_exact(2)
            .map(|pair| Op::unpack(pair[0], pair[1]))
    }

    /// The fingerprint of a row's successor, from the row's own.
    pub(crate) fn fingerprint(
        &self,
        delta: u32,
        knowledge: &Knowledge,
        row: &[u32],
        own: u128,
    ) -> Result<u128, Hole> {
        let mut sum = own;
        for op in self.ops(delta) {
            match op {
                Op::Set(slot, code) => {
                    sum = swap(
                        sum,
                        &knowledge.contributions[slot as usize],
                        row[slot as usize],
                        code,
                    )
                }
                Op::Update(slot, update) => {
                    let old = row[slot as usize];
                    let code = knowledge.updates[update as usize].code(old);
                    if code >= Updated::NONSENSE {
                        return Err(Hole { update, code: old });
                    }
                    sum = swap(sum, &knowledge.contributions[slot as usize], old, code);
                }
                Op::ClearFrom(set, word) => {
                    for slot in &knowledge.sets[set as usize].words[word as usize..] {
                        sum = flip(
                            sum,
                            &knowledge.contributions[*slot as usize],
                            row[*slot as usize],
                            0,
                        );
                    }
                }
                Op::Insert(slot, _) | Op::Remove(slot, _) | Op::Put(slot, _) => {
                    let old = row[slot as usize];
                    sum = flip(
                        sum,
                        &knowledge.contributions[slot as usize],
                        old,
                        word_after(op, old),
                    );
                }
            }
        }
        Ok(sum)
    }

    /// Turns a row into its successor. [`Deltas::fingerprint`] found no hole for it before.
    pub(crate) fn apply(&self, delta: u32, knowledge: &Knowledge, row: &mut [u32]) {
        for op in self.ops(delta) {
            match op {
                Op::Set(slot, code) => row[slot as usize] = code,
                Op::Update(slot, update) => {
                    row[slot as usize] =
                        knowledge.updates[update as usize].code(row[slot as usize]);
                }
                Op::ClearFrom(set, word) => {
                    for slot in &knowledge.sets[set as usize].words[word as usize..] {
                        row[*slot as usize] = 0;
                    }
                }
                Op::Insert(slot, _) | Op::Remove(slot, _) | Op::Put(slot, _) => {
                    row[slot as usize] = word_after(op, row[slot as usize]);
                }
            }
        }
    }
}

fn word_after(op: Op, old: u32) -> u32 {
    match op {
        Op::Insert(_, mask) => old | mask,
        Op::Remove(_, mask) => old & !mask,
        Op::Put(_, bits) => bits,
        _ => old,
    }
}

fn swap(sum: u128, contributions: &[u128], old: u32, new: u32) -> u128 {
    sum.wrapping_sub(contributions[old as usize])
        .wrapping_add(contributions[new as usize])
}

fn flip(mut sum: u128, contributions: &[u128], old: u32, new: u32) -> u128 {
    for bit in bits(new & !old) {
        sum = sum.wrapping_add(contributions[bit]);
    }
    for bit in bits(old & !new) {
        sum = sum.wrapping_sub(contributions[bit]);
    }
    sum
}
