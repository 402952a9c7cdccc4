//! Atomics of std, or of loom when the protocol is model-checked; zeroed memory; prefetch.

use std::fmt;

#[cfg(loom)]
pub(crate) use loom::sync::{
    Mutex,
    atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
};
#[cfg(not(loom))]
pub(crate) use std::sync::{
    Mutex,
    atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
};

/// Memory could not be had. What was asked for did not happen; nothing else changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory {
    /// Size in bytes of the request that failed; `usize::MAX` when it cannot even be expressed.
    pub bytes: usize,
}

impl fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "out of memory: a table needed {} bytes", self.bytes)
    }
}

impl std::error::Error for OutOfMemory {}

/// An atomic integer whose zero is all zero bits (with std; loom's are built one by one).
///
/// # Safety
/// Memory of the size and alignment of `Self` with every byte zero must be a valid `Self`.
#[allow(unsafe_code)]
pub(crate) unsafe trait Atomic: Sized {
    #[cfg(loom)]
    fn zero() -> Self;

    /// Sets the value to zero without atomic access.
    fn reset(&mut self);
}

macro_rules! atomic {
    ($($atomic:ty),*) => {$(
        // SAFETY: std documents that the type has the representation of its integer, for which
        // zero bytes are valid. Under loom `zeroed` does not rely on it.
        #[allow(unsafe_code)]
        unsafe impl Atomic for $atomic {
            #[cfg(loom)]
            fn zero() -> Self {
                Self::new(0)
            }

            fn reset(&mut self) {
                #[cfg(loom)]
                self.store(0, Ordering::Relaxed);
                #[cfg(not(loom))]
                {
                    *self.get_mut() = 0;
                }
            }
        }
    )*};
}
atomic!(AtomicU32, AtomicU64);

/// `len` zeros. Pages that are never touched cost nothing.
#[cfg(not(loom))]
#[allow(unsafe_code)]
pub(crate) fn zeroed<A: Atomic>(len: usize) -> Result<Box<[A]>, OutOfMemory> {
    use std::alloc::{Layout, alloc_zeroed};

    let Ok(layout) = Layout::array::<A>(len) else {
        return Err(OutOfMemory { bytes: usize::MAX });
    };
    if layout.size() == 0 {
        return Ok(Box::default());
    }
    // SAFETY: the layout's size is not zero.
    let start = unsafe { alloc_zeroed(layout) }.cast::<A>();
    if start.is_null() {
        return Err(OutOfMemory {
            bytes: layout.size(),
        });
    }
    // SAFETY: `start` comes from the global allocator with the layout of `[A; len]`, is owned by
    // nobody else, and holds `len` valid values: zero bytes are valid by the contract of `Atomic`.
    Ok(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, len)) })
}

/// `len` zeros.
#[cfg(loom)]
pub(crate) fn zeroed<A: Atomic>(len: usize) -> Result<Box<[A]>, OutOfMemory> {
    Ok((0..len).map(|_| A::zero()).collect())
}

/// Asks for the cache line of `word`, if there is such a word. Changes nothing but speed.
#[inline]
#[allow(unsafe_code)]
pub(crate) fn prefetch<T>(words: &[T], word: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let address = words.as_ptr().wrapping_add(word).cast::<i8>();
        // SAFETY: a prefetch is a hint: it accesses no memory in the sense of the language and
        // does not fault, whatever the address; every x86_64 has SSE.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address) };
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = (words, word);
}

/// Waits a moment for another thread's next store; `turn` counts the calls of one wait.
///
/// Spins at first, then gives the processor away, since the other thread may be off it.
#[cold]
pub(crate) fn pause(turn: u32) {
    #[cfg(loom)]
    {
        let _ = turn;
        loom::thread::yield_now();
    }
    #[cfg(not(loom))]
    if turn < 64 {
        std::hint::spin_loop();
    } else {
        std::thread::yield_now();
    }
}
