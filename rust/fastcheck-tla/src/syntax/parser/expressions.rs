//! Expressions: operands joined by operators, whose precedences are ranges.

use super::super::ast::{Expr, ExprKind, Fix, Ident};
use super::super::operators::{AND, IN, MINUS, NEGATE, OR, OpId, Position, TIMES};
use super::super::token::{Kind, Token};
use super::{MAX_DEPTH, Parsed, Parser};
use crate::codes;

/// An expression and what its surroundings need to know of it.
pub(super) struct Operand {
    pub(super) expr: Expr,
    /// With parentheses around it.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of the tree.
    pub(super) height: u32,
    /// The operator at its top, if it is not in parentheses.
    pub(super) top: Option<OpId>,
}

/// An operator whose right operand is being read; without a left operand it is a prefix operator.
struct Pending {
    left: Option<Operand>,
    op: OpId,
    token: Token,
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.whole().map(|operand| operand.expr)
    }

    /// An expression that reaches as far as it can.
    pub(super) fn whole(&mut self) -> Parsed<Operand> {
        self.nested(|p| {
            let around = std::mem::take(&mut p.height);
            let operand = p.operators()?;
            p.height = around.max(operand.height);
            Ok(operand)
        })
    }

    /// Operands and operators, until a token comes that continues nothing.
    fn operators(&mut self) -> Parsed<Operand> {
        let mut pending = Vec::new();
        loop {
            self.prefixes(&mut pending)?;
            if self.begins_open() {
                let operand = self.open()?;
                return self.finish(pending, operand);
            }
            let operand = self.operand()?;
            let operand = self.postfixes(operand, pending.last())?;
            match self.peek() {
                Kind::Label => {
                    let operand = self.label(operand, pending.last())?;
                    return self.finish(pending, operand);
                }
                Kind::Op(op) if op.get().position == Position::Infix => {
                    let token = self.raw(0);
                    let left = self.reduce(&mut pending, operand, op, token)?;
                    self.advance();
                    pending.push(Pending {
                        left: Some(left),
                        op,
                        token,
                    });
                }
                _ => return self.finish(pending, operand),
            }
        }
    }

    /// Prefix operators, among them `-`.
    fn prefixes(&mut self, pending: &mut Vec<Pending>) -> Parsed<()> {
        while let Kind::Op(op) = self.peek() {
            let token = self.raw(0);
            let op = match op {
                MINUS => NEGATE,
                NEGATE => return Ok(()),
                _ if op.get().position == Position::Prefix => op,
                _ => return Ok(()),
            };
            if let Some(last) = pending
                .last()
                .filter(|last| op == NEGATE && last.op.get().low > NEGATE.get().high)
            {
                return Err(self.conflict(last.token, last.op.get(), token, op.get()));
            }
            self.advance();
            pending.push(Pending {
                left: None,
                op,
                token,
            });
            if pending.len() > MAX_DEPTH as usize {
                return Err(self.too_tall());
            }
        }
        Ok(())
    }

    /// Joins what binds tighter to the left than `next` would to the right; what comes out is the left operand of `next`.
    fn reduce(
        &mut self,
        pending: &mut Vec<Pending>,
        operand: Operand,
        next: OpId,
        token: Token,
    ) -> Parsed<Operand> {
        let mut operand = operand;
        while let Some(last) = pending.last() {
            let (left, right) = (last.op.get(), next.get());
            if left.low > right.high || (last.op == next && left.left) {
                if let Some(last) = pending.pop() {
                    operand = self.join(last, operand)?;
                }
            } else if left.high < right.low {
                break;
            } else {
                return Err(self.conflict(last.token, left, token, right));
            }
        }
        Ok(operand)
    }

    fn finish(&mut self, pending: Vec<Pending>, operand: Operand) -> Parsed<Operand> {
        pending
            .into_iter()
            .rev()
            .try_fold(operand, |operand, last| self.join(last, operand))
    }

    /// An operator with its operands.
    fn join(&mut self, pending: Pending, right: Operand) -> Parsed<Operand> {
        let Pending { left, op, token } = pending;
        let Some(left) = left else {
            let (height, start, end) = (right.height + 1, token.start, right.end);
            let operator = Ident {
                name: self.intern(op.get().name),
                span: self.span(token),
            };
            let kind = ExprKind::Apply {
                operator,
                args: vec![right.expr],
                fix: Fix::Prefix,
            };
            return self.built(kind, start, end, height, Some(op));
        };
        let (height, start, end) = (left.height.max(right.height) + 1, left.start, right.end);
        let kind = if op == TIMES {
            match (left.expr.kind, left.top) {
                (ExprKind::Product(mut factors), Some(TIMES)) => {
                    factors.push(right.expr);
                    let height = left.height.max(right.height + 1);
                    return self.built(ExprKind::Product(factors), start, end, height, Some(op));
                }
                (kind, _) => ExprKind::Product(vec![
                    Expr {
                        kind,
                        span: left.expr.span,
                    },
                    right.expr,
                ]),
            }
        } else {
            let operator = self.ident(token);
            ExprKind::Apply {
                operator,
                args: vec![left.expr, right.expr],
                fix: Fix::Infix,
            }
        };
        self.built(kind, start, end, height, Some(op))
    }

    /// An operand, its height checked.
    pub(super) fn built(
        &self,
        kind: ExprKind,
        start: u32,
        end: u32,
        height: u32,
        top: Option<OpId>,
    ) -> Parsed<Operand> {
        if height > MAX_DEPTH {
            return Err(self.too_tall());
        }
        let expr = Expr {
            kind,
            span: self.between(start, end),
        };
        Ok(Operand {
            expr,
            start,
            end,
            height,
            top,
        })
    }

    /// `e'`, `e[i]`, `e.f`, as often as they come.
    fn postfixes(&mut self, operand: Operand, left: Option<&Pending>) -> Parsed<Operand> {
        let mut operand = operand;
        loop {
            let token = self.raw(0);
            match self.peek() {
                Kind::Op(op) if op.get().position == Position::Postfix => {
                    if let Some(left) = left.filter(|left| left.op.get().high >= op.get().low) {
                        return Err(self.conflict(left.token, left.op.get(), token, op.get()));
                    }
                    self.advance();
                    let operator = self.ident(token);
                    let kind = ExprKind::Apply {
                        operator,
                        args: vec![operand.expr],
                        fix: Fix::Postfix,
                    };
                    operand =
                        self.built(kind, operand.start, token.end, operand.height + 1, Some(op))?;
                }
                Kind::LBracket => operand = self.index(operand)?,
                Kind::Dot => {
                    self.advance();
                    let field = self.name_or_word("the name of a field")?;
                    let end = field.span.end;
                    let kind = ExprKind::Field(Box::new(operand.expr), field);
                    operand = self.built(kind, operand.start, end, operand.height + 1, None)?;
                }
                _ => return Ok(operand),
            }
        }
    }

    /// `f[a, b]`
    fn index(&mut self, function: Operand) -> Parsed<Operand> {
        self.advance();
        let around = std::mem::replace(&mut self.height, function.height);
        let arguments = self.list(Self::expression)?;
        let height = std::mem::replace(&mut self.height, around) + 1;
        let close = self.expect(Kind::RBracket, "`,` or `]`")?;
        let kind = ExprKind::Index(Box::new(function.expr), arguments);
        self.built(kind, function.start, close.end, height, None)
    }

    /// `label :: e`, the label already read as an operand. The label must not change how the rest is read.
    fn label(&mut self, label: Operand, left: Option<&Pending>) -> Parsed<Operand> {
        let Some((name, parameters)) = label_of(label.expr) else {
            return Err(self.wrong(
                codes::BAD_LABEL,
                "what stands before `::` is no label: expected `name ::` or `name(x, y) ::`",
            ));
        };
        self.advance();
        let body = self.whole()?;
        if let (Some(left), Some(top)) = (left, body.top)
            && top.get().position != Position::Prefix
            && top != TIMES
            && left.op.get().high >= top.get().low
        {
            let message = format!(
                "without the label `{}`, this would be read differently",
                name.name
            );
            let mut error = self.wrong(codes::BAD_LABEL, message);
            error.span = Some(name.span);
            error.hint = Some("put parentheses around the label and its expression".into());
            return Err(error);
        }
        let (end, height) = (body.end, body.height + 1);
        self.built(
            ExprKind::Label(name, parameters, Box::new(body.expr)),
            label.start,
            end,
            height,
            None,
        )
    }

    /// A bulleted list, its first bullet next. Where a bullet stands decides what it belongs to.
    pub(super) fn junction(&mut self) -> Parsed<Operand> {
        let first = self.raw(0);
        let around = std::mem::take(&mut self.height);
        let mut items = Vec::new();
        let mut end;
        loop {
            self.bullets.push(super::Bullet {
                column: first.column,
                token: self.at as u32,
            });
            self.advance();
            let item = self.whole()?;
            end = item.end;
            items.push(item.expr);
            self.bullets.pop();
            let next = self.raw(0);
            if next.kind != first.kind || next.column != first.column || !self.is_bullet(next) {
                break;
            }
        }
        let height = std::mem::replace(&mut self.height, around) + 1;
        self.built(
            ExprKind::Junction(first.kind == Kind::Op(AND), items),
            first.start,
            end,
            height,
            None,
        )
    }

    /// `/\` and `\/`, but not their spellings as words.
    pub(super) fn is_bullet(&self, token: Token) -> bool {
        matches!(token.kind, Kind::Op(AND | OR)) && !self.slice(token).starts_with("\\l")
    }
}

/// Whether an expression can follow `x \in` without parentheses of its own.
pub(super) fn may_follow_in(operand: &Operand) -> bool {
    operand
        .top
        .is_none_or(|top| top.get().position == Position::Prefix || top.get().low > IN.get().high)
}

/// `l` or `l(x, y)` as a label.
fn label_of(expr: Expr) -> Option<(Ident, Vec<Ident>)> {
    let ExprKind::Apply {
        operator,
        args,
        fix: Fix::Name,
    } = expr.kind
    else {
        return None;
    };
    let plain = |name: &Ident| {
        name.name
            .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    };
    let parameter = |arg: Expr| match arg.kind {
        ExprKind::Apply {
            operator,
            args,
            fix: Fix::Name,
        } if args.is_empty() && plain(&operator) => Some(operator),
        _ => None,
    };
    if !plain(&operator) {
        return None;
    }
    Some((
        operator,
        args.into_iter().map(parameter).collect::<Option<_>>()?,
    ))
}
