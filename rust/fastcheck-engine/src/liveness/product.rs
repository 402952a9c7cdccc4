//! The product of the recorded graph with an automaton, never stored: its nodes are numbers, its moves are looked up.

use super::automaton::Automaton;
use super::conditions::{Conditions, Source};
use super::formula::Fairness;
use super::graph::{STUTTER, StateGraph};
use super::letters::Kind;
use super::normal::{Case, Literal, Normal};

/// A node of the product: a state and a state of the automaton.
pub(crate) type Node = (usize, usize);

/// A step of the graph, or none: stuttering.
pub(crate) type Move = Option<usize>;

/// A case to be searched for a fair behaviour that satisfies it.
pub(crate) struct Product<'a> {
    pub(crate) graph: &'a StateGraph,
    pub(crate) automaton: Automaton,
    pub(crate) conditions: Conditions,
    /// Whether the automaton's state reads a state of the class: by automaton state, then class.
    enters: Vec<bool>,
    /// Whether an automaton state leads to where a run can stay for ever.
    useful: Vec<bool>,
    /// Whether it reads a step of the class.
    passes: Vec<bool>,
    /// Whether a state of the class may be part of the cycle, and a step.
    stays: Vec<bool>,
    repeats: Vec<bool>,
    /// Automaton states in which a run can stay for ever, numbered without gaps.
    pub(crate) slots: Vec<Option<u32>>,
    pub(crate) recurrent: Vec<u32>,
    /// For each of them, the successors in the same component.
    pub(crate) inner: Vec<Vec<u32>>,
}

impl<'a> Product<'a> {
    pub(crate) fn new(
        graph: &'a StateGraph,
        normal: &Normal<'_>,
        case: &Case,
        automaton: Automaton,
        fairness: &[Fairness],
    ) -> Self {
        let source = Source {
            graph,
            atoms: &graph.atoms,
            letters: &normal.letters,
            automaton: &automaton,
            often: &case.often,
            fairness,
        };
        let conditions = Conditions::new(&source);
        let reads = |literals: &[Literal], kind: Kind, bits: &[u64]| {
            literals.iter().all(|literal| {
                let (of, letter) = &normal.letters[literal.letter as usize];
                *of != kind || letter.holds(bits) == literal.positive
            })
        };
        let by_class = |literals: &[Literal], kind: Kind| -> Vec<bool> {
            let classes = match kind {
                Kind::State => &graph.state_classes,
                Kind::Step => &graph.step_classes,
            };
            classes
                .iter()
                .map(|bits| reads(literals, kind, bits))
                .collect()
        };
        let leads = automaton.leading();
        let enters = |q: usize| {
            let mut reads = by_class(&automaton.states[q].literals, Kind::State);
            reads.iter_mut().for_each(|r| *r &= leads.useful[q]);
            reads
        };
        let states = 0..automaton.states.len();
        let recurrent: Vec<u32> = states
            .clone()
            .filter(|q| leads.recurrent[*q])
            .map(|q| q as u32)
            .collect();
        let slots = states
            .clone()
            .map(|q| {
                recurrent
                    .binary_search(&(q as u32))
                    .ok()
                    .map(|slot| slot as u32)
            })
            .collect();
        Product {
            enters: states.clone().flat_map(enters).collect(),
            passes: states
                .clone()
                .flat_map(|q| by_class(&automaton.states[q].literals, Kind::Step))
                .collect(),
            stays: by_class(&case.finally, Kind::State),
            repeats: by_class(&case.finally, Kind::Step),
            inner: recurrent
                .iter()
                .map(|q| leads.inner[*q as usize].clone())
                .collect(),
            useful: leads.useful,
            slots,
            recurrent,
            graph,
            conditions,
            automaton,
        }
    }

    /// Number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.graph.states() * self.automaton.states.len()
    }

    /// Number of nodes that may be part of a cycle.
    pub(crate) fn cycle_nodes(&self) -> usize {
        self.graph.states() * self.recurrent.len()
    }

    pub(crate) fn number(&self, (state, q): Node) -> usize {
        state * self.automaton.states.len() + q
    }

    pub(crate) fn node(&self, number: usize) -> Node {
        let states = self.automaton.states.len();
        (number / states, number % states)
    }

    pub(crate) fn cycle_number(&self, (state, q): Node) -> Option<usize> {
        self.slots[q].map(|slot| state * self.recurrent.len() + slot as usize)
    }

    pub(crate) fn cycle_node(&self, number: usize) -> Node {
        let slots = self.recurrent.len();
        (number / slots, self.recurrent[number % slots] as usize)
    }

    /// Whether a run may be in `q` in this state.
    #[inline]
    pub(crate) fn is_node(&self, state: usize, q: usize) -> bool {
        self.enters[q * self.graph.state_classes.len() + self.graph.class(state)]
    }

    /// Whether a run in `q` can come to stay somewhere for ever.
    pub(crate) fn leads(&self, q: usize) -> bool {
        self.useful[q]
    }

    /// Whether the state may be part of a cycle.
    pub(crate) fn may_repeat(&self, state: usize) -> bool {
        self.stays[self.graph.class(state)]
    }

    pub(crate) fn step_class(&self, step: Move) -> usize {
        step.map_or(STUTTER as usize, |edge| self.graph.step_class(edge))
    }

    /// Whether `q` reads a step of this class; and, for the cycle, whether it may be repeated.
    #[inline]
    pub(crate) fn passes(&self, q: usize, class: usize, cycle: bool) -> bool {
        self.passes[q * self.graph.step_classes.len() + class] && (!cycle || self.repeats[class])
    }

    /// Calls `visit` for each move of a node.
    pub(crate) fn each_move(&self, node: Node, mut visit: impl FnMut(Move, Node)) {
        let mut visit = |step: Move, target: Node| {
            if self.is_node(target.0, target.1) {
                visit(step, target);
            }
        };
        self.each_candidate(node, &mut visit);
        self.each_stuttering(node, visit);
    }

    /// Calls `visit` for each move that changes the state, without asking whether it leads to a node.
    #[inline]
    pub(crate) fn each_candidate(&self, (state, q): Node, mut visit: impl FnMut(Move, Node)) {
        let graph = self.graph;
        let successors = &self.automaton.states[q].successors;
        for edge in graph.edges(state) {
            let target = graph.targets[edge] as usize;
            if target < graph.states()
                && target != state
                && self.passes(q, graph.step_class(edge), false)
            {
                for next in successors {
                    visit(Some(edge), (target, *next as usize));
                }
            }
        }
    }

    /// The same for stuttering.
    #[inline]
    pub(crate) fn each_stuttering(&self, (state, q): Node, mut visit: impl FnMut(Move, Node)) {
        if self.passes(q, STUTTER as usize, false) {
            for next in &self.automaton.states[q].successors {
                visit(None, (state, *next as usize));
            }
        }
    }

    /// Whether `found` says so of a move that a node of the cycle part, by its number, has within the automaton's component;
    /// asked one after another up to then, with the number of the node that it leads to. Stuttering comes last; states that were
    /// not expanded are beyond the view.
    #[inline]
    pub(crate) fn any_inner(
        &self,
        number: usize,
        mut found: impl FnMut(Move, usize) -> bool,
    ) -> bool {
        let graph = self.graph;
        let slots = self.recurrent.len();
        let (state, slot) = (number / slots, number % slots);
        let q = self.recurrent[slot] as usize;
        let mut any = |step: Move, target: usize| {
            let next = |next: &u32| self.cycle_number((target, *next as usize));
            self.inner[slot]
                .iter()
                .filter_map(next)
                .any(|next| found(step, next))
        };
        for edge in graph.edges(state) {
            let target = graph.targets[edge] as usize;
            if target < graph.states()
                && target != state
                && self.passes(q, graph.step_class(edge), true)
                && any(Some(edge), target)
            {
                return true;
            }
        }
        self.passes(q, STUTTER as usize, true) && any(None, state)
    }

    /// The nodes where runs begin.
    pub(crate) fn starts(&self) -> Vec<Node> {
        let initial = 0..self.graph.initial.min(self.graph.states());
        initial
            .flat_map(|state| {
                self.automaton
                    .initial
                    .iter()
                    .map(move |q| (state, *q as usize))
            })
            .filter(|(state, q)| self.is_node(*state, *q))
            .collect()
    }
}
