//! What begins with `[`, and fairness.

use super::super::ast::{Accessor, Expr, ExprKind, Selector, Update};
use super::super::operators::EQUALS;
use super::super::token::{Kind, Word};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// `[x \in S |-> e]`, `[a |-> e]`, `[a : S]`, `[S -> T]`, `[f EXCEPT ...]`, `[A]_v`
    pub(super) fn brackets(&mut self) -> Parsed<ExprKind> {
        self.advance();
        if self.is_bound(true) {
            return self.function();
        }
        if self.is_name_or_word(0) && self.raw(1).kind == Kind::MapsTo {
            let fields = self.list(|p| p.field(Kind::MapsTo, "`|->`"))?;
            self.expect(Kind::RBracket, "`,` or `]`")?;
            return Ok(ExprKind::Record(fields));
        }
        if self.is_name_or_word(0) && self.raw(1).kind == Kind::Colon {
            let fields = self.list(|p| p.field(Kind::Colon, "`:`"))?;
            self.expect(Kind::RBracket, "`,` or `]`")?;
            return Ok(ExprKind::RecordSet(fields));
        }
        let first = self.expression()?;
        self.behind_first(Box::new(first))
    }

    /// `-> T]`, `EXCEPT ...]`, `]_v`
    fn behind_first(&mut self, first: Box<Expr>) -> Parsed<ExprKind> {
        match self.peek() {
            Kind::Arrow => {
                self.advance();
                let range = Box::new(self.expression()?);
                self.expect(Kind::RBracket, "`]`")?;
                Ok(ExprKind::FunctionSet(first, range))
            }
            Kind::Word(Word::Except) => {
                self.advance();
                let updates = self.list(Self::update)?;
                self.expect(Kind::RBracket, "`,` or `]`")?;
                Ok(ExprKind::Except(first, updates))
            }
            Kind::RBracketSub => {
                self.advance();
                Ok(ExprKind::BoxAction(first, Box::new(self.subscript()?)))
            }
            Kind::RBracket | Kind::Comma => {
                let mut error = self.unexpected("`->`, `EXCEPT` or `]_`");
                error.hint = Some(
                    "tuples are written `<<a, b>>`, records `[a |-> 1, b |-> 2]`; `[A]_v` needs its `_v`".into(),
                );
                Err(error)
            }
            _ => Err(self.expected_kind(Kind::RBracket, "`->`, `EXCEPT` or `]_`")),
        }
    }

    fn function(&mut self) -> Parsed<ExprKind> {
        let bounds = self.bounds()?;
        if !self.at(Kind::MapsTo) {
            let mut error = self.expected_kind(Kind::MapsTo, "`,` or `|->`");
            if error.hint.is_none() {
                error.hint = Some("a function is written `[x \\in S |-> e]`".into());
            }
            return Err(error);
        }
        self.advance();
        let body = Box::new(self.expression()?);
        self.expect(Kind::RBracket, "`]`")?;
        Ok(ExprKind::Function { bounds, body })
    }

    fn field(&mut self, separator: Kind, what: &str) -> Parsed<(super::super::ast::Ident, Expr)> {
        let name = self.name_or_word("the name of a field")?;
        self.expect(separator, what)?;
        Ok((name, self.expression()?))
    }

    /// `![i].a = e`
    fn update(&mut self) -> Parsed<Update> {
        let start = self.raw(0).start;
        if !self.at(Kind::Bang) {
            let mut error = self.unexpected("`!`");
            error.hint =
                Some("an update is written `![index] = value` or `!.field = value`".into());
            return Err(error);
        }
        self.advance();
        let mut path = Vec::new();
        loop {
            match self.peek() {
                Kind::LBracket => {
                    self.advance();
                    path.push(Accessor::Index(self.list(Self::expression)?));
                    self.expect(Kind::RBracket, "`,` or `]`")?;
                }
                Kind::Dot => {
                    self.advance();
                    path.push(Accessor::Field(self.name_or_word("the name of a field")?));
                }
                _ if path.is_empty() => return Err(self.unexpected("`[` or `.`")),
                _ => break,
            }
        }
        self.expect(Kind::Op(EQUALS), "`=`")?;
        let value = self.expression()?;
        Ok(Update {
            path,
            value,
            span: self.since(start),
        })
    }

    /// `WF_v(A)`, `SF_v(A)`
    pub(super) fn fairness(&mut self) -> Parsed<ExprKind> {
        let token = self.advance();
        let strong = token.kind == Kind::Word(Word::StrongFairness);
        let start = self.raw(0).start;
        if !self.at(Kind::Ident) {
            let subscript = Box::new(self.subscript()?);
            let action = Box::new(self.fair_action()?);
            return Ok(ExprKind::Fairness {
                strong,
                subscript,
                action,
            });
        }
        // In `WF_v(A)` what looks like the argument of `v` is the action; in `WF_f(x)(A)` it is not.
        let mut selectors = self.plain_selectors()?;
        if self.at(Kind::LParen) {
            let subscript = Box::new(self.named(selectors, start));
            let action = Box::new(self.fair_action()?);
            return Ok(ExprKind::Fairness {
                strong,
                subscript,
                action,
            });
        }
        let mut arguments = match selectors.last_mut() {
            Some(Selector::Name(_, arguments)) => std::mem::take(arguments),
            _ => Vec::new(),
        };
        match (arguments.pop(), arguments.is_empty()) {
            (Some(action), true) => {
                let subscript = Box::new(self.named(selectors, start));
                Ok(ExprKind::Fairness {
                    strong,
                    subscript,
                    action: Box::new(action),
                })
            }
            _ => Err(self.unexpected("the action in parentheses, as in `WF_vars(Next)`")),
        }
    }

    fn fair_action(&mut self) -> Parsed<Expr> {
        self.expect(
            Kind::LParen,
            "the action in parentheses, as in `WF_vars(Next)`",
        )?;
        let action = self.expression()?;
        self.expect(Kind::RParen, "`)`")?;
        Ok(action)
    }

    /// What may stand behind `]_`, `>>_`, `WF_` and `SF_`.
    pub(super) fn subscript(&mut self) -> Parsed<Expr> {
        let start = self.raw(0).start;
        match self.peek() {
            Kind::Ident => {
                let selectors = self.plain_selectors()?;
                Ok(self.named(selectors, start))
            }
            Kind::LParen | Kind::LBrace | Kind::LBracket | Kind::LAngle => Ok(self.operand()?.expr),
            _ => {
                Err(self.unexpected("a name, a tuple or an expression in parentheses as subscript"))
            }
        }
    }
}
