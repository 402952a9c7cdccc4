//! Writing: edits are kept by cell and by set until the run of the body is complete.

use fastcheck_values::Shape;

use super::{Access, CellWrite, NotApplicable, SetWrite, Side};
use crate::layout::{CellId, Misfit, NodeId, SetId, Target};
use crate::place::{Edit, Place, Query, Update};
use fastcheck_values::Value;

impl Access {
    /// Changes the value at a place, for the current run.
    ///
    /// # Errors
    /// [`NotApplicable`] where the edit makes no sense.
    pub fn edit(&mut self, place: &Place, edit: Edit) -> Result<(), NotApplicable> {
        let target = self.shared.read().layout.resolve(place);
        match target {
            Target::Cell(cell, path) => self.edit_cell(cell, path, edit),
            Target::Set(set) => self.edit_set(set, edit),
            Target::Function(node) => self.edit_function(node, edit),
            Target::Nowhere(node, rest) => match (rest.as_slice(), edit) {
                ([key], Edit::Assign(_)) => {
                    self.misfits.push(Misfit::NewKey(node, *key));
                    Ok(())
                }
                _ => Err(NotApplicable),
            },
        }
    }

    fn edit_cell(
        &mut self,
        cell: CellId,
        path: Vec<Value>,
        edit: Edit,
    ) -> Result<(), NotApplicable> {
        if let (true, Edit::Assign(value)) = (path.is_empty(), &edit) {
            self.cells.insert(cell, CellWrite::Value(Some(*value)));
            return Ok(());
        }
        let update = Update { path, edit };
        match self.cells.get_mut(&cell) {
            None => {
                self.cells.insert(cell, CellWrite::Updates(vec![update]));
            }
            Some(CellWrite::Updates(updates)) => updates.push(update),
            Some(CellWrite::Value(value)) => {
                let base = (*value).ok_or(NotApplicable)?;
                *value = Some(
                    update
                        .apply(&self.shared.universe, base)
                        .ok_or(NotApplicable)?,
                );
            }
        }
        Ok(())
    }

    fn edit_set(&mut self, set: SetId, edit: Edit) -> Result<(), NotApplicable> {
        match edit {
            Edit::Insert(member) => self.sets.entry(set).or_default().edits.insert(member, true),
            Edit::Remove(member) => self
                .sets
                .entry(set)
                .or_default()
                .edits
                .insert(member, false),
            Edit::Assign(value) => {
                let Shape::Set(members) = self.shared.universe.shape(value) else {
                    let node = self.shared.read().layout.node_of_set(set);
                    self.misfits.push(Misfit::Kind(node));
                    return Ok(());
                };
                let edits = members.iter().map(|m| (*m, true)).collect();
                self.sets.insert(
                    set,
                    SetWrite {
                        assigned: true,
                        edits,
                    },
                );
                None
            }
            _ => return Err(NotApplicable),
        };
        Ok(())
    }

    fn edit_function(&mut self, node: NodeId, edit: Edit) -> Result<(), NotApplicable> {
        let (entries, partial) = self.shared.read().layout.entries(node);
        let universe = self.shared.universe.clone();
        match edit {
            Edit::Assign(value) => {
                let Some(pairs) = universe.pairs(value) else {
                    self.misfits.push(Misfit::Kind(node));
                    return Ok(());
                };
                if let Some((key, _)) = pairs
                    .iter()
                    .find(|(k, _)| !entries.iter().any(|(e, _)| e == k))
                {
                    self.misfits.push(Misfit::NewKey(node, *key));
                    return Ok(());
                }
                for (key, child) in entries {
                    match universe.apply(value, key) {
                        Some(entry) => self.edit_node(child, Edit::Assign(entry))?,
                        None if partial => self.clear(child),
                        None => self.misfits.push(Misfit::Missing(node)),
                    }
                }
                Ok(())
            }
            Edit::Delete(key) => match entries.iter().find(|(k, _)| *k == key) {
                Some((_, child)) if partial => {
                    let child = *child;
                    self.query_node(Side::Before, child, &Query::Present)
                        .ok_or(NotApplicable)?;
                    self.clear(child);
                    Ok(())
                }
                Some(_) => {
                    self.misfits.push(Misfit::Missing(node));
                    Ok(())
                }
                None => Err(NotApplicable),
            },
            Edit::Append(_) | Edit::PopFirst | Edit::PopLast => {
                self.misfits.push(Misfit::Kind(node));
                Ok(())
            }
            Edit::Insert(_) | Edit::Remove(_) => Err(NotApplicable),
        }
    }

    fn edit_node(&mut self, node: NodeId, edit: Edit) -> Result<(), NotApplicable> {
        let target = self.shared.read().layout.target(node);
        match target {
            Target::Cell(cell, path) => self.edit_cell(cell, path, edit),
            Target::Set(set) => self.edit_set(set, edit),
            Target::Function(node) => self.edit_function(node, edit),
            Target::Nowhere(..) => Err(NotApplicable),
        }
    }

    /// Makes an entry of a partial function disappear. Entries of partial functions are cells.
    fn clear(&mut self, node: NodeId) {
        let target = self.shared.read().layout.target(node);
        if let Target::Cell(cell, _) = target {
            self.cells.insert(cell, CellWrite::Value(None));
        }
    }
}
