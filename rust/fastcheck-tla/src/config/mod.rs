//! `.cfg` files: what they say, as a tree with places. What the names in it mean is [`crate::sema`]'s business.

mod keywords;
mod parse;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::Ident;
use crate::syntax::config_section;

/// A configuration, as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `CONSTANT(S)`: in order.
    pub constants: Vec<Constant>,
    /// `INIT`
    pub init: Option<Ident>,
    /// `NEXT`
    pub next: Option<Ident>,
    /// `SPECIFICATION`
    pub specification: Option<Ident>,
    /// `INVARIANT(S)`
    pub invariants: Vec<Ident>,
    /// `PROPERTY`, `PROPERTIES`
    pub properties: Vec<Ident>,
    /// `CONSTRAINT(S)`
    pub constraints: Vec<Ident>,
    /// `ACTION_CONSTRAINT(S)`
    pub action_constraints: Vec<Ident>,
    /// `POSTCONDITION(S)`
    pub postconditions: Vec<Ident>,
    /// `_POSSIBLE`
    pub possible: Vec<Ident>,
    /// `SYMMETRY`
    pub symmetry: Option<Ident>,
    /// `VIEW`
    pub view: Option<Ident>,
    /// `ALIAS`
    pub alias: Option<Ident>,
    /// `_PERIODIC`
    pub periodic: Option<Ident>,
    /// `_RL_REWARD`
    pub rl_reward: Option<Ident>,
    /// `CHECK_DEADLOCK TRUE`, with its place; absent means TRUE.
    pub check_deadlock: Option<(bool, Span)>,
}

/// One entry of a CONSTANT section.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// The constant or definition; a qualified one such as `A!B` is one name with its `!` in it.
    pub name: Ident,
    /// The module in which it holds: `= [Mod] v`, `<- [Mod] d`. Without one: the root module, for `<-` every module.
    pub module: Option<Ident>,
    /// What it gets.
    pub meaning: Meaning,
    /// The whole entry.
    pub span: Span,
}

/// What a constant gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// `C = v`; for `F(a, b) = v` the arguments at which the operator has this value.
    Value(Vec<Value>, Value),
    /// `C <- Op`: a definition stands for it.
    Definition(Ident),
}

/// A value of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where.
    pub span: Span,
}

/// What a value of a configuration is.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A natural number, as decimal digits.
    Number(Arc<str>),
    /// A string, exactly as it stands between the quotes (TLC resolves no escapes here).
    String(Arc<str>),
    /// `TRUE`, `FALSE`
    Boolean(bool),
    /// Any other name: the model value of that name.
    Model(Arc<str>),
    /// `{a, {b}}`, in order, perhaps with repetitions.
    Set(Vec<Value>),
}

/// Reads a configuration. With any error in the list, the configuration must not be used.
#[must_use]
pub fn parse(sources: &Sources, file: FileId) -> (Config, Vec<Diagnostic>) {
    let end = sources.get(file).text.len();
    parse::parse(sources, file, 0..end)
}

/// Reads the section `---- CONFIG name ----` of a file of modules; `None` if there is none.
#[must_use]
pub fn parse_section(
    sources: &Sources,
    file: FileId,
    name: &str,
) -> Option<(Config, Vec<Diagnostic>)> {
    let range = config_section(&sources.get(file).text, name)?;
    Some(parse::parse(sources, file, range))
}
