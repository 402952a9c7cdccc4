//! Reading and updating sets, functions and sequences. Values never change: an update is another
//! value.

use crate::order::entries;
use crate::universe::Universe;
use crate::value::{Handle, Shape, Value};

/// So many entries are first searched by comparing handles, then all by bisection.
const LINEAR: usize = 8;

impl Universe {
    /// `f[key]`; `None` outside the domain, or when `f` is no function.
    #[must_use]
    pub fn apply(&self, f: Value, key: Value) -> Option<Value> {
        match self.shape(f) {
            Shape::Tuple(items) => items.get(position(key)?).copied(),
            Shape::Record(pairs) | Shape::Function(pairs) => {
                Some(pairs[self.find(pairs, |pair| pair.0, key).ok()?].1)
            }
            _ => None,
        }
    }

    /// The domain of a function in canonical order; `None` if `f` is no function.
    #[must_use]
    pub fn domain(&self, f: Value) -> Option<Vec<Value>> {
        Some(entries(self.shape(f))?.keys().collect())
    }

    /// The entries of a function in the order of its keys, a tuple as `(1, a), (2, b), ...`;
    /// `None` if `f` is no function.
    #[must_use]
    pub fn pairs(&self, f: Value) -> Option<Vec<(Value, Value)>> {
        Some(entries(self.shape(f))?.iter().collect())
    }

    /// `member \in set`; `None` if `set` is no set.
    #[must_use]
    pub fn contains(&self, set: Value, member: Value) -> Option<bool> {
        let members = self.members(set)?;
        Some(self.find(members, |&m| m, member).is_ok())
    }

    /// The cardinality of a set or of a function's domain; `None` for a scalar.
    #[must_use]
    pub fn size(&self, v: Value) -> Option<usize> {
        match self.shape(v) {
            Shape::Set(members) => Some(members.len()),
            shape => Some(entries(shape)?.len()),
        }
    }

    /// `f` with `key` mapped to `value`; the key may be new. `None` if `f` is no function.
    #[must_use]
    pub fn with_entry(&self, f: Value, key: Value, value: Value) -> Option<Value> {
        if let Shape::Tuple(items) = self.shape(f) {
            match position(key) {
                Some(index) if index < items.len() => {
                    let mut items = items.to_vec();
                    items[index] = value;
                    return Some(self.tuple_of(&items));
                }
                Some(index) if index == items.len() => return self.append(f, value),
                _ => {}
            }
        }
        let mut pairs = self.pairs(f)?;
        match self.find(&pairs, |pair| pair.0, key) {
            Ok(index) => pairs[index].1 = value,
            Err(index) => pairs.insert(index, (key, value)),
        }
        Some(self.function_of_sorted(&pairs))
    }

    /// `f` without `key` in its domain; `None` if `f` is no function or has no such key.
    #[must_use]
    pub fn without_entry(&self, f: Value, key: Value) -> Option<Value> {
        let mut pairs = self.pairs(f)?;
        pairs.remove(self.find(&pairs, |pair| pair.0, key).ok()?);
        Some(self.function_of_sorted(&pairs))
    }

    /// `set \cup {member}`; `None` if `set` is no set.
    #[must_use]
    pub fn with_member(&self, set: Value, member: Value) -> Option<Value> {
        let members = self.members(set)?;
        match self.find(members, |&m| m, member) {
            Ok(_) => Some(set),
            Err(index) => {
                let (before, after) = members.split_at(index);
                Some(self.set_of_sorted(&[before, &[member], after].concat()))
            }
        }
    }

    /// `set \ {member}`, which is `set` itself when it has no such member; `None` if `set` is no
    /// set.
    #[must_use]
    pub fn without_member(&self, set: Value, member: Value) -> Option<Value> {
        let members = self.members(set)?;
        match self.find(members, |&m| m, member) {
            Ok(index) => {
                let rest = [&members[..index], &members[index + 1..]].concat();
                Some(self.set_of_sorted(&rest))
            }
            Err(_) => Some(set),
        }
    }

    /// `Append(seq, item)`; `None` if `seq` is no sequence.
    #[must_use]
    pub fn append(&self, seq: Value, item: Value) -> Option<Value> {
        Some(self.tuple_of(&[self.items(seq)?, &[item]].concat()))
    }

    /// All but the first item; `None` if `seq` is no sequence or empty.
    #[must_use]
    pub fn tail(&self, seq: Value) -> Option<Value> {
        let (_, rest) = self.items(seq)?.split_first()?;
        Some(self.tuple_of(rest))
    }

    /// All but the last item; `None` if `seq` is no sequence or empty.
    #[must_use]
    pub fn init(&self, seq: Value) -> Option<Value> {
        let (_, rest) = self.items(seq)?.split_last()?;
        Some(self.tuple_of(rest))
    }

    fn members(&self, set: Value) -> Option<&[Value]> {
        match self.shape(set) {
            Shape::Set(members) => Some(members),
            _ => None,
        }
    }

    fn items(&self, seq: Value) -> Option<&[Value]> {
        match self.shape(seq) {
            Shape::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// Where `wanted` is in a slice sorted by `key`, or else where it belongs.
    fn find<T>(
        &self,
        sorted: &[T],
        key: impl Fn(&T) -> Value,
        wanted: Value,
    ) -> Result<usize, usize> {
        let linear = &sorted[..sorted.len().min(LINEAR)];
        if let Some(index) = linear.iter().position(|entry| key(entry) == wanted) {
            return Ok(index);
        }
        sorted.binary_search_by(|entry| self.compare(key(entry), wanted))
    }
}

/// The index of a key among the items of a tuple long enough.
fn position(key: Value) -> Option<usize> {
    match key.unpack() {
        Handle::Int(i) => usize::try_from(i.checked_sub(1)?).ok(),
        _ => None,
    }
}
