//! Declarations of operators, and variables bound by quantifiers and the like.

use super::super::ast::{Bound, Declaration, Ident, Pattern};
use super::super::operators::{IN, MINUS, Position};
use super::super::token::Kind;
use super::{Parsed, Parser};
use crate::codes;

impl Parser<'_> {
    /// `C`, `F(_, _)`, `_ + _`, `-. _`, `_ ^+`
    pub(super) fn declaration(&mut self) -> Parsed<Declaration> {
        match self.peek() {
            Kind::Ident => self.named_declaration(),
            Kind::Underscore => {
                self.advance();
                self.symbol_declaration()
            }
            Kind::Op(op) if op.get().position == Position::Prefix => {
                let token = self.advance();
                self.expect(Kind::Underscore, "`_` for the operand")?;
                Ok(Declaration {
                    name: self.ident(token),
                    arity: 1,
                })
            }
            Kind::Op(MINUS) if self.raw(1).kind == Kind::Underscore => {
                let mut error = self.wrong(
                    codes::BAD_OPERATOR,
                    "the prefix operator `-` is written `-.` where it is declared",
                );
                error.hint = Some("write `-. _`".into());
                Err(error)
            }
            _ => Err(self.unexpected("a name or an operator such as `_ + _`")),
        }
    }

    fn named_declaration(&mut self) -> Parsed<Declaration> {
        let name = self.name("a name")?;
        if !self.eat(Kind::LParen) {
            return Ok(Declaration { name, arity: 0 });
        }
        let places = self.list(|p| p.expect(Kind::Underscore, "`_` for an argument"))?;
        self.expect(Kind::RParen, "`,` or `)`")?;
        Ok(Declaration {
            name,
            arity: places.len() as u32,
        })
    }

    /// What follows the `_` of `_ + _` and `_ ^+`.
    fn symbol_declaration(&mut self) -> Parsed<Declaration> {
        let Kind::Op(op) = self.peek() else {
            return Err(self.unexpected("an infix or postfix operator behind `_`"));
        };
        match op.get().position {
            Position::Prefix => Err(self.unexpected("an infix or postfix operator behind `_`")),
            Position::Postfix => {
                let token = self.advance();
                Ok(Declaration {
                    name: self.ident(token),
                    arity: 1,
                })
            }
            Position::Infix => {
                let token = self.advance();
                self.expect(Kind::Underscore, "`_` for the second operand")?;
                Ok(Declaration {
                    name: self.ident(token),
                    arity: 2,
                })
            }
        }
    }

    pub(super) fn names(&mut self) -> Parsed<Vec<Ident>> {
        self.list(|p| {
            if p.raw(0).first && p.is_definition(0) {
                return Err(p.unexpected("a name"));
            }
            p.name("a name")
        })
    }

    /// `x, y \in S` or `<<x, y>> \in S`
    pub(super) fn bound(&mut self) -> Parsed<Bound> {
        let patterns = if self.at(Kind::LAngle) {
            vec![self.tuple_pattern()?]
        } else {
            self.names()?.into_iter().map(Pattern::Name).collect()
        };
        self.expect(Kind::Op(IN), "`,` or `\\in`")?;
        let set = self.expression()?;
        Ok(Bound { patterns, set })
    }

    pub(super) fn bounds(&mut self) -> Parsed<Vec<Bound>> {
        self.list(Self::bound)
    }

    /// `x` or `<<x, y>>`
    pub(super) fn pattern(&mut self) -> Parsed<Pattern> {
        if self.at(Kind::LAngle) {
            self.tuple_pattern()
        } else {
            Ok(Pattern::Name(self.name("a name or a tuple of names")?))
        }
    }

    fn tuple_pattern(&mut self) -> Parsed<Pattern> {
        self.expect(Kind::LAngle, "`<<`")?;
        let names = if self.at(Kind::RAngle) {
            Vec::new()
        } else {
            self.names()?
        };
        self.expect(Kind::RAngle, "`,` or `>>`")?;
        Ok(Pattern::Tuple(names))
    }

    /// Whether `x \in`, `<<x, y>> \in` or, if `several`, `x, y \in` begins here.
    pub(super) fn is_bound(&self, several: bool) -> bool {
        let mut ahead = 0;
        if self.raw(0).kind == Kind::LAngle {
            ahead = 1;
            while matches!(self.raw(ahead).kind, Kind::Ident | Kind::Comma) {
                ahead += 1;
            }
            return self.raw(ahead).kind == Kind::RAngle
                && self.raw(ahead + 1).kind == Kind::Op(IN);
        }
        while several
            && self.raw(ahead).kind == Kind::Ident
            && self.raw(ahead + 1).kind == Kind::Comma
        {
            ahead += 2;
        }
        self.raw(ahead).kind == Kind::Ident && self.raw(ahead + 1).kind == Kind::Op(IN)
    }
}
