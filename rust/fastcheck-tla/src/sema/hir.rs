//! The tree with names resolved: every name is a [`SymId`]. One arena for all modules.

use std::collections::HashMap;
use std::sync::Arc;

use super::builtins::Builtin;
use super::levels::Levels;
use crate::source::Span;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);
    )*};
}

index! {
    /// Index into [`Hir::syms`].
    SymId
    /// Index into [`Hir::exprs`].
    HirId
    /// Index into [`Hir::modules`].
    ModId
    /// Index into [`Hir::instances`].
    InstId
}

/// All modules of a specification.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hir {
    pub(crate) syms: Vec<Sym>,
    pub(crate) exprs: Vec<Node>,
    pub(crate) modules: Vec<Module>,
    pub(crate) instances: Vec<Instance>,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) struct Sym {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    /// Where it was written; for what an INSTANCE makes, the module with the INSTANCE.
    pub(crate) module: ModId,
    /// Not seen by modules that EXTEND or INSTANCE its own.
    pub(crate) local: bool,
    pub(crate) arity: u32,
    pub(crate) kind: SymKind,
}

/// The kinds of symbols.
#[derive(Clone, Debug)]
pub(crate) enum SymKind {
    Builtin(Builtin),
    Constant,
    Variable,
    /// A parameter of an operator, perhaps itself an operator.
    Param,
    /// Bound by a quantifier, a constructor, CHOOSE, or `@`. Its level bound is that of its set.
    Bound,
    /// A defined operator.
    Def(Box<Def>),
    /// `I` of `I(x) == INSTANCE M`; may only stand in front of a `!`.
    Instance,
}

/// A definition.
#[derive(Clone, Debug)]
pub(crate) struct Def {
    pub(crate) params: Vec<SymId>,
    pub(crate) body: Body,
    /// It was declared RECURSIVE.
    pub(crate) recursive: bool,
    /// Number of LETs around it; 0 for a unit of a module.
    pub(crate) depth: u32,
    /// The name of a theorem or an assumption.
    pub(crate) fact: bool,
    /// Labels in its body, not inside other labels.
    pub(crate) labels: HashMap<Arc<str>, HirId>,
    pub(crate) levels: Levels,
    pub(crate) span: Span,
}

/// What a definition stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Body {
    /// Declared RECURSIVE and not yet defined, or being defined.
    Pending,
    Expr(HirId),
    /// A function: the body is a [`Kind::Quantified`] in which the function itself may occur.
    Function(HirId),
    /// The definition `of` of an instantiated module, seen through the instance.
    Instance {
        instance: InstId,
        of: SymId,
    },
    /// An ASSUME/PROVE, which is no expression.
    AssumeProve,
}

/// One INSTANCE.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) module: ModId,
    /// `I`, if it has a name.
    pub(crate) name: Option<Arc<str>>,
    pub(crate) params: Vec<SymId>,
    /// For every constant and variable of the module.
    pub(crate) substitutions: Vec<(SymId, Arg)>,
    pub(crate) span: Span,
    /// It stands in a LET.
    pub(crate) nested: bool,
}

/// A module.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    /// The module around it.
    pub(crate) outer: Option<ModId>,
    /// It and what it extends, transitively, each once.
    pub(crate) includes: Vec<ModId>,
    /// Symbols seen from outside, and local ones, in order; those of extended modules first.
    pub(crate) symbols: Vec<SymId>,
    pub(crate) by_name: HashMap<Arc<str>, SymId>,
    /// Modules inside it, and of what it extends.
    pub(crate) submodules: Vec<(Arc<str>, ModId)>,
    /// Declared constants and variables, its own and those of what it extends.
    pub(crate) constants: Vec<SymId>,
    pub(crate) variables: Vec<SymId>,
    /// ASSUMEs, own and of what it extends.
    pub(crate) assumes: Vec<Assume>,
    /// Its own units, in order.
    pub(crate) units: Vec<Unit>,
    /// Nothing in it depends on a declared constant or variable.
    pub(crate) closed: bool,
    /// Its text is one of ours.
    pub(crate) built_in: bool,
}

/// What level checking looks at in a module.
#[derive(Clone, Debug)]
pub(crate) enum Unit {
    /// A definition.
    Def(SymId),
    Instance(InstId),
    Assume(Assume),
    /// The statement of a theorem.
    Theorem(HirId),
}

/// An ASSUME.
#[derive(Clone, Debug)]
pub(crate) struct Assume {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) axiom: bool,
    pub(crate) body: HirId,
    pub(crate) span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Expr(HirId),
    /// An operator; it still lacks as many arguments as are expected, those given come first.
    Operator(SymId, Vec<Arg>),
    /// A [`Def`] without a name.
    Lambda(SymId),
}

/// One binding.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    /// What is bound; several names, unless it is a tuple, each range over the set.
    pub(crate) names: Vec<SymId>,
    pub(crate) tuple: bool,
    pub(crate) set: HirId,
}

/// Bounded constructs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binder {
    Forall,
    Exists,
    Choose,
    Filter,
    Map,
    Function,
}

/// Unbounded constructs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unbounded {
    Forall,
    Exists,
    Choose,
    TemporalForall,
    TemporalExists,
}

/// One update of an EXCEPT.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) path: Vec<Accessor>,
    pub(crate) value: HirId,
    /// The symbol of `@`.
    pub(crate) at: SymId,
}

/// One step below a function or record.
#[derive(Clone, Debug)]
pub(crate) enum Accessor {
    Index(Vec<HirId>),
    Field(Arc<str>, Span),
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Number(Arc<str>),
    Decimal(Arc<str>),
    String(Arc<str>),
    /// A symbol that is not built in.
    Apply(SymId, Vec<Arg>),
    /// Built-in operators and constructors all of whose arguments are expressions.
    Builtin(Builtin, Vec<HirId>),
    Quantified(Binder, Vec<Bound>, HirId),
    Unbounded(Unbounded, Vec<SymId>, HirId),
    Record(Vec<(Arc<str>, HirId)>),
    RecordSet(Vec<(Arc<str>, HirId)>),
    Except(HirId, Vec<Update>),
    Case(Vec<(HirId, HirId)>, Option<HirId>),
    /// The definitions, in order; what instances in it define is among them.
    Let(Vec<SymId>, Vec<InstId>, HirId),
    Label(Arc<str>, Vec<SymId>, HirId, HashMap<Arc<str>, HirId>),
    /// An expression seen through definitions around it, as subexpression names are: parameters and bound variables are
    /// given values.
    Selected {
        instance: Vec<InstId>,
        bindings: Vec<(SymId, Arg)>,
        body: HirId,
    },
    /// What was wrong has been reported.
    Error,
}

impl Hir {
    pub(crate) fn sym(&self, id: SymId) -> &Sym {
        &self.syms[id.0 as usize]
    }

    pub(crate) fn sym_mut(&mut self, id: SymId) -> &mut Sym {
        &mut self.syms[id.0 as usize]
    }

    pub(crate) fn node(&self, id: HirId) -> &Node {
        &self.exprs[id.0 as usize]
    }

    pub(crate) fn module(&self, id: ModId) -> &Module {
        &self.modules[id.0 as usize]
    }

    pub(crate) fn module_mut(&mut self, id: ModId) -> &mut Module {
        &mut self.modules[id.0 as usize]
    }

    pub(crate) fn instance(&self, id: InstId) -> &Instance {
        &self.instances[id.0 as usize]
    }

    /// The definition of a symbol, if it has one.
    pub(crate) fn def(&self, id: SymId) -> Option<&Def> {
        match &self.sym(id).kind {
            SymKind::Def(def) => Some(def),
            _ => None,
        }
    }

    pub(crate) fn def_mut(&mut self, id: SymId) -> Option<&mut Def> {
        match &mut self.sym_mut(id).kind {
            SymKind::Def(def) => Some(def),
            _ => None,
        }
    }

    /// The expressions directly inside one, but for the definitions of a LET.
    pub(crate) fn children(&self, id: HirId) -> Vec<HirId> {
        let args = |args: &[Arg]| -> Vec<HirId> {
            let expr = |a: &Arg| match a {
                Arg::Expr(e) => Some(*e),
                Arg::Operator(..) | Arg::Lambda(_) => None,
            };
            args.iter().filter_map(expr).collect()
        };
        match &self.node(id).kind {
            Kind::Number(_) | Kind::Decimal(_) | Kind::String(_) | Kind::Error => Vec::new(),
            Kind::Apply(_, given) => args(given),
            Kind::Builtin(_, items) => items.clone(),
            Kind::Quantified(_, bounds, body) => {
                let sets = bounds.iter().map(|b| b.set);
                sets.chain([*body]).collect()
            }
            Kind::Unbounded(_, _, body) | Kind::Let(_, _, body) | Kind::Label(_, _, body, _) => {
                vec![*body]
            }
            Kind::Selected { body, .. } => vec![*body],
            Kind::Record(fields) | Kind::RecordSet(fields) => fields.iter().map(|f| f.1).collect(),
            Kind::Except(function, updates) => {
                let values = updates.iter().map(|u| u.value);
                [*function].into_iter().chain(values).collect()
            }
            Kind::Case(arms, other) => {
                let arms = arms.iter().flat_map(|(p, e)| [*p, *e]);
                arms.chain(*other).collect()
            }
        }
    }

    /// The LETs between an expression and one inside it, outermost first.
    pub(crate) fn lets_between(&self, from: HirId, to: HirId) -> Vec<HirId> {
        let mut open = vec![(from, Vec::new())];
        while let Some((id, mut lets)) = open.pop() {
            if id == to {
                return lets;
            }
            if let Kind::Let(..) = self.node(id).kind {
                lets.push(id);
            }
            let children = self.children(id).into_iter();
            open.extend(children.map(|child| (child, lets.clone())));
        }
        Vec::new()
    }
}
