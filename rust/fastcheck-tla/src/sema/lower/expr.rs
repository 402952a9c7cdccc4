//! Expressions.

use super::apply::Given;
use super::{EnvId, Lowerer};
use crate::ir::{self, Expr, ExprId, Op};
use crate::sema::builtins::Builtin;
use crate::sema::hir::{Accessor, Arg, Binder, HirId, InstId, Kind, SymId, Unbounded, Update};
use crate::source::Span;

impl Lowerer<'_> {
    pub(super) fn expr(&mut self, id: HirId, env: EnvId) -> ExprId {
        let hir = self.hir;
        let node = hir.node(id);
        let span = node.span;
        let expr = match &node.kind {
            Kind::Number(digits) => self.number(digits),
            Kind::Decimal(text) => Expr::BadNumber(text.clone()),
            Kind::String(text) => Expr::Value(self.universe.string(text)),
            Kind::Apply(sym, args) => {
                let args = args.iter().map(|a| Given::Written(a.clone(), env));
                return self.apply(*sym, env, args.collect(), span);
            }
            Kind::Builtin(
                op @ (Builtin::And | Builtin::AndList | Builtin::Or | Builtin::OrList),
                _,
            ) => self.chain(matches!(op, Builtin::And | Builtin::AndList), id, env),
            Kind::Builtin(op, args) => {
                let args = self.exprs(args, env);
                return self.builtin(*op, args, span);
            }
            Kind::Quantified(binder, bounds, body) => self.quantified(*binder, bounds, *body, env),
            Kind::Unbounded(kind, names, body) => self.unbounded(*kind, names, *body, env),
            Kind::Record(fields) => Expr::Record(self.fields(fields, env)),
            Kind::RecordSet(fields) => Expr::RecordSet(self.fields(fields, env)),
            Kind::Except(function, updates) => {
                let function = self.expr(*function, env);
                let updates = updates.iter().map(|u| self.update(u, env, span));
                Expr::Except(function, updates.collect())
            }
            Kind::Case(arms, other) => {
                let arms = arms
                    .iter()
                    .map(|(p, e)| (self.expr(*p, env), self.expr(*e, env)));
                let arms = arms.collect();
                let other = other.map(|e| self.expr(e, env));
                Expr::Case(arms, other)
            }
            Kind::Let(defs, instances, body) => {
                return self.let_in(defs, instances, env, span, |l| l.expr(*body, env));
            }
            Kind::Label(name, _, body, _) => {
                let body = self.expr(*body, env);
                Expr::Label(name.clone(), body)
            }
            Kind::Selected {
                instance,
                bindings,
                body,
            } => {
                let env = self.selected_env(instance, bindings, env);
                return self.expr(*body, env);
            }
            // Reported, so what is made is never used.
            Kind::Error => Expr::BadNumber("error".into()),
        };
        self.push(expr, span)
    }

    pub(super) fn exprs(&mut self, ids: &[HirId], env: EnvId) -> Vec<ExprId> {
        ids.iter().map(|e| self.expr(*e, env)).collect()
    }

    fn number(&self, digits: &std::sync::Arc<str>) -> Expr {
        match digits.parse::<i64>() {
            Ok(n) => Expr::Value(self.universe.int(n)),
            Err(_) => Expr::BadNumber(digits.clone()),
        }
    }

    pub(super) fn selected_env(
        &mut self,
        instances: &[InstId],
        bindings: &[(SymId, Arg)],
        env: EnvId,
    ) -> EnvId {
        let values = bindings.iter().map(|(sym, arg)| (*sym, (arg.clone(), env)));
        let values = values.collect();
        let bound = self.envs.bind(values, env);
        let step = |env, instance: &InstId| self.envs.instance(*instance, env);
        instances.iter().fold(bound, step)
    }

    /// A conjunction or disjunction, however nested, as one list from left to right.
    fn chain(&mut self, and: bool, id: HirId, env: EnvId) -> Expr {
        let mut items = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match &self.hir.node(id).kind {
                Kind::Builtin(Builtin::And | Builtin::AndList, args) if and => {
                    open.extend(args.iter().rev())
                }
                Kind::Builtin(Builtin::Or | Builtin::OrList, args) if !and => {
                    open.extend(args.iter().rev())
                }
                _ => items.push(self.expr(id, env)),
            }
        }
        match and {
            true => Expr::And(items.into()),
            false => Expr::Or(items.into()),
        }
    }

    fn unbounded(&mut self, kind: Unbounded, names: &[SymId], body: HirId, env: EnvId) -> Expr {
        match kind {
            Unbounded::TemporalForall | Unbounded::TemporalExists => Expr::TemporalQuantifier,
            Unbounded::Choose => {
                let slot = match names.first() {
                    Some(name) => self.bind(*name, env),
                    None => self.slot(),
                };
                let body = self.expr(body, env);
                self.unbind(names, env);
                Expr::UnboundedChoose(slot, body)
            }
            Unbounded::Forall | Unbounded::Exists => {
                for name in names {
                    self.bind(*name, env);
                }
                let body = self.expr(body, env);
                self.unbind(names, env);
                let forall = kind == Unbounded::Forall;
                Expr::Unbounded { forall, body }
            }
        }
    }

    fn fields(
        &mut self,
        fields: &[(std::sync::Arc<str>, HirId)],
        env: EnvId,
    ) -> Box<[(fastcheck_values::Value, ExprId)]> {
        let fields = fields.iter();
        fields
            .map(|(name, e)| (self.universe.string(name), self.expr(*e, env)))
            .collect()
    }

    fn update(&mut self, update: &Update, env: EnvId, span: Span) -> ir::Update {
        let path = update.path.iter().map(|accessor| match accessor {
            Accessor::Index(args) => {
                let args = self.exprs(args, env);
                self.tupled(args, span)
            }
            Accessor::Field(name, span) => {
                let name = self.universe.string(name);
                self.push(Expr::Value(name), *span)
            }
        });
        let path = path.collect();
        let old = self.bind(update.at, env);
        let value = self.expr(update.value, env);
        self.unbind(&[update.at], env);
        ir::Update { path, value, old }
    }

    /// One argument as it is, several as a tuple.
    pub(super) fn tupled(&mut self, args: Vec<ExprId>, span: Span) -> ExprId {
        match args[..] {
            [one] => one,
            _ => self.push(Expr::Op(Op::Tuple, args.into()), span),
        }
    }

    fn quantified(
        &mut self,
        binder: Binder,
        bounds: &[crate::sema::hir::Bound],
        body: HirId,
        env: EnvId,
    ) -> Expr {
        let made = self.bounds(bounds, env);
        let body = self.expr(body, env);
        self.unbind_bounds(bounds, env);
        self.bound_expr(binder, made, body)
    }
}
