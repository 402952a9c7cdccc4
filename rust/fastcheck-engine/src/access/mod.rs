//! One state as an evaluator sees it: every read is recorded, writes are kept apart and seen by later reads of the same run.

mod change;
mod edit;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use fastcheck_values::{Shape, Universe, Value};

pub use change::Change;

use crate::knowledge::{Quick, Shared};
use crate::layout::{CellId, Misfit, NodeId, SetId, Target};
use crate::place::{Place, Projection, Query, Update};
use crate::system::{ALL, PredicateId};

/// Which state of a transition a read is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The state itself, or the state before a step.
    Before,
    /// The state after a step (step properties only).
    After,
}

/// One thing that was read. A trie's inner node asks exactly this of the next state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Read {
    /// A cell's value.
    Cell(CellId),
    /// A projection of a cell's value.
    Project(CellId, Projection),
    /// Whether a value is in a set.
    Member(SetId, Value),
    /// The members of a set that satisfy a predicate.
    Select(SetId, PredicateId),
    /// Which parts of a variable a step changed.
    Change(usize),
    /// Which members a step put into a set or took out of it.
    Difference(SetId),
}

/// A change of one part of the state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Write {
    /// A cell gets a value; `None` where an entry disappears.
    Cell(CellId, Option<Value>),
    /// A cell is changed by edits that do not look at it.
    Update(CellId, Vec<Update>),
    /// A set gets exactly these members.
    SetAssign(SetId, Vec<Value>),
    /// Members come (true) and go (false).
    SetEdit(SetId, Vec<(Value, bool)>),
}

/// What a run of a body wrote to a cell so far.
#[derive(Clone, Debug)]
enum CellWrite {
    Value(Option<Value>),
    Updates(Vec<Update>),
}

/// What a run of a body wrote to a set so far.
#[derive(Clone, Debug, Default)]
struct SetWrite {
    assigned: bool,
    edits: HashMap<Value, bool, Quick>,
}

/// An edit that makes no sense at its place, such as taking the first entry of what is not a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotApplicable;

/// The recorded view of one state (for step properties, of two).
pub struct Access {
    shared: Arc<Shared>,
    rows: [Box<[u32]>; 2],
    pub(crate) reads: Vec<(Side, Read)>,
    known: HashSet<(Side, Read), Quick>,
    cells: BTreeMap<CellId, CellWrite>,
    sets: BTreeMap<SetId, SetWrite>,
    pub(crate) successors: Vec<Vec<Write>>,
    pub(crate) misfits: Vec<Misfit>,
    /// Values that were taken for possible members of sets without a read: the sets' universes get them.
    pub(crate) mentioned: Vec<(SetId, Value)>,
}

impl Access {
    pub(crate) fn new(shared: Arc<Shared>, before: Box<[u32]>, after: Box<[u32]>) -> Self {
        Access {
            shared,
            rows: [before, after],
            reads: Vec::new(),
            known: HashSet::default(),
            cells: BTreeMap::new(),
            sets: BTreeMap::new(),
            successors: Vec::new(),
            misfits: Vec::new(),
            mentioned: Vec::new(),
        }
    }

    pub(crate) fn row(&self, side: Side) -> &[u32] {
        &self.rows[side as usize]
    }

    /// The values of the run.
    pub fn universe(&self) -> &Universe {
        &self.shared.universe
    }

    /// The values of a state, one per variable, none of which counts as read: for what is to be said of an answer, not for
    /// finding it. Empty where there is no such state.
    pub fn values_unrecorded(&self, side: Side) -> Vec<Value> {
        let (mut values, row) = (Vec::new(), &self.rows[side as usize]);
        if !row.is_empty() {
            let knowledge = self.shared.read();
            knowledge.values(&self.shared.universe, row, &mut values);
        }
        values
    }

    /// A new run of the body begins: what was written since the last [`Access::successor`] is forgotten.
    pub fn begin(&mut self) {
        self.cells.clear();
        self.sets.clear();
    }

    /// The run is complete: its writes make one successor.
    pub fn successor(&mut self) {
        let cells = std::mem::take(&mut self.cells)
            .into_iter()
            .map(|(cell, write)| match write {
                CellWrite::Value(value) => Write::Cell(cell, value),
                CellWrite::Updates(updates) => Write::Update(cell, updates),
            });
        let universe = &self.shared.universe;
        let sets = std::mem::take(&mut self.sets)
            .into_iter()
            .map(|(set, write)| {
                let mut edits: Vec<(Value, bool)> = write.edits.into_iter().collect();
                edits.sort_by(|a, b| universe.compare(a.0, b.0));
                if write.assigned {
                    Write::SetAssign(
                        set,
                        edits.into_iter().filter(|e| e.1).map(|e| e.0).collect(),
                    )
                } else {
                    Write::SetEdit(set, edits)
                }
            });
        let delta = cells.chain(sets).collect();
        self.successors.push(delta);
    }

    /// Asks about the value at a place, as the current run sees it. `None` where the question does not apply there.
    pub fn query(&mut self, side: Side, place: &Place, query: &Query) -> Option<Value> {
        self.look_at(side, place);
        let target = self.shared.read().layout.resolve(place);
        match target {
            Target::Cell(cell, path) => self.query_cell(side, cell, path, query),
            Target::Set(set) => self.query_set(side, set, query),
            Target::Function(node) => self.query_function(side, node, query),
            Target::Nowhere(..) => None,
        }
    }

    /// The members of the set at a place that satisfy `predicate`, a predicate of the element alone, in canonical order.
    /// `None` where there is no set. `decide` is asked about members only.
    ///
    /// # Errors
    /// What `decide` returns.
    pub fn select<E>(
        &mut self,
        side: Side,
        place: &Place,
        predicate: PredicateId,
        mut decide: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Option<Vec<Value>>, E> {
        self.look_at(side, place);
        let target = self.shared.read().layout.resolve(place);
        let Target::Set(set) = target else {
            let Some(whole) = self.query(side, place, &Query::Whole) else {
                return Ok(None);
            };
            let universe = self.shared.universe.clone();
            let Shape::Set(members) = universe.shape(whole) else {
                return Ok(None);
            };
            let mut chosen = Vec::new();
            for member in members {
                if decide(*member)? {
                    chosen.push(*member);
                }
            }
            return Ok(Some(chosen));
        };
        let before = self.reads.len();
        let mut chosen = Vec::new();
        for member in self.members(side, set, predicate) {
            match decide(member) {
                Ok(true) => chosen.push(member),
                Ok(false) => {}
                Err(error) => {
                    // Nothing was learned from this selection: the caller reads in another way, each time alike.
                    for read in self.reads.drain(before..) {
                        self.known.remove(&read);
                    }
                    return Err(error);
                }
            }
        }
        Ok(Some(chosen))
    }

    fn record(&mut self, side: Side, read: Read) {
        if self.known.insert((side, read.clone())) {
            self.reads.push((side, read));
        }
    }

    fn base_cell(&self, side: Side, cell: CellId) -> Option<Value> {
        let code = self.rows[side as usize]
            .get(cell.slot())
            .copied()
            .unwrap_or(0);
        self.shared.read().value_of(cell, code)
    }

    /// The cell's value as written so far, where something was written; edits made blindly are worked out now.
    fn written_cell(&mut self, cell: CellId) -> Option<Option<Value>> {
        match self.cells.get(&cell)? {
            CellWrite::Value(value) => Some(*value),
            CellWrite::Updates(updates) => {
                let updates = updates.clone();
                self.record(Side::Before, Read::Cell(cell));
                let universe = self.shared.universe.clone();
                let base = self.base_cell(Side::Before, cell);
                let value = base.and_then(|v| {
                    updates
                        .iter()
                        .try_fold(v, |v, update| update.apply(&universe, v))
                });
                // Edits that make no sense stay as they are: whoever applies the successor finds that out.
                if value.is_some() {
                    self.cells.insert(cell, CellWrite::Value(value));
                }
                Some(value)
            }
        }
    }

    fn query_cell(
        &mut self,
        side: Side,
        cell: CellId,
        path: Vec<Value>,
        query: &Query,
    ) -> Option<Value> {
        let side = self.side_of_cell(side, cell.slot());
        let projection = Projection {
            path,
            query: query.clone(),
        };
        if side == Side::Before
            && let Some(value) = self.written_cell(cell)
        {
            return projection.answer(&self.shared.universe, value?);
        }
        let value = self.base_cell(side, cell);
        let whole = projection.path.is_empty() && *query == Query::Whole;
        if whole || self.known.contains(&(side, Read::Cell(cell))) {
            self.record(side, Read::Cell(cell));
        } else {
            self.record(side, Read::Project(cell, projection.clone()));
        }
        projection.answer(&self.shared.universe, value?)
    }

    fn query_set(&mut self, side: Side, set: SetId, query: &Query) -> Option<Value> {
        let side = self.side_of_set(side, set);
        let universe = self.shared.universe.clone();
        match query {
            Query::Whole => Some(universe.set(self.members(side, set, ALL))),
            Query::Present => Some(universe.boolean(true)),
            Query::Size => {
                Some(universe.int(i64::try_from(self.members(side, set, ALL).len()).ok()?))
            }
            Query::Contains(member) => {
                if side == Side::Before
                    && let Some(write) = self.sets.get(&set)
                {
                    let edited = write.edits.get(member).copied();
                    if write.assigned || edited.is_some() {
                        return Some(universe.boolean(edited.unwrap_or(false)));
                    }
                }
                self.record(side, Read::Member(set, *member));
                let present =
                    self.shared
                        .read()
                        .has_member(set, &self.rows[side as usize], *member);
                Some(universe.boolean(present))
            }
            Query::Accepts(member) => {
                // All that is in a set's universe can be compared.
                self.mentioned.push((set, *member));
                Some(universe.boolean(true))
            }
            Query::Has(_) | Query::Domain | Query::Last | Query::Kind => None,
        }
    }

    /// The members of a set as the current run sees it, in canonical order. The read is recorded with the predicate,
    /// whose decision is the caller's.
    fn members(&mut self, side: Side, set: SetId, predicate: PredicateId) -> Vec<Value> {
        let side = self.side_of_set(side, set);
        let write = if side == Side::Before {
            self.sets.get(&set).cloned()
        } else {
            None
        };
        let mut members = if write.as_ref().is_some_and(|w| w.assigned) {
            Vec::new()
        } else {
            self.record(side, Read::Select(set, predicate));
            self.shared
                .read()
                .members_of(set, &self.rows[side as usize])
        };
        let universe = self.shared.universe.clone();
        if let Some(write) = write {
            members.retain(|m| write.edits.get(m).copied().unwrap_or(true));
            let present: HashSet<Value, Quick> = members.iter().copied().collect();
            let mut added: Vec<Value> = write
                .edits
                .into_iter()
                .filter(|(m, there)| *there && !present.contains(m))
                .map(|(m, _)| m)
                .collect();
            members.append(&mut added);
            members.sort_by(|a, b| universe.compare(*a, *b));
        }
        members
    }

    fn query_function(&mut self, side: Side, node: NodeId, query: &Query) -> Option<Value> {
        let universe = self.shared.universe.clone();
        let (entries, partial) = self.shared.read().layout.entries(node);
        match query {
            Query::Present => Some(universe.boolean(true)),
            Query::Has(key) => {
                let child = entries
                    .iter()
                    .find(|(k, _)| k == key)
                    .map(|(_, child)| *child);
                let there = match child {
                    Some(child) if partial => {
                        self.query_node(side, child, &Query::Present).is_some()
                    }
                    found => found.is_some(),
                };
                let keys = || entries.iter().map(|(k, _)| *k).collect();
                if child.is_none() && !universe.accepts(universe.set(keys()), *key)? {
                    return None;
                }
                Some(universe.boolean(there))
            }
            Query::Whole => {
                let mut pairs = Vec::with_capacity(entries.len());
                for (key, child) in entries {
                    match self.query_node(side, child, &Query::Whole) {
                        Some(value) => pairs.push((key, value)),
                        None if partial => {}
                        None => return None,
                    }
                }
                universe.function(pairs).ok()
            }
            Query::Size | Query::Domain => {
                let mut keys = Vec::with_capacity(entries.len());
                for (key, child) in entries {
                    if !partial || self.query_node(side, child, &Query::Present).is_some() {
                        keys.push(key);
                    }
                }
                Query::Whole
                    .answer(&universe, universe.set(keys))
                    .and_then(|domain| match query {
                        Query::Size => Query::Size.answer(&universe, domain),
                        _ => Some(domain),
                    })
            }
            Query::Last if !partial && is_sequence(&universe, &entries) => {
                self.query_node(side, entries.last()?.1, &Query::Whole)
            }
            Query::Last | Query::Contains(_) | Query::Accepts(_) | Query::Kind => None,
        }
    }

    fn query_node(&mut self, side: Side, node: NodeId, query: &Query) -> Option<Value> {
        let target = self.shared.read().layout.target(node);
        match target {
            Target::Cell(cell, path) => self.query_cell(side, cell, path, query),
            Target::Set(set) => self.query_set(side, set, query),
            Target::Function(node) => self.query_function(side, node, query),
            Target::Nowhere(..) => None,
        }
    }
}

/// Whether the keys, which are in canonical order, are 1 to n.
fn is_sequence(universe: &Universe, entries: &[(Value, NodeId)]) -> bool {
    let position = |(i, (key, _)): (usize, &(Value, NodeId))| *key == universe.int(i as i64 + 1);
    entries.iter().enumerate().all(position)
}
