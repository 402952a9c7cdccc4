//! The tree of a module as it was written. Names are not resolved, nothing is left out but comments and proofs.

use std::sync::Arc;

use crate::source::Span;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The name; for operator symbols the one that [`OPERATORS`](super::operators::OPERATORS) has, such as `\cup` for `∪` and
    /// `\union`, `-.` for unary minus.
    pub name: Arc<str>,
    /// Where.
    pub span: Span,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: Ident,
    /// From the first dash to the last equals sign.
    pub span: Span,
    /// The modules it EXTENDS.
    pub extends: Vec<Ident>,
    /// What it declares, defines and states, in order.
    pub units: Vec<Unit>,
}

/// One unit of a module, or of a LET (which has only definitions, RECURSIVE and INSTANCE).
#[derive(Clone, Debug)]
pub enum Unit {
    /// `CONSTANT C, F(_, _)`
    Constants(Vec<Declaration>),
    /// `VARIABLE x, y`
    Variables(Vec<Ident>),
    /// `RECURSIVE F(_), g`
    Recursive(Vec<Declaration>),
    /// An operator definition.
    Operator(OperatorDef),
    /// A function definition `f[x \in S] == e`.
    Function(FunctionDef),
    /// `I(x) == INSTANCE M WITH ...`
    ModuleDef(ModuleDef),
    /// `INSTANCE M WITH ...`, `LOCAL INSTANCE M`
    Instance {
        /// LOCAL
        local: bool,
        /// What is instantiated.
        instance: Instance,
    },
    /// `ASSUME`, `ASSUMPTION`, `AXIOM`
    Assume(Assume),
    /// `THEOREM`, `LEMMA`, ...: the statement is parsed, the proof skipped.
    Theorem(Theorem),
    /// A nested module.
    Submodule(Box<Module>),
}

/// An operator to be declared: a CONSTANT, a RECURSIVE operator, a parameter of an operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Its name.
    pub name: Ident,
    /// How many arguments it takes.
    pub arity: u32,
}

/// `F(x, G(_)) == body`, also infix, prefix and postfix ones.
#[derive(Clone, Debug)]
pub struct OperatorDef {
    /// LOCAL
    pub local: bool,
    /// The operator.
    pub name: Ident,
    /// Its parameters.
    pub params: Vec<Declaration>,
    /// What it stands for.
    pub body: Expr,
    /// The whole definition.
    pub span: Span,
}

/// `f[x \in S, y, z \in T] == body`
#[derive(Clone, Debug)]
pub struct FunctionDef {
    /// LOCAL
    pub local: bool,
    /// The function.
    pub name: Ident,
    /// Its arguments.
    pub bounds: Vec<Bound>,
    /// Its value; may mention the function.
    pub body: Expr,
    /// The whole definition.
    pub span: Span,
}

/// `I(x) == INSTANCE M WITH ...`
#[derive(Clone, Debug)]
pub struct ModuleDef {
    /// LOCAL
    pub local: bool,
    /// Under what name.
    pub name: Ident,
    /// Its parameters.
    pub params: Vec<Declaration>,
    /// What is instantiated.
    pub instance: Instance,
}

/// `INSTANCE M WITH a <- e, + <- F`
#[derive(Clone, Debug)]
pub struct Instance {
    /// The module.
    pub module: Ident,
    /// Explicit substitutions; an operator argument is an application without arguments or a LAMBDA.
    pub substitutions: Vec<(Ident, Expr)>,
    /// The whole.
    pub span: Span,
}

/// `ASSUME name == e`
#[derive(Clone, Debug)]
pub struct Assume {
    /// AXIOMs are not evaluated.
    pub axiom: bool,
    /// Its name, if it has one.
    pub name: Option<Ident>,
    /// What is assumed; `None` for an ASSUME/PROVE.
    pub body: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// `THEOREM name == e`
#[derive(Clone, Debug)]
pub struct Theorem {
    /// Its name, if it has one.
    pub name: Option<Ident>,
    /// What is claimed; `None` for an ASSUME/PROVE.
    pub body: Option<Expr>,
    /// The whole, without the proof.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without parentheses around it.
    pub span: Span,
}

/// What is bound by a quantifier: a name or a tuple of names.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// `x`
    Name(Ident),
    /// `<<x, y>>`
    Tuple(Vec<Ident>),
}

/// `x, y \in S` or `<<x, y>> \in S`
#[derive(Clone, Debug)]
pub struct Bound {
    /// What is bound; several names range over the set each on its own.
    pub patterns: Vec<Pattern>,
    /// Over what.
    pub set: Expr,
}

/// Universal or existential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `\A`
    Forall,
    /// `\E`
    Exists,
    /// `\AA`
    TemporalForall,
    /// `\EE`
    TemporalExists,
}

/// How an operator application was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// `F`, `F(a, b)`, also `+(a, b)` and `I!+(a, b)`
    Name,
    /// `-a`, `ENABLED a`
    Prefix,
    /// `a + b`
    Infix,
    /// `a'`
    Postfix,
}

/// One part of `I(x)!J!Op`, or of a subexpression name such as `Op!1!<<!(x)`.
#[derive(Clone, Debug)]
pub enum Selector {
    /// A name or operator symbol, with its arguments.
    Name(Ident, Vec<Expr>),
    /// `!n`
    Child(u32, Span),
    /// `!<<`
    Left(Span),
    /// `!>>`
    Right(Span),
    /// `!:`
    Body(Span),
    /// `!@`
    At(Span),
    /// `!(e, ...)`: values for the bound variables.
    Arguments(Vec<Expr>, Span),
}

/// One update of an EXCEPT.
#[derive(Clone, Debug)]
pub struct Update {
    /// `.field` and `[i, j]`, at least one.
    pub path: Vec<Accessor>,
    /// The new value; `@` in it is the old one.
    pub value: Expr,
    /// From `!` to the end of the value.
    pub span: Span,
}

/// One step below a function or record.
#[derive(Clone, Debug)]
pub enum Accessor {
    /// `[e]`, `[e1, e2]`
    Index(Vec<Expr>),
    /// `.field`
    Field(Ident),
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A natural number in any notation (`10`, `\b1010`, `\o12`, `\hA`); its value as decimal digits.
    Number(Arc<str>),
    /// `3.14`, as written.
    Decimal(Arc<str>),
    /// A string, escapes resolved.
    String(Arc<str>),
    /// `@` in an EXCEPT.
    At,
    /// The application of an operator, built-in (`\cup`, `'`, `ENABLED`, `TRUE`, `BOOLEAN`, ...) or defined; without arguments
    /// also a constant, variable, parameter, or an operator passed as an argument. Infix `/\` and `\/` are applications.
    Apply {
        /// Which.
        operator: Ident,
        /// To what.
        args: Vec<Expr>,
        /// How it was written.
        fix: Fix,
    },
    /// `I(x)!Op(y)`, `Op!1`: everything with a `!` in it; at least two selectors, the first a [`Selector::Name`].
    Qualified(Vec<Selector>),
    /// A bulleted list; true: of `/\`, false: of `\/`.
    Junction(bool, Vec<Expr>),
    /// `\A x \in S : P`
    Quantified {
        /// Which.
        quantifier: Quantifier,
        /// What is bound.
        bounds: Vec<Bound>,
        /// The body.
        body: Box<Expr>,
    },
    /// `\E x, y : P`, `\EE x : F`
    Unbounded {
        /// Which.
        quantifier: Quantifier,
        /// What is bound.
        names: Vec<Ident>,
        /// The body.
        body: Box<Expr>,
    },
    /// `CHOOSE x \in S : P`, `CHOOSE x : P`
    Choose {
        /// What is bound.
        pattern: Pattern,
        /// From what.
        set: Option<Box<Expr>>,
        /// The body.
        body: Box<Expr>,
    },
    /// `{a, b}`
    SetEnum(Vec<Expr>),
    /// `{x \in S : P}`
    SetFilter {
        /// What is bound.
        pattern: Pattern,
        /// From what.
        set: Box<Expr>,
        /// The body.
        body: Box<Expr>,
    },
    /// `{e : x \in S, y \in T}`
    SetMap {
        /// The element.
        body: Box<Expr>,
        /// What is bound.
        bounds: Vec<Bound>,
    },
    /// `[x \in S, y \in T |-> e]`
    Function {
        /// What is bound.
        bounds: Vec<Bound>,
        /// The value.
        body: Box<Expr>,
    },
    /// `[S -> T]`
    FunctionSet(Box<Expr>, Box<Expr>),
    /// `[a |-> e, b |-> f]`
    Record(Vec<(Ident, Expr)>),
    /// `[a : S, b : T]`
    RecordSet(Vec<(Ident, Expr)>),
    /// `[f EXCEPT ![i].a = e]`
    Except(Box<Expr>, Vec<Update>),
    /// `f[a, b]`
    Index(Box<Expr>, Vec<Expr>),
    /// `r.a`
    Field(Box<Expr>, Ident),
    /// `<<a, b>>`
    Tuple(Vec<Expr>),
    /// `A \X B \X C`
    Product(Vec<Expr>),
    /// `[A]_v`
    BoxAction(Box<Expr>, Box<Expr>),
    /// `<<A>>_v`
    AngleAction(Box<Expr>, Box<Expr>),
    /// `WF_v(A)` (false), `SF_v(A)` (true)
    Fairness {
        /// SF
        strong: bool,
        /// v
        subscript: Box<Expr>,
        /// A
        action: Box<Expr>,
    },
    /// `IF a THEN b ELSE c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `CASE p -> e [] OTHER -> f`
    Case {
        /// Guards and values.
        arms: Vec<(Expr, Expr)>,
        /// OTHER
        other: Option<Box<Expr>>,
    },
    /// `LET ... IN e`
    Let(Vec<Unit>, Box<Expr>),
    /// `LAMBDA x, y : e`; only as an argument.
    Lambda(Vec<Ident>, Box<Expr>),
    /// `label(x, y) :: e`
    Label(Ident, Vec<Ident>, Box<Expr>),
}
