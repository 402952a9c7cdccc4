//! Modules and their units. An error ends its unit; reading goes on where the next one begins.

use super::super::ast::{Assume, Ident, Module, Theorem, Unit};
use super::super::operators::MINUS;
use super::super::token::{Kind, Token, Word};
use super::{MAX_ERRORS, Parsed, Parser};
use crate::codes;
use crate::diag::Diagnostic;

impl Parser<'_> {
    /// The module of the file; `None` if even its header is wrong.
    pub(super) fn file_module(&mut self) -> Option<Module> {
        match self.module() {
            Ok(module) => Some(module),
            Err(error) => {
                self.report(*error);
                None
            }
        }
    }

    /// `---- MODULE M ---- EXTENDS ... units ====`
    fn module(&mut self) -> Parsed<Module> {
        let header = self.expect(Kind::ModuleStart, "the beginning of a module")?;
        let name = self.name_or_word("the name of the module")?;
        let extends = match self.rest_of_header() {
            Ok(extends) => extends,
            Err(error) => {
                self.report(*error);
                self.skip_to_unit(u32::MAX);
                Vec::new()
            }
        };
        let units = self.units(header);
        Ok(Module {
            name,
            span: self.since(header.start),
            extends,
            units,
        })
    }

    /// `---- EXTENDS M, N`
    fn rest_of_header(&mut self) -> Parsed<Vec<Ident>> {
        if !self.at(Kind::Separator) {
            let mut error = self.unexpected("`----` behind the name of the module");
            let hint =
                "a module begins with `---- MODULE Name ----`, at least four dashes on both sides";
            error.hint = Some(hint.into());
            return Err(error);
        }
        self.advance();
        if !self.eat_word(Word::Extends) {
            return Ok(Vec::new());
        }
        self.list(|p| p.name_or_word("the name of a module"))
    }

    /// The units up to the end of the module.
    fn units(&mut self, header: Token) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut column = 0;
        loop {
            match self.raw(0).kind {
                Kind::ModuleEnd => {
                    self.advance();
                    return units;
                }
                Kind::End => {
                    self.no_end(header);
                    return units;
                }
                _ if self.errors.len() > MAX_ERRORS => {
                    self.at = self.tokens.len() - 1;
                    return units;
                }
                _ => {}
            }
            let (at, nesting, proofs) = (self.at, self.nesting, self.proofs.len());
            if self.begins_unit() {
                column = self.raw(0).column;
            }
            match self.unit() {
                Ok(found) => units.extend(found),
                Err(error) => {
                    self.report(*error);
                    self.bullets.clear();
                    self.nesting = nesting;
                    self.proofs.truncate(proofs);
                    self.recover(at, column);
                }
            }
        }
    }

    pub(super) fn report(&mut self, error: Diagnostic) {
        self.errors.push(error);
    }

    fn no_end(&mut self, header: Token) {
        if !self.cut {
            let error = self.wrong(codes::NO_END, "the module has no end");
            let span = self.span(header);
            self.report(
                error
                    .note(span, "it begins here")
                    .hint("a module ends with `====`, at least four of them"),
            );
        }
    }

    /// Moves to where the next unit begins: further than where the failed one did, and no further to the right.
    fn recover(&mut self, failed: usize, column: u32) {
        if self.at <= failed {
            self.advance();
        }
        self.skip_to_unit(column);
    }

    fn skip_to_unit(&mut self, column: u32) {
        loop {
            let token = self.raw(0);
            match token.kind {
                Kind::End | Kind::ModuleEnd | Kind::ModuleStart | Kind::Separator => return,
                _ if token.column <= column && self.begins_unit() => return,
                _ if token.column <= column && token.first && self.looks_like_definition() => {
                    return;
                }
                _ => self.advance(),
            };
        }
    }

    /// Whether the next token can begin a unit.
    pub(super) fn begins_unit(&self) -> bool {
        match self.raw(0).kind {
            Kind::Word(word) => matches!(
                word,
                Word::Constant
                    | Word::Variable
                    | Word::Recursive
                    | Word::Instance
                    | Word::Local
                    | Word::Assume
                    | Word::Assumption
                    | Word::Axiom
                    | Word::Theorem
                    | Word::Proposition
                    | Word::Use
                    | Word::Hide
            ),
            Kind::ModuleStart | Kind::Separator => true,
            _ => self.is_definition(0),
        }
    }

    /// One unit; `None` for what says nothing.
    fn unit(&mut self) -> Parsed<Option<Unit>> {
        let token = self.raw(0);
        let unit = match token.kind {
            Kind::Separator => {
                self.advance();
                return Ok(None);
            }
            Kind::ModuleStart => Unit::Submodule(Box::new(self.nested(Self::module)?)),
            Kind::Word(Word::Use | Word::Hide) => {
                self.use_or_hide()?;
                return Ok(None);
            }
            Kind::Word(Word::Constant) => {
                self.advance();
                Unit::Constants(self.list(Self::declaration)?)
            }
            Kind::Word(Word::Variable) => {
                self.advance();
                Unit::Variables(self.names()?)
            }
            Kind::Word(Word::Assume | Word::Assumption | Word::Axiom) => self.assume()?,
            Kind::Word(Word::Theorem | Word::Proposition) => self.theorem()?,
            _ => return self.local_unit().map(Some),
        };
        Ok(Some(unit))
    }

    /// What may have LOCAL before it, and RECURSIVE.
    fn local_unit(&mut self) -> Parsed<Unit> {
        let start = self.raw(0).start;
        let local = self.eat_word(Word::Local);
        if self.at_word(Word::Instance) {
            return Ok(Unit::Instance {
                local,
                instance: self.instance()?,
            });
        }
        if self.at_word(Word::Recursive) && !local {
            return self.recursive();
        }
        if self.is_definition(0) || self.looks_like_definition() {
            return self.definition(local, start);
        }
        Err(if local {
            self.unexpected("a definition or INSTANCE behind LOCAL")
        } else {
            self.no_unit()
        })
    }

    /// A definition that is wrong on its left side: better said there than that there is none.
    fn looks_like_definition(&self) -> bool {
        let (token, behind) = (self.raw(0), self.raw(1).kind);
        match token.kind {
            Kind::Ident => token.first || behind == Kind::Def,
            Kind::Op(MINUS) => behind == Kind::Ident && self.raw(2).kind == Kind::Def,
            _ => false,
        }
    }

    fn no_unit(&self) -> Box<Diagnostic> {
        let mut error = self.unexpected("a definition, a declaration, or `====`");
        let token = self.raw(0);
        if error.hint.is_none() {
            error.hint = match token.kind {
                Kind::RParen | Kind::RBracket | Kind::RBrace | Kind::RAngle => {
                    Some("no bracket is open here".into())
                }
                Kind::Word(Word::Extends) => {
                    Some("EXTENDS stands once, directly behind the header of the module".into())
                }
                Kind::Word(Word::Else | Word::Then | Word::In) => {
                    Some("the expression before it has ended already".into())
                }
                Kind::Comma => None,
                _ if !token.first => Some(
                    "what stands before it has ended: is an operator or a comma missing?".into(),
                ),
                _ => None,
            };
        }
        error
    }

    /// `RECURSIVE F(_), g`
    pub(super) fn recursive(&mut self) -> Parsed<Unit> {
        self.expect(Kind::Word(Word::Recursive), "RECURSIVE")?;
        Ok(Unit::Recursive(self.list(Self::declaration)?))
    }

    /// `name ==` of an assumption or theorem.
    fn title(&mut self) -> Parsed<Option<Ident>> {
        if self.at(Kind::Ident) && self.raw(1).kind == Kind::Def {
            let name = self.name("a name")?;
            self.advance();
            return Ok(Some(name));
        }
        Ok(None)
    }

    fn assume(&mut self) -> Parsed<Unit> {
        let token = self.advance();
        let name = self.title()?;
        let body = Some(self.expression()?);
        let axiom = token.kind == Kind::Word(Word::Axiom);
        Ok(Unit::Assume(Assume {
            axiom,
            name,
            body,
            span: self.since(token.start),
        }))
    }

    fn theorem(&mut self) -> Parsed<Unit> {
        let token = self.advance();
        let name = self.title()?;
        let body = if self.begins_sequent() {
            self.sequent()?;
            None
        } else {
            Some(self.expression()?)
        };
        let span = self.since(token.start);
        self.optional_proof()?;
        Ok(Unit::Theorem(Theorem { name, body, span }))
    }
}
