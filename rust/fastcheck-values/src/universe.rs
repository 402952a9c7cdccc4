//! Construction: canonical forms, interned.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::arena::{Arena, Content, Node, UNRANKED};
use crate::hash;
use crate::lookup;
use crate::value::{Handle, Shape, Value};

/// Interning locks one of these many tables.
const SHARDS: usize = 64;

/// All values of one run. It is shared between threads by reference and dies with the run; there
/// is no process-wide state.
///
/// Methods panic, or answer about another value, when given a handle of another universe.
#[derive(Debug)]
pub struct Universe {
    arena: Arena,
    shards: Box<[Shard]>,
    /// Positions of texts, in a ranked universe.
    ranks: Option<HashMap<Box<str>, u32>>,
}

/// The indexes of the interned nodes whose place falls here. Aligned so that two locks never share
/// a cache line.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Shard(Mutex<HashTable<Slot>>);

/// An interned node. Its place is kept here, so that a growing table need not visit the nodes.
#[derive(Debug)]
struct Slot {
    place: u32,
    index: u32,
}

impl Slot {
    /// The hash that the table sees: it takes the bucket from the low bits and a tag from the high
    /// ones.
    fn spread(place: u32) -> u64 {
        u64::from(place) | u64::from(place) << 32
    }
}

impl Shard {
    /// A panic elsewhere cannot leave a table half written: an index is inserted in one step, so
    /// a poisoned lock is taken all the same.
    fn lock(&self) -> MutexGuard<'_, HashTable<Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A function was given two values for one key.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key that occurs more than once; of several, the least in canonical order.
    pub key: Value,
}

impl fmt::Display for DuplicateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a function has one value for each key, but a key occurs twice"
        )
    }
}

impl std::error::Error for DuplicateKey {}

impl Default for Universe {
    fn default() -> Self {
        Self::new()
    }
}

impl Universe {
    /// An empty universe.
    #[must_use]
    pub fn new() -> Self {
        Self {
            arena: Arena::new(),
            shards: (0..SHARDS).map(|_| Shard::default()).collect(),
            ranks: None,
        }
    }

    /// An empty universe whose strings and atoms compare by the first position of their text in `names`, texts that are
    /// not listed behind all that are, by bytes; and whose atoms are less than everything else. Only the order differs:
    /// content hashes are those of any other universe.
    #[must_use]
    pub fn ranked<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut ranks = HashMap::new();
        for name in names {
            let next = ranks.len() as u32;
            ranks.entry(Box::from(name)).or_insert(next);
        }
        Self {
            ranks: Some(ranks),
            ..Self::new()
        }
    }

    /// Whether strings and atoms have ranks, see [`Universe::ranked`].
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.ranks.is_some()
    }

    /// The rank of a string or atom.
    pub(crate) fn rank(&self, v: Value) -> u32 {
        match v.unpack() {
            Handle::Node(index) => self.arena.get(index).rank,
            Handle::Bool(_) | Handle::Int(_) => UNRANKED,
        }
    }

    fn rank_of(&self, shape: Shape<'_>) -> u32 {
        match (&self.ranks, shape) {
            (Some(ranks), Shape::Str(text) | Shape::Atom(text)) => {
                ranks.get(text).copied().unwrap_or(UNRANKED)
            }
            _ => UNRANKED,
        }
    }

    /// `TRUE` or `FALSE`.
    #[inline]
    #[must_use]
    pub fn boolean(&self, b: bool) -> Value {
        Value::of_bool(b)
    }

    /// An integer; the whole range of `i64`.
    #[inline]
    #[must_use]
    pub fn int(&self, i: i64) -> Value {
        Value::of_int(i).unwrap_or_else(|| self.intern(Shape::Int(i)))
    }

    /// A string.
    #[must_use]
    pub fn string(&self, s: &str) -> Value {
        self.intern(Shape::Str(s))
    }

    /// A model value: equal to the atom of the same name, and to nothing else.
    #[must_use]
    pub fn atom(&self, s: &str) -> Value {
        self.intern(Shape::Atom(s))
    }

    /// The set of the members, which may come in any order and more than once.
    #[must_use]
    pub fn set(&self, mut members: Vec<Value>) -> Value {
        members.sort_unstable_by(|&a, &b| self.compare(a, b));
        members.dedup();
        self.set_of_sorted(&members)
    }

    /// The tuple, or sequence, of the items.
    #[must_use]
    pub fn tuple(&self, items: Vec<Value>) -> Value {
        self.tuple_of(&items)
    }

    /// The function with these entries, in any order. It is made canonical: entries on `1..n` are
    /// a tuple, no entries the empty tuple, entries on strings a record.
    ///
    /// # Errors
    /// When a key occurs twice, even with the same value.
    pub fn function(&self, mut pairs: Vec<(Value, Value)>) -> Result<Value, DuplicateKey> {
        pairs.sort_unstable_by(|a, b| self.compare(a.0, b.0));
        match pairs.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(DuplicateKey { key: pair[0].0 }),
            None => Ok(self.function_of_sorted(&pairs)),
        }
    }

    /// What a value is. The slices live as long as the universe.
    #[inline]
    #[must_use]
    pub fn shape(&self, v: Value) -> Shape<'_> {
        match v.unpack() {
            Handle::Bool(b) => Shape::Bool(b),
            Handle::Int(i) => Shape::Int(i),
            Handle::Node(index) => self.arena.get(index).content.shape(),
        }
    }

    /// The content hash of version [`HASH_VERSION`](crate::HASH_VERSION): a function of the value
    /// alone, the same in every run and on every machine; never 0.
    #[inline]
    #[must_use]
    pub fn hash(&self, v: Value) -> u128 {
        match v.unpack() {
            Handle::Bool(b) => hash::of_bool(b),
            Handle::Int(i) => hash::of_int(i),
            Handle::Node(index) => self.arena.get(index).hash(),
        }
    }

    /// How deep values are nested inside this one: 0 for a scalar, 1 for a set of scalars and for
    /// the empty set. Every method is safe on any depth; what a caller does with the text or JSON
    /// of a deep value may not be.
    #[must_use]
    pub fn depth(&self, v: Value) -> u32 {
        match v.unpack() {
            Handle::Bool(_) | Handle::Int(_) => 0,
            Handle::Node(index) => self.arena.get(index).depth,
        }
    }

    /// Approximate memory held, in bytes. Locks each table for a moment.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let tables = self
            .shards
            .iter()
            .map(|shard| shard.lock().allocation_size());
        size_of::<Self>() + size_of_val(&*self.shards) + tables.sum::<usize>() + self.arena.bytes()
    }

    /// The set of members in canonical order without duplicates.
    pub(crate) fn set_of_sorted(&self, members: &[Value]) -> Value {
        self.intern(Shape::Set(members))
    }

    pub(crate) fn tuple_of(&self, items: &[Value]) -> Value {
        self.intern(Shape::Tuple(items))
    }

    /// The function with these entries, sorted by key in canonical order without duplicates.
    pub(crate) fn function_of_sorted(&self, pairs: &[(Value, Value)]) -> Value {
        let is_string = |key| matches!(self.shape(key), Shape::Str(_));
        if pairs
            .iter()
            .enumerate()
            .all(|(i, &(key, _))| key == Value::of_position(i))
        {
            self.tuple_of(&pairs.iter().map(|&(_, value)| value).collect::<Vec<_>>())
        } else if pairs.iter().all(|&(key, _)| is_string(key)) {
            self.intern(Shape::Record(pairs))
        } else {
            self.intern(Shape::Function(pairs))
        }
    }

    fn intern(&self, shape: Shape<'_>) -> Value {
        self.intern_at(lookup::of_shape(shape), shape)
    }

    /// The one handle of a canonical shape whose place in the tables is `place`.
    ///
    /// The index of a node enters its table only after the node is stored, so whoever finds an
    /// index finds its node. Equal hashes are never taken for equal values. The content hash is
    /// computed once per value, when it is new.
    fn intern_at(&self, place: u64, shape: Shape<'_>) -> Value {
        let mut table = self.shards[(place >> 32) as usize % SHARDS].lock();
        let place = place as u32;
        let same = |slot: &Slot| {
            slot.place == place && self.arena.get(slot.index).content.shape() == shape
        };
        let index = match table.entry(Slot::spread(place), same, |slot| Slot::spread(slot.place)) {
            Entry::Occupied(entry) => entry.get().index,
            Entry::Vacant(entry) => {
                let (hash, depth) = (self.hash_of(shape), self.depth_of(shape));
                let node = Node::new(hash, depth, Content::new(shape)).ranked(self.rank_of(shape));
                let index = self.arena.push(node);
                entry.insert(Slot { place, index });
                index
            }
        };
        Value::of_node(index)
    }

    /// The content hash, from the hashes of the children.
    fn hash_of(&self, shape: Shape<'_>) -> u128 {
        let hash_pair = |&(key, value): &(Value, Value)| (self.hash(key), self.hash(value));
        match shape {
            Shape::Bool(b) => hash::of_bool(b),
            Shape::Int(i) => hash::of_int(i),
            Shape::Str(s) => hash::of_str(s),
            Shape::Atom(s) => hash::of_atom(s),
            Shape::Set(members) => hash::of_set(members.iter().map(|&member| self.hash(member))),
            Shape::Tuple(items) => {
                let items = items.iter().enumerate();
                hash::of_function(items.map(|(i, &v)| hash_pair(&(Value::of_position(i), v))))
            }
            Shape::Record(pairs) | Shape::Function(pairs) => {
                hash::of_function(pairs.iter().map(hash_pair))
            }
        }
    }

    fn depth_of(&self, shape: Shape<'_>) -> u32 {
        let depth = |&v: &Value| self.depth(v);
        let deepest = match shape {
            Shape::Bool(_) | Shape::Int(_) | Shape::Str(_) | Shape::Atom(_) => return 0,
            Shape::Set(items) | Shape::Tuple(items) => items.iter().map(depth).max(),
            Shape::Record(pairs) | Shape::Function(pairs) => pairs
                .iter()
                .map(|(key, value)| depth(key).max(depth(value)))
                .max(),
        };
        deepest.unwrap_or(0).saturating_add(1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn trap_35_equal_hashes_are_not_taken_for_equal_values() {
        let u = Universe::new();
        let a = u.intern_at(42, Shape::Str("a"));
        let b = u.intern_at(42, Shape::Str("b"));
        assert_ne!(a, b);
        assert_eq!((u.shape(a), u.shape(b)), (Shape::Str("a"), Shape::Str("b")));
        assert_eq!(u.intern_at(42, Shape::Str("a")), a);
        assert_eq!(u.intern_at(42, Shape::Str("b")), b);
    }

    #[test]
    fn a_poisoned_table_still_answers() {
        let u = Universe::new();
        let a = u.string("a");
        for shard in &u.shards {
            let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let _guard = shard.lock();
                std::panic::resume_unwind(Box::new(()));
            }));
            assert!(held.is_err() && shard.0.is_poisoned());
        }
        assert_eq!(u.string("a"), a);
        assert_ne!(u.string("b"), a);
    }

    #[test]
    fn a_universe_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Universe>();
        shared::<Value>();
    }
}
