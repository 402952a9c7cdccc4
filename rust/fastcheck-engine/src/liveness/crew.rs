//! Threads that share the work inside one search, and sets of numbers that they fill together.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::patience::Patience;
use super::search::{Unanswered, zeros};

/// Workers that have nothing else to do. Whoever has much to do takes all of them, and gives them back.
///
/// What is computed may not depend on how many there are: they only ever add to sums, unions and disjoint parts.
pub(crate) struct Crew<'a> {
    free: AtomicUsize,
    pub(crate) patience: &'a Patience<'a>,
}

impl<'a> Crew<'a> {
    pub(crate) fn new(free: usize, patience: &'a Patience<'a>) -> Self {
        Crew {
            free: AtomicUsize::new(free),
            patience,
        }
    }

    /// One more worker has nothing else to do.
    pub(crate) fn join(&self) {
        // Relaxed, here and below: a count of threads; what threads write is read after they were joined.
        self.free.fetch_add(1, Ordering::Relaxed);
    }

    /// Calls `work` once for each part, on this thread and those that are free.
    pub(crate) fn each(&self, parts: usize, work: impl Fn(usize) + Sync) -> Result<(), Unanswered> {
        let next = AtomicUsize::new(0);
        let over = AtomicBool::new(false);
        let run = || {
            loop {
                let part = next.fetch_add(1, Ordering::Relaxed);
                if part >= parts || over.load(Ordering::Relaxed) {
                    return;
                }
                if self.patience.is_over() {
                    over.store(true, Ordering::Relaxed);
                    return;
                }
                work(part);
            }
        };
        let helpers = match parts {
            0 | 1 => 0,
            _ => self.free.swap(0, Ordering::Relaxed),
        };
        std::thread::scope(|scope| {
            for _ in 0..helpers.min(parts) {
                scope.spawn(run);
            }
            run();
        });
        self.free.fetch_add(helpers, Ordering::Relaxed);
        match over.load(Ordering::Relaxed) {
            true => Err(Unanswered::Stopped),
            false => Ok(()),
        }
    }

    /// Calls `work` with disjoint parts of a list, of so many members, and where each begins.
    pub(crate) fn each_part<T: Send>(
        &self,
        list: &mut [T],
        part: usize,
        work: impl Fn(usize, &mut [T]) + Sync,
    ) -> Result<(), Unanswered> {
        let parts = list.len().div_ceil(part);
        let chunks = Mutex::new(list.chunks_mut(part).enumerate());
        self.each(parts, |_| {
            let chunk = chunks.lock().unwrap_or_else(PoisonError::into_inner).next();
            if let Some((number, chunk)) = chunk {
                work(number * part, chunk);
            }
        })
    }
}

/// Parts of lists and sets have so many members: enough to be worth handing out.
pub(crate) const PART: usize = 1 << 15;
const PART_WORDS: usize = PART / 64;

/// A set of numbers below a bound. It grows, or it shrinks, while several threads look at it.
pub(crate) struct Bits {
    words: Vec<AtomicU64>,
}

impl Bits {
    pub(crate) fn new(bound: usize) -> Result<Self, Unanswered> {
        let words: Vec<u64> = zeros(bound.div_ceil(64))?;
        Ok(Bits {
            words: words.into_iter().map(AtomicU64::new).collect(),
        })
    }

    // Relaxed throughout: members of a set carry no other data, and a sweep that saw an old word is followed by another.

    #[inline]
    pub(crate) fn has(&self, number: usize) -> bool {
        self.words[number / 64].load(Ordering::Relaxed) >> (number % 64) & 1 == 1
    }

    /// Adds a number; whether it is new.
    #[inline]
    pub(crate) fn add(&self, number: usize) -> bool {
        let bit = 1 << (number % 64);
        let word = &self.words[number / 64];
        // Looking first saves most of the locked writes.
        word.load(Ordering::Relaxed) & bit == 0 && word.fetch_or(bit, Ordering::Relaxed) & bit == 0
    }

    #[inline]
    pub(crate) fn remove(&self, number: usize) {
        self.words[number / 64].fetch_and(!(1 << (number % 64)), Ordering::Relaxed);
    }

    /// The numbers below a bound that have a property.
    pub(crate) fn of(
        bound: usize,
        crew: &Crew<'_>,
        holds: impl Fn(usize) -> bool + Sync,
    ) -> Result<Self, Unanswered> {
        let mut words: Vec<u64> = zeros(bound.div_ceil(64))?;
        crew.each_part(&mut words, PART_WORDS, |first, words| {
            for (word, at) in words.iter_mut().zip(first..) {
                let numbers = at * 64..bound.min((at + 1) * 64);
                let bits = numbers.filter(|n| holds(*n)).map(|n| 1 << (n % 64));
                *word = bits.fold(0, |all, bit: u64| all | bit);
            }
        })?;
        Ok(Bits {
            words: words.into_iter().map(AtomicU64::new).collect(),
        })
    }

    /// Removes all members of another set.
    pub(crate) fn remove_all(&self, other: &Bits) {
        for (word, out) in self.words.iter().zip(&other.words) {
            word.fetch_and(!out.load(Ordering::Relaxed), Ordering::Relaxed);
        }
    }

    /// The members that are not in another set.
    pub(crate) fn without<'s>(&'s self, other: &'s Bits) -> impl Iterator<Item = usize> + 's {
        let words = self.words.iter().zip(&other.words).enumerate();
        words.flat_map(|(at, (word, out))| {
            let left = word.load(Ordering::Relaxed) & !out.load(Ordering::Relaxed);
            (0..64)
                .filter(move |bit| left >> bit & 1 == 1)
                .map(move |bit| at * 64 + bit)
        })
    }

    pub(crate) fn len(&self) -> usize {
        let count = |word: &AtomicU64| word.load(Ordering::Relaxed).count_ones() as usize;
        self.words.iter().map(count).sum()
    }

    pub(crate) fn first(&self) -> Option<usize> {
        let word = |w: usize| self.words[w].load(Ordering::Relaxed);
        let some = (0..self.words.len()).find(|w| word(*w) != 0)?;
        Some(some * 64 + word(some).trailing_zeros() as usize)
    }

    /// Calls `visit` for each member that is not in `except`, upwards or downwards within each part; several parts at a
    /// time. A member that is added meanwhile may be visited or not. `visit` says whether it did something; the answer is
    /// how often.
    pub(crate) fn sweep(
        &self,
        except: Option<&Bits>,
        upwards: bool,
        crew: &Crew<'_>,
        visit: impl Fn(usize) -> bool + Sync,
    ) -> Result<usize, Unanswered> {
        let total = AtomicUsize::new(0);
        let parts = self.words.len().div_ceil(PART_WORDS);
        crew.each(parts, |part| {
            let part = if upwards { part } else { parts - 1 - part };
            let words = part * PART_WORDS..self.words.len().min((part + 1) * PART_WORDS);
            let done = match upwards {
                true => words
                    .map(|w| self.sweep_word(w, except, true, &visit))
                    .sum(),
                false => words
                    .rev()
                    .map(|w| self.sweep_word(w, except, false, &visit))
                    .sum(),
            };
            total.fetch_add(done, Ordering::Relaxed);
        })?;
        Ok(total.into_inner())
    }

    fn sweep_word(
        &self,
        word: usize,
        except: Option<&Bits>,
        upwards: bool,
        visit: &impl Fn(usize) -> bool,
    ) -> usize {
        let left = |among: u64| {
            let without = except.map_or(0, |bits| bits.words[word].load(Ordering::Relaxed));
            self.words[word].load(Ordering::Relaxed) & !without & among
        };
        let (mut done, mut among) = (0, u64::MAX);
        // What a visit adds in its own word, and further on, is visited at once.
        while let members @ 1.. = left(among) {
            let bit = match upwards {
                true => members.trailing_zeros(),
                false => 63 - members.leading_zeros(),
            };
            among = match upwards {
                true => (u64::MAX << bit) ^ (1 << bit),
                false => (1 << bit) - 1,
            };
            done += usize::from(visit(word * 64 + bit as usize));
        }
        done
    }
}
