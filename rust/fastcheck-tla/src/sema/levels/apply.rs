//! The application of an operator whose signature is known.

use super::Checker;
use super::facts::{Facts, Signature};
use crate::codes;
use crate::ir::Level;
use crate::sema::configure::level_text;
use crate::sema::hir::{SymId, SymKind};
use crate::source::Span;

/// An argument.
pub(super) struct Operand {
    pub(super) facts: Facts,
    /// The operator that it is.
    pub(super) operator: Option<SymId>,
}

/// What is applied to what.
pub(super) struct Application<'a> {
    pub(super) name: &'a str,
    pub(super) signature: &'a Signature,
    pub(super) operands: &'a [Operand],
    pub(super) ranges: &'a [Facts],
    pub(super) bound: &'a [SymId],
    /// The parameters of the operator, if it is a defined one.
    pub(super) params: &'a [SymId],
    pub(super) span: Span,
}

impl<'a> Application<'a> {
    pub(super) fn new(
        name: &'a str,
        signature: &'a Signature,
        operands: &'a [Operand],
        span: Span,
    ) -> Self {
        Application {
            name,
            signature,
            operands,
            ranges: &[],
            bound: &[],
            params: &[],
            span,
        }
    }
}

impl Checker<'_> {
    pub(super) fn applied(&mut self, a: &Application<'_>) -> Facts {
        self.check_levels(a);
        self.check_operators(a);
        let mut facts = a.signature.facts.clone();
        facts.inside.clear();
        for (i, operand) in a.operands.iter().enumerate() {
            let param = a.signature.param(i);
            if param.weight {
                facts.weigh(&operand.facts);
            }
            facts.include(&operand.facts);
            if !param.clear {
                facts.opaque.extend(&operand.facts.all);
            }
        }
        for range in a.ranges {
            facts.weigh(range);
        }
        facts.forget(a.bound);
        for range in a.ranges {
            facts.include(range);
        }
        for (i, operand) in a.operands.iter().enumerate() {
            let max = a.signature.param(i).max;
            for param in operand.facts.params.iter().filter(|p| !a.bound.contains(p)) {
                facts.limit(*param, max);
            }
        }
        self.operator_constraints(a, &mut facts);
        self.open_constraints(a, &mut facts);
        facts
    }

    fn check_levels(&mut self, a: &Application<'_>) {
        for (i, operand) in a.operands.iter().enumerate() {
            let max = a.signature.param(i).max;
            if operand.facts.level > max {
                let message = format!(
                    "argument {} of `{}` is {}, but may be at most {}",
                    i + 1,
                    a.name,
                    level_text(operand.facts.level),
                    level_text(max)
                );
                self.error(codes::ARGUMENT_LEVEL, a.span, message);
            }
        }
        for range in a.ranges {
            if range.level > Level::Action {
                let message = format!("the set of `{}` is a temporal formula", a.name);
                self.error(codes::TEMPORAL_SET, a.span, message);
            }
        }
    }

    /// What an operator does to an operator that it is given must be allowed by that one.
    fn check_operators(&mut self, a: &Application<'_>) {
        for (i, operand) in a.operands.iter().enumerate() {
            let Some(given) = self.defined(operand) else {
                continue;
            };
            let needs = a.signature.param(i).needs;
            for (k, need) in needs.iter().enumerate() {
                if given.param(k).max < *need {
                    let message = format!(
                        "argument {} of `{}` must be an operator whose argument {} may be {}",
                        i + 1,
                        a.name,
                        k + 1,
                        level_text(*need)
                    );
                    self.error(codes::OPERATOR_LEVEL, a.span, message);
                }
            }
            for (_, j, k) in a.signature.inside.iter().filter(|(op, ..)| *op == i) {
                let level = a
                    .operands
                    .get(*j)
                    .map_or(Level::Constant, |o| o.facts.level);
                if level > given.param(*k).max {
                    let message = format!(
                        "argument {} of `{}` is {}, more than its argument {} allows",
                        j + 1,
                        a.name,
                        level_text(level),
                        i + 1
                    );
                    self.error(codes::OPERATOR_ARGUMENT_LEVEL, a.span, message);
                }
            }
        }
    }

    fn defined(&mut self, operand: &Operand) -> Option<std::sync::Arc<Signature>> {
        let sym = operand.operator?;
        match self.hir.sym(sym).kind {
            SymKind::Def(_) | SymKind::Builtin(_) => Some(self.signature(sym)),
            _ => None,
        }
    }

    /// What follows for parameters from operators among the arguments.
    fn operator_constraints(&mut self, a: &Application<'_>, facts: &mut Facts) {
        for (i, operand) in a.operands.iter().enumerate() {
            let Some(sym) = operand.operator else {
                continue;
            };
            let pairs = a.signature.inside.iter().filter(|(op, ..)| *op == i);
            if let Some(given) = self.defined(operand) {
                for (_, j, k) in pairs {
                    let Some(other) = a.operands.get(*j) else {
                        continue;
                    };
                    let param = given.param(*k);
                    for p in &other.facts.params {
                        facts.limit(*p, param.max);
                    }
                    if !param.clear {
                        facts.opaque.extend(&other.facts.all);
                    }
                }
                continue;
            }
            for (k, need) in a.signature.param(i).needs.iter().enumerate() {
                facts.need((sym, k), *need);
            }
            for (_, j, k) in pairs {
                let Some(other) = a.operands.get(*j) else {
                    continue;
                };
                facts.need((sym, *k), other.facts.level);
                for p in &other.facts.params {
                    facts.inside.insert((sym, *k, *p));
                }
            }
        }
    }

    /// What the definition leaves open about a parameter of its own together with something outside.
    fn open_constraints(&mut self, a: &Application<'_>, facts: &mut Facts) {
        let argument = |sym: SymId| {
            a.params
                .iter()
                .position(|p| *p == sym)
                .and_then(|i| a.operands.get(i))
        };
        for (op, k, param) in &a.signature.facts.inside {
            match argument(*op) {
                Some(given) => match (self.defined(given), given.operator) {
                    (Some(signature), _) => facts.limit(*param, signature.param(*k).max),
                    (None, Some(sym)) => {
                        facts.inside.insert((sym, *k, *param));
                    }
                    (None, None) => {}
                },
                None => match argument(*param) {
                    Some(given) => {
                        for p in &given.facts.params {
                            facts.inside.insert((*op, *k, *p));
                        }
                        facts.need((*op, *k), given.facts.level);
                    }
                    None => {
                        facts.inside.insert((*op, *k, *param));
                    }
                },
            }
        }
    }
}
