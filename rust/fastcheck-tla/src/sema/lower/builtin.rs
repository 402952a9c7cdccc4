//! Operators of the language.

use super::Lowerer;
use super::apply::Given;
use crate::ir::{Arg, Expr, ExprId, Op};
use crate::sema::builtins::Builtin as B;
use crate::source::Span;

impl Lowerer<'_> {
    pub(super) fn builtin(&mut self, op: B, args: Vec<ExprId>, span: Span) -> ExprId {
        if op == B::Index {
            let (function, keys) = (args[0], args[1..].to_vec());
            let key = self.tupled(keys, span);
            return self.push(Expr::Op(Op::Apply, [function, key].into()), span);
        }
        let at = |i: usize| args[i];
        let expr = match op {
            B::True => Expr::Value(self.universe.boolean(true)),
            B::False => Expr::Value(self.universe.boolean(false)),
            B::BooleanSet => Expr::Boolean,
            B::StringSet => Expr::String,
            B::And | B::AndList => Expr::And(args.into()),
            B::Or | B::OrList => Expr::Or(args.into()),
            B::If => Expr::If(at(0), at(1), at(2)),
            B::Prime => Expr::Prime(at(0)),
            B::Unchanged => Expr::Unchanged(at(0)),
            B::Enabled => Expr::Enabled(at(0)),
            B::Compose => Expr::Compose(at(0), at(1)),
            B::Always => Expr::Always(at(0)),
            B::Eventually => Expr::Eventually(at(0)),
            B::LeadsTo => Expr::LeadsTo(at(0), at(1)),
            B::Guarantees => Expr::Guarantees(at(0), at(1)),
            B::BoxAction => Expr::BoxAction(at(0), at(1)),
            B::AngleAction => Expr::AngleAction(at(0), at(1)),
            B::WeakFairness | B::StrongFairness => {
                let action = self.push(Expr::AngleAction(at(1), at(0)), span);
                let enabled = self.push(Expr::Enabled(action), span);
                Expr::Fairness {
                    strong: op == B::StrongFairness,
                    action,
                    enabled,
                }
            }
            _ => Expr::Op(value_op(op), args.into()),
        };
        self.push(expr, span)
    }

    /// An operator of the language that was an argument, applied.
    pub(super) fn apply_builtin(&mut self, op: B, args: Vec<Given>, span: Span) -> ExprId {
        let args = args.into_iter().map(|given| match self.arg(given) {
            Arg::Expr(e) => e,
            Arg::Operator(_) | Arg::Lambda(_) => {
                self.push(Expr::BadNumber("operator".into()), span)
            }
        });
        let args = args.collect();
        self.builtin(op, args, span)
    }
}

/// The operators whose arguments are values and that are one thing in both languages.
fn value_op(op: B) -> Op {
    match op {
        B::Not => Op::Not,
        B::Implies => Op::Implies,
        B::Equiv => Op::Equiv,
        B::Eq => Op::Eq,
        B::Neq => Op::Neq,
        B::In => Op::In,
        B::NotIn => Op::NotIn,
        B::SubsetEq => Op::SubsetEq,
        B::Union => Op::Union,
        B::Intersect => Op::Intersect,
        B::Difference => Op::Difference,
        B::Powerset => Op::Powerset,
        B::BigUnion => Op::BigUnion,
        B::Domain => Op::Domain,
        B::SetEnum => Op::SetEnum,
        B::Product => Op::Product,
        B::FunctionSet => Op::FunctionSet,
        B::Field | B::Index => Op::Apply,
        // The others are not asked for.
        _ => Op::Tuple,
    }
}
