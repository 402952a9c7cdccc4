//! Handles, and what they stand for.

const TAG_BITS: u32 = 3;
const TAG_MASK: u64 = (1 << TAG_BITS) - 1;
const TAG_BOOL: u64 = 0;
const TAG_INT: u64 = 1;
const TAG_NODE: u64 = 2;

/// The smallest integer that a handle holds by itself: 61 bits, two's complement.
pub(crate) const INLINE_MIN: i64 = -(1 << 60);
/// The largest integer that a handle holds by itself.
pub(crate) const INLINE_MAX: i64 = (1 << 60) - 1;

/// A value of one [`Universe`](crate::Universe).
///
/// Handles of one universe are equal exactly when their values are, so `==` and `Hash` cost one
/// word. The order of handles is *not* the order of values (use
/// [`Universe::compare`](crate::Universe::compare)), and the handle of a value differs between
/// runs (use [`Universe::hash`](crate::Universe::hash)). A handle means nothing in another
/// universe: there it may panic or name another value.
///
/// Layout: the low three bits are a tag; the rest is a boolean, an integer of 61 bits, or an
/// index into the universe's arena.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(u64);

/// A handle taken apart.
pub(crate) enum Handle {
    Bool(bool),
    Int(i64),
    Node(u32),
}

impl Value {
    pub(crate) const fn of_bool(b: bool) -> Self {
        Self((b as u64) << TAG_BITS | TAG_BOOL)
    }

    /// The handle of an integer, if it fits; one that does not must be interned.
    pub(crate) const fn of_int(i: i64) -> Option<Self> {
        if i >= INLINE_MIN && i <= INLINE_MAX {
            Some(Self((i as u64) << TAG_BITS | TAG_INT))
        } else {
            None
        }
    }

    /// The handle of the position after `index` others in a sequence, that is `index + 1`.
    pub(crate) const fn of_position(index: usize) -> Self {
        debug_assert!((index as u64) < INLINE_MAX as u64);
        Self((index as u64 + 1) << TAG_BITS | TAG_INT)
    }

    pub(crate) const fn of_node(index: u32) -> Self {
        Self((index as u64) << TAG_BITS | TAG_NODE)
    }

    /// The handle as a word; distinct values have distinct words.
    #[inline]
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    #[inline]
    pub(crate) const fn unpack(self) -> Handle {
        match self.0 & TAG_MASK {
            TAG_BOOL => Handle::Bool(self.0 >> TAG_BITS != 0),
            TAG_INT => Handle::Int(self.0 as i64 >> TAG_BITS),
            _ => Handle::Node((self.0 >> TAG_BITS) as u32),
        }
    }
}

/// What a value is: its one canonical form.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Shape<'u> {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Str(&'u str),
    /// A model value: equal only to itself.
    Atom(&'u str),
    /// A finite set: members in canonical order, no duplicates.
    Set(&'u [Value]),
    /// A function on `1..n`, `n >= 0`: a tuple or sequence; also the empty function.
    Tuple(&'u [Value]),
    /// A non-empty function whose keys are all strings; sorted by key in canonical order.
    Record(&'u [(Value, Value)]),
    /// Any other finite function; sorted by key in canonical order, never empty.
    Function(&'u [(Value, Value)]),
}
