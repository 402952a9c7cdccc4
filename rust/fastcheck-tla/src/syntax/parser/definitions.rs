//! Definitions: of operators in all fixities, of functions, of instances.

use super::super::ast::{
    Declaration, Expr, FunctionDef, Ident, Instance, ModuleDef, OperatorDef, Unit,
};
use super::super::operators::{MINUS, NEGATE, Position, TIMES};
use super::super::token::{Kind, Word};
use super::{Parsed, Parser};
use crate::codes;

impl Parser<'_> {
    /// Whether a definition begins `ahead` tokens behind the next one: its left side up to `==` is seen.
    pub(super) fn is_definition(&self, ahead: usize) -> bool {
        let kind = |n: usize| self.raw(ahead + n).kind;
        let defined_behind = |n: usize| {
            let index = (self.at + ahead + n).min(self.tokens.len() - 1);
            let partner = self.partners[index] as usize;
            partner > index && self.tokens[partner + 1].kind == Kind::Def
        };
        match (kind(0), kind(1)) {
            (Kind::Word(Word::Local), Kind::Word(_)) => false,
            (Kind::Word(Word::Local), _) => self.is_definition(ahead + 1),
            (Kind::Ident, Kind::Def) => true,
            (Kind::Ident, Kind::LParen | Kind::LBracket) => defined_behind(1),
            (Kind::Ident, Kind::Op(op)) => match op.get().position {
                Position::Infix => kind(2) == Kind::Ident && kind(3) == Kind::Def,
                Position::Postfix => kind(2) == Kind::Def,
                Position::Prefix => false,
            },
            (Kind::Op(op), Kind::Ident) => {
                op.get().position == Position::Prefix && kind(2) == Kind::Def
            }
            _ => false,
        }
    }

    /// A definition, its LOCAL already read.
    pub(super) fn definition(&mut self, local: bool, start: u32) -> Parsed<Unit> {
        match (self.peek(), self.raw(1).kind) {
            (Kind::Ident, Kind::LBracket) => self.function_definition(local, start),
            (Kind::Ident, Kind::Op(_)) => self.infix_or_postfix_definition(local, start),
            (Kind::Ident, _) => self.named_definition(local, start),
            (Kind::Op(op), _) if op.get().position == Position::Prefix => {
                let token = self.advance();
                let name = self.ident(token);
                let operand = self.parameter()?;
                self.operator_body(local, start, name, vec![operand])
            }
            (Kind::Op(MINUS), Kind::Ident) => {
                let mut error = self.wrong(
                    codes::BAD_OPERATOR,
                    "the prefix operator `-` is written `-.` where it is defined",
                );
                error.hint = Some("write `-. a == ...`".into());
                Err(error)
            }
            _ => Err(self.unexpected("a definition")),
        }
    }

    fn function_definition(&mut self, local: bool, start: u32) -> Parsed<Unit> {
        let name = self.name("a name")?;
        self.advance();
        let bounds = self.bounds()?;
        self.expect(Kind::RBracket, "`,` or `]`")?;
        let body = self.body()?;
        Ok(Unit::Function(FunctionDef {
            local,
            name,
            bounds,
            body,
            span: self.since(start),
        }))
    }

    fn infix_or_postfix_definition(&mut self, local: bool, start: u32) -> Parsed<Unit> {
        let defined = self.is_definition(0);
        let left = self.parameter()?;
        let Kind::Op(op) = self.peek() else {
            return Err(self.unexpected("an operator"));
        };
        if !defined && matches!(op.get().name, "=" | ":=") {
            return Err(self.expected_kind(Kind::Def, "`==`"));
        }
        match op.get().position {
            Position::Prefix => return Err(self.unexpected("`==`")),
            Position::Infix if op == TIMES => {
                return Err(self.wrong(codes::BAD_OPERATOR, "`\\X` cannot be defined anew"));
            }
            _ => {}
        }
        let token = self.advance();
        let name = self.ident(token);
        let mut params = vec![left];
        if op.get().position == Position::Infix {
            params.push(self.parameter()?);
        }
        self.operator_body(local, start, name, params)
    }

    fn parameter(&mut self) -> Parsed<Declaration> {
        Ok(Declaration {
            name: self.name("a name for the operand")?,
            arity: 0,
        })
    }

    /// `F == e`, `F(x, G(_), _ + _) == e`, `I(x) == INSTANCE M`
    fn named_definition(&mut self, local: bool, start: u32) -> Parsed<Unit> {
        let name = self.name("a name")?;
        let mut params = Vec::new();
        if self.eat(Kind::LParen) {
            if self.at(Kind::RParen) {
                let mut error = self.unexpected("a parameter");
                error.hint = Some(
                    "an operator without parameters is defined without parentheses: `F == ...`"
                        .into(),
                );
                return Err(error);
            }
            params = self.list(Self::declaration)?;
            self.expect(Kind::RParen, "`,` or `)`")?;
        }
        if self.at(Kind::Def) && self.raw(1).kind == Kind::Word(Word::Instance) {
            self.advance();
            let instance = self.instance()?;
            return Ok(Unit::ModuleDef(ModuleDef {
                local,
                name,
                params,
                instance,
            }));
        }
        self.operator_body(local, start, name, params)
    }

    fn operator_body(
        &mut self,
        local: bool,
        start: u32,
        name: Ident,
        params: Vec<Declaration>,
    ) -> Parsed<Unit> {
        let body = self.body()?;
        Ok(Unit::Operator(OperatorDef {
            local,
            name,
            params,
            body,
            span: self.since(start),
        }))
    }

    /// `== e`
    fn body(&mut self) -> Parsed<Expr> {
        self.expect(Kind::Def, "`==`")?;
        self.expression()
    }

    /// `INSTANCE M WITH a <- e, + <- F`
    pub(super) fn instance(&mut self) -> Parsed<Instance> {
        let start = self.raw(0).start;
        self.expect(Kind::Word(Word::Instance), "INSTANCE")?;
        let module = self.name_or_word("the name of a module")?;
        let mut substitutions = Vec::new();
        if self.eat_word(Word::With) {
            substitutions.push(self.substitution()?);
            // Behind the last substitution a comma may belong to what is around.
            while self.at(Kind::Comma) && self.raw(2).kind == Kind::Substitute {
                self.advance();
                substitutions.push(self.substitution()?);
            }
        }
        Ok(Instance {
            module,
            substitutions,
            span: self.since(start),
        })
    }

    fn substitution(&mut self) -> Parsed<(Ident, Expr)> {
        if !matches!(self.peek(), Kind::Ident | Kind::Op(_)) {
            return Err(self.unexpected("the name of a constant or variable, or an operator"));
        }
        let token = self.advance();
        let name = self.ident(token);
        if !self.at(Kind::Substitute) {
            let mut error = self.unexpected("`<-`");
            error.hint = Some("a substitution is written `name <- expression`".into());
            return Err(error);
        }
        self.advance();
        Ok((name, self.argument()?))
    }

    /// An operator as an argument stands alone: what follows is no operand.
    pub(super) fn is_lone_operator(&self) -> bool {
        let Kind::Op(op) = self.peek() else {
            return false;
        };
        match self.raw(1).kind {
            Kind::Comma
            | Kind::RParen
            | Kind::Separator
            | Kind::ModuleEnd
            | Kind::ModuleStart
            | Kind::End => true,
            Kind::Word(word) => !matches!(
                word,
                Word::If
                    | Word::Case
                    | Word::Let
                    | Word::Choose
                    | Word::WeakFairness
                    | Word::StrongFairness
            ),
            // `a <- - b == ...`: the operator and a definition, unless the operator itself begins one.
            Kind::Ident => op != NEGATE && self.is_definition(1) && !self.is_definition(0),
            _ => false,
        }
    }
}
