//! What a configuration asks of a specification: constants get their meanings, and the formulas that it names are taken
//! apart into what an exploration needs.

mod constants;
mod formulas;
mod options;
mod pieces;
mod property;
mod specification;
mod suggest;

pub(super) use formulas::level_text;

use std::sync::Arc;

use fastcheck_values::Universe;

use super::hir::{Hir, ModId, SymId};
use super::lower::Lowerer;
use super::{Model, Options, Piece, Spec, order};
use crate::codes;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::ir::{Assumption, Program};
use crate::source::{Sources, Span};

/// See [`super::configure`].
pub(super) fn configure(
    spec: &Spec,
    sources: &mut Sources,
    config: Option<&Config>,
    options: &Options,
) -> Result<Model, Vec<Diagnostic>> {
    let (asked, hir) = options::asked(spec, sources, config, options)?;
    let universe = Universe::ranked(order::names(&hir, spec, config, sources));
    let mut configurer = Configurer {
        sources,
        lowerer: Lowerer::new(&hir, spec.root, &universe),
        root: spec.root,
        errors: Vec::new(),
        parts: Parts::default(),
    };
    configurer.all(&asked, config.is_none());
    let Configurer {
        lowerer,
        errors,
        parts,
        ..
    } = configurer;
    if !errors.is_empty() {
        return Err(errors);
    }
    let program = lowerer.program;
    Ok(parts.model(universe, program, &asked))
}

/// A name that the configuration or an option gives, with its definition.
#[derive(Clone, Debug)]
struct Named {
    name: Arc<str>,
    /// In the configuration or the option; `None` where there is no text.
    span: Option<Span>,
    /// `None`: there is no such name.
    sym: Option<SymId>,
}

/// All that is asked for.
#[derive(Debug, Default)]
struct Asked {
    constants: Vec<crate::config::Constant>,
    /// Constants of the command line and their names, with definitions made for them.
    defined: Vec<(SymId, Arc<str>, SymId)>,
    /// What the command line gives a value and is nothing that can have one.
    unknown: Vec<Named>,
    specification: Option<Named>,
    init: Option<Named>,
    next: Option<Named>,
    invariants: Vec<Named>,
    properties: Vec<Named>,
    constraints: Vec<Named>,
    action_constraints: Vec<Named>,
    postconditions: Vec<Named>,
    possible: Vec<Named>,
    symmetry: Option<Named>,
    view: Option<Named>,
    alias: Option<Named>,
    periodic: Option<Named>,
    reward: Option<Named>,
    check_deadlock: Option<bool>,
}

/// The parts of a [`Model`] while they are found.
#[derive(Debug, Default)]
struct Parts {
    init: Vec<Piece>,
    next: Option<Piece>,
    fairness: Vec<Piece>,
    invariants: Vec<Piece>,
    implied_inits: Vec<Piece>,
    implied_actions: Vec<Piece>,
    implied_temporals: Vec<Piece>,
    constraints: Vec<Piece>,
    action_constraints: Vec<Piece>,
    symmetry: Option<Piece>,
    view: Option<Piece>,
    alias: Option<Piece>,
    postconditions: Vec<Piece>,
    periodic: Option<Piece>,
    possible: Vec<Piece>,
    warnings: Vec<Diagnostic>,
}

struct Configurer<'a> {
    sources: &'a Sources,
    lowerer: Lowerer<'a>,
    root: ModId,
    errors: Vec<Diagnostic>,
    parts: Parts,
}

impl Configurer<'_> {
    fn all(&mut self, asked: &Asked, no_file: bool) {
        self.constants(asked);
        if !self.errors.is_empty() {
            return;
        }
        self.lowerer.bind_constants();
        self.constant_levels();
        if !self.errors.is_empty() {
            return;
        }
        self.assumptions();
        self.formulas(asked);
        self.behaviour(asked);
        self.properties(asked);
        self.complete(asked, no_file);
        self.lowerer.drain();
        self.circular();
        if let Some(place) = self.lowerer.lost.first() {
            let message = "a name that is bound elsewhere is used here; this is a mistake in fastcheck, not in the specification";
            let diagnostic = Diagnostic::error(codes::LOST_NAME, *place, message);
            self.error(diagnostic);
        }
    }

    fn hir(&self) -> &Hir {
        self.lowerer.hir
    }

    fn error(&mut self, diagnostic: Diagnostic) {
        self.errors.push(diagnostic);
    }

    fn warn(&mut self, diagnostic: Diagnostic) {
        self.parts.warnings.push(diagnostic);
    }

    fn assumptions(&mut self) {
        let assumes = self.hir().module(self.root).assumes.clone();
        for assume in assumes.into_iter().filter(|a| !a.axiom) {
            let formula = super::lower::Formula::of(assume.body);
            let name = assume.name.clone().unwrap_or_else(|| "ASSUME".into());
            let def = self.lowerer.piece(&formula, &name);
            self.lowerer.program.assumptions.push(Assumption {
                name: assume.name,
                def,
            });
        }
    }
}

impl Parts {
    fn model(self, universe: Universe, program: Program, asked: &Asked) -> Model {
        Model {
            universe,
            program,
            init: self.init,
            next: self.next,
            fairness: self.fairness,
            invariants: self.invariants,
            implied_inits: self.implied_inits,
            implied_actions: self.implied_actions,
            implied_temporals: self.implied_temporals,
            constraints: self.constraints,
            action_constraints: self.action_constraints,
            symmetry: self.symmetry,
            view: self.view,
            alias: self.alias,
            postconditions: self.postconditions,
            periodic: self.periodic,
            possible: self.possible,
            check_deadlock: asked.check_deadlock,
            warnings: self.warnings,
        }
    }
}
