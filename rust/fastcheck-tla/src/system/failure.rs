//! Errors of evaluation as failures of the engine: places become files, lines and columns.

use std::sync::Arc;

use fastcheck_engine::{Failure, FailureKind, system::Call};

use crate::eval::{EvalError, code};
use crate::ir::Program;
use crate::source::{Sources, Span};

/// File, line and column of a place.
pub(crate) fn place(sources: &Sources, span: Span) -> (String, u32, u32) {
    let source = sources.get(span.file);
    let position = source.position(span.start);
    (source.name.clone(), position.line, position.column)
}

/// An error with its place and its calls, outermost first.
pub(crate) fn failure(sources: &Sources, program: &Program, error: &EvalError) -> Arc<Failure> {
    let mut failure = Failure::error(error.code, error.message.clone());
    failure.kind = match error.code {
        code::INCOMPLETE => FailureKind::Unassigned,
        _ => error.kind,
    };
    failure.hint.clone_from(&error.hint);
    if let Some(span) = error.span {
        let (file, line, column) = place(sources, span);
        failure.file = Some(file);
        failure.line = Some(line);
        failure.column = Some(column);
    }
    failure.calls = error
        .chain
        .iter()
        .rev()
        .map(|(def, span)| {
            let (file, line, column) = place(sources, *span);
            Call {
                name: program.def(*def).name.to_string(),
                file: Some(file),
                line: Some(line),
                column: Some(column),
            }
        })
        .collect();
    Arc::new(failure)
}
