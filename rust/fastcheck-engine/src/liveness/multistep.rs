//! The components of a large region, by several workers together.
//!
//! What leads nowhere is trimmed; then, around a node from which the others were trimmed away, what it leads to and what of
//! that leads back is a component: mostly the one that holds nearly everything. All of it is sweeps over sets of a bit a
//! node, which read the graph in its order; so it is also faster than Tarjan's algorithm with one worker. (Forward and
//! backward as Fleischer, Hendrickson and Pinar 2000; trimming and what is left to Tarjan as Slota et al. 2014.)
//!
//! Components are what they are, whoever finds them, so nothing depends on the number of workers or on their order.

use super::crew::{Bits, Crew, PART};
use super::judge::{Judgement, Tally};
use super::reach::reach;
use super::search::{ACCEPTED, Components, Found, Unanswered, after, component_number};

/// So many components are looked for in one region; the others are left.
const COMPONENTS: usize = 8;

/// A sweep that does less than one of so many, of what it looked at, is the last.
const PAYS: usize = 4;

/// A component is given up when so many times its candidates were looked at.
const PATIENT: usize = 8;

/// So many moves are followed to come near the end of the region.
const WALK: usize = 1 << 12;

impl Components<'_, '_> {
    /// Finds and judges what can be found of a region's components by several workers together, and leaves the rest.
    pub(crate) fn split(
        &mut self,
        region: u32,
        found: &mut Found,
        crew: &Crew<'_>,
    ) -> Result<(), Unanswered> {
        let nodes = self.marks.len();
        let left = Bits::of(nodes, crew, |node| self.marks[node].region == region)?;
        let trimmed = Bits::new(nodes)?;
        for _ in 0..COMPONENTS {
            self.trim(&left, &trimmed, crew)?;
            if left.len() < self.large.max(1) {
                break;
            }
            let Some(component) = self.component(&left, crew)? else {
                break;
            };
            left.remove_all(&component);
            self.settle(&component, found, crew)?;
        }
        self.settle_alone(&trimmed, found, crew)
    }

    /// Moves nodes that lead to no other node of `left` from there to `trimmed`, as long as that is many.
    fn trim(&self, left: &Bits, trimmed: &Bits, crew: &Crew<'_>) -> Result<(), Unanswered> {
        loop {
            let before = left.len();
            let gone = left.sweep(None, false, crew, |node| {
                let leads = |_, next| next != node && left.has(next);
                let ends = !self.product.any_inner(node, leads);
                if ends {
                    left.remove(node);
                    trimmed.add(node);
                }
                ends
            })?;
            if gone == 0 || gone < before / PAYS {
                return Ok(());
            }
        }
    }

    /// The component of a node deep in `left`; `None` if it takes too long to find.
    fn component(&self, left: &Bits, crew: &Crew<'_>) -> Result<Option<Bits>, Unanswered> {
        let Some(pivot) = self.deep(left) else {
            return Ok(None);
        };
        let nodes = self.marks.len();
        let forward = Bits::new(nodes)?;
        forward.add(pivot);
        reach(&forward, &Bits::new(nodes)?, crew, |node, visit| {
            self.product.any_inner(node, |_, next| {
                if left.has(next) {
                    visit(next);
                }
                false
            });
        })?;
        let back = Bits::new(nodes)?;
        back.add(pivot);
        let mut open = forward.len();
        let mut patience = PATIENT * open;
        let mut upwards = false;
        loop {
            let joined = forward.sweep(Some(&back), upwards, crew, |node| {
                let leads = self.product.any_inner(node, |_, next| back.has(next));
                leads && back.add(node)
            })?;
            if joined == 0 {
                return Ok(Some(back));
            }
            if patience < open {
                return Ok(None);
            }
            patience -= open;
            open -= joined.min(open);
            upwards = !upwards;
        }
    }

    /// A node to which many others lead, if there are such.
    fn deep(&self, left: &Bits) -> Option<usize> {
        let mut node = left.first()?;
        for _ in 0..WALK {
            let mut next = None;
            self.product.any_inner(node, |_, target| {
                if target != node && left.has(target) {
                    next = Some(target);
                }
                false
            });
            match next {
                Some(target) => node = target,
                None => break,
            }
        }
        Some(node)
    }

    /// Judges a component, and puts it into the region that follows.
    fn settle(
        &mut self,
        component: &Bits,
        found: &mut Found,
        crew: &Crew<'_>,
    ) -> Result<(), Unanswered> {
        let product = self.product;
        let tally = Tally::new(&product.conditions);
        component.sweep(None, true, crew, |node| {
            if !tally.is_full() {
                tally.add(product, node, |next| component.has(next));
            }
            true
        })?;
        let members = component.len();
        let judgement = tally.judgement(members);
        let region = self.region_of(&judgement, members, found);
        let number = component_number(component.first().unwrap_or(0));
        crew.each_part(&mut self.marks, PART, |first, marks| {
            for (mark, node) in marks.iter_mut().zip(first..) {
                if component.has(node) {
                    mark.component = number;
                    mark.region = after(product, node, region, &judgement);
                }
            }
        })
    }

    /// Judges nodes each of which is a component of its own.
    fn settle_alone(
        &mut self,
        alone: &Bits,
        found: &mut Found,
        crew: &Crew<'_>,
    ) -> Result<(), Unanswered> {
        let product = self.product;
        let accepted = Bits::of(self.marks.len(), crew, |node| {
            let judged = || {
                let tally = Tally::new(&product.conditions);
                tally.add(product, node, |next| next == node);
                tally.judgement(1)
            };
            alone.has(node) && judged() == Judgement::Accepted
        })?;
        if accepted.first().is_some() {
            self.region_of(&Judgement::Accepted, 1, found);
        }
        crew.each_part(&mut self.marks, PART, |first, marks| {
            for (mark, node) in marks.iter_mut().zip(first..) {
                if alone.has(node) {
                    mark.component = component_number(node);
                    mark.region = if accepted.has(node) { ACCEPTED } else { 0 };
                }
            }
        })
    }
}
