//! What a step changed, found out without reading more than that.
//!
//! The first read of a state after a step records which parts of its variable the step changed. A part that it left alone
//! is then read in the state before, where most of it was read already: so the answer about a step depends on the change
//! and on what is read of one state, not of two.

use fastcheck_values::Value;

use super::{Access, Read, Side};
use crate::layout::{NodeId, SetId, Target};
use crate::place::{Place, Query};

/// What a step did to the value at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: it is the same value.
    Nothing,
    /// It is another value now.
    Other,
    /// It is another set now; [`Access::changed_members`] says which members came and went.
    Members,
    /// It is a function on the same domain; only these entries may be others, in canonical order.
    Entries(Vec<Value>),
    /// That would have to be read.
    Unknown,
}

impl Access {
    /// Whether two states are looked at.
    fn is_step(&self) -> bool {
        !self.rows[Side::After as usize].is_empty()
    }

    /// What the step did to the value at a place.
    pub fn change(&mut self, place: &Place) -> Change {
        if !self.is_step() {
            return Change::Unknown;
        }
        self.record_change(place.variable);
        let target = self.shared.read().layout.resolve(place);
        match target {
            Target::Cell(cell, path) => match self.slot_changed(cell.slot()) {
                false => Change::Nothing,
                true if path.is_empty() => Change::Other,
                true => Change::Unknown,
            },
            Target::Set(set) if self.set_changed(set) => Change::Members,
            Target::Set(_) => Change::Nothing,
            Target::Function(node) => self.change_below(node),
            Target::Nowhere(..) => Change::Unknown,
        }
    }

    /// The members that the step put into the set at a place or took out of it, in canonical order. `None` where the
    /// place holds no set that is kept by members.
    pub fn changed_members(&mut self, place: &Place) -> Option<Vec<Value>> {
        if !self.is_step() {
            return None;
        }
        self.record_change(place.variable);
        let target = self.shared.read().layout.resolve(place);
        let Target::Set(set) = target else {
            return None;
        };
        if !self.set_changed(set) {
            return Some(Vec::new());
        }
        self.record(Side::After, Read::Difference(set));
        let [before, after] = [Side::Before, Side::After].map(|side| {
            let knowledge = self.shared.read();
            knowledge.members_of(set, &self.rows[side as usize])
        });
        let one_sided = |x: &Vec<Value>, y: &Vec<Value>| -> Vec<Value> {
            let y: std::collections::HashSet<&Value> = y.iter().collect();
            x.iter().filter(|m| !y.contains(m)).copied().collect()
        };
        let mut changed = one_sided(&before, &after);
        changed.extend(one_sided(&after, &before));
        changed.sort_by(|a, b| self.shared.universe.compare(*a, *b));
        Some(changed)
    }

    /// Before anything at a place is read in the state after a step.
    pub(super) fn look_at(&mut self, side: Side, place: &Place) {
        if side == Side::After && self.is_step() {
            self.record_change(place.variable);
        }
    }

    /// Records which parts of a variable the step changed.
    fn record_change(&mut self, variable: usize) {
        self.record(Side::After, Read::Change(variable));
    }

    /// The state in which a part is to be read: where the step left it alone, the one before.
    pub(super) fn side_of_cell(&self, side: Side, slot: usize) -> Side {
        if side == Side::After && self.is_step() && !self.slot_changed(slot) {
            return Side::Before;
        }
        side
    }

    /// The same for a set.
    pub(super) fn side_of_set(&self, side: Side, set: SetId) -> Side {
        if side == Side::After && self.is_step() && !self.set_changed(set) {
            return Side::Before;
        }
        side
    }

    fn slot_changed(&self, slot: usize) -> bool {
        let content = |row: &[u32]| row.get(slot).copied().unwrap_or(0);
        content(&self.rows[0]) != content(&self.rows[1])
    }

    fn set_changed(&self, set: SetId) -> bool {
        let knowledge = self.shared.read();
        let words = &knowledge.sets[set.0 as usize].words;
        words.iter().any(|slot| self.slot_changed(*slot as usize))
    }

    fn node_changed(&self, node: NodeId) -> bool {
        let knowledge = self.shared.read();
        let mut changed = false;
        knowledge.layout.parts_of(node, &mut |part| {
            changed = changed || knowledge.part_changed(part, [&self.rows[0], &self.rows[1]]);
        });
        changed
    }

    fn change_below(&mut self, node: NodeId) -> Change {
        let (entries, partial) = self.shared.read().layout.entries(node);
        let changed: Vec<(Value, NodeId)> = entries
            .into_iter()
            .filter(|(_, child)| self.node_changed(*child))
            .collect();
        if changed.is_empty() {
            return Change::Nothing;
        }
        let mut keys = Vec::with_capacity(changed.len());
        for (key, child) in changed {
            let sides = [Side::Before, Side::After];
            if partial
                && !sides
                    .map(|side| self.query_node(side, child, &Query::Present).is_some())
                    .into_iter()
                    .all(|present| present)
            {
                return Change::Unknown;
            }
            keys.push(key);
        }
        Change::Entries(keys)
    }
}
