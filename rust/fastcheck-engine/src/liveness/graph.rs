//! The recorded graph: states in the order of their ids, the steps of each, and which atoms hold.

use hashbrown::HashTable;

use super::atoms::{Atoms, set, words};
use super::formula::{Formula, StateAtom, StepAtom, Temporal};

/// Sets of bits, each stored once and known by its number. There are few: atoms of one model mostly hold together.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    words: usize,
    sets: Vec<u64>,
    count: usize,
    numbers: HashTable<u32>,
}

impl Classes {
    pub(crate) fn new(bits: usize) -> Self {
        Classes {
            words: words(bits),
            sets: Vec::new(),
            count: 0,
            numbers: HashTable::new(),
        }
    }

    /// The number of a set; a new one if need be.
    pub(crate) fn number(&mut self, bits: &[u64]) -> u32 {
        let (words, sets) = (self.words, &self.sets);
        let of = |number: u32| &sets[number as usize * words..][..words];
        if let Some(number) = self.numbers.find(hash(bits), |number| of(*number) == bits) {
            return *number;
        }
        let number = self.count as u32;
        self.sets.extend_from_slice(bits);
        self.count += 1;
        let (words, sets) = (self.words, &self.sets);
        let hasher = |number: &u32| hash(&sets[*number as usize * words..][..words]);
        self.numbers.insert_unique(hash(bits), number, hasher);
        number
    }

    pub(crate) fn get(&self, class: u32) -> &[u64] {
        let start = class as usize * self.words;
        &self.sets[start..start + self.words]
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.count as u32).map(|class| self.get(class))
    }
}

/// Spreads a set's bits over a table; nothing but speed depends on it.
fn hash(bits: &[u64]) -> u64 {
    let mix = |hash: u64, word: &u64| {
        (hash ^ word)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    };
    bits.iter().fold(0, mix).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A column of small numbers: one byte each until one does not fit.
#[derive(Clone, Debug)]
pub(crate) enum Codes {
    Narrow(Vec<u8>),
    Medium(Vec<u16>),
    Wide(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Codes::Narrow(Vec::new())
    }
}

impl Codes {
    pub(crate) fn push(&mut self, code: u32) {
        match self {
            Codes::Narrow(codes) if code <= u32::from(u8::MAX) => codes.push(code as u8),
            Codes::Medium(codes) if code <= u32::from(u16::MAX) => codes.push(code as u16),
            Codes::Wide(codes) => codes.push(code),
            _ => {
                self.widen();
                self.push(code);
            }
        }
    }

    fn widen(&mut self) {
        *self = match std::mem::take(self) {
            Codes::Narrow(codes) => Codes::Medium(codes.into_iter().map(u16::from).collect()),
            Codes::Medium(codes) => Codes::Wide(codes.into_iter().map(u32::from).collect()),
            wide @ Codes::Wide(_) => wide,
        };
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> u32 {
        match self {
            Codes::Narrow(codes) => u32::from(codes[index]),
            Codes::Medium(codes) => u32::from(codes[index]),
            Codes::Wide(codes) => codes[index],
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Codes::Narrow(codes) => codes.len(),
            Codes::Medium(codes) => 2 * codes.len(),
            Codes::Wide(codes) => 4 * codes.len(),
        }
    }
}

/// The class of a stuttering step.
pub(crate) const STUTTER: u32 = 0;

/// The states that were expanded, with all their steps to states within the constraints.
///
/// Steps are edges; what several questions say of the same pair of states is said of each of its edges. Steps that change
/// nothing need not be there: every state stutters. A target that was not expanded ends the view, not the behaviour.
#[derive(Clone, Debug)]
pub struct StateGraph {
    pub(crate) atoms: Atoms,
    /// So many of the first states are initial.
    pub(crate) initial: usize,
    /// Where each state's edges begin; one more than there are states.
    offsets: Vec<u64>,
    pub(crate) targets: Vec<u32>,
    step_codes: Codes,
    state_codes: Codes,
    /// The question of each edge, when all are kept.
    pub(crate) labels: Vec<u32>,
    pub(crate) state_classes: Classes,
    pub(crate) step_classes: Classes,
}

impl StateGraph {
    /// No states yet. Only the atoms that occur here can be asked for later.
    pub fn new(temporal: &Temporal) -> Self {
        Self::with_atoms(Atoms::new(temporal))
    }

    pub(crate) fn with_atoms(atoms: Atoms) -> Self {
        let mut step_classes = Classes::new(atoms.steps.len());
        step_classes.number(&atoms.stuttering());
        StateGraph {
            initial: 0,
            offsets: vec![0],
            targets: Vec::new(),
            step_codes: Codes::default(),
            state_codes: Codes::default(),
            labels: Vec::new(),
            state_classes: Classes::new(atoms.states.len()),
            step_classes,
            atoms,
        }
    }

    /// Adds the next state, initial ones before all others; its edges follow.
    pub fn add_state(&mut self, initial: bool, holds: impl Fn(&StateAtom) -> bool) {
        let mut bits = vec![0; words(self.atoms.states.len())];
        for (bit, atom) in self.atoms.states.iter().enumerate() {
            if holds(atom) {
                set(&mut bits, bit);
            }
        }
        let class = self.state_classes.number(&bits);
        self.initial += usize::from(initial && self.initial == self.states());
        self.push_state(class);
    }

    /// Adds an edge of the state that was added last.
    pub fn add_edge(&mut self, target: u32, holds: impl Fn(&StepAtom) -> bool) {
        let mut bits = vec![0; words(self.atoms.steps.len())];
        for (bit, atom) in self.atoms.steps.iter().enumerate() {
            if holds(atom) {
                set(&mut bits, bit);
            }
        }
        let class = self.step_classes.number(&bits);
        self.push_edge(target, class);
    }

    /// Adds the next state, by what holds in it; its edges follow.
    pub(crate) fn push_state(&mut self, class: u32) {
        self.state_codes.push(class);
        self.offsets.push(self.targets.len() as u64);
    }

    /// Adds an edge of the state that was added last.
    pub(crate) fn push_edge(&mut self, target: u32, class: u32) {
        self.targets.push(target);
        self.step_codes.push(class);
        if let Some(end) = self.offsets.last_mut() {
            *end += 1;
        }
    }

    /// Number of states that were expanded.
    pub fn states(&self) -> usize {
        self.offsets.len() - 1
    }

    #[inline]
    pub(crate) fn class(&self, state: usize) -> usize {
        self.state_codes.get(state) as usize
    }

    /// The numbers of a state's edges.
    #[inline]
    pub(crate) fn edges(&self, state: usize) -> std::ops::Range<usize> {
        self.offsets[state] as usize..self.offsets[state + 1] as usize
    }

    #[inline]
    pub(crate) fn step_class(&self, edge: usize) -> usize {
        self.step_codes.get(edge) as usize
    }

    /// Whether everything that a formula speaks of was recorded.
    pub fn knows(&self, formula: &Formula) -> bool {
        self.atoms.know(formula)
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.targets.len()
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        8 * self.offsets.len()
            + 4 * self.targets.len()
            + 4 * self.labels.len()
            + self.step_codes.bytes()
            + self.state_codes.bytes()
    }
}
