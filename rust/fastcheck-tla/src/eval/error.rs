//! Errors of evaluation.

use fastcheck_engine::FailureKind;

use crate::ir::DefId;
use crate::source::Span;

/// The result of an evaluation.
pub type Eval<T> = Result<T, Box<EvalError>>;

/// An evaluation that went wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct EvalError {
    /// An error, or an assertion of the specification that is false.
    pub kind: FailureKind,
    /// Stable code, FC14xx.
    pub code: &'static str,
    /// One or two sentences.
    pub message: String,
    /// Where; set by the evaluator at the innermost expression that has a place.
    pub span: Option<Span>,
    /// What to do about it.
    pub hint: Option<String>,
    /// Definitions that were being evaluated, innermost first, with the places of the calls.
    pub chain: Vec<(DefId, Span)>,
}

impl EvalError {
    /// An error; the evaluator adds the place.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Box<Self> {
        Box::new(EvalError {
            kind: FailureKind::Error,
            code,
            message: message.into(),
            span: None,
            hint: None,
            chain: Vec::new(),
        })
    }

    /// `Assert(FALSE, message)`.
    #[must_use]
    pub fn assertion(message: impl Into<String>) -> Box<Self> {
        let mut error = Self::new(super::code::ASSERTION, message);
        error.kind = FailureKind::Assertion;
        error
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self: Box<Self>, hint: impl Into<String>) -> Box<Self> {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a place, if it has none yet.
    #[must_use]
    pub fn at(mut self: Box<Self>, span: Span) -> Box<Self> {
        self.span.get_or_insert(span);
        self
    }
}
