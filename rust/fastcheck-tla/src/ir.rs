//! The core language: what a specification means once names are resolved. It is made by [`crate::sema`] and run by
//! [`crate::eval`].
//!
//! Expressions live in one arena. Every top-level definition is a procedure with a *frame* of numbered slots: its
//! parameters first, then every variable bound inside it, each with a slot of its own (LET definitions and LAMBDAs inside
//! it included: they share the frame of the definition that they stand in). So a bound variable is a slot number, nothing
//! is captured by accident, and an expression may be evaluated wherever its frame is at hand.
//!
//! INSTANCE is gone: the definitions of an instantiated module are definitions of their own, with the substituted
//! constants and variables as definitions without parameters (`x'` is then `Prime(Call(x))`) and the parameters of a
//! parameterised instance in front of their own.

use std::sync::Arc;

use fastcheck_values::Value;

use crate::source::Span;

/// Index into [`Program::exprs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// Index into [`Program::defs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId(pub u32);

/// Index into [`Program::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

/// Index into [`Program::constants`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstId(pub u32);

/// A slot of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// What an expression may depend on; the order is that of the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// On constants alone.
    Constant,
    /// On a state.
    State,
    /// On a step.
    Action,
    /// On a behaviour.
    Temporal,
}

/// An expression, its place, and what is known of it.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub expr: Expr,
    /// Where it stands. In text of its own module, also when reached through an instance.
    pub span: Span,
    /// Its level, parameters of operators taken as constants.
    pub level: Level,
}

/// Operators with a fixed meaning whose arguments are values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `~`
    Not,
    /// `=>`; the right side is evaluated only where the left is true.
    Implies,
    /// `<=>`, `\equiv`
    Equiv,
    /// `=`
    Eq,
    /// `#`, `/=`
    Neq,
    /// `\in`
    In,
    /// `\notin`
    NotIn,
    /// `\subseteq`
    SubsetEq,
    /// `\cup`
    Union,
    /// `\cap`
    Intersect,
    /// `\`
    Difference,
    /// `SUBSET`
    Powerset,
    /// `UNION`
    BigUnion,
    /// `DOMAIN`
    Domain,
    /// `{a, b}`
    SetEnum,
    /// `<<a, b>>`
    Tuple,
    /// `A \X B \X C`
    Product,
    /// `[S -> T]`
    FunctionSet,
    /// `f[a]`; several arguments are a tuple already.
    Apply,
}

/// One binding of a quantifier or constructor: the slots get the element, or its components.
#[derive(Clone, Debug)]
pub struct Bound {
    /// `x`: one slot; `<<x, y>>`: `tuple` is set.
    pub slots: Box<[Slot]>,
    /// The slots are the components of a tuple.
    pub tuple: bool,
    /// Over what.
    pub set: ExprId,
}

/// What a call calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Callee {
    /// A top-level definition: it gets a frame of its own.
    Def(DefId),
    /// An operator of a LET in the same frame, index into [`Def::locals`].
    Local(u32),
    /// An operator parameter: what the slot holds.
    Param(Slot),
    /// A declared constant with parameters.
    Constant(ConstId),
}

/// An argument. Whether an expression is evaluated before the call or at its first use is the evaluator's business; TLC
/// does the latter.
#[derive(Clone, Debug)]
pub enum Arg {
    /// An expression.
    Expr(ExprId),
    /// An operator by name.
    Operator(Callee),
    /// `LAMBDA`: index into [`Def::locals`].
    Lambda(u32),
}

/// One update of an EXCEPT: all keys are evaluated in the state of the whole expression.
#[derive(Clone, Debug)]
pub struct Update {
    /// Arguments from the outside inwards; a field is a string.
    pub path: Box<[ExprId]>,
    /// The new value. [`Expr::Local`] of `old` in it is the old value (`@`).
    pub value: ExprId,
    /// The slot of `@`.
    pub old: Slot,
}

/// An expression.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A literal, or a constant once the configuration is known.
    Value(Value),
    /// Sets that have a name: `BOOLEAN`, `STRING`.
    Boolean,
    /// `STRING`
    String,
    /// A number that does not fit 64 bits or is a decimal: an error where it is evaluated.
    BadNumber(Arc<str>),
    /// A bound variable or a parameter.
    Local(Slot),
    /// A declared constant without parameters, until the configuration binds it.
    Constant(ConstId),
    /// A state variable.
    Variable(VarId),
    /// `e'`
    Prime(ExprId),
    /// A call of a defined operator; without arguments also a reference to a definition.
    Call(Callee, Box<[Arg]>),
    /// An operator with a fixed meaning.
    Op(Op, Box<[ExprId]>),
    /// `/\`, list or infix (chains are flat)
    And(Box<[ExprId]>),
    /// `\/`, list or infix (chains are flat)
    Or(Box<[ExprId]>),
    /// `\A`
    Forall(Box<[Bound]>, ExprId),
    /// `\E`
    Exists(Box<[Bound]>, ExprId),
    /// `\A x : P`, `\E x : P`: an error where it is evaluated.
    Unbounded {
        /// `\A`
        forall: bool,
        /// The body.
        body: ExprId,
    },
    /// `\AA`, `\EE`: never evaluated.
    TemporalQuantifier,
    /// `CHOOSE x \in S : P`
    Choose(Box<Bound>, ExprId),
    /// `CHOOSE x : P`: an error where it is evaluated.
    UnboundedChoose(Slot, ExprId),
    /// `{x \in S : P}`
    Filter(Box<Bound>, ExprId),
    /// `{e : x \in S, y \in T}`
    Map(Box<[Bound]>, ExprId),
    /// `[x \in S |-> e]`; several bounds take tuples. For `f[x \in S] == e` `recursive` is the slot in which `e` finds the function.
    Function {
        /// What is bound.
        bounds: Box<[Bound]>,
        /// The value.
        body: ExprId,
        /// Where the body finds the function itself.
        recursive: Option<Slot>,
    },
    /// `[a |-> e]`; fields as written.
    Record(Box<[(Value, ExprId)]>),
    /// `[a : S]`
    RecordSet(Box<[(Value, ExprId)]>),
    /// `[f EXCEPT ...]`; updates in order, each of the result of those before.
    Except(ExprId, Box<[Update]>),
    /// `IF`
    If(ExprId, ExprId, ExprId),
    /// `CASE`; OTHER last.
    Case(Box<[(ExprId, ExprId)]>, Option<ExprId>),
    /// `LET`: definitions without parameters are evaluated at their first use, into their slot. Those with parameters are
    /// [`Def::locals`] and need nothing here.
    Let(Box<[(Slot, ExprId)]>, ExprId),
    /// `UNCHANGED e`
    Unchanged(ExprId),
    /// `ENABLED A`
    Enabled(ExprId),
    /// `A \cdot B`
    Compose(ExprId, ExprId),
    /// `[A]_v`
    BoxAction(ExprId, ExprId),
    /// `<<A>>_v`
    AngleAction(ExprId, ExprId),
    /// `WF_v(A)`, `SF_v(A)`
    Fairness {
        /// SF
        strong: bool,
        /// `<<A>>_v`
        action: ExprId,
        /// `ENABLED <<A>>_v`
        enabled: ExprId,
    },
    /// `[]F`
    Always(ExprId),
    /// `<>F`
    Eventually(ExprId),
    /// `F ~> G`
    LeadsTo(ExprId, ExprId),
    /// `F -+-> G`: never evaluated.
    Guarantees(ExprId, ExprId),
    /// `l :: e`: transparent; kept for names of subexpressions and actions.
    Label(Arc<str>, ExprId),
}

impl Expr {
    /// Calls `visit` with the expressions directly inside this one, in order; bodies of LET operators and LAMBDAs are not
    /// inside it.
    pub fn children(&self, visit: &mut impl FnMut(ExprId)) {
        let bounds = |bounds: &[Bound], visit: &mut dyn FnMut(ExprId)| {
            bounds.iter().for_each(|b| visit(b.set));
        };
        match self {
            Expr::Value(_)
            | Expr::Boolean
            | Expr::String
            | Expr::BadNumber(_)
            | Expr::Local(_)
            | Expr::Constant(_)
            | Expr::Variable(_)
            | Expr::TemporalQuantifier => {}
            Expr::Call(_, args) => args.iter().for_each(|arg| {
                if let Arg::Expr(e) = arg {
                    visit(*e);
                }
            }),
            Expr::Op(_, items) | Expr::And(items) | Expr::Or(items) => {
                items.iter().for_each(|e| visit(*e));
            }
            Expr::Forall(bound, body)
            | Expr::Exists(bound, body)
            | Expr::Map(bound, body)
            | Expr::Function {
                bounds: bound,
                body,
                ..
            } => {
                bounds(bound, visit);
                visit(*body);
            }
            Expr::Choose(bound, body) | Expr::Filter(bound, body) => {
                visit(bound.set);
                visit(*body);
            }
            Expr::Record(fields) | Expr::RecordSet(fields) => {
                fields.iter().for_each(|(_, e)| visit(*e));
            }
            Expr::Except(function, updates) => {
                visit(*function);
                for update in updates {
                    update.path.iter().for_each(|e| visit(*e));
                    visit(update.value);
                }
            }
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|e| visit(*e)),
            Expr::Case(arms, other) => {
                for (guard, value) in arms {
                    visit(*guard);
                    visit(*value);
                }
                other.iter().for_each(|e| visit(*e));
            }
            Expr::Let(values, body) => {
                values.iter().for_each(|(_, e)| visit(*e));
                visit(*body);
            }
            Expr::Prime(e)
            | Expr::Unchanged(e)
            | Expr::Enabled(e)
            | Expr::Always(e)
            | Expr::Eventually(e)
            | Expr::Label(_, e)
            | Expr::Unbounded { body: e, .. }
            | Expr::UnboundedChoose(_, e) => visit(*e),
            Expr::Compose(a, b)
            | Expr::BoxAction(a, b)
            | Expr::AngleAction(a, b)
            | Expr::LeadsTo(a, b)
            | Expr::Guarantees(a, b)
            | Expr::Fairness {
                action: a,
                enabled: b,
                ..
            } => {
                visit(*a);
                visit(*b);
            }
        }
    }
}

/// A parameter of an operator.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Arc<str>,
    /// How many arguments it takes; 0: a value.
    pub arity: u32,
    /// Its slot.
    pub slot: Slot,
}

/// An operator of a LET with parameters, or a LAMBDA; lives in the frame of its definition.
#[derive(Clone, Debug)]
pub struct LocalOp {
    /// Its name, `LAMBDA` for a lambda.
    pub name: Arc<str>,
    /// Parameters.
    pub params: Box<[Param]>,
    /// What it stands for.
    pub body: ExprId,
    /// It calls itself, directly or not.
    pub recursive: bool,
    /// The definition.
    pub span: Span,
}

/// A definition at the top level of a module, or made by an INSTANCE.
#[derive(Clone, Debug)]
pub struct Def {
    /// Its name as seen from the root module where it is visible there (`I!Op`), else as in its module.
    pub name: Arc<str>,
    /// The module it was written in.
    pub module: Arc<str>,
    /// The definition.
    pub span: Span,
    /// Parameters; those of parameterised instances first.
    pub params: Box<[Param]>,
    /// What it stands for.
    pub body: ExprId,
    /// Number of slots of its frame.
    pub frame: u32,
    /// LET operators and LAMBDAs.
    pub locals: Vec<LocalOp>,
    /// It calls itself, directly or not.
    pub recursive: bool,
    /// It is what an instance gives for a variable of the instantiated module. In `ENABLED A` the primed variables of `A`
    /// are bound, so there, as in TLC, such a variable gets a next value of its own, if ENABLED stands in that instance.
    pub variable: bool,
    /// The instances that it stands in, outermost first.
    pub within: Box<[u32]>,
    /// It is an operator of a built-in module that has native code, by module and name.
    pub native: bool,
    /// The configuration replaced it: this is called in its place.
    pub replaced: Option<DefId>,
    /// Level of its body, value parameters taken as constants.
    pub level: Level,
}

/// A declared constant.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name.
    pub name: Arc<str>,
    /// How many arguments it takes.
    pub arity: u32,
    /// Its declaration.
    pub span: Span,
    /// What the configuration says.
    pub binding: Option<ConstBinding>,
}

/// What a constant is.
#[derive(Clone, Debug)]
pub enum ConstBinding {
    /// A value.
    Value(Value),
    /// `C <- Op`: evaluated at each use.
    Def(DefId),
    /// `C(v1, v2) = v`: by arguments.
    Table(Vec<(Vec<Value>, Value)>),
}

/// A state variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub span: Span,
}

/// An ASSUME of the specification; AXIOMs are not here.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// What is assumed, as a definition without parameters.
    pub def: DefId,
}

/// A specification with names resolved.
#[derive(Debug, Default)]
pub struct Program {
    /// All expressions.
    pub exprs: Vec<Node>,
    /// All definitions that are reachable or visible in the root module.
    pub defs: Vec<Def>,
    /// Declared constants of the root module and what it extends.
    pub constants: Vec<Constant>,
    /// State variables of the root module and what it extends, in order of declaration.
    pub variables: Vec<Variable>,
    /// ASSUMEs in order.
    pub assumptions: Vec<Assumption>,
    /// The name of the root module.
    pub root: Arc<str>,
}

impl Program {
    /// The node of an expression.
    #[must_use]
    pub fn node(&self, id: ExprId) -> &Node {
        &self.exprs[id.0 as usize]
    }

    /// The definition of an id.
    #[must_use]
    pub fn def(&self, id: DefId) -> &Def {
        &self.defs[id.0 as usize]
    }
}
