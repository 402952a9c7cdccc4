//! Rows of small numbers, bit-packed.

use crate::OutOfMemory;

/// Bytes after the last row of a block, so that eight bytes can be read from any byte of a row.
const PADDING: usize = 8;

/// Rows of `u32` slots, packed to as many bits a slot as its values have needed so far.
///
/// A row is a `&[u32]`; slots missing at its end are 0. Rows are stored in segments of equal
/// layout. When a row does not fit the last segment, a new segment begins with the slots concerned
/// widened by a bit more than needed; earlier rows stay as they are.
#[derive(Debug, Clone)]
pub struct PackedRows {
    /// Not empty; only the last one may have no rows.
    segments: Vec<Segment>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Segment {
    /// Index of the first row.
    first: usize,
    len: usize,
    layout: Layout,
    /// All but the last hold `1 << layout.block_shift` rows, and `PADDING` bytes.
    blocks: Vec<Vec<u8>>,
}

#[derive(Debug, Clone, Default)]
struct Layout {
    widths: Vec<u8>,
    fields: Vec<Field>,
    /// Bytes a row.
    stride: usize,
    /// Binary logarithm of the number of rows a block.
    block_shift: u32,
}

/// Where a slot is in its row: `mask` after a shift of the eight bytes that begin at `byte`.
#[derive(Debug, Clone, Copy)]
struct Field {
    byte: u32,
    shift: u32,
    mask: u32,
}

impl Layout {
    /// Blocks are at most this large, unless a single row is larger.
    const BLOCK_BYTES: usize = 1 << 19;

    fn new(widths: Vec<u8>) -> Self {
        let mut bit = 0_u64;
        let mut fields = Vec::with_capacity(widths.len());
        for &width in &widths {
            fields.push(Field {
                byte: (bit / 8) as u32,
                shift: (bit % 8) as u32,
                mask: ((1_u64 << width) - 1) as u32,
            });
            bit += u64::from(width);
        }
        let stride = bit.div_ceil(8) as usize;
        let rows = Self::BLOCK_BYTES.checked_div(stride).unwrap_or(1 << 30);
        Layout {
            widths,
            fields,
            stride,
            block_shift: rows.max(1).ilog2(),
        }
    }

    fn fits(&self, row: &[u32]) -> bool {
        let common = row.len().min(self.fields.len());
        let lost = |(value, field): (&u32, &Field)| value & !field.mask;
        let within = row.iter().zip(&self.fields).map(lost);
        within.fold(0, |all, bits| all | bits) == 0 && row[common..].iter().all(|&v| v == 0)
    }

    /// Widths that hold `row` too: where it needs more, what it needs and one bit of headroom.
    fn raised(&self, row: &[u32]) -> Vec<u8> {
        let mut widths = self.widths.clone();
        widths.resize(widths.len().max(row.len()), 0);
        for (width, value) in widths.iter_mut().zip(row) {
            let needed = 32 - value.leading_zeros() as u8;
            if needed > *width {
                *width = (needed + 1).min(32);
            }
        }
        widths
    }

    /// Writes a row that fits to the first `stride` bytes; may write zeros to `PADDING` more.
    fn pack(&self, row: &[u32], bytes: &mut [u8]) {
        // Bits that are not written for good yet: fewer than 8 between slots.
        let (mut pending, mut bits, mut byte) = (0_u64, 0, 0);
        for (value, width) in row.iter().zip(&self.widths) {
            pending |= u64::from(*value) << bits;
            bits += u32::from(*width);
            bytes[byte..byte + 8].copy_from_slice(&pending.to_le_bytes());
            byte += (bits / 8) as usize;
            pending >>= bits & !7;
            bits %= 8;
        }
    }

    fn unpack(&self, bytes: &[u8], row: &mut [u32]) {
        let (used, rest) = row.split_at_mut(self.fields.len());
        for (value, field) in used.iter_mut().zip(&self.fields) {
            let start = field.byte as usize;
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[start..start + 8]);
            *value = (u64::from_le_bytes(eight) >> field.shift) as u32 & field.mask;
        }
        rest.fill(0);
    }
}

impl Segment {
    fn new(first: usize, widths: Vec<u8>) -> Self {
        Segment {
            first,
            len: 0,
            layout: Layout::new(widths),
            blocks: Vec::new(),
        }
    }

    /// Block and byte of a row.
    fn place(&self, row: usize) -> (usize, usize) {
        let shift = self.layout.block_shift;
        (
            row >> shift,
            (row & ((1 << shift) - 1)) * self.layout.stride,
        )
    }

    fn push(&mut self, row: &[u32]) -> Result<(), OutOfMemory> {
        let (block, start) = self.place(self.len);
        let end = start + self.layout.stride + PADDING;
        if block == self.blocks.len() {
            let bytes = size_of::<Vec<u8>>() * (block + 1);
            let reserved = self.blocks.try_reserve(1);
            reserved.map_err(|_| OutOfMemory { bytes })?;
            self.blocks.push(Vec::new());
        }
        let whole = (self.layout.stride << self.layout.block_shift) + PADDING;
        let bytes = &mut self.blocks[block];
        if end > bytes.capacity() {
            // Doubling, but never beyond the whole block.
            let capacity = (2 * end).min(whole);
            let reserved = bytes.try_reserve_exact(capacity - bytes.len());
            reserved.map_err(|_| OutOfMemory { bytes: capacity })?;
        }
        bytes.resize(end, 0);
        self.layout.pack(row, &mut bytes[start..]);
        self.len += 1;
        Ok(())
    }

    fn bytes(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(Vec::capacity).sum();
        let layout = self.layout.fields.capacity() * size_of::<Field>();
        size_of::<Self>() + blocks + layout + self.layout.widths.capacity()
    }
}

impl PackedRows {
    /// No rows, and no slots until rows with values other than 0 come.
    pub fn new() -> Self {
        Self::with_widths(&[])
    }

    /// No rows; `widths` are the bits a slot to begin with (more than 32 means 32).
    pub fn with_widths(widths: &[u8]) -> Self {
        let widths = widths.iter().map(|&width| width.min(32)).collect();
        PackedRows {
            segments: vec![Segment::new(0, widths)],
            len: 0,
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.segments.iter().map(Segment::bytes).sum()
    }

    /// Bits a slot in the last segment: a hint for rows to come.
    pub fn widths(&self) -> Vec<u8> {
        let last = self.segments.last();
        last.map_or_else(Vec::new, |segment| segment.layout.widths.clone())
    }

    /// Adds a row at index `len()`.
    ///
    /// # Errors
    /// When memory cannot be had; the rows are then as before.
    pub fn push(&mut self, row: &[u32]) -> Result<(), OutOfMemory> {
        match self.segments.last_mut() {
            Some(last) if last.layout.fits(row) => last.push(row)?,
            last => {
                let layout = last.map(|segment| &segment.layout);
                let widths =
                    layout.map_or_else(|| Layout::default().raised(row), |l| l.raised(row));
                let mut segment = Segment::new(self.len, widths);
                segment.push(row)?;
                self.pop_empty();
                self.segments.push(segment);
            }
        }
        self.len += 1;
        Ok(())
    }

    /// Unpacks row `index` into `row`, which must have all slots of that row's segment; the rest
    /// is set to 0.
    ///
    /// # Panics
    /// When there is no such row, or `row` is too short.
    #[inline]
    pub fn read(&self, index: usize, row: &mut [u32]) {
        assert!(index < self.len, "row {index} of {}", self.len);
        let after = self.segments.partition_point(|s| s.first <= index);
        let segment = &self.segments[after - 1];
        let (block, start) = segment.place(index - segment.first);
        let end = start + segment.layout.stride + PADDING;
        segment
            .layout
            .unpack(&segment.blocks[block][start..end], row);
    }

    /// Moves the rows of `other` behind these, without copying them.
    pub fn append(&mut self, other: PackedRows) {
        if other.is_empty() {
            return;
        }
        self.pop_empty();
        for mut segment in other.segments {
            segment.first += self.len;
            self.segments.push(segment);
        }
        self.len += other.len;
    }

    fn pop_empty(&mut self) {
        if self.segments.last().is_some_and(|last| last.len == 0) {
            self.segments.pop();
        }
    }
}

impl Default for PackedRows {
    fn default() -> Self {
        Self::new()
    }
}
