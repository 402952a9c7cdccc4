//! Which operators have native code.
//!
//! Operators are found by the names of their module and their own. Where TLC has native code, a module of the user that
//! has the name of a built-in one gets it too, as in TLC; what else has native code here has it only in our texts.

use crate::eval::{Native, NativeFn};

/// What an operator depends on besides its arguments, and what it does besides having a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purity {
    /// Nothing.
    Pure,
    /// It prints.
    Prints,
    /// Its value is random.
    Random,
    /// It reads or writes what the run knows: registers, counts, the level.
    Run,
    /// It asks how the state was reached.
    History,
    /// It reads the world: files, clocks, the environment.
    Reads,
    /// It writes files.
    Writes,
    /// It runs processes.
    Executes,
}

impl Purity {
    /// Whether TLC takes a definition that uses the operator for a constant, which it evaluates only once.
    #[must_use]
    pub fn is_constant(self) -> bool {
        !matches!(self, Purity::Run | Purity::History | Purity::Executes)
    }
}

/// An operator with native code.
pub(super) struct Entry {
    module: &'static str,
    operator: &'static str,
    arity: usize,
    purity: Purity,
    lazy: bool,
    ours: bool,
    run: NativeFn,
}

impl Entry {
    /// One whose value is a function of its arguments.
    pub(super) const fn pure(
        module: &'static str,
        operator: &'static str,
        arity: usize,
        run: NativeFn,
    ) -> Self {
        Self::of(Purity::Pure, module, operator, arity, run)
    }

    /// Any other one.
    pub(super) const fn of(
        purity: Purity,
        module: &'static str,
        operator: &'static str,
        arity: usize,
        run: NativeFn,
    ) -> Self {
        Entry {
            module,
            operator,
            arity,
            purity,
            lazy: false,
            ours: false,
            run,
        }
    }

    /// The same, but its arguments come unevaluated.
    pub(super) const fn lazy(self) -> Self {
        Entry { lazy: true, ..self }
    }

    /// The same, but for the definition in our text alone.
    pub(super) const fn ours(self) -> Self {
        Entry { ours: true, ..self }
    }
}

const TABLES: &[&[Entry]] = &[
    super::tlc::TABLE,
    super::tlc_ext::TABLE,
    super::registers::TABLE,
    super::random::TABLE,
    super::bags::TABLE,
    super::functions::TABLE,
    super::sequences::TABLE,
    super::graphs::TABLE,
    super::numbers::TABLE,
    super::json::TABLE,
    super::io::TABLE,
    super::svg::TABLE,
];

fn find(module: &str, operator: &str) -> Option<&'static Entry> {
    TABLES
        .iter()
        .flat_map(|table| table.iter())
        .find(|entry| entry.module == module && entry.operator == operator)
}

/// Whether a definition with that many parameters is run by native code; `built_in`: its module is one of our texts.
#[must_use]
pub fn is_native(module: &str, operator: &str, arity: usize, built_in: bool) -> bool {
    find(module, operator).is_some_and(|entry| entry.arity == arity && (built_in || !entry.ours))
}

/// The native code of an operator, for definitions of which [`is_native`] says that they are run by it.
#[must_use]
pub fn native(module: &str, operator: &str) -> Option<Native> {
    let entry = find(module, operator)?;
    Some(Native {
        run: entry.run,
        pure: entry.purity == Purity::Pure,
        arity: entry.arity,
        lazy: entry.lazy,
    })
}

/// What an operator depends on besides its arguments; those without native code depend on nothing that their definition
/// does not.
#[must_use]
pub fn purity(module: &str, operator: &str) -> Purity {
    find(module, operator).map_or(Purity::Pure, |entry| entry.purity)
}
