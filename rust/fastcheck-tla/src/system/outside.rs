//! The run as the specification sees it: what it prints, and the registers of TLCSet and TLCGet.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fastcheck_engine::{Progress, StopReason, StopToken};
use fastcheck_values::{Shape, Universe, Value};

use crate::eval::Outside;
use crate::modules::{Machine, World};

/// The register in which `_POSSIBLE` counts, of module _Possible.
const POSSIBLE: &str = "s:_possible";

/// Where lines that a specification prints go.
pub type Printer = Box<dyn Fn(&str) + Send + Sync>;

/// What a specification may ask of its run.
pub struct Registers {
    universe: Arc<Universe>,
    printer: Printer,
    started: std::time::Instant,
    /// Whether there is a run to speak of. Relaxed: it is set before there are other threads.
    loaded: AtomicBool,
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
            loaded: AtomicBool::new(false),
            muted: AtomicBool::new(false),
            progress: Mutex::default(),
            stop,
            numbered: Mutex::default(),
            named: Mutex::default(),
        }
    }

    /// Loading is over: from now on there is a run that can be asked about.
    pub(crate) fn loaded(&self) {
        self.loaded.store(true, Ordering::Relaxed);
    }

    /// Says where the exploration's numbers are.
    pub fn watch(&self, progress: Arc<Progress>) {
        *lock(&self.progress) = Some(progress);
    }

    /// Gives a named value, such as the counterexample, to what is evaluated from now on.
    pub fn give(&self, name: &str, value: Value) {
        lock(&self.named).insert(name.to_owned(), value);
    }

    /// Adds how often formulas were true to the register where TLC counts that, which a specification may count in, too.
    pub(crate) fn give_possible<'n>(&self, counts: impl Iterator<Item = (&'n str, u64)>) {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        for (name, count) in counts {
            let count = self.universe.int(i64::try_from(count).unwrap_or(i64::MAX));
            entries.push((self.universe.string(name), count));
        }
        if entries.is_empty() {
            return;
        }
        let own = lock(&self.named).get(POSSIBLE).copied();
        if let Some(Shape::Record(fields)) = own.map(|own| self.universe.shape(own)) {
            let names: Vec<Value> = entries.iter().map(|entry| entry.0).collect();
            entries.extend(fields.iter().filter(|f| !names.contains(&f.0)));
        }
        // Names are different.
        if let Ok(counts) = self.universe.function(entries) {
            self.give(POSSIBLE, counts);
        }
    }

    pub(crate) fn mute(&self, repeat: bool) {
        self.muted.store(repeat, Ordering::Relaxed);
    }

    /// Says what `TLCGet("config")` is. What is found does not depend on the number of workers, so that is 1.
    pub fn configure(&self, deadlock: bool, compose: bool) {
        let text = |text| self.universe.string(text);
        let config = self.record(&[
            ("mode", text("bfs")),
            ("deadlock", self.universe.boolean(deadlock)),
            ("worker", self.universe.int(1)),
            ("seed", text("0")),
            ("fingerprint", text("0")),
            ("install", text("")),
        ]);
        if let Some(config) = config {
            self.give("config", config);
        }
        self.give(
            "-Dtlc2.tool.impl.Tool.cdot",
            text(if compose { "true" } else { "false" }),
        );
    }

    fn record(&self, fields: &[(&str, Value)]) -> Option<Value> {
        let fields = fields
            .iter()
            .map(|(name, value)| (self.universe.string(name), *value));
        self.universe.function(fields.collect()).ok()
    }

    fn stats(&self) -> Option<Value> {
        let names = ["queue", "distinct", "generated", "diameter", "duration"];
        let mut fields = Vec::with_capacity(names.len() + 1);
        for name in names {
            fields.push((name, self.get(name)?));
        }
        fields.push(("worker", self.universe.int(0)));
        self.record(&fields)
    }

    /// What TLC says of the action of a state unless it simulates: nothing.
    fn no_action(&self) -> Option<Value> {
        let none = self.universe.int(0);
        let location = self.record(&[
            ("beginLine", none),
            ("beginColumn", none),
            ("endLine", none),
            ("endColumn", none),
            ("module", self.universe.string("--TLA+ BUILTINS--")),
        ])?;
        let name = self.universe.string("UnnamedAction");
        self.record(&[("name", name), ("location", location)])
    }

    /// Our version where TLC has its own. The date is that of the run: whoever asks wants it to be recent.
    fn revision(&self) -> Option<Value> {
        let version = self.universe.string(env!("CARGO_PKG_VERSION"));
        self.record(&[
            ("count", self.universe.int(0)),
            ("timestamp", self.universe.int(Machine.seconds())),
            ("date", self.universe.string("")),
            ("tag", version),
            ("calver", version),
        ])
    }

    /// A function from registers to the values that they have for each worker; all workers share them.
    fn all(&self, registers: Vec<(Value, Value)>) -> Option<Value> {
        let of_all = |(name, value)| (name, self.universe.tuple(vec![value]));
        self.universe
            .function(registers.into_iter().map(of_all).collect())
            .ok()
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
        let of_run = [
            "generated",
            "distinct",
            "queue",
            "diameter",
            "duration",
            "stats",
        ];
        if of_run.contains(&name) && !self.loaded.load(relaxed) {
            return None;
        }
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
            "action" => return self.no_action(),
            "stats" => return self.stats(),
            "revision" => return self.revision(),
            "all" => {
                let registers = lock(&self.numbered);
                let registers = registers.iter().map(|(i, v)| (self.universe.int(*i), *v));
                return self.all(registers.collect());
            }
            "all:named" => {
                let registers = lock(&self.named);
                let registers = registers.iter().filter(|(name, _)| name.starts_with("s:"));
                let registers = registers.map(|(name, v)| (self.universe.string(name), *v));
                return self.all(registers.collect());
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
        let known = ["-D", "s:"].iter().any(|prefix| name.starts_with(prefix));
        if known {
            self.give(name, value);
        }
        known
    }

    fn world(&self) -> &dyn World {
        &Machine
    }
}
