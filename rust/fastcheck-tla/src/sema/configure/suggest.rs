//! What is missing in a configuration, and what it might say. Suggestions are never acted upon.

use super::{Asked, Configurer};
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::SymKind;

impl Configurer<'_> {
    /// Reports what a run would need and is not given.
    pub(super) fn complete(&mut self, asked: &Asked, no_file: bool) {
        let nothing = asked.specification.is_none() && asked.init.is_none() && asked.next.is_none();
        let parts = &self.parts;
        let checked = !parts.invariants.is_empty()
            || !parts.implied_actions.is_empty()
            || !parts.implied_temporals.is_empty();
        let variables = !self.lowerer.program.variables.is_empty();
        let no_init =
            parts.init.is_empty() && (variables || checked || !parts.implied_inits.is_empty());
        let no_next = parts.next.is_none() && checked;
        // Without a word on what to check, and without assumptions, an answer would say nothing.
        let idle = nothing && no_file && self.lowerer.program.assumptions.is_empty();
        let no_init = no_init || idle && parts.init.is_empty();
        if !self.errors.is_empty() || !(no_init || no_next) {
            return;
        }
        let message = match (nothing, no_file) {
            (true, true) => {
                "there is no configuration, so it is not known what to check".to_owned()
            }
            (true, false) => {
                "the configuration names no SPECIFICATION, and no INIT and NEXT".to_owned()
            }
            (false, _) if no_init => "the specification has no initial predicate".to_owned(),
            (false, _) => "the specification has no next-state relation".to_owned(),
        };
        let code = if no_init {
            codes::NO_INIT
        } else {
            codes::NO_NEXT
        };
        let span = self.hir().module(self.root).span;
        let place = (!no_file)
            .then_some(())
            .and_then(|()| asked.specification.as_ref()?.span);
        let diagnostic = Diagnostic::error(code, place.or(Some(span)), message);
        let hint = self.suggestion();
        self.error(diagnostic.hint(hint));
    }

    /// The lines of a configuration that the names in the root module suggest.
    fn suggestion(&self) -> String {
        let module = self.hir().module(self.root);
        let has = |name: &str| {
            let sym = module.by_name.get(name).map(|s| self.hir().sym(*s));
            sym.is_some_and(|s| s.arity == 0 && matches!(s.kind, SymKind::Def(_)))
        };
        let mut lines = Vec::new();
        if has("Spec") {
            lines.push("SPECIFICATION Spec".to_owned());
        } else if has("Init") && has("Next") {
            lines.push("INIT Init".to_owned());
            lines.push("NEXT Next".to_owned());
        }
        let invariants = [
            "TypeOK",
            "TypeInvariant",
            "TypeInv",
            "Inv",
            "Invariant",
            "Safety",
        ];
        lines.extend(
            invariants
                .into_iter()
                .filter(|n| has(n))
                .map(|n| format!("INVARIANT {n}")),
        );
        for id in &module.constants {
            lines.push(format!("CONSTANT {} = ...", self.hir().sym(*id).name));
        }
        if lines.is_empty() {
            return "write a configuration with SPECIFICATION, or INIT and NEXT".to_owned();
        }
        format!("a configuration might say: {}", lines.join("; "))
    }
}
