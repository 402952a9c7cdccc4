//! Values while they are computed: concrete ones, and those that are described rather than listed.

use std::sync::{Arc, Mutex, OnceLock};

use fastcheck_engine::{Edit, Place, Side};
use fastcheck_values::Value;

use super::env::Env;
pub use super::select::Sieve;
use crate::ir::{ConstId, DefId, ExprId};

/// What an expression evaluates to. Cheap to copy; equality is [`super::Host::equal`] of two [`super::Host::value`]s.
#[derive(Clone, Debug)]
pub enum V {
    /// A concrete value.
    Val(Value),
    /// A finite set that was not interned: members in canonical order, without duplicates.
    Set(Arc<Vec<Value>>),
    /// A set that is described.
    Lazy(Arc<LazySet>),
    /// A function given by its body: over a domain that is not listed, or recursive.
    Fun(Arc<Lambda>),
    /// An operator.
    Op(Operator),
    /// A part of the state that was not read yet.
    At(Arc<At>),
    /// Those members of a set in the state, which was not read yet, that pass sieves.
    Part(Arc<Part>),
    /// A part of the state with changes that do not look at it.
    Edited(Arc<Edited>),
    /// An argument or LET that was not evaluated yet, in a frame that is still there.
    Thunk(ExprId, u32),
    /// An argument or LET that is evaluated anew at each use, in a frame that is still there: it speaks of the next
    /// state, or is used under a prime.
    Alias(ExprId, u32),
    /// A [`V::Thunk`] (or [`V::Alias`], without memory) that took what it needs of its frame along.
    Kept(Arc<Kept>),
    /// Nothing yet.
    Unset,
}

/// A set that is described rather than listed.
#[derive(Debug)]
pub enum LazySet {
    /// `a .. b`
    Interval(i64, i64),
    /// `SUBSET S`
    Powerset(V),
    /// `[S -> T]`
    Functions(V, V),
    /// `[a : S]`, by field in canonical order.
    Records(Box<[(Value, V)]>),
    /// `A \X B \X C`
    Product(Box<[V]>),
    /// `\cup` with a side that is not listed.
    Union(V, V),
    /// `\cap`
    Intersect(V, V),
    /// `\`
    Difference(V, V),
    /// `UNION`
    BigUnion(V),
    /// A set of described members, in any order and perhaps with repetitions.
    Family(Box<[V]>),
    /// `{x \in S : P}` with an S that is not listed.
    Filter(V, Closure),
    /// `Seq(S)`
    Seq(V),
    /// All subsets of so many members.
    KSubsets(usize, V),
    /// `Nat`
    Nat,
    /// `Int`
    Int,
    /// `Real`
    Real,
    /// `STRING`
    String,
    /// `Any`: everything is a member.
    Any,
}

/// An expression and the frame it needs.
#[derive(Debug)]
pub struct Closure {
    /// The FILTER or FUNCTION expression.
    pub expr: ExprId,
    /// What it needs.
    pub env: Env,
}

/// A function given by its body.
#[derive(Debug)]
pub struct Lambda {
    /// One set per bound; a set of all arguments if there is one bound.
    pub domains: Box<[V]>,
    /// The function expression.
    pub closure: Closure,
    /// Results found so far.
    pub memo: Mutex<std::collections::HashMap<Value, V>>,
    /// The function that this one is but for what it remembers: `[f EXCEPT ...]`.
    pub but: Option<Arc<Lambda>>,
    /// The function as a value, once somebody wanted it.
    pub whole: OnceLock<Value>,
}

/// An operator as an argument.
#[derive(Clone, Debug)]
pub enum Operator {
    /// A definition.
    Def(DefId),
    /// A constant with parameters.
    Constant(ConstId),
    /// A LET operator or LAMBDA, numbered through all definitions, in the frame with this base.
    Local(u32, u32),
    /// One that outlives its frame.
    Kept(Arc<KeptOperator>),
}

/// An operator that took along what it needs of its frame.
#[derive(Debug)]
pub struct KeptOperator {
    /// Which, numbered through all definitions.
    pub local: u32,
    /// What it needs.
    pub env: Env,
}

/// A part of the state.
#[derive(Clone, Debug)]
pub struct At {
    /// Of which state.
    pub side: Side,
    /// Where.
    pub place: Place,
}

/// Members of a set in the state.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which set.
    pub at: Arc<At>,
    /// Which members: those that pass all of these.
    pub sieves: Vec<Sieve>,
}

/// A part of the state with changes.
#[derive(Debug)]
pub struct Edited {
    /// Where.
    pub at: Arc<At>,
    /// What changes, by path below; in order.
    pub edits: Vec<(Vec<Value>, Edit)>,
}

/// An expression with what it needs of its frame.
#[derive(Debug)]
pub struct Kept {
    /// What.
    pub expr: ExprId,
    /// What it needs.
    pub env: Env,
    /// Its value, for those that are evaluated once.
    pub memo: Option<OnceLock<V>>,
}

impl From<Value> for V {
    fn from(value: Value) -> Self {
        V::Val(value)
    }
}

// Values are copied at every step of an evaluation.
const _: () = assert!(size_of::<V>() == 16 && size_of::<super::error::Eval<V>>() == 16);
