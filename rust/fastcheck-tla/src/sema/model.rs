//! What is to be checked: the answer of [`crate::sema::configure`].

use std::sync::Arc;

use fastcheck_values::Universe;

use crate::diag::Diagnostic;
use crate::ir::{DefId, Level, Program};
use crate::source::Span;

/// One formula of a model: always a definition without parameters. Where the configuration names a definition, it is that
/// one; a conjunct of a SPECIFICATION or PROPERTY gets a definition of its own.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What users call it: the name in the configuration, or the name or the text of the formula in the specification.
    pub name: Arc<str>,
    /// What it stands for.
    pub def: DefId,
    /// The formula itself, or the name that stands for it in the specification.
    pub span: Span,
    /// Its level, the configuration's replacements applied.
    pub level: Level,
    /// The INVARIANT, PROPERTY or SPECIFICATION of the configuration that it is a part of.
    pub property: Arc<str>,
}

/// A specification with its configuration: all that a run needs.
#[derive(Debug)]
pub struct Model {
    /// All values of the run. Its order of strings and model values is TLC's.
    pub universe: Universe,
    /// Definitions, constants bound, replacements made.
    pub program: Program,
    /// The initial predicate: conjuncts in order. Empty exactly where there is nothing to explore: then only the assumptions
    /// are to be checked.
    pub init: Vec<Piece>,
    /// The next-state relation: `N` of `[][N]_v`, or NEXT; `None` where there is nothing to explore, or where the
    /// SPECIFICATION has none (then every state is without successors).
    pub next: Option<Piece>,
    /// The other conjuncts of the SPECIFICATION, of level temporal: fairness.
    pub fairness: Vec<Piece>,
    /// INVARIANTs, and state predicates `P` of properties `[]P`.
    pub invariants: Vec<Piece>,
    /// State predicates of properties: to hold initially.
    pub implied_inits: Vec<Piece>,
    /// `[A]_v` of properties `[][A]_v`; the body of each is an [`crate::ir::Expr::BoxAction`], perhaps under quantifiers over
    /// constant sets.
    pub implied_actions: Vec<Piece>,
    /// What else is asked by properties, of level temporal.
    pub implied_temporals: Vec<Piece>,
    /// CONSTRAINTs.
    pub constraints: Vec<Piece>,
    /// ACTION_CONSTRAINTs.
    pub action_constraints: Vec<Piece>,
    /// SYMMETRY
    pub symmetry: Option<Piece>,
    /// VIEW
    pub view: Option<Piece>,
    /// ALIAS
    pub alias: Option<Piece>,
    /// POSTCONDITIONs.
    pub postconditions: Vec<Piece>,
    /// `_PERIODIC`
    pub periodic: Option<Piece>,
    /// `_POSSIBLE`: each must have been true in a state (or for a step, by its level) by the end of the run.
    pub possible: Vec<Piece>,
    /// CHECK_DEADLOCK, if the configuration says.
    pub check_deadlock: Option<bool>,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
}

/// What the command line adds to, or says instead of, the configuration file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `-D NAME=VALUE`: constants, with the texts of constant expressions.
    pub constants: Vec<(String, String)>,
    /// SPECIFICATION, instead of what the file says.
    pub specification: Option<String>,
    /// INIT, instead of what the file says.
    pub init: Option<String>,
    /// NEXT, instead of what the file says.
    pub next: Option<String>,
    /// Further invariants: names, or texts of expressions.
    pub invariants: Vec<String>,
    /// Further properties: names, or texts of expressions.
    pub properties: Vec<String>,
    /// Further constraints: names, or texts of expressions.
    pub constraints: Vec<String>,
    /// Further action constraints: names, or texts of expressions.
    pub action_constraints: Vec<String>,
    /// Further postconditions: names (`Module!Op` too), or texts of expressions.
    pub postconditions: Vec<String>,
}
