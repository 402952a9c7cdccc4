//! Formulas of a configuration: what is found by looking through definitions, made as definitions of their own.

use std::sync::Arc;

use super::apply::Target;
use super::{EnvId, Frame, Lowerer, Meaning};
use crate::ir::{DefId, ExprId};
use crate::modules;
use crate::sema::hir::{Arg, Binder, Body, Bound, HirId, InstId, Kind, SymId, SymKind};
use crate::source::Span;

/// Formulas may be found through this many definitions; a chain that is longer is not one that people write.
const MAX_DEPTH: usize = 1000;

/// What stands around a part of a formula that was taken out of it.
#[derive(Clone, Debug)]
pub(crate) enum Wrapper {
    Let(Vec<SymId>, Vec<InstId>, EnvId),
    Forall(Vec<Bound>, EnvId),
}

/// A part of a formula.
#[derive(Clone, Debug)]
pub(crate) struct Formula {
    pub(crate) expr: HirId,
    pub(crate) env: EnvId,
    /// Outermost first.
    pub(crate) around: Vec<Wrapper>,
    /// Names of definitions that were looked through.
    pub(crate) depth: usize,
}

/// What a name at the head of a formula comes to.
pub(crate) enum Unfolded {
    /// A definition, its parameters bound.
    Body(Formula),
    /// What is given for a parameter or constant.
    Given(Formula),
    /// The configuration says it is a value.
    Value(fastcheck_values::Value),
    /// Nothing to look into.
    No,
}

impl Lowerer<'_> {
    /// The formula that a name of the root module stands for.
    pub(crate) fn named(&mut self, sym: SymId) -> Option<Formula> {
        let sym = self.replaced(sym);
        let (expr, env) = self.unfold_def(sym, EnvId::ROOT, &[], EnvId::ROOT)?;
        Some(Formula {
            env,
            ..Formula::of(expr)
        })
    }

    pub(crate) fn kind(&self, formula: &Formula) -> &Kind {
        &self.hir.node(formula.expr).kind
    }

    pub(crate) fn span(&self, formula: &Formula) -> Span {
        self.hir.node(formula.expr).span
    }

    /// Looks through the name at the head of a formula.
    pub(crate) fn unfold(&mut self, formula: &Formula) -> Unfolded {
        let Kind::Apply(sym, args) = self.kind(formula).clone() else {
            return Unfolded::No;
        };
        if formula.depth >= MAX_DEPTH {
            return Unfolded::No;
        }
        self.unfold_sym(sym, &args, formula)
    }

    fn unfold_sym(&mut self, sym: SymId, args: &[Arg], formula: &Formula) -> Unfolded {
        let deeper = |expr, env| Formula {
            expr,
            env,
            around: formula.around.clone(),
            depth: formula.depth + 1,
        };
        if self.hir.def(sym).is_some_and(|def| def.depth > 0) {
            return match self.hir.def(sym).map(|def| (def.body, def.recursive)) {
                Some((Body::Expr(body), false)) => {
                    let params = self
                        .hir
                        .def(sym)
                        .map_or(Vec::new(), |def| def.params.clone());
                    let env = self.binding(&params, args, formula.env, formula.env);
                    Unfolded::Body(deeper(body, env))
                }
                _ => Unfolded::No,
            };
        }
        match self.target(sym, formula.env) {
            Target::Value(value) => Unfolded::Value(value),
            Target::Given(Arg::Expr(e), env) => Unfolded::Given(deeper(e, env)),
            Target::Given(Arg::Operator(op, first), env)
                if first.is_empty() && !matches!(self.hir.sym(op).kind, SymKind::Builtin(_)) =>
            {
                if self.has_own_code(op) {
                    return Unfolded::No;
                }
                let (body, params) = match self.hir.def(op).map(|d| (d.body, d.recursive)) {
                    Some((Body::Expr(body), false)) => {
                        (body, self.hir.def(op).map(|d| d.params.clone()))
                    }
                    _ => return Unfolded::No,
                };
                let outer = self.envs.owner(self.hir, env, self.hir.sym(op).module);
                let env = self.binding(&params.unwrap_or_default(), args, formula.env, outer);
                Unfolded::Body(deeper(body, env))
            }
            Target::Def(def, env) => match self.unfold_def(def, env, args, formula.env) {
                Some((body, env)) => Unfolded::Body(deeper(body, env)),
                None => Unfolded::No,
            },
            _ => Unfolded::No,
        }
    }

    /// What the text of such a module says of an operator is not what is evaluated.
    fn has_own_code(&self, sym: SymId) -> bool {
        let module = self.hir.sym(sym).module;
        modules::text(&self.hir.module(module).name).is_some()
    }

    /// The body of a definition, through instances, with its parameters bound to the arguments.
    fn unfold_def(
        &mut self,
        sym: SymId,
        env: EnvId,
        args: &[Arg],
        args_env: EnvId,
    ) -> Option<(HirId, EnvId)> {
        let def = self.hir.def(sym)?;
        let params = def.params.clone();
        let mut env = self.binding(&params, args, args_env, env);
        let mut sym = sym;
        loop {
            let def = self.hir.def(sym)?;
            if def.recursive || self.body_meanings.contains_key(&sym) || self.has_own_code(sym) {
                return None;
            }
            match def.body {
                Body::Expr(body) => return Some((body, env)),
                Body::Instance { instance, of } => {
                    sym = of;
                    if self.hir.module(self.hir.sym(of).module).closed {
                        let bound = self.closed_binding(&params, args, args_env, of);
                        env = bound;
                    } else {
                        env = self.envs.instance(instance, env);
                    }
                }
                Body::Function(_) | Body::Pending | Body::AssumeProve => return None,
            }
        }
    }

    fn closed_binding(
        &mut self,
        params: &[SymId],
        args: &[Arg],
        args_env: EnvId,
        of: SymId,
    ) -> EnvId {
        let wanted = self.hir.def(of).map_or(0, |def| def.params.len());
        let skip = params.len().saturating_sub(wanted);
        self.binding(&params[skip..], &args[skip..], args_env, EnvId::ROOT)
    }

    /// A formula as a definition without parameters: the one that it names, or one of its own.
    pub(crate) fn piece(&mut self, formula: &Formula, name: &str) -> DefId {
        if let Some(def) = self.plain_reference(formula) {
            return def;
        }
        let module = self.program.root.clone();
        let span = self.span(formula);
        let id = self.reserve(name.into(), module, span);
        self.program.defs[id.0 as usize].within = self.envs.within(formula.env);
        self.frame = Frame::default();
        let body = self.wrapped(&formula.around, formula);
        self.finish(id, Vec::new(), body);
        id
    }

    /// The definition that a formula is the name of.
    fn plain_reference(&mut self, formula: &Formula) -> Option<DefId> {
        let Kind::Apply(sym, args) = self.kind(formula) else {
            return None;
        };
        let sym = *sym;
        if !args.is_empty() || !formula.around.is_empty() {
            return None;
        }
        self.frame = Frame::default();
        match self.target(sym, formula.env) {
            Target::Def(def, env) if self.hir.def(def).is_some_and(|d| d.depth == 0) => {
                let way = self.way(def, env);
                let plain = self.envs.passed(self.hir, way.key.env).is_empty()
                    && !self.envs.nested(self.hir, way.key.env);
                plain.then(|| self.def(way.key))
            }
            _ => None,
        }
    }

    fn wrapped(&mut self, around: &[Wrapper], formula: &Formula) -> ExprId {
        let span = self.span(formula);
        match around.split_first() {
            None => self.expr(formula.expr, formula.env),
            Some((Wrapper::Let(defs, instances, env), rest)) => {
                self.let_in(defs, instances, *env, span, |l| l.wrapped(rest, formula))
            }
            Some((Wrapper::Forall(bounds, env), rest)) => {
                let bounds = self.bounds(bounds, *env);
                let body = self.wrapped(rest, formula);
                let expr = self.bound_expr(Binder::Forall, bounds, body);
                self.push(expr, span)
            }
        }
    }

    /// The name of the definition at the head of a formula, or its text's name.
    pub(crate) fn head_name(&self, formula: &Formula) -> Option<Arc<str>> {
        match self.kind(formula) {
            Kind::Apply(sym, _) => Some(self.hir.sym(*sym).name.clone()),
            _ => None,
        }
    }

    /// The formula inside a subexpression name, a label or a LET, if it is one.
    pub(crate) fn inside(&mut self, formula: &Formula) -> Option<Formula> {
        let mut inner = formula.clone();
        inner.depth += 1;
        match self.kind(formula).clone() {
            Kind::Label(_, _, body, _) => inner.expr = body,
            Kind::Let(defs, instances, body) => {
                inner
                    .around
                    .push(Wrapper::Let(defs, instances, formula.env));
                inner.expr = body;
            }
            Kind::Selected {
                instance,
                bindings,
                body,
            } => {
                inner.env = self.selected_env(&instance, &bindings, formula.env);
                inner.expr = body;
            }
            _ => return None,
        }
        Some(inner)
    }

    /// Constants that the configuration replaces, for messages.
    pub(crate) fn meaning(&self, sym: SymId) -> Option<&Meaning> {
        self.meanings.get(&sym)
    }

    /// Whether a piece is the definition that its formula names.
    pub(crate) fn is_reference(&mut self, formula: &Formula, def: DefId) -> bool {
        self.plain_reference(formula) == Some(def)
    }

    /// The binding of a `\A x \in S`.
    pub(crate) fn forall(&self, formula: &Formula) -> Option<Wrapper> {
        match self.kind(formula) {
            Kind::Quantified(Binder::Forall, bounds, _) => {
                Some(Wrapper::Forall(bounds.clone(), formula.env))
            }
            _ => None,
        }
    }
}

impl Formula {
    /// An expression of the root module.
    pub(crate) fn of(expr: HirId) -> Self {
        Formula {
            expr,
            env: EnvId::ROOT,
            around: Vec::new(),
            depth: 0,
        }
    }
}
