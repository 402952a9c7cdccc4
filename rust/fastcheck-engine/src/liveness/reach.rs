//! What can be reached: breadth first in the large, by sweeps over sets, which read memory in its order.

use super::crew::{Bits, Crew};
use super::product::{Node, Product};
use super::search::{POLL, Unanswered};

/// A sweep that visited fewer nodes did not pay; the next ones are followed one by one,
const THIN: usize = 1 << 12;

/// until so many are waiting.
const WIDE: usize = 1 << 14;

/// Adds to `reached` what `moves` lead to, again and again, from its members that are not in `done`.
pub(crate) fn reach(
    reached: &Bits,
    done: &Bits,
    crew: &Crew<'_>,
    moves: impl Fn(usize, &mut dyn FnMut(usize)) + Sync,
) -> Result<(), Unanswered> {
    let mut upwards = true;
    loop {
        follow(reached, done, crew, &moves)?;
        loop {
            let visited = reached.sweep(Some(done), upwards, crew, |node| {
                done.add(node);
                moves(node, &mut |next| {
                    reached.add(next);
                });
                true
            })?;
            upwards = !upwards;
            if visited == 0 {
                return Ok(());
            }
            if visited < THIN {
                break;
            }
        }
    }
}

/// Follows moves one by one while few nodes are waiting.
fn follow(
    reached: &Bits,
    done: &Bits,
    crew: &Crew<'_>,
    moves: &impl Fn(usize, &mut dyn FnMut(usize)),
) -> Result<(), Unanswered> {
    let mut left: Vec<usize> = reached.without(done).take(WIDE).collect();
    let mut ticks = 0;
    while let Some(node) = left.pop() {
        ticks += 1;
        if ticks % POLL == 0 && crew.patience.is_over() {
            return Err(Unanswered::Stopped);
        }
        done.add(node);
        moves(node, &mut |next| {
            if reached.add(next) {
                left.push(next);
            }
        });
        if left.len() >= WIDE {
            break;
        }
    }
    Ok(())
}

/// The nodes that runs can reach.
pub(crate) fn reachable(product: &Product<'_>, crew: &Crew<'_>) -> Result<Bits, Unanswered> {
    let nodes = product.nodes();
    let (reached, done) = match everywhere(product) {
        // Wherever the graph leads, a run can have waited in `q`; and it can stutter there before it leaves `q`.
        Some(q) => {
            let after = &product.automaton.states[q].successors;
            let reached = Bits::of(nodes, crew, |number| {
                let (state, p) = product.node(number);
                (p == q || after.contains(&(p as u32))) && product.is_node(state, p)
            })?;
            let done = Bits::of(nodes, crew, |number| product.node(number).1 == q)?;
            (reached, done)
        }
        None => (Bits::new(nodes)?, Bits::new(nodes)?),
    };
    for start in product.starts() {
        reached.add(product.number(start));
    }
    reach(&reached, &done, crew, |number, visit| {
        let mut enter = |_, next: Node| {
            let number = product.number(next);
            // Looking at what was reached first saves looking at most states again.
            if !reached.has(number) && product.is_node(next.0, next.1) {
                visit(number);
            }
        };
        product.each_candidate(product.node(number), &mut enter);
        product.each_stuttering(product.node(number), enter);
    })?;
    Ok(reached)
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
