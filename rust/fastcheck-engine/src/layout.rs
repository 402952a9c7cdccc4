//! How variables are split into cells and bitmaps.
//!
//! A value that is a function with a stable domain is split into its entries, recursively; a set becomes a bitmap over the
//! members met so far; anything else is one cell. The split is found from the initial states and widened whenever a value
//! does not fit ([`Misfit`]), at a level's start: the level is thrown away, states are split anew, and nothing is lost.
//!
//! **Invariant:** under one layout a value has exactly one representation. Entries of a *partial* function (one whose
//! domain changes) are cells, because only a cell can hold "no value".

use std::collections::HashMap;

use fastcheck_values::{Shape, Universe, Value, hash};

use crate::knowledge::Quick;
use crate::place::Place;

/// A slot of the row that holds a code of its dictionary; code 0 means "no value".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellId(pub(crate) u32);

impl CellId {
    /// Index into the row.
    pub(crate) fn slot(self) -> usize {
        self.0 as usize
    }
}

/// A set stored as a bitmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SetId(pub(crate) u32);

/// A node of the layout's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// Functions with more entries than this stay whole.
const MAX_ENTRIES: usize = 256;
/// A partial function may gain this many arguments one by one before it is kept whole.
const MAX_PARTIAL_ENTRIES: usize = 32;
/// A set whose universe outgrows this is kept whole.
pub(crate) const MAX_MEMBERS: usize = 4096;

/// A value that does not fit the layout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Misfit {
    /// The function got an argument that it never had.
    NewKey(NodeId, Value),
    /// The function lost an argument.
    Missing(NodeId),
    /// The value is of another kind than the node.
    Kind(NodeId),
}

/// Where a place lies.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// In a cell, at a path below its value.
    Cell(CellId, Vec<Value>),
    /// It is a set.
    Set(SetId),
    /// It is a split function.
    Function(NodeId),
    /// The node has no such argument; the rest of the path, that argument first.
    Nowhere(NodeId, Vec<Value>),
}

/// A layout without slots: what is decided about a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plan {
    Cell,
    Set,
    Function {
        entries: Vec<(Value, Plan)>,
        partial: bool,
    },
}

impl Plan {
    /// The finest plan for one value.
    pub(crate) fn of(universe: &Universe, value: Value) -> Plan {
        match universe.shape(value) {
            Shape::Set(members) if members.len() <= MAX_MEMBERS => Plan::Set,
            Shape::Tuple([]) => Plan::Cell,
            Shape::Tuple(_) | Shape::Record(_) | Shape::Function(_) => {
                let pairs = universe.pairs(value).unwrap_or_default();
                if pairs.len() > MAX_ENTRIES {
                    return Plan::Cell;
                }
                let entries = pairs
                    .into_iter()
                    .map(|(k, v)| (k, Plan::of(universe, v)))
                    .collect();
                Plan::Function {
                    entries,
                    partial: false,
                }
            }
            _ => Plan::Cell,
        }
    }

    /// The finest plan that this one's values and `value` fit.
    pub(crate) fn fit(self, universe: &Universe, value: Value) -> Plan {
        match (self, universe.shape(value)) {
            (Plan::Set, Shape::Set(members)) if members.len() <= MAX_MEMBERS => Plan::Set,
            (
                Plan::Function { entries, partial },
                Shape::Tuple(_) | Shape::Record(_) | Shape::Function(_),
            ) => {
                let pairs = universe.pairs(value).unwrap_or_default();
                let same = pairs.len() == entries.len()
                    && pairs.iter().zip(&entries).all(|(p, e)| p.0 == e.0);
                if same && !partial {
                    let entries = entries
                        .into_iter()
                        .zip(pairs)
                        .map(|((k, plan), (_, v))| (k, plan.fit(universe, v)))
                        .collect();
                    return Plan::Function { entries, partial };
                }
                let keys = entries
                    .into_iter()
                    .map(|e| e.0)
                    .chain(pairs.into_iter().map(|p| p.0))
                    .collect();
                Plan::partial(universe, keys)
            }
            _ => Plan::Cell,
        }
    }

    /// A function whose domain changes among `keys`. Sequences and records are kept whole: theirs shift.
    fn partial(universe: &Universe, mut keys: Vec<Value>) -> Plan {
        keys.sort_by(|a, b| universe.compare(*a, *b));
        keys.dedup();
        let plain = |key: &Value| matches!(universe.shape(*key), Shape::Int(_) | Shape::Str(_));
        if keys.len() > MAX_PARTIAL_ENTRIES || keys.iter().all(plain) {
            return Plan::Cell;
        }
        Plan::Function {
            entries: keys.into_iter().map(|k| (k, Plan::Cell)).collect(),
            partial: true,
        }
    }
}

/// What a layout is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Cell(CellId),
    Set(SetId),
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Cell(CellId),
    Set(SetId),
    Function {
        entries: Vec<(Value, NodeId)>,
        index: HashMap<Value, NodeId, Quick>,
        partial: bool,
    },
}

/// The tree of nodes over the row's slots.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    nodes: Vec<Node>,
    paths: Vec<u128>,
    roots: Vec<NodeId>,
    /// Whose the slots are that it began with.
    owners: Vec<u32>,
    set_nodes: Vec<NodeId>,
}

/// What a new layout needs room for, in slot order.
pub(crate) enum Room {
    /// A cell whose values are fingerprinted under this path.
    Cell(u128),
    /// A set's first word.
    Set(SetId, u128),
}

impl Layout {
    /// Lays out one plan per variable; returns what each slot is for.
    pub(crate) fn build(
        universe: &Universe,
        names: &[String],
        plans: &[Plan],
    ) -> (Layout, Vec<Room>) {
        let mut layout = Layout {
            nodes: Vec::new(),
            paths: Vec::new(),
            roots: Vec::new(),
            owners: Vec::new(),
            set_nodes: Vec::new(),
        };
        let mut rooms = Vec::new();
        for (variable, (name, plan)) in names.iter().zip(plans).enumerate() {
            let root = layout.add(universe, plan, fingerprint::variable(name), &mut rooms);
            layout.roots.push(root);
            layout.owners.resize(rooms.len(), variable as u32);
        }
        (layout, rooms)
    }

    fn add(
        &mut self,
        universe: &Universe,
        plan: &Plan,
        path: u128,
        rooms: &mut Vec<Room>,
    ) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let slot = rooms.len() as u32;
        self.paths.push(path);
        match plan {
            Plan::Cell => {
                self.nodes.push(Node::Cell(CellId(slot)));
                rooms.push(Room::Cell(path));
            }
            Plan::Set => {
                let set = SetId(self.set_nodes.len() as u32);
                self.nodes.push(Node::Set(set));
                self.set_nodes.push(id);
                rooms.push(Room::Set(set, path));
            }
            Plan::Function { entries, partial } => {
                self.nodes.push(Node::Function {
                    entries: Vec::new(),
                    index: HashMap::default(),
                    partial: *partial,
                });
                let below: Vec<(Value, NodeId)> = entries
                    .iter()
                    .map(|(k, plan)| {
                        (
                            *k,
                            self.add(universe, plan, hash::mix(path, universe.hash(*k)), rooms),
                        )
                    })
                    .collect();
                let index = below.iter().copied().collect();
                self.nodes[id.0 as usize] = Node::Function {
                    entries: below,
                    index,
                    partial: *partial,
                };
            }
        }
        id
    }

    pub(crate) fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// The variable that a slot is part of: a cell, or the first of a set's.
    pub(crate) fn variable_of(&self, slot: usize) -> usize {
        self.owners[slot] as usize
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }

    pub(crate) fn path(&self, node: NodeId) -> u128 {
        self.paths[node.0 as usize]
    }

    /// The nodes that are sets or split functions: the constant part of every fingerprint.
    pub(crate) fn containers(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len() as u32)
            .map(NodeId)
            .filter(|n| !matches!(self.node(*n), Node::Cell(_)))
    }

    pub(crate) fn node_of_set(&self, set: SetId) -> NodeId {
        self.set_nodes[set.0 as usize]
    }

    /// The entries of a split function, and whether it is partial. Empty for other nodes.
    pub(crate) fn entries(&self, node: NodeId) -> (Vec<(Value, NodeId)>, bool) {
        match self.node(node) {
            Node::Function {
                entries, partial, ..
            } => (entries.clone(), *partial),
            _ => (Vec::new(), false),
        }
    }

    /// The cells and sets at a node and below it, in slot order.
    pub(crate) fn parts_of(&self, node: NodeId, visit: &mut impl FnMut(Part)) {
        match self.node(node) {
            Node::Cell(cell) => visit(Part::Cell(*cell)),
            Node::Set(set) => visit(Part::Set(*set)),
            Node::Function { entries, .. } => {
                for (_, child) in entries {
                    self.parts_of(*child, visit);
                }
            }
        }
    }

    pub(crate) fn target(&self, node: NodeId) -> Target {
        match self.node(node) {
            Node::Cell(cell) => Target::Cell(*cell, Vec::new()),
            Node::Set(set) => Target::Set(*set),
            Node::Function { .. } => Target::Function(node),
        }
    }

    pub(crate) fn resolve(&self, place: &Place) -> Target {
        let mut node = self.roots[place.variable];
        for (depth, key) in place.path.iter().enumerate() {
            match self.node(node) {
                Node::Cell(cell) => return Target::Cell(*cell, place.path[depth..].to_vec()),
                Node::Set(_) => return Target::Nowhere(node, place.path[depth..].to_vec()),
                Node::Function { index, .. } => match index.get(key) {
                    Some(child) => node = *child,
                    None => return Target::Nowhere(node, place.path[depth..].to_vec()),
                },
            }
        }
        self.target(node)
    }

    /// The plans of all variables.
    pub(crate) fn plans(&self, universe: &Universe) -> Vec<Plan> {
        self.widened(universe, &[])
    }

    /// The plans of all variables, widened so that the misfits fit.
    pub(crate) fn widened(&self, universe: &Universe, misfits: &[Misfit]) -> Vec<Plan> {
        self.roots
            .iter()
            .map(|root| self.widened_node(universe, *root, misfits))
            .collect()
    }

    fn widened_node(&self, universe: &Universe, node: NodeId, misfits: &[Misfit]) -> Plan {
        let whole = misfits
            .iter()
            .any(|m| matches!(m, Misfit::Kind(n) if *n == node));
        match self.node(node) {
            Node::Cell(_) => Plan::Cell,
            Node::Set(_) => {
                let misfit = |m: &Misfit| matches!(m, Misfit::NewKey(n, _) | Misfit::Missing(n) if *n == node);
                if whole || misfits.iter().any(misfit) {
                    Plan::Cell
                } else {
                    Plan::Set
                }
            }
            Node::Function { .. } if whole => Plan::Cell,
            Node::Function {
                entries, partial, ..
            } => {
                let new_keys: Vec<Value> = misfits
                    .iter()
                    .filter_map(|m| match m {
                        Misfit::NewKey(n, key) if *n == node => Some(*key),
                        _ => None,
                    })
                    .collect();
                let shrinks = misfits
                    .iter()
                    .any(|m| matches!(m, Misfit::Missing(n) if *n == node));
                if shrinks || !new_keys.is_empty() {
                    return Plan::partial(
                        universe,
                        entries.iter().map(|e| e.0).chain(new_keys).collect(),
                    );
                }
                let entries = entries
                    .iter()
                    .map(|(k, child)| (*k, self.widened_node(universe, *child, misfits)))
                    .collect();
                Plan::Function {
                    entries,
                    partial: *partial,
                }
            }
        }
    }
}

/// The fingerprint of a state: a sum of mixed leaf hashes, each keyed by its path.
///
/// It is defined on values, not on layouts: a function contributes a marker and its entries under longer paths, a set a
/// marker and its members, anything else its content hash. So a split value and a whole one contribute the same, and a
/// successor changes the sum by what it changed (Zobrist, "A new hashing method with application for game playing", 1970).
pub(crate) mod fingerprint {
    use super::{Shape, Universe, Value, hash};

    /// Version of this function together with [`hash::HASH_VERSION`]'s.
    pub(crate) const FUNCTION: u128 = 0x66_75_6e_63_74_69_6f_6e;
    const SET: u128 = 0x73_65_74;
    const MEMBER: u128 = 0x6d_65_6d_62_65_72;
    const LEAF: u128 = 0x6c_65_61_66;

    /// The path of a variable.
    pub(crate) fn variable(name: &str) -> u128 {
        hash::mix(hash::of_bytes(b"variable"), hash::of_bytes(name.as_bytes()))
    }

    /// The constant part of a function at `path`.
    pub(crate) fn function(path: u128) -> u128 {
        hash::mix(path, FUNCTION)
    }

    /// The constant part of a set at `path`.
    pub(crate) fn set(path: u128) -> u128 {
        hash::mix(path, SET)
    }

    /// What a member adds to a set at `path`.
    pub(crate) fn member(universe: &Universe, path: u128, member: Value) -> u128 {
        hash::mix(hash::mix(path, MEMBER), universe.hash(member))
    }

    /// What `value` contributes at `path`.
    pub(crate) fn value(universe: &Universe, path: u128, value: Value) -> u128 {
        match universe.shape(value) {
            Shape::Set(members) => members.iter().fold(set(path), |sum, m| {
                sum.wrapping_add(member(universe, path, *m))
            }),
            Shape::Tuple(items) => {
                let keys = (1..).map(|position| universe.int(position));
                entries(universe, path, keys.zip(items.iter().copied()))
            }
            Shape::Record(pairs) | Shape::Function(pairs) => {
                entries(universe, path, pairs.iter().copied())
            }
            _ => hash::mix(hash::mix(path, LEAF), universe.hash(value)),
        }
    }

    /// What a function with these entries contributes at `path`.
    fn entries(
        universe: &Universe,
        path: u128,
        entries: impl Iterator<Item = (Value, Value)>,
    ) -> u128 {
        entries.fold(function(path), |sum, (key, entry)| {
            let below = hash::mix(path, universe.hash(key));
            sum.wrapping_add(value(universe, below, entry))
        })
    }
}
