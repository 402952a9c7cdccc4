//! Everything that was learned in a run: dictionaries of cells, universes of sets, projections, updates, predicate masks,
//! decision tries and deltas.
//!
//! One readers-writer lock guards it: workers hold it for reading while they walk tries for a batch of states, and for
//! writing only to enter what an evaluation showed. Nobody holds it while an evaluator runs.
//!
//! **Invariant:** within one layout everything here only grows. Codes, member numbers, deltas and leaves keep their
//! meaning, so what was read under one lock is still right under the next. (A trie may be dropped; its deltas stay.)

mod change;
mod delta;
mod dictionary;
mod idle;
mod learn;
mod masks;
mod quick;
mod readers;
mod trie;
mod whole;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use fastcheck_values::{Universe, Value};

use change::Parts;
pub(crate) use delta::Deltas;
pub(crate) use dictionary::{Dictionary, Members, Projected, Updated};
use idle::Idle;
pub(crate) use learn::{Learned, Outcome};
pub(crate) use masks::Mask;
pub(crate) use quick::Quick;
use readers::Readers;
pub(crate) use readers::{DirectReaders, Questions};
pub(crate) use trie::{LEAF_FALSE, LEAF_NONE, LEAF_TRUE, Leaf, Step, Trie};

use crate::layout::{CellId, Layout, Node, NodeId, Plan, Room, SetId, fingerprint};
use crate::place::{Projection, Update};
use crate::system::{PredicateId, Question};

/// What workers and evaluators of one run share.
pub(crate) struct Shared {
    pub(crate) universe: Arc<Universe>,
    knowledge: RwLock<Knowledge>,
}

impl Shared {
    pub(crate) fn new(universe: Arc<Universe>, knowledge: Knowledge) -> Arc<Self> {
        Arc::new(Shared {
            universe,
            knowledge: RwLock::new(knowledge),
        })
    }

    /// A poisoned lock means that a worker panicked; the run ends with that error, and until then reading is harmless.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Knowledge> {
        self.knowledge
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Knowledge> {
        self.knowledge
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a slot of the row is.
pub(crate) enum Slot {
    Cell(Dictionary),
    /// 32 members of a set; which, [`Members::words`] says.
    Word {
        set: SetId,
    },
}

/// Whether questions are learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Learn {
    /// All are asked directly.
    Never,
    /// As long as it saves evaluations: those that are not learned are recorded all the same.
    IfAtAll,
    /// As long as it saves many: without recording an evaluation is much faster.
    IfMuch,
}

impl Learn {
    /// After so many evaluations a question is judged for the first time; then whenever they have doubled, or grown by
    /// [`TRIAL`].
    fn first_trial(self) -> u64 {
        match self {
            Learn::IfMuch => 1024,
            _ => TRIAL,
        }
    }

    /// Whether it pays to answer so many questions by so many evaluations.
    fn pays(self, asked: u64, evaluated: u64) -> bool {
        match self {
            Learn::IfMuch => asked >= evaluated * 2,
            _ => asked * 4 >= evaluated * 5,
        }
    }
}

/// At most so many evaluations lie between two judgements.
const TRIAL: u64 = 16_384;

/// The state of one question's learning.
pub(crate) struct Learner {
    /// One trie; for questions over a set one per member, by member number.
    pub(crate) tries: Vec<Trie>,
    /// For questions over a set that is not a bitmap: which trie is a member's.
    pub(crate) by_value: HashMap<Value, usize, Quick>,
    /// Members that never have a successor, whatever the state: bits by word.
    pub(crate) barren: Vec<u32>,
    /// Answers depend on something that slots do not show; what it was seen to read says nothing.
    pub(crate) direct: bool,
    pub(crate) asked: u64,
    pub(crate) evaluated: u64,
    /// What `asked` and `evaluated` were when it was last judged whether learning pays.
    judged: (u64, u64),
    trial: u64,
    learn: Learn,
}

impl Learner {
    fn new(direct: bool, learn: Learn) -> Self {
        Learner {
            learn,
            trial: learn.first_trial(),
            tries: Vec::new(),
            by_value: HashMap::default(),
            barren: Vec::new(),
            direct,
            asked: 0,
            evaluated: 0,
            judged: (0, 0),
        }
    }

    /// Whether the trie's member never has a successor, whatever the state.
    pub(crate) fn is_barren(&self, trie: Option<usize>) -> bool {
        let bit = |trie: usize| Some(self.barren.get(trie / 32)? >> (trie % 32) & 1 == 1);
        trie.and_then(bit).unwrap_or(false)
    }

    /// Gives up learning where nearly every question was a new one for long.
    pub(crate) fn judge(&mut self) {
        let (asked, evaluated) = self.judged;
        if self.evaluated - evaluated < self.trial {
            return;
        }
        let pays = self
            .learn
            .pays(self.asked - asked, self.evaluated - evaluated);
        self.trial = (self.trial * 2).min(TRIAL);
        self.judged = (self.asked, self.evaluated);
        if !pays {
            self.drop_tries();
        }
    }

    /// Every state is evaluated from now on.
    pub(crate) fn drop_tries(&mut self) {
        self.direct = true;
        self.tries = Vec::new();
        self.by_value = HashMap::default();
        self.barren = Vec::new();
    }
}

pub(crate) struct Knowledge {
    pub(crate) layout: Layout,
    /// Every variable is one cell, in order.
    pub(crate) whole: bool,
    pub(crate) slots: Vec<Slot>,
    /// What each code (cells) or bit (words) of a slot adds to the fingerprint.
    pub(crate) contributions: Vec<Vec<u128>>,
    /// The part of the fingerprint that all states share.
    pub(crate) base: u128,
    pub(crate) sets: Vec<Members>,
    /// What each variable is made of.
    parts: Vec<Parts>,
    /// Some set has got words that are not beside its first.
    has_wide_sets: bool,
    pub(crate) projections: Vec<Projected>,
    projection_ids: HashMap<(CellId, Projection), u32, Quick>,
    pub(crate) updates: Vec<Updated>,
    update_ids: HashMap<(CellId, Vec<Update>), u32, Quick>,
    pub(crate) masks: Vec<Mask>,
    mask_ids: HashMap<(SetId, PredicateId), u32, Quick>,
    pub(crate) deltas: Deltas,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) learners: Vec<Learner>,
    /// What answers may depend on.
    readers: Readers,
    /// What need not be asked, where values are whole.
    pub(crate) idle: Idle,
    /// Every invariant and constraint was evaluated, under this layout, for every state of the frontier. Until then
    /// footprints are not complete and nothing may be concluded from them.
    pub(crate) settled: bool,
}

impl Knowledge {
    /// Knows nothing yet, about states laid out by `plans`.
    pub(crate) fn new(
        universe: &Universe,
        names: &[String],
        plans: &[Plan],
        questions: &[Question],
        learn: Learn,
    ) -> Self {
        let (layout, rooms) = Layout::build(universe, names, plans);
        let mut knowledge = Knowledge {
            base: 0,
            slots: Vec::new(),
            contributions: Vec::new(),
            sets: Vec::new(),
            parts: Parts::of(&layout),
            has_wide_sets: false,
            projections: Vec::new(),
            projection_ids: HashMap::default(),
            updates: Vec::new(),
            update_ids: HashMap::default(),
            masks: Vec::new(),
            mask_ids: HashMap::default(),
            deltas: Deltas::default(),
            leaves: Leaf::fixed(),
            readers: Readers::default(),
            idle: Idle::default(),
            learners: questions
                .iter()
                .map(|q| Learner::new(q.direct || q.impure || learn == Learn::Never, learn))
                .collect(),
            whole: plans.iter().all(|plan| *plan == Plan::Cell),
            layout,
            settled: false,
        };
        for room in rooms {
            match room {
                Room::Cell(path) => {
                    knowledge.slots.push(Slot::Cell(Dictionary::new(path)));
                    knowledge.contributions.push(vec![0]);
                }
                Room::Set(set, path) => {
                    knowledge.sets.push(Members::new(path));
                    knowledge.add_word(set);
                }
            }
        }
        if knowledge.whole {
            knowledge.idle = Idle::new(knowledge.slots.len(), questions.len());
        }
        let containers: Vec<NodeId> = knowledge.layout.containers().collect();
        knowledge.base = containers.into_iter().fold(0u128, |sum, node| {
            let path = knowledge.layout.path(node);
            sum.wrapping_add(match knowledge.layout.node(node) {
                Node::Set(_) => fingerprint::set(path),
                _ => fingerprint::function(path),
            })
        });
        knowledge
    }

    /// Number of slots of a row, as of now.
    pub(crate) fn width(&self) -> usize {
        self.slots.len()
    }

    fn add_word(&mut self, set: SetId) {
        let slot = self.slots.len() as u32;
        let members = &mut self.sets[set.0 as usize];
        members.words.push(slot);
        self.slots.push(Slot::Word { set });
        self.contributions.push(vec![0; 32]);
    }

    pub(crate) fn dictionary(&self, cell: CellId) -> &Dictionary {
        match &self.slots[cell.slot()] {
            Slot::Cell(dictionary) => dictionary,
            Slot::Word { .. } => unreachable!("a cell's slot holds a dictionary"),
        }
    }

    /// The value that a code stands for; `None` for code 0.
    pub(crate) fn value_of(&self, cell: CellId, code: u32) -> Option<Value> {
        self.dictionary(cell).value(code)
    }

    /// The code of a value in a cell; a new one if need be.
    pub(crate) fn code_of(&mut self, universe: &Universe, cell: CellId, value: Value) -> u32 {
        let path = self.dictionary(cell).path;
        let contribution = || fingerprint::value(universe, path, value);
        self.code_for(universe, cell, value, contribution)
    }

    /// The same, for a value that adds `contribution` to the fingerprint.
    fn code_for(
        &mut self,
        universe: &Universe,
        cell: CellId,
        value: Value,
        contribution: impl FnOnce() -> u128,
    ) -> u32 {
        let Slot::Cell(dictionary) = &mut self.slots[cell.slot()] else {
            unreachable!("a cell's slot holds a dictionary")
        };
        if let Some(code) = dictionary.code(value) {
            return code;
        }
        let code = dictionary.add(value);
        self.contributions[cell.slot()].push(contribution());
        self.idle.grow(cell.slot(), code as usize + 1);
        for &id in &dictionary.projections {
            self.projections[id as usize].extend(universe, Some(value));
        }
        code
    }

    /// The number of a member in a set's universe; a new one if need be.
    pub(crate) fn member_number(&mut self, universe: &Universe, set: SetId, member: Value) -> u32 {
        let members = &mut self.sets[set.0 as usize];
        if let Some(number) = members.number(member) {
            return number;
        }
        let number = members.add(universe, member);
        let contribution = fingerprint::member(universe, members.path, member);
        if number as usize / 32 >= members.words.len() {
            self.has_wide_sets = true;
            self.add_word(set);
        }
        let slot = self.sets[set.0 as usize].words[number as usize / 32];
        self.contributions[slot as usize][number as usize % 32] = contribution;
        number
    }

    pub(crate) fn projection_id(
        &mut self,
        universe: &Universe,
        cell: CellId,
        projection: &Projection,
    ) -> u32 {
        if let Some(id) = self.projection_ids.get(&(cell, projection.clone())) {
            return *id;
        }
        let id = self.projections.len() as u32;
        let Slot::Cell(dictionary) = &mut self.slots[cell.slot()] else {
            unreachable!("a cell's slot holds a dictionary")
        };
        dictionary.projections.push(id);
        self.projections.push(Projected::new(
            universe,
            cell,
            projection.clone(),
            dictionary,
        ));
        self.projection_ids.insert((cell, projection.clone()), id);
        id
    }

    pub(crate) fn update_id(&mut self, cell: CellId, updates: &[Update]) -> u32 {
        let key = (cell, updates.to_vec());
        if let Some(id) = self.update_ids.get(&key) {
            return *id;
        }
        let id = self.updates.len() as u32;
        self.updates.push(Updated {
            cell,
            updates: key.1.clone(),
            codes: Vec::new(),
        });
        self.update_ids.insert(key, id);
        id
    }

    pub(crate) fn mask_id(&mut self, set: SetId, predicate: PredicateId) -> u32 {
        let next = self.masks.len() as u32;
        let id = *self.mask_ids.entry((set, predicate)).or_insert(next);
        if id == next {
            self.masks.push(Mask::new(set, predicate));
        }
        id
    }

    /// Whether a row's set has a member.
    pub(crate) fn has_member(&self, set: SetId, row: &[u32], member: Value) -> bool {
        let members = &self.sets[set.0 as usize];
        members.number(member).is_some_and(|number| {
            let slot = members.words[number as usize / 32] as usize;
            row.get(slot)
                .is_some_and(|bits| bits >> (number % 32) & 1 == 1)
        })
    }

    /// The members of a row's set, in canonical order.
    pub(crate) fn members_of(&self, set: SetId, row: &[u32]) -> Vec<Value> {
        let members = &self.sets[set.0 as usize];
        let mut present = Vec::new();
        members.present_in_order(row, &[], &mut present);
        let element = |number: u32| members.elements[number as usize];
        present.into_iter().map(element).collect()
    }

    /// The fingerprint of a row, from nothing.
    pub(crate) fn fingerprint(&self, row: &[u32]) -> u128 {
        let mut sum = self.base;
        for (slot, (content, contributions)) in row.iter().zip(&self.contributions).enumerate() {
            match &self.slots[slot] {
                Slot::Cell(_) => sum = sum.wrapping_add(contributions[*content as usize]),
                Slot::Word { .. } => {
                    for bit in bits(*content) {
                        sum = sum.wrapping_add(contributions[bit]);
                    }
                }
            }
        }
        sum
    }

    /// The value of a variable in a row. Every row holds values for all variables.
    pub(crate) fn variable(
        &self,
        universe: &Universe,
        variable: usize,
        row: &[u32],
    ) -> Option<Value> {
        self.value_at(universe, self.layout.roots()[variable], row)
    }

    fn value_at(&self, universe: &Universe, node: NodeId, row: &[u32]) -> Option<Value> {
        match self.layout.node(node) {
            Node::Cell(cell) => self.value_of(*cell, row.get(cell.slot()).copied().unwrap_or(0)),
            Node::Set(set) => Some(universe.set(self.members_of(*set, row))),
            Node::Function { entries, .. } => {
                let pairs = entries
                    .iter()
                    .filter_map(|(k, child)| Some((*k, self.value_at(universe, *child, row)?)))
                    .collect();
                universe.function(pairs).ok()
            }
        }
    }

    /// Whether two rows say the same of what is at a node.
    fn same_at(&self, node: NodeId, a: &[u32], b: &[u32]) -> bool {
        let same = |slot: usize| {
            let content = |row: &[u32]| row.get(slot).copied().unwrap_or(0);
            content(a) == content(b)
        };
        match self.layout.node(node) {
            Node::Cell(cell) => same(cell.slot()),
            Node::Set(set) => {
                let words = &self.sets[set.0 as usize].words;
                words.iter().all(|slot| same(*slot as usize))
            }
            Node::Function { entries, .. } => {
                let mut below = entries.iter();
                below.all(|(_, child)| self.same_at(*child, a, b))
            }
        }
    }

    /// Stores one value per variable as a row. The values fit the layout's plans.
    pub(crate) fn encode(&mut self, universe: &Universe, values: &[Value]) -> Vec<u32> {
        let mut row = vec![0; self.width()];
        for (variable, value) in values.iter().enumerate() {
            self.encode_at(universe, self.layout.roots()[variable], *value, &mut row);
        }
        row
    }

    fn encode_at(&mut self, universe: &Universe, node: NodeId, value: Value, row: &mut Vec<u32>) {
        match self.layout.node(node).clone() {
            Node::Cell(cell) => row[cell.slot()] = self.code_of(universe, cell, value),
            Node::Set(set) => {
                let fastcheck_values::Shape::Set(members) = universe.shape(value) else {
                    unreachable!("values fit the plans")
                };
                for member in members {
                    let number = self.member_number(universe, set, *member) as usize;
                    row.resize(self.width(), 0);
                    row[self.sets[set.0 as usize].words[number / 32] as usize] |=
                        1 << (number % 32);
                }
            }
            Node::Function { entries, .. } => {
                for (key, child) in entries {
                    if let Some(entry) = universe.apply(value, key) {
                        self.encode_at(universe, child, entry, row);
                    }
                }
            }
        }
    }
}

/// The numbers of the bits that are set, ascending.
pub(crate) fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}
