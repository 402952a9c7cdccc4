//! Parts of the state that are read as finely as the semantics allows, and changed without being read.

use std::sync::Arc;

use fastcheck_engine::{Edit, Query, Side};
use fastcheck_values::{Shape, Universe, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::plan::Change;
use super::run::Run;
use super::value::{At, Edited, V};

/// Edits of more members than this are not worth it: the set is read.
const FEW: usize = 64;

impl Run<'_> {
    pub(super) fn ask(&mut self, at: &At, query: &Query) -> Option<Value> {
        self.access.as_mut()?.query(at.side, &at.place, query)
    }

    fn ask_truth(&mut self, at: &At, query: &Query) -> Option<bool> {
        match self.u.shape(self.ask(at, query)?) {
            Shape::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    pub(super) fn ask_contains(&mut self, at: &At, x: Value) -> Option<bool> {
        self.ask_truth(at, &Query::Contains(x))
    }

    pub(super) fn ask_has(&mut self, at: &At, key: Value) -> Option<bool> {
        self.ask_truth(at, &Query::Has(key))
    }

    /// Whether the set there could have this member: whether they can be compared.
    fn ask_accepts(&mut self, at: &At, x: Value) -> bool {
        self.ask_truth(at, &Query::Accepts(x)) == Some(true)
    }

    /// The cardinality of the set there; `None` where there is none.
    pub(super) fn ask_cardinality(&mut self, at: &At) -> Option<i64> {
        if self.ask_domain(at).is_some() {
            return None;
        }
        match self.u.shape(self.ask(at, &Query::Size)?) {
            Shape::Int(size) => Some(size),
            _ => None,
        }
    }

    /// How many entries the function there has; `None` where there is none.
    pub(super) fn ask_entries(&mut self, at: &At) -> Option<i64> {
        let domain = self.ask_domain(at)?;
        Some(self.u.size(domain)? as i64)
    }

    /// The length of the sequence there; `None` where there is none.
    pub(super) fn ask_length(&mut self, at: &At) -> Option<i64> {
        let domain = self.ask_domain(at)?;
        let Shape::Set(keys) = self.u.shape(domain) else {
            return None;
        };
        let is_sequence = (1..).zip(keys).all(|(i, key)| self.u.int(i) == *key);
        is_sequence.then_some(keys.len() as i64)
    }

    pub(super) fn ask_domain(&mut self, at: &At) -> Option<Value> {
        self.ask(at, &Query::Domain)
    }

    /// The value there. Where there is none, the error is that of the first application that fails.
    pub(super) fn read(&mut self, at: &At) -> Eval<Value> {
        if let Some(v) = self.ask(at, &Query::Whole) {
            return Ok(v);
        }
        let mut root = at.place.clone();
        let path = std::mem::take(&mut root.path);
        let root = At {
            side: at.side,
            place: root,
        };
        let Some(whole) = self.ask(&root, &Query::Whole) else {
            return Err(EvalError::new(
                code::UNASSIGNED,
                "a variable has no value in this state; this is a defect of the engine",
            ));
        };
        let mut v = V::Val(whole);
        for key in path {
            v = self.apply(&v, key)?;
        }
        self.force(&v)
    }

    pub(super) fn read_edited(&mut self, edited: &Edited) -> Eval<Value> {
        let mut v = self.read(&edited.at)?;
        for (path, edit) in &edited.edits {
            v = apply_edit(self.u, v, path, edit).ok_or_else(|| {
                EvalError::new(
                    code::KIND,
                    format!("{} cannot be changed in this way", self.excerpt(v)),
                )
            })?;
        }
        Ok(v)
    }

    /// The entry `key` of the function there.
    pub(super) fn child(&self, at: &At, key: Value) -> V {
        V::At(Arc::new(At {
            side: at.side,
            place: at.place.child(key),
        }))
    }

    /// `x \in [S -> T]` by entries; `None` where there is no function.
    pub(super) fn place_in_functions(&mut self, at: &At, s: &V, t: &V) -> Eval<Option<bool>> {
        let Some(domain) = self.ask_domain(at) else {
            return Ok(None);
        };
        let Shape::Set(keys) = self.u.shape(domain) else {
            return Ok(None);
        };
        if !self.same_domain(&super::sets::listed(keys.to_vec()), s)? {
            return Ok(Some(false));
        }
        for key in keys {
            let child = self.child(at, *key);
            if !self.contains(t, &child)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    /// `x \in [a : S]` by fields; `None` where there is no function.
    pub(super) fn place_in_records(
        &mut self,
        at: &At,
        fields: &[(Value, V)],
    ) -> Eval<Option<bool>> {
        let Some(domain) = self.ask_domain(at) else {
            return Ok(None);
        };
        let Shape::Set(keys) = self.u.shape(domain) else {
            return Ok(None);
        };
        if !keys.iter().eq(fields.iter().map(|(name, _)| name)) {
            // What is no record at all is an error, which the whole value tells.
            return Ok(keys
                .iter()
                .all(|k| matches!(self.u.shape(*k), Shape::Str(_)))
                .then_some(false));
        }
        for (name, set) in fields {
            let child = self.child(at, *name);
            if !self.contains(set, &child)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    // Changes that do not look.

    /// The part of the state and the changes so far, if a value is such.
    fn editable(&self, v: &V) -> Option<Edited> {
        match v {
            V::At(at) if at.side == Side::Before => Some(Edited {
                at: at.clone(),
                edits: Vec::new(),
            }),
            V::Edited(edited) => Some(Edited {
                at: edited.at.clone(),
                edits: edited.edits.clone(),
            }),
            _ => None,
        }
    }

    fn with_edits(&self, v: &V, edits: impl Iterator<Item = Edit>) -> Option<V> {
        let mut edited = self.editable(v)?;
        edited.edits.extend(edits.map(|edit| (Vec::new(), edit)));
        Some(V::Edited(Arc::new(edited)))
    }

    fn few_members(&mut self, v: &V) -> Eval<Option<Vec<Value>>> {
        if !self.recording() || matches!(v, V::At(_) | V::Edited(_)) || !self.is_listed(v) {
            return Ok(None);
        }
        let members = self.members(v)?;
        Ok((members.len() <= FEW).then(|| members.to_vec()))
    }

    /// Whether a set in the state, perhaps with changes, could have all of these members.
    fn accepts_all(&mut self, set: &V, members: &[Value]) -> bool {
        let (at, edits) = match set {
            V::At(at) => (at.clone(), &[][..]),
            V::Edited(edited) => (edited.at.clone(), &edited.edits[..]),
            _ => return false,
        };
        let like = |edit: &Edit, x: Value| match edit {
            Edit::Insert(m) | Edit::Remove(m) => self.u.unlike(*m, x).is_none(),
            _ => true,
        };
        let known = |x: &Value| edits.iter().all(|(_, edit)| like(edit, *x));
        members.iter().all(known) && members.iter().all(|x| self.ask_accepts(&at, *x))
    }

    pub(super) fn edited_union(&mut self, left: &V, right: &V) -> Eval<Option<V>> {
        for (state, other) in [(left, right), (right, left)] {
            if matches!(state, V::At(_) | V::Edited(_))
                && let Some(members) = self.few_members(other)?
            {
                let accepted = self.accepts_all(state, &members);
                let inserted = || members.into_iter().map(Edit::Insert);
                return Ok(accepted
                    .then(|| self.with_edits(state, inserted()))
                    .flatten());
            }
        }
        Ok(None)
    }

    pub(super) fn edited_difference(&mut self, left: &V, right: &V) -> Eval<Option<V>> {
        if matches!(left, V::At(_) | V::Edited(_))
            && let Some(members) = self.few_members(right)?
            && self.accepts_all(left, &members)
        {
            return Ok(self.with_edits(left, members.into_iter().map(Edit::Remove)));
        }
        Ok(None)
    }

    /// `Append(s, x)`
    pub(super) fn edited_append(&mut self, seq: &V, item: Value) -> Option<V> {
        self.with_edits(seq, std::iter::once(Edit::Append(item)))
    }

    /// `Tail(s)`, of what is known to have a first entry.
    pub(super) fn edited_tail(&mut self, seq: &V) -> Option<V> {
        let V::At(at) = seq else {
            return None;
        };
        let at = at.clone();
        if self.ask_has(&at, self.u.int(1)) != Some(true) {
            return None;
        }
        self.with_edits(seq, std::iter::once(Edit::PopFirst))
    }

    /// The function with further entries, where it has none for their arguments.
    pub(super) fn edited_extension(&mut self, f: &V, entries: &[(Value, Value)]) -> Option<V> {
        let mut edited = self.editable(f)?;
        if entries.len() > FEW || edited.edits.iter().any(|(path, _)| path.is_empty()) {
            return None;
        }
        let at = edited.at.clone();
        for (key, v) in entries {
            let known = edited.edits.iter().any(|(path, _)| path[0] == *key);
            if !known && !self.ask_has(&at, *key)? {
                edited.edits.push((vec![*key], Edit::Assign(*v)));
            }
        }
        Some(V::Edited(Arc::new(edited)))
    }

    /// One update of an EXCEPT as edits; `None` if the value must be read.
    pub(super) fn edited_except(
        &mut self,
        f: &V,
        change: &Change,
        path: &[Value],
        b: u32,
    ) -> Eval<Option<V>> {
        let Some(mut edited) = self.editable(f) else {
            return Ok(None);
        };
        let touched = |edits: &[(Vec<Value>, Edit)]| {
            edits
                .iter()
                .any(|(other, _)| other.starts_with(path) || path.starts_with(other))
        };
        if touched(&edited.edits) || !edited.edits.iter().all(|(p, _)| !p.is_empty()) {
            return Ok(None);
        }
        let mut at = (*edited.at).clone();
        for key in path {
            match self.ask_has(&at, *key) {
                Some(true) => at.place = at.place.child(*key),
                Some(false) => return Ok(Some(V::Edited(Arc::new(edited)))),
                None => return Ok(None),
            }
        }
        let at = Arc::new(at);
        self.set(b, change.old, V::At(at.clone()));
        match self.eval(change.value, b)? {
            V::At(same) if same.side == at.side && same.place == at.place => {}
            V::Edited(inner) if inner.at.side == at.side && inner.at.place == at.place => {
                for (rest, edit) in &inner.edits {
                    let path = path.iter().chain(rest).copied().collect();
                    edited.edits.push((path, edit.clone()));
                }
            }
            v => {
                let v = self.force(&v)?;
                edited.edits.push((path.to_vec(), Edit::Assign(v)));
            }
        }
        Ok(Some(V::Edited(Arc::new(edited))))
    }
}

/// Whether a value is a member after the edits, if the edits tell.
pub(super) fn member_after(edited: &Edited, x: Value) -> Option<bool> {
    let last = |edit: &Edit| match edit {
        Edit::Insert(m) if *m == x => Some(true),
        Edit::Remove(m) if *m == x => Some(false),
        _ => None,
    };
    if !edits_members(edited) {
        return None;
    }
    edited.edits.iter().rev().find_map(|(_, edit)| last(edit))
}

/// Whether the edits only put in and take out members.
pub(super) fn edits_members(edited: &Edited) -> bool {
    let of_set = |(path, edit): &(Vec<Value>, Edit)| {
        path.is_empty() && matches!(edit, Edit::Insert(_) | Edit::Remove(_))
    };
    edited.edits.iter().all(of_set)
}

/// The entry of an edited function, if the edits tell: they change entries, and this one wholly, or not at all.
pub(super) fn entry_after(edited: &Edited, key: Value) -> Option<V> {
    if edited.edits.iter().any(|(path, _)| path.is_empty()) {
        return None;
    }
    let mine: Vec<_> = edited
        .edits
        .iter()
        .filter(|(path, _)| path[0] == key)
        .collect();
    match mine.as_slice() {
        [] => Some(V::At(Arc::new(At {
            side: edited.at.side,
            place: edited.at.place.child(key),
        }))),
        [.., (path, Edit::Assign(v))] if path.len() == 1 => Some(V::Val(*v)),
        edits => Some(V::Edited(Arc::new(Edited {
            at: Arc::new(At {
                side: edited.at.side,
                place: edited.at.place.child(key),
            }),
            edits: edits
                .iter()
                .map(|(path, edit)| (path[1..].to_vec(), edit.clone()))
                .collect(),
        }))),
    }
}

/// A value after an edit below it.
fn apply_edit(u: &Universe, v: Value, path: &[Value], edit: &Edit) -> Option<Value> {
    let Some((key, rest)) = path.split_first() else {
        return match edit {
            Edit::Assign(new) => Some(*new),
            Edit::Insert(m) => u.with_member(v, *m),
            Edit::Remove(m) => u.without_member(v, *m),
            Edit::Append(item) => u.append(v, *item),
            Edit::PopFirst => u.tail(v),
            Edit::PopLast => u.init(v),
            Edit::Delete(key) => u.without_entry(v, *key),
        };
    };
    // An entry may be new where it is given as a whole.
    let entry = match (rest, edit) {
        ([], Edit::Assign(new)) => *new,
        _ => apply_edit(u, u.apply(v, *key)?, rest, edit)?,
    };
    u.with_entry(v, *key, entry)
}
