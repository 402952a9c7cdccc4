//! From an accepted component to a behaviour: a shortest way into it, and a short cycle that meets every condition.

use super::graph::STUTTER;
use super::product::{Move, Node, Product};
use super::search::{ACCEPTED, Components, Unanswered, add, zeros};

/// A behaviour that ends in a cycle. Step `i` leads from state `i` to the next; the last step leads back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Behaviour {
    pub(crate) states: Vec<u32>,
    /// By class, see [`super::graph::StateGraph`].
    pub(crate) steps: Vec<u32>,
    /// The state that the last step leads to.
    pub(crate) loop_start: usize,
}

/// At most so many nodes are tried as the beginning of the cycle, the nearest first.
const TRIED: usize = 64;

/// After so many moves no further beginning is tried.
const MOVES: usize = 1 << 20;

/// Where a cycle may begin: the number of a node, and how many moves lead there.
type Entry = (usize, usize);

impl Components<'_, '_> {
    /// A short behaviour through an accepted component, as it was found and without stuttering. `None` if there is none,
    /// which would be a defect.
    pub(crate) fn behaviour(&self) -> Result<Option<[Behaviour; 2]>, Unanswered> {
        let (parents, entries) = self.entries()?;
        let mut search = Search {
            from: zeros(self.marks.len())?,
            moves: 0,
        };
        let mut best: Option<[Behaviour; 2]> = None;
        for (entry, distance) in entries {
            let most = best
                .as_ref()
                .map_or(usize::MAX, |[short, _]| short.states.len());
            if distance + 1 >= most || search.moves > MOVES {
                break;
            }
            let Some(cycle) = self.cycle(self.product.node(entry), &mut search) else {
                continue;
            };
            let found = self.join(&parents, entry, &cycle);
            let short = found.without_stuttering().rolled_back();
            if short.states.len() < most {
                best = Some([short, found]);
            }
        }
        Ok(best)
    }

    /// Goes breadth first from the initial nodes to the nearest accepted ones; stuttering counts for nothing. Parents are
    /// one more than a node's number; the parent of an initial node is itself.
    fn entries(&self) -> Result<(Vec<u32>, Vec<Entry>), Unanswered> {
        let product = self.product;
        let mut parents: Vec<u32> = zeros(product.nodes())?;
        let (mut level, mut next): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for node in product.starts() {
            let number = product.number(node);
            if parents[number] == 0 {
                parents[number] = number as u32 + 1;
                level.push(number);
            }
        }
        let accepted = |number: &usize| {
            let cycle = product.cycle_number(product.node(*number));
            cycle.is_some_and(|cycle| self.marks[cycle].region == ACCEPTED)
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut beyond = 0;
        for distance in 0.. {
            let mut at = 0;
            while at < level.len() {
                product.each_stuttering(product.node(level[at]), |_, target| {
                    enter(&mut parents, product, (level[at], target), &mut next);
                });
                level.append(&mut next);
                at += 1;
            }
            let here = level.iter().copied().filter(accepted);
            entries.extend(
                here.take(TRIED - entries.len())
                    .map(|number| (number, distance)),
            );
            if !entries.is_empty() {
                beyond += level.len();
            }
            if level.is_empty() || entries.len() == TRIED || beyond > MOVES {
                break;
            }
            for number in level.drain(..) {
                product.each_candidate(product.node(number), |_, target| {
                    enter(&mut parents, product, (number, target), &mut next);
                });
            }
            std::mem::swap(&mut level, &mut next);
        }
        Ok((parents, entries))
    }

    /// A cycle from a node through its component that meets every condition, as the moves made and where they led.
    ///
    /// What must be met again and again is visited nearest first. A strong condition is only visited if the cycle found
    /// without it triggers it.
    fn cycle(&self, start: Node, search: &mut Search) -> Option<Vec<(Move, Node)>> {
        let conditions = &self.product.conditions;
        let mut required: Vec<u64> = (0..conditions.words)
            .map(|w| conditions.all[w] & !conditions.strong[w])
            .collect();
        loop {
            let cycle = self.round_trip(start, &required, search)?;
            let mut met = vec![0; conditions.words];
            let mut triggered = vec![0; conditions.words];
            for (step, node) in &cycle {
                self.met(*node, &mut met);
                add(&mut met, conditions.of_step(self.product.step_class(*step)));
                add(
                    &mut triggered,
                    conditions.triggers(self.product.graph.class(node.0)),
                );
            }
            let mut complete = true;
            for word in 0..conditions.words {
                let open = triggered[word] & !met[word];
                complete &= open & !required[word] == 0;
                required[word] |= open;
            }
            if complete {
                return Some(cycle);
            }
        }
    }

    fn round_trip(
        &self,
        start: Node,
        required: &[u64],
        search: &mut Search,
    ) -> Option<Vec<(Move, Node)>> {
        let conditions = &self.product.conditions;
        let mut cycle: Vec<(Move, Node)> = Vec::new();
        let mut met = vec![0; conditions.words];
        self.met(start, &mut met);
        loop {
            let here = cycle.last().map_or(start, |(_, node)| *node);
            let open: Vec<u64> = required.iter().zip(&met).map(|(r, m)| r & !m).collect();
            let done = open.iter().all(|word| *word == 0);
            if done && here == start && !cycle.is_empty() {
                return Some(cycle);
            }
            let goal = |step: Move, node: Node| {
                if done {
                    return node == start;
                }
                let mut meets = vec![0; conditions.words];
                self.met(node, &mut meets);
                add(
                    &mut meets,
                    conditions.of_step(self.product.step_class(step)),
                );
                meets.iter().zip(&open).any(|(a, b)| a & b != 0)
            };
            for (step, node) in self.way(here, goal, search)? {
                self.met(node, &mut met);
                add(&mut met, conditions.of_step(self.product.step_class(step)));
                cycle.push((step, node));
            }
        }
    }

    /// A shortest way, of at least one move, within the component of `start`, whose last move is a goal.
    fn way(
        &self,
        start: Node,
        goal: impl Fn(Move, Node) -> bool,
        search: &mut Search,
    ) -> Option<Vec<(Move, Node)>> {
        let component = self.marks[self.product.cycle_number(start)?].component;
        // Moves made, each with the place of the move before it.
        let mut moves: Vec<(Move, Node, usize)> = Vec::new();
        let mut next = 0;
        let mut here = start;
        let mut before = usize::MAX;
        let found = 'search: loop {
            let mut reached = None;
            self.inner_moves(here, component, |step, node| {
                if reached.is_some() {
                    return;
                }
                let Some(number) = self.product.cycle_number(node) else {
                    return;
                };
                let is_goal = goal(step, node);
                if is_goal || !search.from[number] {
                    search.from[number] = true;
                    search.moves += 1;
                    moves.push((step, node, before));
                    reached = is_goal.then(|| moves.len() - 1);
                }
            });
            if reached.is_some() {
                break 'search reached;
            }
            let Some((_, node, _)) = moves.get(next) else {
                break 'search None;
            };
            (here, before) = (*node, next);
            next += 1;
        };
        for (_, node, _) in &moves {
            if let Some(number) = self.product.cycle_number(*node) {
                search.from[number] = false;
            }
        }
        let mut way = Vec::new();
        let mut at = found?;
        while at != usize::MAX {
            let (step, node, before) = moves[at];
            way.push((step, node));
            at = before;
        }
        way.reverse();
        Some(way)
    }

    /// The way to the node and the cycle from there, as states.
    fn join(&self, parents: &[u32], entry: usize, cycle: &[(Move, Node)]) -> Behaviour {
        let product = self.product;
        let mut nodes = vec![entry];
        loop {
            let last = nodes[nodes.len() - 1];
            let parent = parents[last] as usize - 1;
            if parent == last {
                break;
            }
            nodes.push(parent);
        }
        nodes.reverse();
        let mut steps: Vec<u32> = nodes
            .windows(2)
            .map(|pair| self.step_between(pair[0], pair[1]))
            .collect();
        let loop_start = nodes.len() - 1;
        let mut states: Vec<u32> = nodes.iter().map(|n| product.node(*n).0 as u32).collect();
        for (step, node) in cycle {
            steps.push(product.step_class(*step) as u32);
            states.push(node.0 as u32);
        }
        // The last move leads back to the cycle's first state.
        states.pop();
        Behaviour {
            states,
            steps,
            loop_start,
        }
    }

    /// The class of the first move from one node to another.
    fn step_between(&self, from: usize, to: usize) -> u32 {
        let mut class = None;
        self.product
            .each_move(self.product.node(from), |step, target| {
                if class.is_none() && self.product.number(target) == to {
                    class = Some(self.product.step_class(step) as u32);
                }
            });
        class.unwrap_or(STUTTER)
    }
}

/// What searches for a way within a component share.
struct Search {
    /// By cycle number: the node was reached.
    from: Vec<bool>,
    /// Nodes reached so far, by all searches.
    moves: usize,
}

/// Enters what a move from a node leads to, unless something led there before.
#[inline]
fn enter(
    parents: &mut [u32],
    product: &Product<'_>,
    (from, to): (usize, Node),
    entered: &mut Vec<usize>,
) {
    let number = product.number(to);
    if parents[number] == 0 && product.is_node(to.0, to.1) {
        parents[number] = from as u32 + 1;
        entered.push(number);
    }
}

impl Behaviour {
    /// The same behaviour up to stuttering, without steps that change nothing; staying for ever is one such step.
    pub(crate) fn without_stuttering(&self) -> Behaviour {
        let len = self.states.len();
        let after = |i: usize| if i + 1 < len { i + 1 } else { self.loop_start };
        let moves = |i: usize| self.states[after(i)] != self.states[i];
        let stays = !(self.loop_start..len).any(moves);
        let kept = |i: &usize| moves(*i) || (stays && *i == len - 1);
        let list: Vec<usize> = (0..len).filter(kept).collect();
        let loop_start = if stays {
            list.len() - 1
        } else {
            list.iter().filter(|i| **i < self.loop_start).count()
        };
        Behaviour {
            states: list.iter().map(|i| self.states[*i]).collect(),
            steps: list.iter().map(|i| self.steps[*i]).collect(),
            loop_start,
        }
    }

    /// The same behaviour with the cycle begun as early as possible.
    pub(crate) fn rolled_back(mut self) -> Behaviour {
        while self.loop_start > 0 {
            let (before, last) = (self.loop_start - 1, self.states.len() - 1);
            if self.states[before] != self.states[last]
                || self.steps[before] != self.steps[last]
                || last == before
            {
                break;
            }
            self.states.pop();
            self.steps.pop();
            self.loop_start = before;
        }
        self
    }

    /// Whether it ends by staying in its last state.
    #[cfg(test)]
    pub(crate) fn stutters(&self) -> bool {
        self.loop_start == self.states.len() - 1 && self.steps[self.loop_start] == STUTTER
    }
}
