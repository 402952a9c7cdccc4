//! PROPERTY taken apart: what is to hold initially, in every state, for every step; the rest is temporal.

use super::formulas::level_text;
use super::pieces::{Part, Shape};
use super::{Asked, Configurer};
use crate::codes;
use crate::diag::Diagnostic;
use crate::ir::Level;
use crate::sema::hir::SymKind;
use crate::sema::lower::{Formula, Wrapper};

impl Configurer<'_> {
    pub(super) fn properties(&mut self, asked: &Asked) {
        for named in &asked.properties {
            let Some(sym) = self.operator(named, "PROPERTY") else {
                continue;
            };
            let def = self.lowerer.def_of(sym);
            self.lowerer.drain();
            if self.lowerer.program.def(def).level == Level::State
                && matches!(self.hir().sym(sym).kind, SymKind::Def(_))
            {
                let span = self.hir().sym(sym).span;
                let message = format!(
                    "PROPERTY `{}` is a state predicate: only initial states are checked",
                    named.name
                );
                let hint = "to check every state, make it an INVARIANT";
                self.warn(Diagnostic::warning(codes::STATE_PROPERTY, span, message).hint(hint));
            }
            if let Some(formula) = self.lowerer.named(sym) {
                self.property(&Part::of(formula, &named.name));
            }
        }
    }

    fn property(&mut self, part: &Part) {
        match self.shape(part, "PROPERTY") {
            Shape::Done => {}
            Shape::Parts(parts) => {
                for part in parts {
                    self.property(&part);
                }
            }
            Shape::Name(inner) | Shape::Inside(inner) => self.property(&inner),
            Shape::Quantified(inner) => match self.over_constants(part) {
                true => self.property(&inner),
                false => self.whole(part),
            },
            Shape::Always(inner) => self.always_property(part, &inner),
            Shape::Action(kind) => self.bare_action(part, kind),
            Shape::TemporalQuantifier | Shape::Other => self.whole(part),
        }
    }

    /// Whether the sets of a `\A` are constant, so that it can be drawn in front of the parts of its body.
    fn over_constants(&mut self, part: &Part) -> bool {
        let Some(Wrapper::Forall(bounds, env)) = self.lowerer.forall(&part.formula) else {
            return false;
        };
        bounds.iter().all(|b| {
            let set = Part {
                formula: Formula {
                    expr: b.set,
                    env,
                    ..part.formula.clone()
                },
                ..part.clone()
            };
            self.made(&set).1 == Level::Constant
        })
    }

    fn always_property(&mut self, part: &Part, inner: &Part) {
        if self.box_action(inner).is_some() {
            let named = self.named_as(inner, part);
            let (piece, _) = self.made(&named);
            return self.parts.implied_actions.push(piece);
        }
        let named = self.named_as(inner, part);
        match self.made(&named) {
            (piece, Level::Constant | Level::State) => self.parts.invariants.push(piece),
            _ => self.whole(part),
        }
    }

    /// The formula behind `[]`, with its own name if it has one.
    fn named_as(&self, inner: &Part, outer: &Part) -> Part {
        let name = self.lowerer.head_name(&inner.formula);
        Part {
            name: name.unwrap_or_else(|| outer.name.clone()),
            ..inner.clone()
        }
    }

    fn whole(&mut self, part: &Part) {
        match self.made(part) {
            (piece, Level::Constant | Level::State) => self.parts.implied_inits.push(piece),
            (piece, Level::Temporal) => self.parts.implied_temporals.push(piece),
            (_, Level::Action) => self.bare_action(part, ""),
        }
    }

    fn bare_action(&mut self, part: &Part, kind: &str) {
        let span = self.lowerer.span(&part.formula);
        let message = format!(
            "PROPERTY `{}` has a part that is {}, which no behaviour can be asked for",
            part.property,
            level_text(Level::Action)
        );
        let hint = match kind {
            "[]" => "write `[][A]_v`: every step",
            "<>" => "write `<><<A>>_v`: some step",
            _ => "write `[][A]_v` for every step, `<><<A>>_v` for some step",
        };
        self.error(Diagnostic::error(codes::ACTION_PROPERTY, span, message).hint(hint));
    }
}
