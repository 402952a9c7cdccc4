//! What stands between operators and is no construct that reaches to the right: names, literals, brackets, lists.

use std::sync::Arc;

use super::super::ast::{Expr, ExprKind, Fix, Ident};
use super::super::literals;
use super::super::operators::{AND, OR, Position};
use super::super::token::{Kind, Step, Token, Word};
use super::expressions::Operand;
use super::{Parsed, Parser};
use crate::codes;
use crate::diag::Diagnostic;

impl Parser<'_> {
    /// An operand without what may follow it.
    pub(super) fn operand(&mut self) -> Parsed<Operand> {
        match self.peek() {
            Kind::LParen => self.parenthesised(),
            Kind::Op(AND | OR) if self.is_bullet(self.raw(0)) => self.junction(),
            _ => self.operand_of(Self::simple),
        }
    }

    /// An operand whose height is that of the expressions in it.
    pub(super) fn operand_of(
        &mut self,
        read: impl FnOnce(&mut Self) -> Parsed<ExprKind>,
    ) -> Parsed<Operand> {
        let start = self.raw(0).start;
        let around = std::mem::take(&mut self.height);
        let kind = read(self)?;
        let height = std::mem::replace(&mut self.height, around) + 1;
        let end = self.since(start).end;
        self.built(kind, start, end, height, None)
    }

    fn simple(&mut self) -> Parsed<ExprKind> {
        let token = self.raw(0);
        match self.peek() {
            // The definition that follows, because this one has no body or its last operator no operand.
            Kind::Ident if token.first && self.is_definition(0) => Err(self.no_expression()),
            Kind::Ident => self.general_name(),
            Kind::Step(Step::Named) => self.step_name(),
            Kind::At => {
                self.advance();
                Ok(ExprKind::At)
            }
            Kind::Number => self.number(),
            Kind::String => self.string(),
            Kind::LBrace => self.braces(),
            Kind::LBracket => self.brackets(),
            Kind::LAngle => self.angles(),
            Kind::Word(Word::WeakFairness | Word::StrongFairness) => self.fairness(),
            Kind::Op(op) if matches!(self.raw(1).kind, Kind::LParen | Kind::Bang) => {
                if op.get().position != Position::Prefix || self.slice(token).starts_with('-') {
                    return self.symbol_as_name();
                }
                Err(self.no_expression())
            }
            Kind::Op(op) if self.slice(token) == "-." => {
                let mut error = self.wrong(
                    codes::BAD_OPERATOR,
                    "`-.` names the operator; before its operand it is written `-`",
                );
                error.hint = Some(format!(
                    "write `-`; `{}` stands only in declarations, definitions and arguments",
                    op.get().name
                ));
                Err(error)
            }
            _ => Err(self.no_expression()),
        }
    }

    /// `(e)`: the expression itself, in the tree.
    fn parenthesised(&mut self) -> Parsed<Operand> {
        let open = self.advance();
        let inner = self.whole()?;
        let close = self.expect(Kind::RParen, "`)`")?;
        Ok(Operand {
            start: open.start,
            end: close.end,
            top: None,
            ..inner
        })
    }

    fn number(&mut self) -> Parsed<ExprKind> {
        let token = self.advance();
        let text = self.slice(token);
        if self.at(Kind::Dot) && self.raw(1).kind == Kind::Number {
            self.advance();
            let fraction = self.advance();
            let fraction = self.slice(fraction);
            if text.starts_with('\\') || fraction.starts_with('\\') {
                return Err(self.bad_number(
                    token,
                    "a number with a fraction is written in decimal digits",
                ));
            }
            return Ok(ExprKind::Decimal(Arc::from(format!("{text}.{fraction}"))));
        }
        match literals::number(text) {
            Some(digits) => Ok(ExprKind::Number(Arc::from(digits))),
            None => Err(self.bad_number(
                token,
                &format!("a number of more than {} digits", literals::MAX_DIGITS),
            )),
        }
    }

    fn bad_number(&self, token: Token, message: &str) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(
            codes::BAD_NUMBER,
            self.span(token),
            message,
        ))
    }

    fn string(&mut self) -> Parsed<ExprKind> {
        let token = self.advance();
        match literals::string(self.slice(token)) {
            Ok(text) => Ok(ExprKind::String(Arc::from(text))),
            Err(offset) => {
                let start = token.start + offset as u32;
                let next = self.text[start as usize + 1..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
                let span = self.between(start, start + 1 + next as u32);
                let error = Diagnostic::error(codes::BAD_STRING, span, "no escape that TLA+ knows")
                    .hint("the escapes are \\\" \\\\ \\n \\t \\r \\f");
                Err(Box::new(error))
            }
        }
    }

    /// `{a, b}`, `{x \in S : P}`, `{e : x \in S}`
    fn braces(&mut self) -> Parsed<ExprKind> {
        self.advance();
        if self.eat(Kind::RBrace) {
            return Ok(ExprKind::SetEnum(Vec::new()));
        }
        let first = if self.is_bound(false) {
            match self.filter_or_member()? {
                Ok(filter) => return Ok(filter),
                Err(member) => member,
            }
        } else {
            self.whole()?
        };
        if self.eat(Kind::Colon) {
            if first.top == Some(super::super::operators::IN) {
                let span = self.between(first.start, first.end);
                let error = Diagnostic::error(codes::UNEXPECTED, span, "neither a filter `{x \\in S : P}` nor a map `{e : x \\in S}`")
                    .hint("several variables: bind a tuple, `{<<x, y>> \\in S \\X T : P}`; a truth value as element: put it in parentheses");
                return Err(Box::new(error));
            }
            let bounds = self.bounds()?;
            self.expect(Kind::RBrace, "`,` or `}`")?;
            return Ok(ExprKind::SetMap {
                body: Box::new(first.expr),
                bounds,
            });
        }
        let mut elements = vec![first.expr];
        while self.eat(Kind::Comma) {
            elements.push(self.expression()?);
        }
        self.expect(Kind::RBrace, "`,` or `}`")?;
        Ok(ExprKind::SetEnum(elements))
    }

    /// Behind `{`, with `x \in` or `<<x, y>> \in` next: a whole filter, or the truth value `x \in S` as an element.
    fn filter_or_member(&mut self) -> Parsed<Result<ExprKind, Operand>> {
        let start = self.raw(0).start;
        let pattern = self.pattern()?;
        let end = self.since(start).end;
        let membership = self.advance();
        let set = self.whole()?;
        if self.eat(Kind::Colon) {
            let body = Box::new(self.expression()?);
            self.expect(Kind::RBrace, "`}`")?;
            return Ok(Ok(ExprKind::SetFilter {
                pattern,
                set: Box::new(set.expr),
                body,
            }));
        }
        if !super::expressions::may_follow_in(&set) {
            let span = self.between(start, set.end);
            let error = Diagnostic::error(
                codes::PRECEDENCE,
                span,
                "this begins like a filter `{x \\in S : P}`, but there is no `:`",
            )
            .hint("as an element of a set, put it in parentheses");
            return Err(Box::new(error));
        }
        let left = Expr {
            kind: pattern_as_expr(pattern),
            span: self.between(start, end),
        };
        let kind = ExprKind::Apply {
            operator: self.ident(membership),
            args: vec![left, set.expr],
            fix: Fix::Infix,
        };
        self.built(
            kind,
            start,
            set.end,
            set.height + 3,
            Some(super::super::operators::IN),
        )
        .map(Err)
    }

    /// `<<a, b>>`, `<<A>>_v`
    fn angles(&mut self) -> Parsed<ExprKind> {
        self.advance();
        if self.eat(Kind::RAngle) {
            return Ok(ExprKind::Tuple(Vec::new()));
        }
        let mut elements = self.list(Self::expression)?;
        if self.at(Kind::RAngleSub) {
            if elements.len() != 1 {
                return Err(self.wrong(codes::UNEXPECTED, "`<<A>>_v` has one action in it"));
            }
            self.advance();
            let subscript = self.subscript()?;
            return Ok(match elements.pop() {
                Some(action) => ExprKind::AngleAction(Box::new(action), Box::new(subscript)),
                None => ExprKind::Tuple(Vec::new()),
            });
        }
        self.expect(Kind::RAngle, "`,` or `>>`")?;
        Ok(ExprKind::Tuple(elements))
    }
}

fn pattern_as_expr(pattern: super::super::ast::Pattern) -> ExprKind {
    let name = |operator: Ident| ExprKind::Apply {
        operator,
        args: Vec::new(),
        fix: Fix::Name,
    };
    match pattern {
        super::super::ast::Pattern::Name(ident) => name(ident),
        super::super::ast::Pattern::Tuple(idents) => ExprKind::Tuple(
            idents
                .into_iter()
                .map(|ident| Expr {
                    span: ident.span,
                    kind: name(ident),
                })
                .collect(),
        ),
    }
}
