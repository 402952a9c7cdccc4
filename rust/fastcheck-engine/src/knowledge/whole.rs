//! Whole values to rows and back, for evaluators that do not record.

use fastcheck_values::{Shape, Universe, Value};

use super::delta::Op;
use super::{Deltas, Knowledge};
use crate::access::Write;
use crate::layout::{CellId, Misfit, Node, NodeId, fingerprint};

/// A value that its cell had no code for: where the code belongs in the [`Deltas`], and whose it is.
pub(crate) struct Unknown {
    word: usize,
    cell: CellId,
    value: Value,
    contribution: u128,
}

impl Knowledge {
    /// Appends one value per variable of a row.
    pub(crate) fn values(&self, universe: &Universe, row: &[u32], values: &mut Vec<Value>) {
        if self.whole {
            let cells = row.iter().enumerate();
            values
                .extend(cells.filter_map(|(slot, code)| self.value_of(CellId(slot as u32), *code)));
        } else {
            let variables = 0..self.layout.roots().len();
            values.extend(variables.filter_map(|v| self.variable(universe, v, row)));
        }
    }

    /// The same for a row that differs from another in little: `beside` has the other's values.
    pub(crate) fn values_beside(
        &self,
        universe: &Universe,
        [row, other]: [&[u32]; 2],
        beside: &[Value],
        values: &mut Vec<Value>,
    ) {
        let roots = self.layout.roots();
        if self.whole || beside.len() != roots.len() {
            return self.values(universe, row, values);
        }
        for (variable, (root, old)) in roots.iter().zip(beside).enumerate() {
            if self.same_at(*root, row, other) {
                values.push(*old);
            } else {
                values.extend(self.variable(universe, variable, row));
            }
        }
    }

    /// Enters what changes from one state to another as a delta, where every variable is one cell. Changes to values
    /// without a code are noted, for [`Knowledge::give_codes`].
    pub(crate) fn delta_between(
        &self,
        universe: &Universe,
        [before, after]: [&[Value]; 2],
        deltas: &mut Deltas,
        unknown: &mut Vec<Unknown>,
    ) {
        for (slot, (old, new)) in before.iter().zip(after).enumerate() {
            if old == new {
                continue;
            }
            let cell = CellId(slot as u32);
            let dictionary = self.dictionary(cell);
            let code = dictionary.code(*new);
            let word = deltas.add(Op::Set(cell.0, code.unwrap_or(0)));
            if code.is_none() {
                unknown.push(Unknown {
                    word,
                    cell,
                    value: *new,
                    contribution: fingerprint::value(universe, dictionary.path, *new),
                });
            }
        }
        deltas.end();
    }

    /// Gives codes to values that had none.
    pub(crate) fn give_codes(
        &mut self,
        universe: &Universe,
        unknown: &[Unknown],
        deltas: &mut Deltas,
    ) {
        for new in unknown {
            let code = self.code_for(universe, new.cell, new.value, || new.contribution);
            deltas.set_content(new.word, code);
        }
    }

    /// What changes from one state to another, as operations on slots.
    pub(crate) fn ops_between(
        &mut self,
        universe: &Universe,
        before: &[Value],
        after: &[Value],
    ) -> Result<Vec<Op>, Misfit> {
        let mut writes = Vec::new();
        for (variable, (old, new)) in before.iter().zip(after).enumerate() {
            if old != new {
                let root = self.layout.roots()[variable];
                self.assign(universe, root, Some(*old), *new, &mut writes)?;
            }
        }
        self.ops_of(universe, &writes)
    }

    /// The writes by which the value at a node becomes `new`.
    fn assign(
        &self,
        universe: &Universe,
        node: NodeId,
        old: Option<Value>,
        new: Value,
        writes: &mut Vec<Write>,
    ) -> Result<(), Misfit> {
        match self.layout.node(node) {
            Node::Cell(cell) => writes.push(Write::Cell(*cell, Some(new))),
            Node::Set(set) => match universe.shape(new) {
                Shape::Set(members) => writes.push(Write::SetAssign(*set, members.to_vec())),
                _ => return Err(Misfit::Kind(node)),
            },
            Node::Function {
                entries,
                index,
                partial,
            } => {
                let pairs = universe.pairs(new).ok_or(Misfit::Kind(node))?;
                if let Some((key, _)) = pairs.iter().find(|pair| !index.contains_key(&pair.0)) {
                    return Err(Misfit::NewKey(node, *key));
                }
                for (key, child) in entries {
                    let old = old.and_then(|old| universe.apply(old, *key));
                    let new = universe.apply(new, *key);
                    match (new, self.layout.node(*child)) {
                        _ if old == new => {}
                        (Some(new), _) => self.assign(universe, *child, old, new, writes)?,
                        (None, Node::Cell(cell)) if *partial => {
                            writes.push(Write::Cell(*cell, None));
                        }
                        (None, _) => return Err(Misfit::Missing(node)),
                    }
                }
            }
        }
        Ok(())
    }
}
