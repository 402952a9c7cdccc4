//! Values that were made lately, by what they were made of: so that making one again needs no interning. A direct-mapped
//! table per thread; inputs are compared, so that no hash is trusted.

use std::hash::{Hash, Hasher};

use fastcheck_values::Value;

/// Values are remembered if they are made of no more than this.
pub(super) const PARTS: usize = 6;
const ENTRIES: usize = 4096;

/// What a value was made by.
#[derive(Clone, Copy)]
pub(super) enum Maker {
    Tuple,
    /// The record constructor of this number.
    Record(u32),
    /// A function with an entry changed: function, argument, value.
    Entry,
    /// A set with a member more: set, member.
    Insert,
    /// A set with a member less.
    Remove,
}

/// One cache line.
#[derive(Clone, Copy)]
struct Entry {
    /// What made it, and of how many parts; 0: nothing is remembered here.
    tag: u64,
    key: [Value; PARTS],
    made: Value,
}

/// The table.
#[derive(Default)]
pub(super) struct Memo(Vec<Entry>);

/// Mixes words; good enough to spread handles over the table.
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

fn tag(maker: Maker, parts: usize) -> u64 {
    let maker = match maker {
        Maker::Tuple => 1,
        Maker::Entry => 2,
        Maker::Insert => 3,
        Maker::Remove => 4,
        Maker::Record(e) => u64::from(e) + 5,
    };
    maker << 8 | parts as u64
}

impl Memo {
    /// What was made of this lately; else it is made, and remembered. Between 1 and [`PARTS`] parts.
    #[inline]
    pub(super) fn get_or<E>(
        &mut self,
        maker: Maker,
        key: &[Value],
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        let tag = tag(maker, key.len());
        let mut mixer = Mixer(tag);
        key.iter().for_each(|part| part.hash(&mut mixer));
        let place = (mixer.finish() >> 20) as usize % ENTRIES;
        if let Some(entry) = self.0.get(place)
            && entry.tag == tag
            && entry.key[..key.len()] == *key
        {
            return Ok(entry.made);
        }
        let made = make()?;
        self.remember(place, tag, key, made);
        Ok(made)
    }

    fn remember(&mut self, place: usize, tag: u64, key: &[Value], made: Value) {
        let mut parts = [made; PARTS];
        parts[..key.len()].copy_from_slice(key);
        let entry = Entry {
            tag,
            key: parts,
            made,
        };
        if self.0.is_empty() {
            self.0 = vec![Entry { tag: 0, ..entry }; ENTRIES];
        }
        self.0[place] = entry;
    }
}

impl std::fmt::Debug for Memo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Memo").field(&self.0.len()).finish()
    }
}
