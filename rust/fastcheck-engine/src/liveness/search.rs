//! Is there a fair behaviour that a product accepts? Reachable nodes, then strongly connected components, judged one by one.
//!
//! A component satisfies a condition that must be met again and again if it has a state or step that meets it. A strong
//! condition that it triggers but does not meet can only be satisfied by a part without triggers: such components are
//! searched again without them, until nothing is left to take away. All of it is iterative.
//!
//! A single state is a component too, since it may stutter.

use super::patience::Patience;
use super::product::{Move, Node, Product};

/// Why a search has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// Asked to stop.
    Stopped,
    /// There is not enough memory.
    Memory,
    /// The product has more nodes than can be numbered.
    TooLarge,
}

/// A component that a fair behaviour can stay in was found here.
pub(crate) const ACCEPTED: u32 = u32::MAX;

/// Looks at the stop token are this many nodes apart.
const POLL: usize = 1 << 16;

/// What is known of a node of the cycle part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    /// 0 where it was ruled out, else the region within which components are sought.
    pub(crate) region: u32,
    /// 0 while it was not visited, an index while it is being visited, then the component's number, which is larger than
    /// any index.
    pub(crate) component: u32,
}

/// The cycle part of a product: which nodes are left, and their components.
pub(crate) struct Components<'p, 'a> {
    pub(crate) product: &'p Product<'a>,
    /// By cycle number.
    pub(crate) marks: Vec<Mark>,
    regions: u32,
}

/// What a component turns out to be.
enum Judgement {
    Accepted,
    Rejected,
    /// Strong conditions that are triggered and not met.
    Refined(Vec<u64>),
}

/// A node whose moves are being followed.
struct Call {
    node: u32,
    /// The next of the automaton's successors.
    successor: u32,
    /// The next edge; one after the last is stuttering.
    edge: usize,
    root: bool,
}

impl<'p, 'a> Components<'p, 'a> {
    /// The nodes of possible cycles, or `None` when there are none at all.
    pub(crate) fn new(
        product: &'p Product<'a>,
        patience: &Patience<'_>,
    ) -> Result<Option<Self>, Unanswered> {
        if product.nodes() >= u32::MAX as usize - 2 {
            return Err(Unanswered::TooLarge);
        }
        if product.recurrent.is_empty() {
            return Ok(None);
        }
        let mut marks: Vec<Mark> = zeros(product.cycle_nodes())?;
        let mut any = false;
        reachable(product, patience, |node| {
            if let (Some(number), true) = (product.cycle_number(node), product.may_repeat(node.0)) {
                marks[number].region = 1;
                any = true;
            }
        })?;
        if !any {
            return Ok(None);
        }
        Ok(Some(Components {
            product,
            marks,
            regions: 1,
        }))
    }

    /// Whether some component is accepted; those then have region [`ACCEPTED`].
    pub(crate) fn search(&mut self, patience: &Patience<'_>) -> Result<bool, Unanswered> {
        loop {
            let (accepted, refined) = self.round(patience)?;
            if accepted || !refined {
                return Ok(accepted);
            }
            self.marks.iter_mut().for_each(|mark| mark.component = 0);
        }
    }

    /// Finds the components of all regions, by Pearce's variant of Tarjan's algorithm, and judges each.
    fn round(&mut self, patience: &Patience<'_>) -> Result<(bool, bool), Unanswered> {
        let mut calls: Vec<Call> = Vec::new();
        let mut stack: Vec<u32> = Vec::new();
        let mut index = 1;
        let mut number = u32::MAX - 1;
        let (mut accepted, mut refined) = (false, false);
        let mut ticks = 0;
        for start in 0..self.marks.len() {
            if self.marks[start].region == 0 || self.marks[start].component != 0 {
                continue;
            }
            calls.push(self.call(start, &mut index));
            while let Some(call) = calls.last_mut() {
                ticks += 1;
                if ticks % POLL == 0 && patience.is_over() {
                    return Err(Unanswered::Stopped);
                }
                if let Some(next) = self.follow(call) {
                    let call = self.call(next, &mut index);
                    calls.push(call);
                    continue;
                }
                let Some(call) = calls.pop() else { break };
                let node = call.node as usize;
                if call.root {
                    let own = self.marks[node].component;
                    let first = stack
                        .iter()
                        .rposition(|member| self.marks[*member as usize].component < own)
                        .map_or(0, |below| below + 1);
                    stack.push(call.node);
                    for member in &stack[first..] {
                        self.marks[*member as usize].component = number;
                    }
                    index -= (stack.len() - first) as u32;
                    match self.judge(&stack[first..], number) {
                        Judgement::Accepted => {
                            accepted = true;
                            self.relabel(&stack[first..], ACCEPTED, None);
                        }
                        Judgement::Rejected => self.relabel(&stack[first..], 0, None),
                        Judgement::Refined(unmet) => {
                            refined = true;
                            self.regions += 1;
                            self.relabel(&stack[first..], self.regions, Some(&unmet));
                        }
                    }
                    number -= 1;
                    stack.truncate(first);
                } else {
                    stack.push(call.node);
                }
                if let Some(parent) = calls.last_mut() {
                    let low = self.marks[node].component;
                    let above = &mut self.marks[parent.node as usize].component;
                    if low < *above {
                        *above = low;
                        parent.root = false;
                    }
                }
            }
        }
        Ok((accepted, refined))
    }

    fn call(&mut self, node: usize, index: &mut u32) -> Call {
        self.marks[node].component = *index;
        *index += 1;
        let (state, _) = self.product.cycle_node(node);
        Call {
            node: node as u32,
            successor: 0,
            edge: self.product.graph.edges(state).start,
            root: true,
        }
    }

    /// Goes on with a node's moves up to one that leads to a node not visited, which is returned.
    fn follow(&mut self, call: &mut Call) -> Option<usize> {
        let product = self.product;
        let graph = product.graph;
        let node = call.node as usize;
        let (state, q) = product.cycle_node(node);
        let slots = product.recurrent.len();
        let inner = &product.inner[node % slots];
        let end = graph.edges(state).end;
        while call.edge <= end {
            let (step, target) = match call.edge < end {
                true => (Some(call.edge), graph.targets[call.edge] as usize),
                false => (None, state),
            };
            let beyond = step.is_some() && (target >= graph.states() || target == state);
            let open = !beyond && product.passes(q, product.step_class(step), true);
            while open && (call.successor as usize) < inner.len() {
                let next = inner[call.successor as usize] as usize;
                call.successor += 1;
                let Some(next) = product.cycle_number((target, next)) else {
                    continue;
                };
                if self.marks[next].region != self.marks[node].region {
                    continue;
                }
                let low = self.marks[next].component;
                if low == 0 {
                    return Some(next);
                }
                if low < self.marks[node].component {
                    self.marks[node].component = low;
                    call.root = false;
                }
            }
            call.edge += 1;
            call.successor = 0;
        }
        None
    }

    /// The moves of a node within its component.
    pub(crate) fn inner_moves(
        &self,
        node: Node,
        component: u32,
        mut visit: impl FnMut(Move, Node),
    ) {
        let product = self.product;
        let (state, q) = node;
        let Some(slot) = product.slots[q] else { return };
        for (step, target) in product.steps(state) {
            if !product.passes(q, product.step_class(step), true) {
                continue;
            }
            for next in &product.inner[slot as usize] {
                let next = (target, *next as usize);
                let inside = |number: usize| self.marks[number].component == component;
                if product.cycle_number(next).is_some_and(inside) {
                    visit(step, next);
                }
            }
        }
    }

    /// Which conditions a node meets.
    pub(crate) fn met(&self, (state, q): Node, meets: &mut [u64]) {
        let conditions = &self.product.conditions;
        add(meets, conditions.of_state(self.product.graph.class(state)));
        add(meets, conditions.of_automaton(q));
    }

    fn judge(&self, members: &[u32], number: u32) -> Judgement {
        let product = self.product;
        let conditions = &product.conditions;
        let mut met = vec![0; conditions.words];
        let mut triggered = vec![0; conditions.words];
        let mut moves = false;
        for member in members {
            let node = product.cycle_node(*member as usize);
            self.met(node, &mut met);
            add(
                &mut triggered,
                conditions.triggers(product.graph.class(node.0)),
            );
            self.inner_moves(node, number, |step, _| {
                moves = true;
                add(&mut met, conditions.of_step(product.step_class(step)));
            });
            if moves && met == conditions.all {
                return Judgement::Accepted;
            }
        }
        let unmet = |word: usize| conditions.all[word] & !met[word];
        let words = 0..conditions.words;
        if !moves || words.clone().any(|w| unmet(w) & !conditions.strong[w] != 0) {
            return Judgement::Rejected;
        }
        let open: Vec<u64> = words.map(|w| unmet(w) & triggered[w]).collect();
        match (open.iter().all(|word| *word == 0), members.len()) {
            (true, _) => Judgement::Accepted,
            (false, 1) => Judgement::Rejected,
            (false, _) => Judgement::Refined(open),
        }
    }

    /// Puts a component into a region; without the nodes that trigger one of the conditions.
    fn relabel(&mut self, members: &[u32], region: u32, without: Option<&[u64]>) {
        let product = self.product;
        for member in members {
            let triggers = |open: &[u64]| {
                let (state, _) = product.cycle_node(*member as usize);
                let triggers = product.conditions.triggers(product.graph.class(state));
                triggers.iter().zip(open).any(|(a, b)| a & b != 0)
            };
            let out = without.is_some_and(triggers);
            self.marks[*member as usize].region = if out { 0 } else { region };
        }
    }
}

pub(crate) fn add(bits: &mut [u64], more: &[u64]) {
    for (word, more) in bits.iter_mut().zip(more) {
        *word |= more;
    }
}

/// Zeros, if there is memory for them.
pub(crate) fn zeros<T: Clone + Default>(count: usize) -> Result<Vec<T>, Unanswered> {
    let mut list = Vec::new();
    list.try_reserve_exact(count)
        .map_err(|_| Unanswered::Memory)?;
    list.resize(count, T::default());
    Ok(list)
}

/// Calls `found` once for each node that runs can reach.
fn reachable(
    product: &Product<'_>,
    patience: &Patience<'_>,
    mut found: impl FnMut(Node),
) -> Result<(), Unanswered> {
    let mut reached: Vec<u64> = zeros(product.nodes().div_ceil(64))?;
    let mut left: Vec<u32> = Vec::new();
    let everywhere = everywhere(product);
    let mut enter = |node: Node, left: &mut Vec<u32>| {
        let number = product.number(node);
        let (word, bit) = (number / 64, 1 << (number % 64));
        // Looking at what was reached first saves looking at most states again.
        if reached[word] & bit == 0 && product.is_node(node.0, node.1) {
            reached[word] |= bit;
            found(node);
            if Some(node.1) != everywhere {
                left.push(number as u32);
            }
        }
    };
    if let Some(q) = everywhere {
        // Wherever the graph leads, a run can have waited in `q`; and it can stutter there before it leaves `q`.
        for state in 0..product.graph.states() {
            enter((state, q), &mut left);
            for next in &product.automaton.states[q].successors {
                enter((state, *next as usize), &mut left);
            }
        }
    }
    for node in product.starts() {
        enter(node, &mut left);
    }
    let mut ticks = 0;
    while let Some(number) = left.pop() {
        ticks += 1;
        if ticks % POLL == 0 && patience.is_over() {
            return Err(Unanswered::Stopped);
        }
        product.each_candidate(product.node(number as usize), |_, next| {
            enter(next, &mut left)
        });
    }
    Ok(())
}

/// An initial state of the automaton that reads everything and can be stayed in.
fn everywhere(product: &Product<'_>) -> Option<usize> {
    let open = |q: &&u32| {
        let state = &product.automaton.states[**q as usize];
        state.literals.is_empty() && state.successors.contains(q)
    };
    let q = product.automaton.initial.iter().find(open)?;
    // Every recorded state is reached from an initial state; without one nothing is.
    (product.graph.initial > 0 && product.leads(*q as usize)).then_some(*q as usize)
}
