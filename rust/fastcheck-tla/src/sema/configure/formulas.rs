//! Formulas that the configuration names and that are taken as they are.

use std::sync::Arc;

use super::constants::with_hint;
use super::{Asked, Configurer, Named};
use crate::codes;
use crate::diag::Diagnostic;
use crate::ir::Level;
use crate::sema::Piece;
use crate::sema::hir::{SymId, SymKind};
use crate::sema::lower::Meaning;

impl Configurer<'_> {
    pub(super) fn formulas(&mut self, asked: &Asked) {
        if let Some(named) = &asked.periodic {
            let message = format!("_PERIODIC `{}`: not supported", named.name);
            self.error(Diagnostic::error(codes::UNSUPPORTED, named.span, message));
        }
        if let Some(named) = &asked.reward
            && self.operator(named, "_RL_REWARD").is_some()
        {
            let message = format!(
                "_RL_REWARD `{}` has no meaning here: TLC uses it where it simulates",
                named.name
            );
            self.warn(Diagnostic::warning(
                codes::UNUSED_REWARD,
                named.span,
                message,
            ));
        }
        self.parts.invariants = self.list(&asked.invariants, "INVARIANT", Level::State);
        self.parts.constraints = self.list(&asked.constraints, "CONSTRAINT", Level::State);
        self.parts.action_constraints = self.list(
            &asked.action_constraints,
            "ACTION_CONSTRAINT",
            Level::Action,
        );
        self.parts.postconditions =
            self.list(&asked.postconditions, "POSTCONDITION", Level::Action);
        self.parts.possible = self.list(&asked.possible, "_POSSIBLE", Level::Action);
        self.parts.symmetry = self.one(&asked.symmetry, "SYMMETRY", Level::Constant);
        self.parts.view = self.one(&asked.view, "VIEW", Level::State);
        self.parts.alias = self.one(&asked.alias, "ALIAS", Level::Action);
        self.parts.periodic = self.one(&asked.periodic, "_PERIODIC", Level::Action);
    }

    fn list(&mut self, names: &[Named], what: &str, limit: Level) -> Vec<Piece> {
        let pieces = names.iter().map(|n| self.formula(n, what, limit));
        pieces.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    fn one(&mut self, name: &Option<Named>, what: &str, limit: Level) -> Option<Piece> {
        let name = name.as_ref()?;
        self.formula(name, what, limit)
    }

    /// The definition of a name, of a level up to `limit`.
    pub(super) fn formula(&mut self, named: &Named, what: &str, limit: Level) -> Option<Piece> {
        let sym = self.operator(named, what)?;
        let def = self.lowerer.def_of(sym);
        self.lowerer.drain();
        let level = self.lowerer.program.def(def).level;
        let span = self.hir().sym(sym).span;
        if level > limit {
            let message = format!(
                "{what} `{}` is {}, but must be {}",
                named.name,
                level_text(level),
                level_text(limit)
            );
            let code = if what == "INVARIANT" {
                codes::INVARIANT_LEVEL
            } else {
                codes::FORMULA_LEVEL
            };
            self.error(Diagnostic::error(code, span, message));
            return None;
        }
        Some(Piece {
            name: named.name.clone(),
            def,
            span,
            level,
            property: named.name.clone(),
        })
    }

    /// The definition without parameters that a name stands for.
    pub(super) fn operator(&mut self, named: &Named, what: &str) -> Option<SymId> {
        let Some(sym) = named.sym else {
            let near = self.near(&named.name);
            let message = format!(
                "{what} `{}` is not defined in the specification",
                named.name
            );
            self.error(with_hint(
                Diagnostic::error(codes::NO_SUCH_DEFINITION, named.span, message),
                near,
            ));
            return None;
        };
        let hir = self.hir();
        let message = match &hir.sym(sym).kind {
            SymKind::Def(_) if hir.sym(sym).arity > 0 => {
                format!(
                    "{what} `{}` takes arguments, but must take none",
                    named.name
                )
            }
            SymKind::Def(_)
                if matches!(
                    self.lowerer.meaning(sym),
                    Some(Meaning::Value(_) | Meaning::Table(_))
                ) =>
            {
                format!(
                    "{what} `{}` is given a value by the configuration, so it is no formula",
                    named.name
                )
            }
            SymKind::Def(_) => return Some(sym),
            SymKind::Constant if matches!(self.lowerer.meaning(sym), Some(Meaning::Def(_))) => {
                return Some(sym);
            }
            _ => format!("{what} `{}` is not a definition", named.name),
        };
        self.error(Diagnostic::error(codes::WRONG_KIND, named.span, message));
        None
    }

    /// The text of a formula, short enough for a name.
    pub(super) fn text(&self, span: crate::source::Span) -> Arc<str> {
        let text = &self.sources.get(span.file).text;
        let text = text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("");
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(60) {
            Some((end, _)) => format!("{}...", &line[..end]).into(),
            None => line.into(),
        }
    }
}

pub(crate) fn level_text(level: Level) -> &'static str {
    match level {
        Level::Constant => "a constant",
        Level::State => "a state predicate",
        Level::Action => "an action (it speaks of two states)",
        Level::Temporal => "a temporal formula",
    }
}
