//! Is there a fair behaviour that a product accepts? Reachable nodes, then strongly connected components, judged one by one.
//!
//! A component satisfies a condition that must be met again and again if it has a state or step that meets it. A strong
//! condition that it triggers but does not meet can only be satisfied by a part without triggers: such components are
//! searched again without them, until nothing is left to take away. All of it is iterative.
//!
//! A single state is a component too, since it may stutter.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::crew::{Crew, PART};
use super::judge::{Judgement, Tally};
use super::product::{Move, Node, Product};
use super::reach::reachable;

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

/// So many nodes are too many: numbers of nodes and of components must differ.
const MOST_NODES: usize = (1 << 31) - 2;

/// Looks at the stop token are this many nodes apart.
pub(crate) const POLL: usize = 1 << 16;

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
    /// Regions of so many nodes are split by several workers before the rest is searched by one.
    pub(crate) large: usize,
    /// The regions to be split in the next round.
    split: Vec<u32>,
}

/// What a round found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    accepted: bool,
    refined: bool,
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
    /// The nodes of possible cycles, or `None` when there are none at all. Regions of `large` nodes and more are split by
    /// the whole crew.
    pub(crate) fn new(
        product: &'p Product<'a>,
        large: usize,
        crew: &Crew<'_>,
    ) -> Result<Option<Self>, Unanswered> {
        if product.nodes() >= MOST_NODES {
            return Err(Unanswered::TooLarge);
        }
        if product.recurrent.is_empty() {
            return Ok(None);
        }
        let reached = reachable(product, crew)?;
        let mut marks: Vec<Mark> = zeros(product.cycle_nodes())?;
        let nodes = AtomicUsize::new(0);
        crew.each_part(&mut marks, PART, |first, marks| {
            let mut found = 0;
            for (mark, number) in marks.iter_mut().zip(first..) {
                let node = product.cycle_node(number);
                let stays = product.may_repeat(node.0) && reached.has(product.number(node));
                mark.region = u32::from(stays);
                found += usize::from(stays);
            }
            // Relaxed: a sum, read after the threads were joined.
            nodes.fetch_add(found, Ordering::Relaxed);
        })?;
        let nodes = nodes.into_inner();
        Ok((nodes > 0).then(|| Components {
            product,
            marks,
            regions: 1,
            large,
            split: if nodes >= large { vec![1] } else { Vec::new() },
        }))
    }

    /// Whether some component is accepted; those then have region [`ACCEPTED`].
    pub(crate) fn search(&mut self, crew: &Crew<'_>) -> Result<bool, Unanswered> {
        loop {
            let mut found = Found::default();
            for region in std::mem::take(&mut self.split) {
                self.split(region, &mut found, crew)?;
            }
            self.round(&mut found, crew)?;
            if found.accepted || !found.refined {
                return Ok(found.accepted);
            }
            crew.each_part(&mut self.marks, PART, |_, marks| {
                marks.iter_mut().for_each(|mark| mark.component = 0);
            })?;
        }
    }

    /// Finds the components of all regions, by Pearce's variant of Tarjan's algorithm, and judges each.
    fn round(&mut self, found: &mut Found, crew: &Crew<'_>) -> Result<(), Unanswered> {
        let mut calls: Vec<Call> = Vec::new();
        let mut stack: Vec<u32> = Vec::new();
        let mut index = 1;
        let mut ticks = 0;
        for start in 0..self.marks.len() {
            if self.marks[start].region == 0 || self.marks[start].component != 0 {
                continue;
            }
            calls.push(self.call(start, &mut index));
            while let Some(call) = calls.last_mut() {
                ticks += 1;
                if ticks % POLL == 0 && crew.patience.is_over() {
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
                    index -= (stack.len() - first) as u32;
                    self.close(&stack[first..], found);
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
        Ok(())
    }

    /// Numbers a component, judges it, and puts it into the region that follows.
    fn close(&mut self, members: &[u32], found: &mut Found) {
        let number = component_number(members[members.len() - 1] as usize);
        for member in members {
            self.marks[*member as usize].component = number;
        }
        let judgement = self.judge(members, number);
        let region = self.region_of(&judgement, members.len(), found);
        for member in members {
            let region = after(self.product, *member as usize, region, &judgement);
            self.marks[*member as usize].region = region;
        }
    }

    /// Where a component of so many members goes: out, to the accepted ones, or to a region of its own.
    pub(crate) fn region_of(
        &mut self,
        judgement: &Judgement,
        members: usize,
        found: &mut Found,
    ) -> u32 {
        match judgement {
            Judgement::Rejected => 0,
            Judgement::Accepted => {
                found.accepted = true;
                ACCEPTED
            }
            Judgement::Refined(_) => {
                found.refined = true;
                self.regions += 1;
                if members >= self.large {
                    self.split.push(self.regions);
                }
                self.regions
            }
        }
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
        let Some(number) = product.cycle_number(node) else {
            return;
        };
        product.any_inner(number, |step, next| {
            if self.marks[next].component == component {
                visit(step, product.cycle_node(next));
            }
            false
        });
    }

    /// Which conditions a node meets.
    pub(crate) fn met(&self, (state, q): Node, meets: &mut [u64]) {
        let conditions = &self.product.conditions;
        add(meets, conditions.of_state(self.product.graph.class(state)));
        add(meets, conditions.of_automaton(q));
    }

    fn judge(&self, members: &[u32], number: u32) -> Judgement {
        let tally = Tally::new(&self.product.conditions);
        let inside = |node: usize| self.marks[node].component == number;
        for member in members {
            tally.add(self.product, *member as usize, inside);
            if tally.is_full() {
                break;
            }
        }
        tally.judgement(members.len())
    }
}

/// The number of the component of which this is a node. It is larger than any index, since there are fewer nodes.
pub(crate) fn component_number(node: usize) -> u32 {
    u32::MAX - 1 - node as u32
}

/// The region of a member whose component goes to `region`: out, if it triggers a condition that is not met there.
pub(crate) fn after(
    product: &Product<'_>,
    member: usize,
    region: u32,
    judgement: &Judgement,
) -> u32 {
    let Judgement::Refined(open) = judgement else {
        return region;
    };
    let (state, _) = product.cycle_node(member);
    let triggers = product.conditions.triggers(product.graph.class(state));
    let out = triggers.iter().zip(open).any(|(a, b)| a & b != 0);
    if out { 0 } else { region }
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
