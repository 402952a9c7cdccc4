//! Modules as trees: [`ast`] is what comes out, [`parse`] makes it.
//!
//! The grammar is TLA+2's as the reference parser has it; where that one accepts by accident what has no meaning, this one
//! says so earlier. Proofs are parsed and dropped. What stands before the first module header of a file and behind the end of
//! that module is not looked at, not even for comments.
//!
//! **Invariants.** A module with any error is to be rejected as a whole. Parsing takes time linear in the text and bounded
//! stack; no expression is deeper than [`MAX_DEPTH`].

pub mod ast;
mod brackets;
pub(crate) mod lexer;
pub(crate) mod literals;
pub mod operators;
mod parser;
mod sections;
mod symbols;
pub(crate) mod token;

pub(crate) use lexer::{Lexed, lex};
pub use parser::{MAX_DEPTH, MAX_NESTING, parse, parse_module};
pub use sections::{config_section, module_names};
pub(crate) use token::{Kind, Token};
