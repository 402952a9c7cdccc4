//! The run as the specification sees it: what it prints, and the registers of TLCSet and TLCGet.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fastcheck_engine::{Progress, StopReason, StopToken};
use fastcheck_values::{Universe, Value};

use crate::eval::Outside;

/// Where lines that a specification prints go.
pub type Printer = Box<dyn Fn(&str) + Send + Sync>;

/// What a specification may ask of its run.
pub struct Registers {
    universe: Arc<Universe>,
    printer: Printer,
    started: std::time::Instant,
    /// Whether what is printed was printed before. Relaxed: questions that print are put one after the other.
    muted: AtomicBool,
    progress: Mutex<Option<Arc<Progress>>>,
    stop: Arc<StopToken>,
    numbered: Mutex<BTreeMap<i64, Value>>,
    named: Mutex<BTreeMap<String, Value>>,
}

impl Registers {
    pub(crate) fn new(universe: Arc<Universe>, printer: Printer, stop: Arc<StopToken>) -> Self {
        Registers {
            universe,
            printer,
            started: std::time::Instant::now(),
            muted: AtomicBool::new(false),
            progress: Mutex::default(),
            stop,
            numbered: Mutex::default(),
            named: Mutex::default(),
        }
    }

    /// Says where the exploration's numbers are.
    pub fn watch(&self, progress: Arc<Progress>) {
        *lock(&self.progress) = Some(progress);
    }

    /// Gives a named value, such as the counterexample, to what is evaluated from now on.
    pub fn give(&self, name: &str, value: Value) {
        lock(&self.named).insert(name.to_owned(), value);
    }

    pub(crate) fn mute(&self, repeat: bool) {
        self.muted.store(repeat, Ordering::Relaxed);
    }

    fn count(&self, pick: impl Fn(&Progress) -> u64) -> Value {
        let progress = lock(&self.progress);
        let count = progress.as_ref().map_or(0, |p| pick(p));
        self.universe.int(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// A panic elsewhere leaves these maps whole: entries are made in one step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Outside for Registers {
    fn print(&self, text: &str) {
        if !self.muted.load(Ordering::Relaxed) {
            (self.printer)(text);
        }
    }

    fn get(&self, name: &str) -> Option<Value> {
        let relaxed = Ordering::Relaxed;
        Some(match name {
            "generated" => self.count(|p| p.generated.load(relaxed)),
            "distinct" => self.count(|p| p.distinct.load(relaxed)),
            "queue" => self.count(|p| p.left.load(relaxed)),
            "diameter" => self.count(|p| u64::from(p.depth.load(relaxed))),
            "duration" => {
                let seconds = self.started.elapsed().as_secs();
                self.universe
                    .int(i64::try_from(seconds).unwrap_or(i64::MAX))
            }
            _ => return lock(&self.named).get(name).copied(),
        })
    }

    fn register(&self, index: i64) -> Option<Value> {
        lock(&self.numbered).get(&index).copied()
    }

    fn set_register(&self, index: i64, value: Value) {
        lock(&self.numbered).insert(index, value);
    }

    fn set(&self, name: &str, value: Value) -> bool {
        if name == "exit" {
            if value == self.universe.boolean(true) {
                self.stop.stop(StopReason::ExitRequested);
            }
            return true;
        }
        name.starts_with("-D")
            && lock(&self.named)
                .insert(name.to_owned(), value)
                .is_none_or(|_| true)
    }
}
