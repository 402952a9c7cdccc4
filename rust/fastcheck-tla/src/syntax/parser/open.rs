//! What reaches as far to the right as it can: quantifiers, CHOOSE, IF, CASE, LET.

use super::super::ast::{Expr, ExprKind, Quantifier, Unit};
use super::super::operators::{BOX, IN};
use super::super::token::{Kind, Word};
use super::expressions::Operand;
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn begins_open(&self) -> bool {
        matches!(
            self.peek(),
            Kind::Exists
                | Kind::Forall
                | Kind::TemporalExists
                | Kind::TemporalForall
                | Kind::Word(Word::Choose | Word::If | Word::Case | Word::Let)
        )
    }

    pub(super) fn open(&mut self) -> Parsed<Operand> {
        match self.peek() {
            Kind::Word(Word::If) => self.conditional(),
            Kind::Word(Word::Choose) => self.operand_of(Self::choose),
            Kind::Word(Word::Case) => self.operand_of(Self::case),
            Kind::Word(Word::Let) => self.operand_of(Self::local_definitions),
            Kind::Exists => self.operand_of(|p| p.quantified(Quantifier::Exists)),
            Kind::Forall => self.operand_of(|p| p.quantified(Quantifier::Forall)),
            Kind::TemporalExists => self.operand_of(|p| p.quantified(Quantifier::TemporalExists)),
            _ => self.operand_of(|p| p.quantified(Quantifier::TemporalForall)),
        }
    }

    fn quantified(&mut self, quantifier: Quantifier) -> Parsed<ExprKind> {
        self.advance();
        let temporal = matches!(
            quantifier,
            Quantifier::TemporalExists | Quantifier::TemporalForall
        );
        if temporal || !self.is_bound(true) && self.raw(0).kind == Kind::Ident {
            let names = self.names()?;
            if temporal && self.at(Kind::Op(IN)) {
                let mut error = self.unexpected("`,` or `:`");
                error.hint = Some("temporal quantifiers bind variables without a set".into());
                return Err(error);
            }
            self.expect(Kind::Colon, "`,`, `\\in` or `:`")?;
            let body = Box::new(self.expression()?);
            return Ok(ExprKind::Unbounded {
                quantifier,
                names,
                body,
            });
        }
        let bounds = self.bounds()?;
        self.expect(Kind::Colon, "`,` or `:`")?;
        let body = Box::new(self.expression()?);
        Ok(ExprKind::Quantified {
            quantifier,
            bounds,
            body,
        })
    }

    fn choose(&mut self) -> Parsed<ExprKind> {
        self.advance();
        let pattern = self.pattern()?;
        let set = if self.eat(Kind::Op(IN)) {
            Some(Box::new(self.expression()?))
        } else {
            None
        };
        self.expect(
            Kind::Colon,
            if set.is_some() {
                "`:`"
            } else {
                "`\\in` or `:`"
            },
        )?;
        let body = Box::new(self.expression()?);
        Ok(ExprKind::Choose { pattern, set, body })
    }

    /// `IF a THEN b ELSE IF c THEN d ELSE e`: the chain is read in a loop and built from its end.
    fn conditional(&mut self) -> Parsed<Operand> {
        let around = std::mem::take(&mut self.height);
        let mut arms = Vec::new();
        while self.at_word(Word::If) {
            let start = self.advance().start;
            let condition = self.expression()?;
            self.expect(Kind::Word(Word::Then), "THEN")?;
            let value = self.expression()?;
            if !self.at_word(Word::Else) {
                let mut error = self.expected_kind(Kind::Word(Word::Else), "ELSE");
                if error.hint.is_none() && error.code == crate::codes::UNEXPECTED {
                    error.hint =
                        Some("every IF has an ELSE; a condition alone is written `a => b`".into());
                }
                return Err(error);
            }
            self.advance();
            arms.push((start, condition, value, std::mem::take(&mut self.height)));
        }
        let mut result = self.whole()?;
        for (start, condition, value, height) in arms.into_iter().rev() {
            let (end, height) = (result.end, height.max(result.height) + 1);
            let kind = ExprKind::If(Box::new(condition), Box::new(value), Box::new(result.expr));
            result = self.built(kind, start, end, height, None)?;
        }
        self.height = around;
        Ok(result)
    }

    fn case(&mut self) -> Parsed<ExprKind> {
        self.advance();
        let mut arms = vec![self.arm()?];
        loop {
            let next = self.raw(0);
            if next.kind == Kind::Op(BOX) && self.at(Kind::Outdent) {
                return Err(self.outdented(next));
            }
            if !self.eat(Kind::Op(BOX)) {
                return Ok(ExprKind::Case { arms, other: None });
            }
            if self.eat_word(Word::Other) {
                self.expect(Kind::Arrow, "`->`")?;
                let other = Some(Box::new(self.expression()?));
                return Ok(ExprKind::Case { arms, other });
            }
            arms.push(self.arm()?);
        }
    }

    fn arm(&mut self) -> Parsed<(Expr, Expr)> {
        let guard = self.expression()?;
        self.expect(Kind::Arrow, "`->`")?;
        Ok((guard, self.expression()?))
    }

    /// `LET ... IN e`
    fn local_definitions(&mut self) -> Parsed<ExprKind> {
        self.advance();
        let mut units = vec![self.local_definition()?];
        while !self.eat_word(Word::In) {
            units.push(self.local_definition()?);
        }
        Ok(ExprKind::Let(units, Box::new(self.expression()?)))
    }

    fn local_definition(&mut self) -> Parsed<Unit> {
        if self.at_word(Word::Recursive) {
            return self.recursive();
        }
        let start = self.raw(0).start;
        let local = self.eat_word(Word::Local);
        match self.peek() {
            Kind::Ident | Kind::Op(_) => self.definition(local, start),
            _ => Err(self.unexpected("a definition or IN")),
        }
    }
}
