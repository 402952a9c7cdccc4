//! Names with arguments and everything with `!` in it.

use super::super::ast::{Expr, ExprKind, Fix, Selector};
use super::super::operators::{EQUALS, Position, TIMES};
use super::super::token::{Kind, Word};
use super::{Parsed, Parser};
use crate::codes;

impl Parser<'_> {
    /// `F`, `F(a, +)`, `I(x)!Op(y)`, `Op!1!<<`
    pub(super) fn general_name(&mut self) -> Parsed<ExprKind> {
        let name = self.name("a name")?;
        let arguments = self.arguments()?;
        self.selectors(Selector::Name(name, arguments))
    }

    /// `+(a, b)`, `-.(a)`, `+!1`
    pub(super) fn symbol_as_name(&mut self) -> Parsed<ExprKind> {
        let token = self.advance();
        let operator = self.ident(token);
        let arguments = self.arguments()?;
        let Kind::Op(op) = token.kind else {
            return Err(self.no_expression());
        };
        let operands = if op.get().position == Position::Infix {
            2
        } else {
            1
        };
        if !self.at(Kind::Bang) && arguments.len() != operands {
            let message = format!(
                "expected an expression, found `{}`, an operator of {operands} operands",
                op.get().name
            );
            let mut error = self.wrong(codes::NO_EXPRESSION, message);
            error.span = Some(self.span(token));
            return Err(error);
        }
        self.selectors(Selector::Name(operator, arguments))
    }

    /// The name of a proof step as a fact.
    pub(super) fn step_name(&mut self) -> Parsed<ExprKind> {
        if self.proofs.is_empty() {
            return Err(self.wrong(codes::BAD_STEP, "the name of a proof step outside a proof"));
        }
        let token = self.raw(0);
        if self.slice(token).starts_with("<+>") {
            return Err(self.wrong(
                codes::BAD_STEP,
                "`<+>` names no step that could be referred to",
            ));
        }
        self.advance();
        let name = self.ident(token);
        let arguments = self.arguments()?;
        self.selectors(Selector::Name(name, arguments))
    }

    /// `(a, b)`; nothing if there is none.
    fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        if !self.eat(Kind::LParen) {
            return Ok(Vec::new());
        }
        if self.at(Kind::RParen) {
            let mut error = self.unexpected("an argument");
            error.hint =
                Some("an operator without arguments is written without parentheses".into());
            return Err(error);
        }
        let arguments = self.list(Self::argument)?;
        self.expect(Kind::RParen, "`,` or `)`")?;
        Ok(arguments)
    }

    /// An expression, an operator, or a LAMBDA.
    pub(super) fn argument(&mut self) -> Parsed<Expr> {
        if self.at_word(Word::Lambda) {
            return self.lambda();
        }
        if !self.is_lone_operator() {
            return self.expression();
        }
        let token = self.raw(0);
        if token.kind == Kind::Op(TIMES) {
            return Err(self.wrong(
                codes::BAD_OPERATOR,
                "`\\X` is no operator that could be an argument",
            ));
        }
        self.advance();
        let operator = self.ident(token);
        let span = operator.span;
        Ok(Expr {
            kind: ExprKind::Apply {
                operator,
                args: Vec::new(),
                fix: Fix::Name,
            },
            span,
        })
    }

    /// `LAMBDA x, y : e`
    fn lambda(&mut self) -> Parsed<Expr> {
        let token = self.advance();
        let parameters = self.names()?;
        self.expect(Kind::Colon, "`,` or `:`")?;
        let body = self.whole()?;
        self.height = self.height.max(body.height + 1);
        Ok(Expr {
            kind: ExprKind::Lambda(parameters, Box::new(body.expr)),
            span: self.since(token.start),
        })
    }

    /// Everything with a `!` behind the first name.
    fn selectors(&mut self, first: Selector) -> Parsed<ExprKind> {
        let mut selectors = vec![first];
        while self.at(Kind::Bang) {
            self.refuse_not_equal()?;
            self.advance();
            selectors.push(self.selector()?);
        }
        Ok(kind_of(selectors))
    }

    /// `a != b` would be read as the operator `=` of an instance `a`.
    fn refuse_not_equal(&self) -> Parsed<()> {
        let (bang, equals) = (self.raw(0), self.raw(1));
        let together = equals.kind == Kind::Op(EQUALS) && bang.end == equals.start;
        if together && !matches!(self.raw(2).kind, Kind::LParen | Kind::Bang) {
            let mut error = self.wrong(codes::BAD_OPERATOR, "`!=` is no operator of TLA+");
            error.span = Some(self.between(bang.start, equals.end));
            error.hint = Some("`not equal` is written `#` or `/=`".into());
            return Err(error);
        }
        Ok(())
    }

    fn selector(&mut self) -> Parsed<Selector> {
        let token = self.raw(0);
        let span = self.span(token);
        match self.peek() {
            Kind::Ident | Kind::Op(_) if !(token.first && self.is_definition(0)) => {
                self.advance();
                let name = self.ident(token);
                return Ok(Selector::Name(name, self.arguments()?));
            }
            Kind::LParen => {
                let arguments = self.arguments()?;
                return Ok(Selector::Arguments(arguments, self.since(token.start)));
            }
            _ => {}
        }
        let selector = match self.peek() {
            Kind::LAngle => Selector::Left(span),
            Kind::RAngle => Selector::Right(span),
            Kind::Colon => Selector::Body(span),
            Kind::At => Selector::At(span),
            Kind::Number => match self.slice(token).parse() {
                Ok(number) => Selector::Child(number, span),
                Err(_) => return Err(self.wrong(codes::BAD_NUMBER, "no number of an argument")),
            },
            _ => {
                return Err(
                    self.unexpected("a name or a selector (`1`, `<<`, `>>`, `:`, `@`) behind `!`")
                );
            }
        };
        self.advance();
        Ok(selector)
    }

    /// `I(x)!v(y)`: names only.
    pub(super) fn plain_selectors(&mut self) -> Parsed<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            let name = self.name("a name")?;
            let arguments = self.arguments()?;
            selectors.push(Selector::Name(name, arguments));
            if !self.eat(Kind::Bang) {
                return Ok(selectors);
            }
        }
    }

    /// Selectors that begin at `start` as an expression.
    pub(super) fn named(&self, selectors: Vec<Selector>, start: u32) -> Expr {
        let end = match selectors.last() {
            Some(Selector::Name(name, arguments)) if arguments.is_empty() => name.span.end,
            _ => self.since(start).end,
        };
        Expr {
            kind: kind_of(selectors),
            span: self.between(start, end),
        }
    }
}

fn kind_of(mut selectors: Vec<Selector>) -> ExprKind {
    match (selectors.len(), selectors.pop()) {
        (1, Some(Selector::Name(operator, args))) => ExprKind::Apply {
            operator,
            args,
            fix: Fix::Name,
        },
        (_, Some(last)) => {
            selectors.push(last);
            ExprKind::Qualified(selectors)
        }
        (_, None) => ExprKind::Qualified(selectors),
    }
}
