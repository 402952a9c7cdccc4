//! Entering what an evaluation showed.

use fastcheck_values::{Universe, Value};

use super::delta::Op;
use super::dictionary::Members;
use super::trie::{CELL, CHANGE, DIFFERENCE, Link, MEMBER, NodeKey, PROJECT, SELECT};
use super::{
    Deltas, DirectReaders, Knowledge, LEAF_FALSE, LEAF_NONE, LEAF_TRUE, Leaf, Questions, Slot, Trie,
};
use crate::access::{Read, Side, Write};
use crate::layout::{CellId, MAX_MEMBERS, Misfit, Node, SetId};
use crate::system::{Answer, Ask};

/// What came of entering an evaluation.
#[derive(Debug, PartialEq)]
pub(crate) enum Learned {
    /// It is the trie's answer now.
    Leaf,
    /// The same reads gave another answer before: not a function of the state.
    Contradiction,
    /// The reads come in another order each time: the question is asked directly from now on.
    Unsteady,
}

/// An evaluated question, compared when a question is evaluated twice.
pub(crate) struct Outcome<'a>(pub(crate) &'a Ask);

impl PartialEq for Outcome<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0.answer, &other.0.answer) {
            (Some(Answer::Failure(a)), Some(Answer::Failure(b))) => {
                a.kind == b.kind && a.code == b.code
            }
            (a, b) => a == b && self.0.access.successors == other.0.access.successors,
        }
    }
}

/// How to reach the next link from a node.
enum Edge<'a> {
    Number { edge: u32, edges: u32 },
    Bitmap(&'a [u32]),
}

impl Knowledge {
    /// Enters an answered ask into its question's trie. Masks of its reads know all members of its rows.
    pub(crate) fn learn(
        &mut self,
        universe: &Universe,
        over: Option<usize>,
        ask: &Ask,
        leaf: u32,
    ) -> Learned {
        let index = self.trie_index(universe, over, ask);
        self.learners[ask.question].evaluated += 1;
        let mut trie = std::mem::take(&mut self.learners[ask.question].tries[index]);
        for (set, member) in &ask.access.mentioned {
            self.member_number(universe, *set, *member);
        }
        let path = self.extend(universe, &mut trie, ask);
        let learned = match path.map(|link| trie.put_leaf(link, leaf)) {
            Ok(Ok(())) => Learned::Leaf,
            Ok(Err(Some(other))) if self.same_leaf(leaf, other) => Learned::Leaf,
            Ok(Err(Some(_))) => Learned::Contradiction,
            Ok(Err(None)) | Err(()) => Learned::Unsteady,
        };
        let barren = trie.root_leaf() == Some(LEAF_NONE);
        let learner = &mut self.learners[ask.question];
        learner.tries[index] = trie;
        if barren && learner.by_value.is_empty() && ask.element.is_some() {
            let word = index / 32;
            if learner.barren.len() <= word {
                learner.barren.resize(word + 1, 0);
            }
            learner.barren[word] |= 1 << (index % 32);
        }
        if learned == Learned::Unsteady {
            learner.drop_tries();
        } else {
            learner.judge();
        }
        learned
    }

    /// The sets whose universes have values that cannot be compared: they are kept whole.
    pub(crate) fn mixed(&self) -> impl Iterator<Item = Misfit> + '_ {
        let mixed = |(set, members): (usize, &Members)| {
            let node = self.layout.node_of_set(SetId(set as u32));
            members.mixed.then_some(Misfit::Kind(node))
        };
        self.sets.iter().enumerate().filter_map(mixed)
    }

    /// The bitmap set that a question ranges over, if the variable is stored as one.
    pub(crate) fn set_of_variable(&self, variable: usize) -> Option<SetId> {
        match self.layout.node(self.layout.roots()[variable]) {
            Node::Set(set) => Some(*set),
            _ => None,
        }
    }

    fn trie_index(&mut self, universe: &Universe, over: Option<usize>, ask: &Ask) -> usize {
        let index = match (over, ask.element) {
            (Some(variable), Some(element)) => match self.set_of_variable(variable) {
                Some(set) => self.member_number(universe, set, element) as usize,
                None => {
                    let by_value = &mut self.learners[ask.question].by_value;
                    let next = by_value.len();
                    *by_value.entry(element).or_insert(next)
                }
            },
            _ => 0,
        };
        let tries = &mut self.learners[ask.question].tries;
        if tries.len() <= index {
            tries.resize_with(index + 1, Trie::default);
        }
        index
    }

    /// Follows the ask's reads through the trie, making nodes where there are none.
    fn extend(&mut self, universe: &Universe, trie: &mut Trie, ask: &Ask) -> Result<Link, ()> {
        let mut link = Link::Root;
        let mut selected = Vec::new();
        for (side, read) in &ask.access.reads {
            let rows = [ask.access.row(Side::Before), ask.access.row(Side::After)];
            let (key, edge) = self.edge_of(universe, *side, read, rows, &mut selected);
            self.mark_footprint(ask.question, read);
            let node = trie.node(link, key)?;
            link = match edge {
                Edge::Number { edge, edges } => trie.edge(node, edge, edges),
                Edge::Bitmap(bitmap) => trie.bitmap_edge(node, bitmap),
            };
        }
        Ok(link)
    }

    fn edge_of<'s>(
        &mut self,
        universe: &Universe,
        side: Side,
        read: &Read,
        rows: [&[u32]; 2],
        selected: &'s mut Vec<u32>,
    ) -> (NodeKey, Edge<'s>) {
        let after = side == Side::After;
        let row = rows[side as usize];
        let content = |slot: usize| row.get(slot).copied().unwrap_or(0);
        match read {
            Read::Cell(cell) => {
                let edges = self.dictionary(*cell).len() as u32 + 2;
                (
                    NodeKey::new(CELL, after, cell.0, 0),
                    Edge::Number {
                        edge: content(cell.slot()),
                        edges,
                    },
                )
            }
            Read::Project(cell, projection) => {
                let id = self.projection_id(universe, *cell, projection);
                let edge = self.projections[id as usize].answers[content(cell.slot()) as usize];
                (
                    NodeKey::new(PROJECT, after, id, 0),
                    Edge::Number { edge, edges: 4 },
                )
            }
            Read::Member(set, member) => {
                let number = self.member_number(universe, *set, *member) as usize;
                let slot = self.sets[set.0 as usize].words[number / 32];
                let edge = content(slot as usize) >> (number % 32) & 1;
                (
                    NodeKey::new(MEMBER, after, slot, 1 << (number % 32)),
                    Edge::Number { edge, edges: 2 },
                )
            }
            Read::Select(set, predicate) => {
                let id = self.mask_id(*set, *predicate);
                let slots = &self.sets[set.0 as usize].words;
                // The mask was brought up to date for this row: members beyond it are not in the row.
                self.masks[id as usize].select(slots, row, 0, selected);
                (NodeKey::new(SELECT, after, id, 0), Edge::Bitmap(selected))
            }
            Read::Change(variable) => {
                self.changes(*variable, rows, selected);
                let key = NodeKey::new(CHANGE, after, *variable as u32, 0);
                (key, Edge::Bitmap(selected))
            }
            Read::Difference(set) => {
                self.difference(set.0 as usize, rows, selected);
                let key = NodeKey::new(DIFFERENCE, after, set.0, 0);
                (key, Edge::Bitmap(selected))
            }
        }
    }

    fn mark_footprint(&mut self, question: usize, read: &Read) {
        let slot = match read {
            Read::Cell(cell) | Read::Project(cell, _) => cell.slot(),
            Read::Member(set, _) | Read::Select(set, _) | Read::Difference(set) => {
                self.sets[set.0 as usize].words[0] as usize
            }
            // Said of steps alone, whose answers are not concluded from footprints.
            Read::Change(_) => return,
        };
        self.readers.add(slot, question);
    }

    /// The questions that a change may touch: those that read what it changes, and those of which that is not known.
    pub(crate) fn touched(
        &self,
        direct: &DirectReaders,
        ops: impl Iterator<Item = Op>,
        touched: &mut Questions,
    ) {
        touched.copy(&direct.unknown);
        let owner = |slot: u32| match &self.slots[slot as usize] {
            Slot::Cell(_) => slot as usize,
            Slot::Word { set, .. } => self.sets[set.0 as usize].words[0] as usize,
        };
        for op in ops {
            let slot = match op {
                Op::Set(s, _)
                | Op::Update(s, _)
                | Op::Insert(s, _)
                | Op::Remove(s, _)
                | Op::Put(s, _) => owner(s),
                Op::ClearFrom(set, _) => self.sets[set as usize].words[0] as usize,
            };
            touched.add_all(self.readers.of(slot));
            touched.add_all(direct.of(self.layout.variable_of(slot)));
        }
    }

    /// The number of an answered ask's leaf; leaf and deltas are entered.
    pub(crate) fn leaf_of(&mut self, universe: &Universe, ask: &Ask) -> Result<u32, Misfit> {
        let mut deltas = std::mem::take(&mut self.deltas);
        let leaf = self.answer_of(universe, ask, &mut deltas);
        self.deltas = deltas;
        Ok(match leaf? {
            Leaf::Truth(false) => LEAF_FALSE,
            Leaf::Truth(true) => LEAF_TRUE,
            Leaf::Successors {
                count: 0,
                passed: 0,
                ..
            } => LEAF_NONE,
            leaf => {
                self.leaves.push(leaf);
                self.leaves.len() as u32 - 1
            }
        })
    }

    /// What an answered ask says; its deltas go to `deltas`.
    pub(crate) fn answer_of(
        &mut self,
        universe: &Universe,
        ask: &Ask,
        deltas: &mut Deltas,
    ) -> Result<Leaf, Misfit> {
        let first = deltas.len();
        for writes in &ask.access.successors {
            let ops = self.ops_of(universe, writes)?;
            deltas.push(&ops);
        }
        let count = deltas.len() - first;
        Ok(Leaf::of(ask.answer.as_ref(), first, count))
    }

    /// The writes of one successor as operations on slots.
    pub(crate) fn ops_of(
        &mut self,
        universe: &Universe,
        writes: &[Write],
    ) -> Result<Vec<Op>, Misfit> {
        let mut ops = Vec::with_capacity(writes.len());
        for write in writes {
            match write {
                Write::Cell(cell, value) => {
                    let code = value.map_or(0, |v| self.code_of(universe, *cell, v));
                    ops.push(Op::Set(cell.0, code));
                }
                Write::Update(cell, updates) => {
                    ops.push(Op::Update(cell.0, self.update_id(*cell, updates)))
                }
                Write::SetAssign(set, members) => {
                    self.room_for(*set, members.iter().copied())?;
                    let numbers: Vec<(u32, bool)> = members
                        .iter()
                        .map(|m| (self.member_number(universe, *set, *m), true))
                        .collect();
                    // Only as many words as members need, so that equal assignments look equal whenever they were written.
                    let used = numbers
                        .iter()
                        .map(|(number, _)| *number as usize / 32 + 1)
                        .max()
                        .unwrap_or(0);
                    let words = &self.sets[set.0 as usize].words[..used];
                    for (word, slot) in words.iter().enumerate() {
                        ops.push(Op::Put(*slot, mask_of(&numbers, word, true)));
                    }
                    ops.push(Op::ClearFrom(set.0, used as u32));
                }
                Write::SetEdit(set, edits) => {
                    self.room_for(*set, edits.iter().map(|e| e.0))?;
                    let numbers: Vec<(u32, bool)> = edits
                        .iter()
                        .map(|(m, there)| (self.member_number(universe, *set, *m), *there))
                        .collect();
                    for (word, slot) in self.sets[set.0 as usize].words.iter().enumerate() {
                        let (inserted, removed) = (
                            mask_of(&numbers, word, true),
                            mask_of(&numbers, word, false),
                        );
                        if inserted != 0 {
                            ops.push(Op::Insert(*slot, inserted));
                        }
                        if removed != 0 {
                            ops.push(Op::Remove(*slot, removed));
                        }
                    }
                }
            }
        }
        Ok(ops)
    }

    fn room_for(&self, set: SetId, members: impl Iterator<Item = Value>) -> Result<(), Misfit> {
        let known = &self.sets[set.0 as usize];
        let new = members.filter(|m| known.number(*m).is_none()).count();
        if new > 0 && known.elements.len() + new > MAX_MEMBERS {
            return Err(Misfit::Kind(self.layout.node_of_set(set)));
        }
        Ok(())
    }

    fn same_leaf(&self, a: u32, b: u32) -> bool {
        match (&self.leaves[a as usize], &self.leaves[b as usize]) {
            (
                Leaf::Successors {
                    first: a,
                    count: m,
                    passed: p,
                },
                Leaf::Successors {
                    first: b,
                    count: n,
                    passed: q,
                },
            ) => {
                (m, p) == (n, q)
                    && (0..*m).all(|i| self.deltas.ops(a + i).eq(self.deltas.ops(b + i)))
            }
            (Leaf::Failure { .. }, Leaf::Failure { .. }) => true,
            (a, b) => a == b,
        }
    }

    /// Works out an update that was missing. `None` from the update marks it as nonsense for that value.
    pub(crate) fn fill(&mut self, universe: &Universe, update: u32, code: u32) {
        let updated = &self.updates[update as usize];
        let cell: CellId = updated.cell;
        let value = updated.apply(universe, self.value_of(cell, code));
        let new = value.map_or(super::Updated::NONSENSE, |v| {
            self.code_of(universe, cell, v)
        });
        self.updates[update as usize].set(code, new);
    }

    /// The sets and predicates that an evaluation selected by, whose masks must be up to date before it is learned.
    pub(crate) fn masks_read(&mut self, ask: &Ask) -> Vec<u32> {
        let reads = ask.access.reads.iter();
        let selects = reads.filter_map(|(_, read)| match read {
            Read::Select(set, predicate) => Some((*set, *predicate)),
            _ => None,
        });
        selects
            .map(|(set, predicate)| self.mask_id(set, predicate))
            .collect()
    }

    /// The members that a mask does not know yet.
    pub(crate) fn undecided(&self, mask: u32) -> Vec<Value> {
        let mask = &self.masks[mask as usize];
        if mask.predicate == crate::system::ALL {
            return Vec::new();
        }
        self.sets[mask.set.0 as usize].elements[mask.decided..].to_vec()
    }
}

fn mask_of(numbers: &[(u32, bool)], word: usize, there: bool) -> u32 {
    let chosen = numbers
        .iter()
        .filter(|(number, t)| *t == there && *number as usize / 32 == word);
    chosen.fold(0, |mask, (number, _)| mask | 1 << (number % 32))
}
