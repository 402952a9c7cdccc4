//! An append-only arena: nodes never move, so readers hold references without a lock.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::value::{Shape, Value};

/// Nodes in chunk 0; chunk `k` holds `FIRST << k`.
const FIRST: usize = 64;
/// Enough chunks for every `u32` index.
const CHUNKS: usize = 27;

/// The content of an interned value. Children are handles of the same universe, so comparing two
/// contents looks one level deep.
#[derive(Debug)]
pub(crate) enum Content {
    Int(i64),
    Str(Box<str>),
    Atom(Box<str>),
    Set(Box<[Value]>),
    Tuple(Box<[Value]>),
    Record(Box<[(Value, Value)]>),
    Function(Box<[(Value, Value)]>),
}

impl Content {
    /// A copy of a shape that has no inline handle.
    pub(crate) fn new(shape: Shape<'_>) -> Self {
        match shape {
            Shape::Bool(_) => unreachable!("booleans live in their handles"),
            Shape::Int(i) => Self::Int(i),
            Shape::Str(s) => Self::Str(s.into()),
            Shape::Atom(s) => Self::Atom(s.into()),
            Shape::Set(members) => Self::Set(members.into()),
            Shape::Tuple(items) => Self::Tuple(items.into()),
            Shape::Record(pairs) => Self::Record(pairs.into()),
            Shape::Function(pairs) => Self::Function(pairs.into()),
        }
    }

    #[inline]
    pub(crate) fn shape(&self) -> Shape<'_> {
        match self {
            Self::Int(i) => Shape::Int(*i),
            Self::Str(s) => Shape::Str(s),
            Self::Atom(s) => Shape::Atom(s),
            Self::Set(members) => Shape::Set(members),
            Self::Tuple(items) => Shape::Tuple(items),
            Self::Record(pairs) => Shape::Record(pairs),
            Self::Function(pairs) => Shape::Function(pairs),
        }
    }

    /// Bytes on the heap besides the node.
    fn heap_bytes(&self) -> usize {
        match self {
            Self::Int(_) => 0,
            Self::Str(s) | Self::Atom(s) => s.len(),
            Self::Set(items) | Self::Tuple(items) => size_of_val(&**items),
            Self::Record(pairs) | Self::Function(pairs) => size_of_val(&**pairs),
        }
    }
}

/// The rank of a text that is not listed: behind all that are.
pub(crate) const UNRANKED: u32 = u32::MAX;

/// An interned value with what is computed once for it.
#[derive(Debug)]
pub(crate) struct Node {
    /// The content hash as two words: a `u128` field would pad the node to 16 bytes.
    hash: [u64; 2],
    /// Longest chain of values inside values; 0 for a scalar. Saturates.
    pub(crate) depth: u32,
    /// Of a string or an atom: the position of its text in a ranked universe, else [`UNRANKED`].
    pub(crate) rank: u32,
    pub(crate) content: Content,
}

impl Node {
    pub(crate) fn new(hash: u128, depth: u32, content: Content) -> Self {
        Self {
            hash: [hash as u64, (hash >> 64) as u64],
            depth,
            rank: UNRANKED,
            content,
        }
    }

    pub(crate) fn ranked(self, rank: u32) -> Self {
        Self { rank, ..self }
    }

    #[inline]
    pub(crate) fn hash(&self) -> u128 {
        u128::from(self.hash[0]) | u128::from(self.hash[1]) << 64
    }
}

type Chunk = Box<[OnceLock<Node>]>;

/// Nodes by index. Writing takes a fresh index, so writers meet only when a chunk is allocated.
#[derive(Debug)]
pub(crate) struct Arena {
    chunks: [OnceLock<Chunk>; CHUNKS],
    next: AtomicUsize,
    /// Heap bytes of the contents and of the chunks.
    bytes: AtomicUsize,
}

impl Arena {
    pub(crate) fn new() -> Self {
        Self {
            chunks: [const { OnceLock::new() }; CHUNKS],
            next: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
        }
    }

    /// Stores a node and returns its index.
    ///
    /// # Panics
    /// When all 2^32 indexes are taken: answering with a used one would confuse two values.
    pub(crate) fn push(&self, node: Node) -> u32 {
        // Relaxed: the counter only hands out indexes; the node is published by its OnceLock.
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let Ok(index) = u32::try_from(next) else {
            panic!("the universe is full: 2^32 distinct values");
        };
        self.bytes
            .fetch_add(node.content.heap_bytes(), Ordering::Relaxed);
        let (chunk, offset) = locate(index);
        let slots = self.chunks[chunk].get_or_init(|| self.new_chunk(FIRST << chunk));
        assert!(
            slots[offset].set(node).is_ok(),
            "an index is handed out once"
        );
        index
    }

    /// The node at an index that [`push`](Self::push) returned.
    ///
    /// # Panics
    /// When this arena never returned `index`.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> &Node {
        let (chunk, offset) = locate(index);
        let node = self.chunks[chunk]
            .get()
            .and_then(|slots| slots[offset].get());
        node.expect("the handle belongs to another universe")
    }

    /// Approximate memory held.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    fn new_chunk(&self, len: usize) -> Chunk {
        self.bytes
            .fetch_add(len * size_of::<OnceLock<Node>>(), Ordering::Relaxed);
        (0..len).map(|_| OnceLock::new()).collect()
    }
}

/// The chunk of an index and the place in it.
#[inline]
fn locate(index: u32) -> (usize, usize) {
    let shifted = index as usize + FIRST;
    let chunk = (shifted.ilog2() - FIRST.ilog2()) as usize;
    (chunk, shifted - (FIRST << chunk))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn indexes_fill_the_chunks_without_gaps() {
        assert_eq!(locate(0), (0, 0));
        assert_eq!(locate(63), (0, 63));
        assert_eq!(locate(64), (1, 0));
        assert_eq!(locate(64 + 127), (1, 127));
        assert_eq!(locate(64 + 128), (2, 0));
        assert!(locate(u32::MAX).0 < CHUNKS);
    }

    #[test]
    fn a_reference_outlives_later_pushes() {
        let arena = Arena::new();
        let first = arena.push(Node::new(1, 0, Content::Str("first".into())));
        let node = arena.get(first);
        for i in 0..1000 {
            let index = arena.push(Node::new(2, 0, Content::Int(i)));
            assert_eq!(arena.get(index).content.shape(), Shape::Int(i));
        }
        assert_eq!(node.content.shape(), Shape::Str("first"));
        assert!(arena.bytes() >= 1001 * size_of::<Node>() + 5);
    }

    #[test]
    #[should_panic(expected = "another universe")]
    fn an_unknown_index_is_refused() {
        Arena::new().get(7);
    }

    #[test]
    fn the_hash_survives_its_two_words() {
        let hash = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210;
        assert_eq!(Node::new(hash, 0, Content::Int(0)).hash(), hash);
    }
}
