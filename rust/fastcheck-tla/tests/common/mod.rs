//! Trees as text, with every grouping shown.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod print;

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::Sources;
use fastcheck_tla::syntax::{self, ast};

/// Reads a whole text.
pub(crate) fn read(text: &str) -> (Option<ast::Module>, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("M.tla", text);
    syntax::parse(&sources, file)
}

/// The module with these units, which are right.
pub(crate) fn module(units: &str) -> ast::Module {
    let (module, errors) = read(&format!("---- MODULE M ----\n{units}\n====\n"));
    assert_eq!(errors, [], "{units}");
    module.unwrap()
}

/// The units of a module in text form, one a line.
pub(crate) fn units(units: &str) -> Vec<String> {
    module(units).units.iter().map(print::unit).collect()
}

/// An expression in text form. It begins in column 1 of its line: its own layout is kept.
pub(crate) fn expr(text: &str) -> String {
    match module(&format!("A ==\n{text}")).units.as_slice() {
        [ast::Unit::Operator(definition)] => print::expr(&definition.body),
        units => panic!("{text}: {} units", units.len()),
    }
}

/// The first error of an expression: its code, and the text it points at.
pub(crate) fn expr_error(text: &str) -> (&'static str, String) {
    let text = format!("---- MODULE M ----\nA ==\n{text}\n====\n");
    let (module, errors) = read(&text);
    assert!(module.is_none(), "{text}");
    let span = errors[0].span.unwrap();
    (
        errors[0].code,
        text[span.start as usize..span.end as usize].to_owned(),
    )
}
