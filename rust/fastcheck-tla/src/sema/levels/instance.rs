//! INSTANCE: what may be substituted, and what is known of a definition seen through it.

use crate::codes;
use std::collections::BTreeSet;

use super::Checker;
use super::apply::Operand;
use super::facts::{Facts, Signature};
use crate::ir::Level;
use crate::sema::configure::level_text;
use crate::sema::hir::{InstId, SymId, SymKind};

impl Checker<'_> {
    /// Checks the substitutions of an instance.
    pub(super) fn instance(&mut self, id: InstId) {
        let hir = self.hir;
        let instance = hir.instance(id);
        let given: Vec<(SymId, Operand)> = instance
            .substitutions
            .iter()
            .map(|(sym, arg)| (*sym, self.argument(arg)))
            .collect();
        let module = self.module_facts(instance.module);
        let name = hir.module(instance.module).name.clone();
        let exceeds = |sym: SymId, level: Level, most: Level| {
            format!(
                "INSTANCE of {name}: what is substituted for `{}` is {}, but may be at most {}",
                hir.sym(sym).name,
                level_text(level),
                level_text(most)
            )
        };
        for (sym, operand) in &given {
            let declared = match hir.sym(*sym).kind {
                SymKind::Variable => Level::State,
                _ => Level::Constant,
            };
            let level = operand.facts.level;
            let limit = module
                .facts
                .limits
                .get(sym)
                .copied()
                .unwrap_or(Level::Temporal);
            let limit = if module.constant {
                limit
            } else {
                limit.min(declared)
            };
            if level > limit {
                self.error(
                    codes::SUBSTITUTION_LEVEL,
                    instance.span,
                    exceeds(*sym, level, limit),
                );
            }
            self.instance_operator(id, *sym, operand, &module.facts);
        }
        for (op, k, param) in &module.facts.inside {
            let find = |sym: &SymId| given.iter().find(|(s, _)| s == sym).map(|(_, o)| o);
            let (Some(op_given), Some(param_given)) = (find(op), find(param)) else {
                continue;
            };
            let Some(signature) = self.definition_of(op_given) else {
                continue;
            };
            let (level, most) = (param_given.facts.level, signature.param(*k).max);
            if level > most {
                self.error(
                    codes::SUBSTITUTED_ARGUMENT_LEVEL,
                    instance.span,
                    exceeds(*param, level, most),
                );
            }
        }
    }

    fn instance_operator(&mut self, id: InstId, sym: SymId, operand: &Operand, module: &Facts) {
        let hir = self.hir;
        let instance = hir.instance(id);
        let Some(signature) = self.definition_of(operand) else {
            return;
        };
        let arity = hir.sym(sym).arity as usize;
        let name = hir.sym(sym).name.clone();
        if (0..arity).any(|k| !signature.param(k).clear) {
            let message = format!(
                "the operator substituted for `{name}` does not respect equality: its argument is primed or inside a temporal operator"
            );
            self.error(codes::SUBSTITUTED_OPERATOR_OPAQUE, instance.span, message);
        }
        for k in 0..arity {
            let Some(need) = module.needs.get(&(sym, k)) else {
                continue;
            };
            if signature.param(k).max < *need {
                let message = format!(
                    "the operator substituted for `{name}` must allow an argument that is {}",
                    level_text(*need)
                );
                self.error(codes::SUBSTITUTED_OPERATOR_LEVEL, instance.span, message);
            }
        }
    }

    fn definition_of(&mut self, operand: &Operand) -> Option<std::sync::Arc<Signature>> {
        let sym = operand.operator?;
        match self.hir.sym(sym).kind {
            SymKind::Def(_) | SymKind::Builtin(_) => Some(self.signature(sym)),
            _ => None,
        }
    }

    /// The signature of a definition seen through an instance; `params`: those of the instance, then its own.
    pub(super) fn through(&mut self, id: InstId, of: SymId, params: &[SymId]) -> Signature {
        let hir = self.hir;
        let inner = self.signature(of);
        let body = self.concrete(&inner, of);
        let instance = hir.instance(id);
        let constant = self.module_facts(instance.module).constant;
        let mut facts = Facts {
            level: body.level,
            ..Facts::default()
        };
        let given: Vec<(SymId, Operand)> = instance
            .substitutions
            .iter()
            .map(|(sym, arg)| (*sym, self.argument(arg)))
            .collect();
        let find = |sym: SymId| given.iter().find(|(s, _)| *s == sym).map(|(_, o)| o);
        let put = |set: &BTreeSet<SymId>, into: &mut BTreeSet<SymId>, all: bool| {
            for sym in set {
                match find(*sym) {
                    Some(o) if all => into.extend(&o.facts.all),
                    Some(o) => into.extend(&o.facts.params),
                    None => {
                        into.insert(*sym);
                    }
                }
            }
        };
        for sym in &body.params {
            if let Some(operand) = find(*sym) {
                facts.level = facts.level.max(operand.facts.level);
            }
        }
        put(&body.params, &mut facts.params, false);
        put(&body.all, &mut facts.all, true);
        put(&body.opaque, &mut facts.opaque, true);
        for sym in &body.all {
            if let Some(operand) = find(*sym) {
                facts.opaque.extend(&operand.facts.opaque);
            }
        }
        for (sym, level) in &body.limits {
            let level = match hir.sym(*sym).kind {
                SymKind::Constant if !constant => Level::Constant,
                SymKind::Variable if !constant => Level::State,
                _ => *level,
            };
            match find(*sym) {
                Some(o) => o.facts.params.iter().for_each(|p| facts.limit(*p, level)),
                None => facts.limit(*sym, level),
            }
        }
        for ((op, k), level) in &body.needs {
            match find(*op).map(|o| o.operator) {
                None => facts.need((*op, *k), *level),
                Some(Some(sym)) => facts.need((sym, *k), *level),
                Some(None) => {}
            }
        }
        for (op, k, param) in &body.inside {
            let op = match find(*op) {
                None => *op,
                Some(o) => match o.operator {
                    Some(sym) => sym,
                    None => continue,
                },
            };
            let mut params = BTreeSet::new();
            put(&[*param].into(), &mut params, false);
            for param in params {
                match hir.sym(op).kind {
                    SymKind::Def(_) | SymKind::Builtin(_) => {
                        let max = self.signature(op).param(*k).max;
                        facts.limit(param, max);
                    }
                    _ => {
                        facts.inside.insert((op, *k, param));
                    }
                }
            }
        }
        self.abstracted(facts, params)
    }

    /// The facts of the body of a definition, as they were before its parameters were left out.
    fn concrete(&self, signature: &Signature, of: SymId) -> Facts {
        let mut facts = signature.facts.clone();
        let params = self.hir.def(of).map_or(&[][..], |def| &def.params);
        for (sym, known) in params.iter().zip(&signature.params) {
            facts.all.insert(*sym);
            if known.weight {
                facts.params.insert(*sym);
            }
            if !known.clear {
                facts.opaque.insert(*sym);
            }
            facts.limit(*sym, known.max);
            for (k, need) in known.needs.iter().enumerate() {
                facts.need((*sym, k), *need);
            }
        }
        for (i, j, k) in &signature.inside {
            if let (Some(op), Some(param)) = (params.get(*i), params.get(*j)) {
                facts.inside.insert((*op, *k, *param));
            }
        }
        facts
    }
}
