//! References and applications: what a name means under an environment, and how it is called.

use std::collections::HashMap;

use super::env::Step;
use super::{Binding, EnvId, Key, Lowerer, Meaning};
use crate::ir::{self, Callee, Expr, ExprId, LocalOp};
use crate::sema::hir::{Arg, Body, HirId, Kind, SymId, SymKind};
use crate::source::Span;

/// An argument that is given to something.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// As written, under an environment.
    Written(Arg, EnvId),
    /// Made already.
    Made(ir::Arg),
}

/// What a name means.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Bound(Binding, EnvId),
    /// What an instance or a binding gives for it, under an environment.
    Given(Arg, EnvId),
    Variable(ir::VarId),
    Constant(ir::ConstId),
    Value(fastcheck_values::Value),
    /// A definition under an environment.
    Def(SymId, EnvId),
    /// A name that is bound somewhere, but not here. There are none, unless there is a mistake in this program.
    Lost,
}

/// How a definition is reached.
pub(super) struct Way {
    pub(super) key: Key,
    /// The environment whose instances' parameters are to be passed.
    pub(super) prefix: EnvId,
    /// So many arguments were for instances that do not matter.
    pub(super) skip: usize,
}

impl Lowerer<'_> {
    /// What a symbol means under an environment.
    pub(super) fn target(&self, sym: SymId, env: EnvId) -> Target {
        let mut at = env;
        loop {
            if let Some(binding) = self.frame.scope.get(&(sym, at)) {
                return Target::Bound(*binding, at);
            }
            match self.envs.step(at) {
                Step::Root => break,
                Step::Instance(instance, outer) => {
                    let substitutions = &self.hir.instance(instance).substitutions;
                    if let Some((_, arg)) = substitutions.iter().find(|(s, _)| *s == sym) {
                        return Target::Given(arg.clone(), outer);
                    }
                    at = outer;
                }
                Step::Bind(values, outer) => {
                    if let Some((arg, env)) = values.get(&sym) {
                        return Target::Given(arg.clone(), *env);
                    }
                    at = outer;
                }
            }
        }
        self.global(sym, env)
    }

    fn global(&self, sym: SymId, env: EnvId) -> Target {
        if let Some(variable) = self.variables.get(&sym) {
            return Target::Variable(*variable);
        }
        match (self.meanings.get(&sym), self.constants.get(&sym)) {
            (Some(Meaning::Value(value)), _) => Target::Value(*value),
            (Some(Meaning::Def(def)), _) => Target::Def(*def, EnvId::ROOT),
            (_, Some(constant)) => Target::Constant(*constant),
            (_, None) if self.is_inner(sym) => Target::Lost,
            (_, None) => Target::Def(
                sym,
                self.envs.owner(self.hir, env, self.hir.sym(sym).module),
            ),
        }
    }

    /// Whether a name has a meaning only inside a definition.
    fn is_inner(&self, sym: SymId) -> bool {
        match &self.hir.sym(sym).kind {
            SymKind::Def(def) => def.depth > 0,
            SymKind::Param | SymKind::Bound => true,
            _ => false,
        }
    }

    /// The application of a symbol that is not built in.
    pub(super) fn apply(&mut self, sym: SymId, env: EnvId, args: Vec<Given>, span: Span) -> ExprId {
        match self.target(sym, env) {
            Target::Bound(binding, at) => self.apply_bound(sym, at, binding, args, span),
            Target::Given(arg, outer) => self.apply_given(sym, env, arg, outer, args, span),
            Target::Variable(v) => self.push(Expr::Variable(v), span),
            Target::Value(v) => self.push(Expr::Value(v), span),
            Target::Constant(c) if args.is_empty() => self.push(Expr::Constant(c), span),
            Target::Constant(c) => self.call(Callee::Constant(c), args, span),
            Target::Def(def, env) => self.call_def(def, env, args, span),
            Target::Lost => {
                self.lost.push(span);
                self.push(Expr::BadNumber("lost".into()), span)
            }
        }
    }

    fn apply_bound(
        &mut self,
        sym: SymId,
        at: EnvId,
        binding: Binding,
        args: Vec<Given>,
        span: Span,
    ) -> ExprId {
        match binding {
            Binding::Slot(slot) => self.push(Expr::Local(slot), span),
            Binding::Operator(slot) => self.call(Callee::Param(slot), args, span),
            Binding::Local(local) => self.call(Callee::Local(local), args, span),
            Binding::Instance => self.call_def(sym, at, args, span),
        }
    }

    fn call(&mut self, callee: Callee, args: Vec<Given>, span: Span) -> ExprId {
        let args = args.into_iter().map(|a| self.arg(a)).collect();
        self.push(Expr::Call(callee, args), span)
    }

    /// A call of a definition that stands under an environment.
    fn call_def(&mut self, sym: SymId, env: EnvId, args: Vec<Given>, span: Span) -> ExprId {
        let way = self.way(sym, env);
        let mut all = self.prefix(way.prefix, span);
        all.extend(args.into_iter().skip(way.skip));
        if self.envs.nested(self.hir, way.key.env) {
            let local = self.made_local(way.key.sym, way.key.env);
            return self.call(Callee::Local(local), all, span);
        }
        let def = self.def(way.key);
        self.call(Callee::Def(def), all, span)
    }

    /// The definition that a name under an environment comes to, through instances.
    pub(super) fn way(&mut self, sym: SymId, env: EnvId) -> Way {
        let raw = matches!(self.meanings.get(&sym), Some(Meaning::Def(def)) if *def == sym);
        let mut way = Way {
            key: Key {
                sym,
                env: self.envs.stripped(self.hir, env),
                raw,
            },
            prefix: env,
            skip: 0,
        };
        let mut taken = 0;
        while let Some(Body::Instance { instance, of }) =
            self.hir.def(way.key.sym).map(|def| def.body)
        {
            if self.body_meanings.contains_key(&way.key.sym) {
                break;
            }
            taken += self.hir.instance(instance).params.len();
            way.key.sym = of;
            way.key.raw = self.meanings.contains_key(&of);
            if self.hir.module(self.hir.sym(of).module).closed {
                way.key.env = EnvId::ROOT;
                way.prefix = EnvId::ROOT;
                way.skip = taken;
            } else {
                way.key.env = self.envs.instance(instance, way.key.env);
            }
        }
        way
    }

    /// Arguments for the parameters of the instances of an environment. Those outside an instance in a LET are at hand in
    /// the frame.
    fn prefix(&mut self, env: EnvId, span: Span) -> Vec<Given> {
        let mut args = Vec::new();
        for (instance, outer) in self.envs.passed(self.hir, env) {
            let hir = self.hir;
            for param in &hir.instance(instance).params {
                args.push(self.parameter(*param, outer, span));
            }
        }
        args
    }

    fn parameter(&mut self, param: SymId, env: EnvId, span: Span) -> Given {
        match self.hir.sym(param).arity {
            0 => {
                let e = self.apply(param, env, Vec::new(), span);
                Given::Made(ir::Arg::Expr(e))
            }
            _ => Given::Written(Arg::Operator(param, Vec::new()), env),
        }
    }

    /// What is given for a constant, a variable or a parameter, applied to arguments.
    fn apply_given(
        &mut self,
        sym: SymId,
        env: EnvId,
        arg: Arg,
        outer: EnvId,
        args: Vec<Given>,
        span: Span,
    ) -> ExprId {
        match arg {
            Arg::Expr(e) if self.is_small(sym, e) || !self.may_define(sym, env) => {
                self.expr(e, outer)
            }
            Arg::Expr(_) => {
                let owner = self.substituting(sym, env);
                let key = Key {
                    sym,
                    env: self.envs.stripped(self.hir, owner),
                    raw: false,
                };
                let prefix = self.prefix(owner, span);
                let def = self.def(key);
                self.call(Callee::Def(def), prefix, span)
            }
            Arg::Operator(op, first) => {
                let mut all: Vec<Given> = first
                    .into_iter()
                    .map(|a| Given::Written(a, outer))
                    .collect();
                all.extend(args);
                match self.hir.sym(op).kind {
                    SymKind::Builtin(b) => self.apply_builtin(b, all, span),
                    _ => self.apply(op, outer, all, span),
                }
            }
            Arg::Lambda(lambda) => {
                let local = self.lambda(lambda, outer);
                self.call(Callee::Local(local), args, span)
            }
        }
    }

    /// Whether what is given for a symbol costs no more than a call. What is given for a variable is taken as it is only where
    /// it is a variable, or a parameter, which may be the name of one; all else has a definition of its own: in ENABLED the
    /// variable itself is meant (see [`crate::ir::Def::variable`]).
    fn is_small(&self, sym: SymId, e: HirId) -> bool {
        let kind = |sym: SymId| &self.hir.sym(sym).kind;
        let variable = matches!(kind(sym), SymKind::Variable);
        match &self.hir.node(e).kind {
            Kind::Apply(given, _) if variable => {
                matches!(
                    kind(*given),
                    SymKind::Variable | SymKind::Param | SymKind::Bound
                )
            }
            _ if variable => false,
            Kind::Apply(_, args) => args.is_empty(),
            Kind::Number(_) | Kind::String(_) => true,
            Kind::Builtin(_, args) => args.is_empty(),
            _ => false,
        }
    }

    /// The instance that gives an expression for a symbol.
    fn substituting(&self, sym: SymId, env: EnvId) -> EnvId {
        let mut at = env;
        loop {
            match self.envs.step(at) {
                Step::Root => return at,
                Step::Instance(instance, outer) => {
                    let substitutions = &self.hir.instance(instance).substitutions;
                    if substitutions.iter().any(|(s, _)| *s == sym) {
                        return at;
                    }
                    at = outer;
                }
                Step::Bind(_, outer) => at = outer,
            }
        }
    }

    /// Whether what an instance gives for a symbol may be a definition of its own.
    fn may_define(&self, sym: SymId, env: EnvId) -> bool {
        let declared = matches!(
            self.hir.sym(sym).kind,
            SymKind::Constant | SymKind::Variable
        );
        declared && !self.envs.nested(self.hir, self.substituting(sym, env))
    }

    /// The body of a definition of a substituted constant or variable.
    pub(super) fn substituted_body(&mut self, key: Key) -> ExprId {
        let span = self.hir.sym(key.sym).span;
        match self.target(key.sym, key.env) {
            Target::Given(Arg::Expr(e), outer) => self.expr(e, outer),
            Target::Given(..) | Target::Bound(..) => {
                self.push(Expr::BadNumber("operator".into()), span)
            }
            _ => self.apply(key.sym, key.env, Vec::new(), span),
        }
    }

    /// The body of a definition whose parameters are bound.
    pub(super) fn definition_body(&mut self, key: Key) -> ExprId {
        let span = self.hir.sym(key.sym).span;
        match self.body_meanings.get(&key.sym).cloned() {
            Some(Meaning::Value(value)) => return self.push(Expr::Value(value), span),
            Some(Meaning::Def(def)) => return self.forward(key, def),
            Some(Meaning::Table(_)) | None => {}
        }
        match self.hir.def(key.sym).map(|def| def.body) {
            Some(Body::Expr(e)) => self.expr(e, key.env),
            Some(Body::Function(e)) => self.function_def(key.sym, e, key.env),
            _ => self.push(Expr::BadNumber("undefined".into()), span),
        }
    }

    /// A body that calls a definition of the root module with the parameters of this one.
    fn forward(&mut self, from: Key, to: SymId) -> ExprId {
        let (hir, span) = (self.hir, self.hir.sym(from.sym).span);
        let params = hir.def(from.sym).map_or(&[][..], |def| &def.params);
        let args = params.iter().map(|p| self.parameter(*p, from.env, span));
        let args = args.collect();
        self.call_def(to, EnvId::ROOT, args, span)
    }

    /// An argument as the core language has it.
    pub(super) fn arg(&mut self, given: Given) -> ir::Arg {
        let (arg, env) = match given {
            Given::Made(arg) => return arg,
            Given::Written(arg, env) => (arg, env),
        };
        match arg {
            Arg::Expr(e) => ir::Arg::Expr(self.expr(e, env)),
            Arg::Lambda(lambda) => ir::Arg::Lambda(self.lambda(lambda, env)),
            Arg::Operator(op, first) => self.operator_arg(op, first, env),
        }
    }

    fn operator_arg(&mut self, op: SymId, first: Vec<Arg>, env: EnvId) -> ir::Arg {
        let plain = first.is_empty() && !matches!(self.hir.sym(op).kind, SymKind::Builtin(_));
        if plain {
            match self.target(op, env) {
                Target::Bound(Binding::Operator(slot), _) => {
                    return ir::Arg::Operator(Callee::Param(slot));
                }
                Target::Bound(Binding::Local(local), _) => {
                    return ir::Arg::Operator(Callee::Local(local));
                }
                Target::Constant(c) => return ir::Arg::Operator(Callee::Constant(c)),
                Target::Given(arg, outer) => return self.arg(Given::Written(arg, outer)),
                Target::Def(def, env) if self.envs.passed(self.hir, env).is_empty() => {
                    let way = self.way(def, env);
                    if way.skip == 0 && !self.envs.nested(self.hir, way.key.env) {
                        return ir::Arg::Operator(Callee::Def(self.def(way.key)));
                    }
                }
                _ => {}
            }
        }
        ir::Arg::Lambda(self.expanded(op, first, env))
    }

    /// `LAMBDA x, y : op(first, x, y)`.
    fn expanded(&mut self, op: SymId, first: Vec<Arg>, env: EnvId) -> u32 {
        let sym = self.hir.sym(op);
        let (name, span) = (sym.name.clone(), sym.span);
        let rest = sym.arity as usize - first.len();
        let params: Vec<ir::Param> = (0..rest)
            .map(|i| ir::Param {
                name: format!("x{i}").into(),
                arity: 0,
                slot: self.slot(),
            })
            .collect();
        let mut args: Vec<Given> = first.into_iter().map(|a| Given::Written(a, env)).collect();
        for param in &params {
            let e = self.push(Expr::Local(param.slot), span);
            args.push(Given::Made(ir::Arg::Expr(e)));
        }
        let body = match self.hir.sym(op).kind {
            SymKind::Builtin(b) => self.apply_builtin(b, args, span),
            _ => self.apply(op, env, args, span),
        };
        self.add_local(LocalOp {
            name,
            params: params.into(),
            body,
            recursive: false,
            span,
        })
    }

    pub(super) fn add_local(&mut self, op: LocalOp) -> u32 {
        self.frame.locals.push(Some(op));
        self.frame.locals.len() as u32 - 1
    }

    /// A LAMBDA as an operator of the frame.
    fn lambda(&mut self, lambda: SymId, env: EnvId) -> u32 {
        let hir = self.hir;
        let Some(def) = hir.def(lambda) else { return 0 };
        let params = self.bind_params(&def.params, env);
        let body = match def.body {
            Body::Expr(e) => self.expr(e, env),
            _ => self.push(Expr::BadNumber("undefined".into()), def.span),
        };
        self.unbind(&def.params, env);
        self.add_local(LocalOp {
            name: "LAMBDA".into(),
            params: params.into(),
            body,
            recursive: false,
            span: def.span,
        })
    }

    /// An environment in which names have arguments as values.
    pub(super) fn binding(
        &mut self,
        names: &[SymId],
        args: &[Arg],
        args_env: EnvId,
        outer: EnvId,
    ) -> EnvId {
        let values: HashMap<_, _> = names
            .iter()
            .zip(args)
            .map(|(name, arg)| (*name, (arg.clone(), args_env)))
            .collect();
        self.envs.bind(values, outer)
    }
}
