//! A module: its definitions in order, RECURSIVE ones together; its assumptions and theorems.

use crate::codes;
use std::sync::Arc;

use super::Checker;
use super::facts::{Facts, ParamFacts, Signature};
use crate::ir::Level;
use crate::sema::configure::level_text;
use crate::sema::hir::{Assume, Body, ModId, Module, SymId, SymKind, Unit};

/// What INSTANCEs of a module must respect.
#[derive(Clone, Debug, Default)]
pub(super) struct ModuleFacts {
    pub(super) facts: Facts,
    /// It has no variables and speaks of constants alone.
    pub(super) constant: bool,
}

impl Checker<'_> {
    pub(super) fn module(&mut self, id: ModId) {
        let hir = self.hir;
        let module = hir.module(id);
        let mut asked = Facts::default();
        let mut temporal_theorem = false;
        let mut section: Vec<SymId> = Vec::new();
        for unit in &module.units {
            match unit {
                Unit::Def(sym)
                    if hir.def(*sym).is_some_and(|d| d.recursive) || !section.is_empty() =>
                {
                    section.push(*sym);
                    if self.section_ends(module, &section, *sym) {
                        self.recursive_section(&section);
                        section.clear();
                    }
                }
                Unit::Def(sym) => self.def(*sym),
                Unit::Instance(instance) => self.instance(*instance),
                Unit::Assume(assume) => {
                    let facts = self.assume(assume);
                    asked.constrain(&facts);
                }
                Unit::Theorem(body) => {
                    let facts = self.expr(*body);
                    temporal_theorem |= facts.level > Level::Constant;
                    asked.constrain(&facts);
                }
            }
        }
        if !section.is_empty() {
            self.recursive_section(&section);
        }
        let facts = self.summary(module, asked, temporal_theorem);
        self.modules.insert(id, facts);
    }

    pub(super) fn module_facts(&self, id: ModId) -> ModuleFacts {
        self.modules.get(&id).cloned().unwrap_or_default()
    }

    /// A recursive section ends with the last definition of what was declared RECURSIVE in it.
    fn section_ends(&self, module: &Module, section: &[SymId], last: SymId) -> bool {
        let known = |sym: &SymId| section.contains(sym) || self.signatures.contains_key(sym);
        let declared_before = |sym: &&SymId| {
            let def = self.hir.def(**sym);
            let text = self.hir.sym(last).span;
            let own = self.hir.sym(**sym).span;
            def.is_some_and(|d| d.recursive && d.depth == 0)
                && own.file == text.file
                && own.start <= text.start
        };
        let own = module.units.iter().filter_map(|unit| match unit {
            Unit::Def(sym) => Some(sym),
            _ => None,
        });
        let mut open = own.filter(declared_before);
        open.all(known)
    }

    /// Levels of definitions that use each other: found once with the least that is known, and again with what was found.
    fn recursive_section(&mut self, section: &[SymId]) {
        let hir = self.hir;
        let recursive = |sym: &&SymId| hir.def(**sym).is_some_and(|d| d.recursive);
        for sym in section.iter().filter(recursive) {
            let arity = hir.sym(*sym).arity as usize;
            let signature = Signature {
                params: vec![ParamFacts::new(Level::Action, true); arity],
                ..Signature::default()
            };
            self.signatures.insert(*sym, Arc::new(signature));
        }
        for _ in 0..2 {
            for sym in section {
                self.def(*sym);
            }
            let all: Vec<Arc<Signature>> = section
                .iter()
                .filter(recursive)
                .map(|s| self.signature(*s))
                .collect();
            let level = all
                .iter()
                .map(|s| s.facts.level)
                .max()
                .unwrap_or(Level::Constant);
            for sym in section {
                self.primed_parameter(*sym);
                let mut signature = (*self.signature(*sym)).clone();
                signature.facts.level = signature.facts.level.max(level);
                for other in &all {
                    signature.facts.params.extend(&other.facts.params);
                    signature.facts.all.extend(&other.facts.all);
                }
                self.signatures.insert(*sym, Arc::new(signature));
            }
        }
    }

    fn primed_parameter(&mut self, sym: SymId) {
        let hir = self.hir;
        let Some(def) = hir.def(sym).filter(|d| d.recursive) else {
            return;
        };
        let signature = self.signature(sym);
        for (param, known) in def.params.iter().zip(&signature.params) {
            if known.max < Level::Action {
                let message = format!(
                    "parameter `{}` of the recursive operator `{}` is primed",
                    hir.sym(*param).name,
                    hir.sym(sym).name
                );
                self.error(codes::RECURSIVE_PRIMED, hir.sym(sym).span, message);
            }
        }
    }

    fn assume(&mut self, assume: &Assume) -> Facts {
        let mut facts = self.expr(assume.body);
        if facts.level != Level::Constant {
            let message = format!(
                "an assumption is about constants, but this one is {}",
                level_text(facts.level)
            );
            self.error(codes::ASSUMPTION_LEVEL, assume.span, message);
        }
        let constants: Vec<SymId> = facts
            .params
            .iter()
            .filter(|p| matches!(self.hir.sym(**p).kind, SymKind::Constant))
            .copied()
            .collect();
        for constant in constants {
            facts.limit(constant, Level::Action);
        }
        facts
    }

    fn summary(&mut self, module: &Module, asked: Facts, temporal_theorem: bool) -> ModuleFacts {
        let hir = self.hir;
        let mut facts = asked;
        let mut constant = module.variables.is_empty() && !temporal_theorem;
        for sym in &module.symbols {
            let Some(def) = hir.def(*sym) else { continue };
            if def.body == Body::AssumeProve || def.fact {
                continue;
            }
            let signature = self.signature(*sym);
            constant &= signature.facts.level == Level::Constant;
            facts.constrain(&signature.facts);
        }
        if !constant {
            for sym in &module.constants {
                facts.limit(*sym, Level::Constant);
            }
        }
        ModuleFacts { facts, constant }
    }
}
