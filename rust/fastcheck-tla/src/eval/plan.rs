//! What to do for an expression: the core language with operators resolved, closed constant expressions marked as such,
//! and arguments classified.

use std::sync::Arc;

use fastcheck_values::Value;

use super::builtin::Builtin;
use super::host::Native;
use crate::ir::{Callee, ConstId, DefId, ExprId};

/// What to do for an expression. Slots are relative to the frame.
#[derive(Debug)]
pub(super) enum Plan {
    Const(Value),
    /// A closed constant expression: evaluated once, cell by index.
    Cached(u32),
    Boolean,
    Strings,
    BadNumber(Arc<str>),
    Local(u32),
    Var(u32),
    Prime(ExprId),
    CallDef(DefId, Box<[Given]>),
    /// An operator of a LET, numbered through all definitions.
    CallLocal(u32, Box<[Given]>),
    CallParam(u32, Box<[Given]>),
    /// A constant with parameters that the configuration gave by a table.
    CallTable(ConstId, Box<[ExprId]>),
    /// A constant that the configuration does not bind.
    Unbound(ConstId),
    Native(Native, Arc<str>, Box<[Given]>),
    Builtin(Builtin, Box<[ExprId]>),
    /// One with an operator among its arguments.
    BuiltinOf(Builtin, Box<[Given]>),
    Not(ExprId),
    Implies(ExprId, ExprId),
    Equiv(ExprId, ExprId),
    Eq(ExprId, ExprId),
    Neq(ExprId, ExprId),
    In(ExprId, ExprId),
    NotIn(ExprId, ExprId),
    SubsetEq(ExprId, ExprId),
    Union(ExprId, ExprId),
    Intersect(ExprId, ExprId),
    Difference(ExprId, ExprId),
    Powerset(ExprId),
    BigUnion(ExprId),
    Domain(ExprId),
    SetEnum(Box<[ExprId]>),
    Tuple(Box<[ExprId]>),
    Product(Box<[ExprId]>),
    FunctionSet(ExprId, ExprId),
    Apply(ExprId, ExprId),
    And(Box<[ExprId]>),
    Or(Box<[ExprId]>),
    Forall(Box<[Over]>, ExprId),
    Exists(Box<[Over]>, ExprId),
    Unbounded(bool),
    Choose(Over, ExprId),
    UnboundedChoose,
    Filter(Over, ExprId),
    Map(Box<[Over]>, ExprId),
    Function {
        bounds: Box<[Over]>,
        body: ExprId,
        recursive: Option<u32>,
    },
    /// Fields in canonical order of their names; evaluated in the order of the permutation.
    Record(Box<[(Value, ExprId)]>, Box<[u32]>),
    RecordSet(Box<[(Value, ExprId)]>),
    Except(ExprId, Box<[Change]>),
    If(ExprId, ExprId, ExprId),
    Case(Box<[(ExprId, ExprId)]>, Option<ExprId>),
    Let(Box<[(u32, ExprId)]>, ExprId),
    Unchanged(ExprId),
    Enabled(ExprId),
    Compose(ExprId, ExprId),
    BoxAction(ExprId, ExprId),
    AngleAction(ExprId, ExprId),
    Label(ExprId),
    /// A temporal formula, by what it is called.
    Temporal(&'static str),
}

/// One binding.
#[derive(Debug)]
pub(super) struct Over {
    /// Where elements, or the components of a tuple, go.
    pub slots: Box<[u32]>,
    pub tuple: bool,
    pub set: ExprId,
}

/// One update of an EXCEPT.
#[derive(Debug)]
pub(super) struct Change {
    pub path: Box<[ExprId]>,
    pub value: ExprId,
    pub old: u32,
}

/// An argument of a call.
#[derive(Debug)]
pub(super) enum Given {
    /// Evaluated before the call: nothing to compute, nothing that can go wrong.
    Now(ExprId),
    /// What a slot of the caller holds; the expression that names it.
    Slot(u32, ExprId),
    /// Evaluated at the first use, or at each.
    Later(ExprId),
    Operator(Callee),
    /// A LAMBDA, numbered through all definitions.
    Lambda(u32),
}

/// What is known of an expression.
#[derive(Clone, Debug, Default)]
pub(super) struct Info {
    /// Slots of its frame that it may look at and does not bind itself.
    pub free: Box<[u32]>,
    pub flags: u16,
}

/// It may read a state variable.
pub(super) const STATE: u16 = 1;
/// It may speak of a next state.
pub(super) const ACTION: u16 = 2;
/// Its value is not a function of the state, or it does something besides.
pub(super) const IMPURE: u16 = 4;
/// Evaluated as an action it may branch, or assign a variable.
pub(super) const BRANCH: u16 = 8;
/// TLC does not take it for a constant, whatever its level: it depends on what the run knows.
pub(super) const VOLATILE: u16 = 16;
/// It is or contains a temporal formula.
pub(super) const TEMPORAL: u16 = 32;
/// It may ask how the state was reached.
pub(super) const HISTORY: u16 = 64;

impl Info {
    pub(super) fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// A closed constant expression.
#[derive(Debug)]
pub(super) struct Cell {
    /// What to do the first time.
    pub plan: Plan,
    pub value: std::sync::OnceLock<Value>,
    /// The expression, for places of errors.
    pub expr: ExprId,
}

/// What is known of an operator: a definition, or an operator of a LET.
#[derive(Clone, Debug)]
pub(super) struct OpInfo {
    pub body: ExprId,
    /// The definition in whose frame it runs.
    pub home: DefId,
    /// Slot of each parameter, and whether it is used under a prime.
    pub params: Box<[(u32, bool)]>,
    /// Of an operator of a LET: the slot that says that it is running.
    pub mark: u32,
    /// Of an operator of a LET: slots that it may look at and does not bind itself.
    pub free: Box<[u32]>,
    /// Of what an instance gives for a variable: where its next value is in the drafts of ENABLED, behind the variables.
    pub bound: Option<u32>,
}

/// A specification, ready to run.
#[derive(Debug, Default)]
pub(super) struct Plans {
    pub plans: Vec<Plan>,
    pub info: Vec<Info>,
    pub cells: Vec<Cell>,
    pub defs: Vec<OpInfo>,
    /// Operators of LETs and LAMBDAs, those of one definition after those of the one before.
    pub locals: Vec<OpInfo>,
    /// Where those of a definition begin.
    pub first_local: Vec<u32>,
    /// How many definitions have a value of their own in ENABLED.
    pub bound: u32,
    /// Frame sizes by definition: slots, then a mark per operator of a LET.
    pub frames: Vec<u32>,
    /// Definitions that are functions of the state alone, and worth remembering while the state is the same.
    pub per_state: Vec<bool>,
    /// Of those, the variables that they speak of, if these are not all: worth remembering in a state that is being made
    /// as long as these have the same values. By definition; empty for others.
    pub few_variables: Vec<Box<[u32]>>,
    /// The definition that an expression stands in.
    pub home: Vec<DefId>,
    /// Slots that hold names of expressions rather than values: used under a prime; by definition.
    pub by_name: Vec<Vec<bool>>,
}
