//! Comparing the state after a step with the one before: what the step left alone is not read.

use fastcheck_engine::{Change, Edit, Query, Side};
use fastcheck_values::{Shape, Value};

use super::error::Eval;
use super::place::{edits_members, entry_after, member_after};
use super::run::Run;
use super::value::{At, Edited};

impl Run<'_> {
    fn change_at(&mut self, at: &At) -> Change {
        match &mut self.access {
            Some(access) => access.change(&at.place),
            None => Change::Unknown,
        }
    }

    /// `x' = x` for a part of the state, or two parts of it.
    pub(super) fn equal_parts(&mut self, x: &At, y: &At) -> Eval<bool> {
        if x.place == y.place {
            if x.side == y.side {
                return Ok(true);
            }
            match self.change_at(x) {
                Change::Nothing => return Ok(true),
                Change::Members => return Ok(false),
                Change::Other if self.have_comparable_kinds(x, y) => return Ok(false),
                Change::Entries(keys) => {
                    for key in keys {
                        let (x, y) = (self.child(x, key), self.child(y, key));
                        if !self.equal(&x, &y)? {
                            return Ok(false);
                        }
                    }
                    return Ok(true);
                }
                Change::Other | Change::Unknown => {}
            }
        }
        let (x, y) = (self.read(x)?, self.read(y)?);
        self.equal_values(x, y)
    }

    /// Whether a part of one state is what edits make of a part of another.
    pub(super) fn equal_edited(&mut self, x: &At, edited: &Edited) -> Eval<bool> {
        if x.side == Side::After && edited.at.side == Side::Before && x.place == edited.at.place {
            if edited.edits.is_empty() {
                return self.equal_parts(x, &edited.at);
            }
            let told = if edits_members(edited) {
                self.equal_members(x, edited)
            } else {
                self.equal_entries(x, edited)?
            };
            if let Some(equal) = told {
                return Ok(equal);
            }
        }
        let y = self.read_edited(edited)?;
        let x = self.read(x)?;
        self.equal_values(x, y)
    }

    /// Members that came and went must be those that the edits put in and take out. `None`: the sets must be read.
    fn equal_members(&mut self, x: &At, edited: &Edited) -> Option<bool> {
        if !matches!(self.change_at(x), Change::Nothing | Change::Members) {
            return None;
        }
        for (_, edit) in &edited.edits {
            let (Edit::Insert(m) | Edit::Remove(m)) = edit else {
                return None;
            };
            if self.ask_contains(x, *m) != member_after(edited, *m) {
                return Some(false);
            }
        }
        let changed = self.access.as_mut()?.changed_members(&x.place)?;
        Some(changed.iter().all(|m| member_after(edited, *m).is_some()))
    }

    /// Entries that are others now, and those that the edits change, must be what the edits say. `None`: the functions
    /// must be read.
    fn equal_entries(&mut self, x: &At, edited: &Edited) -> Eval<Option<bool>> {
        if edited.edits.iter().any(|(path, _)| path.is_empty()) {
            return Ok(None);
        }
        let mut keys = match self.change_at(x) {
            Change::Nothing => Vec::new(),
            Change::Entries(keys) => keys,
            _ => return Ok(None),
        };
        for (path, _) in &edited.edits {
            if self.ask_has(&edited.at, path[0]) != Some(true) {
                return Ok(None);
            }
            keys.push(path[0]);
        }
        keys.sort_by(|a, b| self.u.compare(*a, *b));
        keys.dedup();
        for key in keys {
            let Some(expected) = entry_after(edited, key) else {
                return Ok(None);
            };
            let entry = self.child(x, key);
            if !self.equal(&entry, &expected)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    /// Whether what kinds of values there are tells that they can be compared.
    fn have_comparable_kinds(&mut self, x: &At, y: &At) -> bool {
        let kinds = (self.ask(x, &Query::Kind), self.ask(y, &Query::Kind));
        matches!(kinds, (Some(x), Some(y)) if self.are_comparable_kinds(x, y))
    }

    /// Whether all values of these kinds can be compared; see [`Query::Kind`].
    fn are_comparable_kinds(&self, x: Value, y: Value) -> bool {
        let pairwise = |a: &[Value], b: &[Value]| {
            a.iter()
                .all(|a| b.iter().all(|b| self.are_comparable_kinds(*a, *b)))
        };
        match (self.u.shape(x), self.u.shape(y)) {
            (Shape::Atom(_), _) | (_, Shape::Atom(_)) => self.u.unlike(x, y).is_none(),
            (Shape::Int(a), Shape::Int(b)) => a == b,
            (Shape::Bool(_), Shape::Bool(_)) => true,
            (Shape::Set(a), Shape::Set(b)) => pairwise(a, b),
            (Shape::Tuple(a), Shape::Tuple(b)) if a.len() == b.len() && a.len() < 3 => a
                .iter()
                .zip(b)
                .all(|(a, b)| self.are_comparable_kinds(*a, *b)),
            (Shape::Record(a), Shape::Record(b)) => {
                let same = a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0);
                let mut fields = a.iter().zip(b);
                !same || fields.all(|(a, b)| self.are_comparable_kinds(a.1, b.1))
            }
            _ => false,
        }
    }
}
