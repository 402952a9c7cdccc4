//! What binds variables: quantifiers, set and function constructors, function definitions.

use super::{Binding, EnvId, Lowerer};
use crate::ir::{Bound, Expr, ExprId};
use crate::sema::hir::{self, Binder, HirId, Kind, SymId};

impl Lowerer<'_> {
    /// The sets stand outside the scope of what is bound.
    pub(super) fn bounds(&mut self, bounds: &[hir::Bound], env: EnvId) -> Vec<Bound> {
        let mut sets: Vec<ExprId> = Vec::new();
        for (i, bound) in bounds.iter().enumerate() {
            let again = i > 0 && bounds[i - 1].set == bound.set;
            let set = match sets.last() {
                Some(set) if again => *set,
                _ => self.expr(bound.set, env),
            };
            sets.push(set);
        }
        let mut result = Vec::new();
        for (bound, set) in bounds.iter().zip(sets) {
            let slots: Vec<_> = bound.names.iter().map(|n| self.bind(*n, env)).collect();
            if bound.tuple {
                result.push(Bound {
                    slots: slots.into(),
                    tuple: true,
                    set,
                });
            } else {
                result.extend(slots.into_iter().map(|slot| Bound {
                    slots: [slot].into(),
                    tuple: false,
                    set,
                }));
            }
        }
        result
    }

    pub(super) fn unbind_bounds(&mut self, bounds: &[hir::Bound], env: EnvId) {
        for bound in bounds {
            self.unbind(&bound.names, env);
        }
    }

    pub(super) fn bound_expr(
        &mut self,
        binder: Binder,
        mut bounds: Vec<Bound>,
        body: ExprId,
    ) -> Expr {
        match binder {
            Binder::Forall => Expr::Forall(bounds.into(), body),
            Binder::Exists => Expr::Exists(bounds.into(), body),
            Binder::Map => Expr::Map(bounds.into(), body),
            Binder::Function => Expr::Function {
                bounds: bounds.into(),
                body,
                recursive: None,
            },
            // These have one.
            Binder::Choose => Expr::Choose(Box::new(bounds.remove(0)), body),
            Binder::Filter => Expr::Filter(Box::new(bounds.remove(0)), body),
        }
    }

    /// `f[x \in S] == e`: in `e` the name of the function is a slot.
    pub(super) fn function_def(&mut self, function: SymId, id: HirId, env: EnvId) -> ExprId {
        let hir = self.hir;
        let node = hir.node(id);
        let Kind::Quantified(_, bounds, body) = &node.kind else {
            return self.expr(id, env);
        };
        let made_bounds = self.bounds(bounds, env).into();
        let slot = self.slot();
        let before = self
            .frame
            .scope
            .insert((function, env), Binding::Slot(slot));
        let first = self.program.exprs.len();
        let body = self.expr(*body, env);
        match before {
            Some(binding) => self.frame.scope.insert((function, env), binding),
            None => self.frame.scope.remove(&(function, env)),
        };
        let mut made = self.program.exprs[first..].iter();
        let used = made.any(|n| matches!(n.expr, Expr::Local(s) if s == slot));
        self.unbind_bounds(bounds, env);
        let function = Expr::Function {
            bounds: made_bounds,
            body,
            recursive: used.then_some(slot),
        };
        self.push(function, node.span)
    }
}
