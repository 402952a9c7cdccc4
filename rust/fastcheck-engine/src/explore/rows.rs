//! Rows side by side in one buffer.

/// Rows of equal width. Widening adds zeros.
#[derive(Default)]
pub(crate) struct Rows {
    data: Vec<u32>,
    width: usize,
}

impl Rows {
    /// Forgets all rows; new ones are `width` wide.
    pub(crate) fn reset(&mut self, width: usize) {
        self.data.clear();
        self.width = width;
    }

    pub(crate) fn len(&self) -> usize {
        self.data.len().checked_div(self.width).unwrap_or(0)
    }

    /// Makes room for wider rows.
    pub(crate) fn widen(&mut self, width: usize) {
        if width <= self.width {
            return;
        }
        let mut wider = Vec::with_capacity(self.len() * width);
        for row in self.data.chunks_exact(self.width.max(1)) {
            wider.extend_from_slice(row);
            wider.resize(wider.len() + width - self.width, 0);
        }
        self.data = wider;
        self.width = width;
    }

    pub(crate) fn get(&self, index: usize) -> &[u32] {
        &self.data[index * self.width..(index + 1) * self.width]
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> &mut [u32] {
        &mut self.data[index * self.width..(index + 1) * self.width]
    }

    /// Adds a row of zeros and returns its number.
    pub(crate) fn push_zero(&mut self) -> usize {
        self.data.resize(self.data.len() + self.width, 0);
        self.len() - 1
    }

    /// Adds a copy of a row that is at most as wide.
    pub(crate) fn push(&mut self, row: &[u32]) -> usize {
        self.data.extend_from_slice(row);
        self.data
            .resize(self.data.len() + self.width - row.len(), 0);
        self.len() - 1
    }
}
