//! Zeroed memory, cache hints, and advice to the system about pages.

#[cfg(loom)]
use crate::sync::Ordering;
use crate::sync::{AtomicU32, AtomicU64};
use std::fmt;

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
    #[cfg(not(miri))]
    advice::prefer_huge_pages(start.cast(), layout.size());
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

/// Gives the memory of `words`, which nobody will read again, back to the system as far as whole
/// pages go, where that is known how to do. The words are then zero, or as they were.
#[cfg(not(any(loom, miri)))]
pub(crate) fn release<A: Atomic>(words: &[A]) {
    advice::release(words.as_ptr().cast_mut().cast(), size_of_val(words));
}

/// Gives nothing back.
#[cfg(any(loom, miri))]
pub(crate) fn release<A: Atomic>(_words: &[A]) {}

/// What [`release`] can do here: whether a table can move without having both copies in memory.
pub(crate) const RELEASES: bool = advice::AVAILABLE && !cfg!(any(loom, miri));

/// `madvise` of Linux. Only advice: failure is ignored.
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#[allow(unsafe_code, dead_code)]
mod advice {
    use std::ffi::{c_int, c_void};

    const MADV_DONTNEED: c_int = 4;
    const MADV_HUGEPAGE: c_int = 14;
    /// A multiple of every page size in use on these processors.
    const PAGE: usize = 1 << 16;
    /// Smaller pieces are not worth a system call.
    const LEAST_BYTES: usize = 1 << 19;

    pub(super) const AVAILABLE: bool = true;

    // SAFETY: this is the signature of the C library, which std links on Linux.
    unsafe extern "C" {
        fn madvise(start: *mut c_void, bytes: usize, advice: c_int) -> c_int;
    }

    /// The whole pages of a piece of memory, if they are worth a call.
    fn pages(start: *mut u8, bytes: usize) -> Option<(*mut u8, usize)> {
        let before = start.align_offset(PAGE);
        let whole = bytes.checked_sub(before)? & !(PAGE - 1);
        (whole >= LEAST_BYTES).then(|| (start.wrapping_add(before), whole))
    }

    /// Random access to large tables is bound by address translation, which huge pages shorten.
    pub(super) fn prefer_huge_pages(start: *mut u8, bytes: usize) {
        if let Some((start, bytes)) = pages(start, bytes) {
            // SAFETY: this advice changes no contents and is harmless for any address.
            unsafe { madvise(start.cast(), bytes, MADV_HUGEPAGE) };
        }
    }

    /// The pages must be private memory of atomics, which then read as zero.
    pub(super) fn release(start: *mut u8, bytes: usize) {
        if let Some((start, bytes)) = pages(start, bytes) {
            // SAFETY: the range lies within one slice of atomic integers from the global
            // allocator, so its pages are anonymous and private and hold nothing else; the
            // effect is that of storing zero to each, which shared access to atomics allows.
            unsafe { madvise(start.cast(), bytes, MADV_DONTNEED) };
        }
    }
}

/// Nothing is known about advice here.
#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
#[allow(dead_code)]
mod advice {
    pub(super) const AVAILABLE: bool = false;

    pub(super) fn prefer_huge_pages(_start: *mut u8, _bytes: usize) {}

    pub(super) fn release(_start: *mut u8, _bytes: usize) {}
}
