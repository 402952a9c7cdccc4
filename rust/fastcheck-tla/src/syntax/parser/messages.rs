//! What is said when something else was expected: the found, the expected, and a guess at what was meant.

use super::super::brackets::closes;
use super::super::operators::{EQUALS, Operator, Position};
use super::super::token::{Kind, Token, Word};
use super::{MAX_DEPTH, MAX_NESTING, Parser};
use crate::codes;
use crate::diag::Diagnostic;

const BRACKETED: &str =
    "`(+)` and its like are one symbol; write `( + )` to pass `+` as an argument";

impl Parser<'_> {
    fn error_at(
        &self,
        code: &'static str,
        token: Token,
        message: impl Into<String>,
    ) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, self.span(token), message))
    }

    /// An error at the next token, in the words of the caller.
    pub(super) fn wrong(&self, code: &'static str, message: impl Into<String>) -> Box<Diagnostic> {
        self.error_at(code, self.raw(0), message)
    }

    /// The next token is none of `what`.
    pub(super) fn unexpected(&self, what: &str) -> Box<Diagnostic> {
        self.found(codes::UNEXPECTED, what)
    }

    /// The next token is not `kind`.
    pub(super) fn expected_kind(&self, kind: Kind, what: &str) -> Box<Diagnostic> {
        let token = self.raw(0);
        if self.peek() == Kind::Outdent && token.kind == kind {
            return self.outdented(token);
        }
        let mut error = self.unexpected(what);
        if kind == Kind::RBrace && token.kind == Kind::Colon {
            error.hint = Some(
                "a filter binds one variable or one tuple: `{<<x, y>> \\in S \\X T : P}`".into(),
            );
        }
        if kind == Kind::Def && matches!(self.slice(token), "=" | ":=") {
            error.hint = Some("a definition is written with `==`".into());
        }
        match closes(kind).and_then(|_| self.opening()) {
            Some(open) => {
                let mut error = error.note(self.span(open), "opened here");
                error.code = codes::UNBALANCED;
                Box::new(error)
            }
            None => error,
        }
    }

    /// The innermost bracket before the next token that is still open.
    fn opening(&self) -> Option<Token> {
        let mut index = self.at;
        let mut steps = 0;
        while index > 0 && steps < 1_000 {
            index -= 1;
            steps += 1;
            let partner = self.partners[index] as usize;
            if closes(self.tokens[index].kind).is_some() && partner < index {
                index = partner;
            } else if super::super::brackets::opens(self.tokens[index].kind).is_some() {
                return Some(self.tokens[index]);
            }
        }
        None
    }

    /// An operand was expected.
    pub(super) fn no_expression(&self) -> Box<Diagnostic> {
        let before = self.at.checked_sub(1).map(|at| self.tokens[at]);
        if let (Some(bullet), Some(before)) = (self.bullets.last(), before)
            && bullet.token as usize + 1 == self.at
            && self.ends_here()
        {
            return self.error_at(
                codes::NO_EXPRESSION,
                before,
                "a list item without an expression",
            );
        }
        let mut error = self.found(codes::NO_EXPRESSION, "an expression");
        let next = self.raw(0);
        error.hint = match (next.kind, before.map(|before| before.kind)) {
            _ if before.is_some_and(|before| self.is_bracketed_symbol(before)) => {
                Some(BRACKETED.into())
            }
            _ if error.hint.is_some() => error.hint,
            (Kind::Op(_), _) if self.slice(next) == "'" => Some(
                "strings are written with double quotes; `'` primes what stands before it".into(),
            ),
            (Kind::Op(op), _) if op.get().position != Position::Prefix => {
                Some(format!("`{}` needs an operand on its left", op.get().name))
            }
            (_, Some(Kind::Op(op))) if op.get().position != Position::Postfix => {
                Some(format!("`{}` needs an operand on its right", op.get().name))
            }
            (_, Some(Kind::Def)) if self.ends_here() => Some("the definition has no body".into()),
            _ => None,
        };
        error
    }

    /// What is being read cannot go on: the next token belongs to what is around it, or begins the next unit.
    fn ends_here(&self) -> bool {
        let token = self.raw(0);
        let ends = matches!(token.kind, Kind::End | Kind::ModuleEnd | Kind::Separator);
        self.at(Kind::Outdent) || ends || token.first && self.begins_unit()
    }

    fn is_bracketed_symbol(&self, token: Token) -> bool {
        matches!(token.kind, Kind::Op(_)) && self.slice(token).starts_with('(')
    }

    /// The next token is not `what`. If it begins the next unit, the place to look at is the token before it.
    fn found(&self, code: &'static str, what: &str) -> Box<Diagnostic> {
        let token = self.raw(0);
        let unit = token.first && token.kind != Kind::ModuleEnd && self.begins_unit();
        let outdent = self.at(Kind::Outdent) && token.kind != Kind::End;
        let found = if unit && self.is_definition(0) {
            "the beginning of another definition".to_owned()
        } else {
            self.describe(token)
        };
        let outside = if outdent && !unit {
            ", which is not to the right of the bullet of this list item"
        } else {
            ""
        };
        let place = if unit && self.at > 0 {
            self.tokens[self.at - 1]
        } else {
            token
        };
        let mut error = self.error_at(
            code,
            place,
            format!("expected {what}, found {found}{outside}"),
        );
        match self.bullets.last() {
            _ if unit => *error = error.note(self.span(token), "found here"),
            Some(bullet) if outdent => {
                *error = error.note(self.span(self.tokens[bullet.token as usize]), "the bullet");
            }
            _ => {}
        }
        if !unit {
            error.hint = self.guess(token).map(Into::into);
        }
        error
    }

    /// A token that belongs to a list item but stands left of it.
    pub(super) fn outdented(&self, token: Token) -> Box<Diagnostic> {
        let message = format!(
            "{} is not to the right of the bullet of the list item it belongs to",
            self.describe(token)
        );
        let error = self.error_at(codes::INDENTATION, token, message);
        match self.bullets.last() {
            Some(bullet) => {
                Box::new(error.note(self.span(self.tokens[bullet.token as usize]), "the bullet"))
            }
            None => error,
        }
    }

    /// A token in the words of a message.
    pub(super) fn describe(&self, token: Token) -> String {
        match token.kind {
            Kind::End => "the end of the text".into(),
            Kind::ModuleEnd => "the end of the module".into(),
            Kind::Separator => "a separator `----`".into(),
            Kind::ModuleStart => "the beginning of a module".into(),
            _ => {
                let text = self.slice(token);
                let short: String = text.chars().take(30).collect();
                let dots = if short.len() < text.len() { "..." } else { "" };
                format!("`{short}{dots}`")
            }
        }
    }

    /// What may have been meant, judged by the token that nobody expected.
    fn guess(&self, token: Token) -> Option<&'static str> {
        match token.kind {
            Kind::Def => Some("`==` begins the body of a definition; equality is written `=`"),
            Kind::Substitute => Some("`<-` is one symbol; write `x < -1` with a space"),
            Kind::Step(_) if !token.first => {
                Some("`<1>` is one symbol, the name of a proof step; write `<` and `>` with spaces")
            }
            Kind::Op(_) if self.is_bracketed_symbol(token) => Some(BRACKETED),
            Kind::Bang if self.raw(1).kind == Kind::Op(EQUALS) => {
                Some("`not equal` is written `#` or `/=`")
            }
            Kind::Word(Word::Assume) => {
                Some("ASSUME with PROVE stands only behind THEOREM and in proofs")
            }
            Kind::Word(Word::Lambda) => {
                Some("LAMBDA stands only as the argument of an operator or behind `<-`")
            }
            Kind::Underscore => Some(
                "`_` stands only in the declaration of an operator such as F(_, _), and behind `]` and `>>`",
            ),
            _ => None,
        }
    }

    pub(super) fn too_deep(&self) -> Box<Diagnostic> {
        let message = format!("nested more than {MAX_NESTING} levels deep");
        let mut error = self.wrong(codes::TOO_DEEP, message);
        error.hint = Some("give names to the inner parts, in definitions of their own".into());
        error
    }

    pub(super) fn too_tall(&self) -> Box<Diagnostic> {
        let message = format!("a chain of more than {MAX_DEPTH} operators");
        let mut error = self.wrong(codes::TOO_DEEP, message);
        error.hint = Some(
            "split it: put parentheses around parts of equal size, or use a set or a list".into(),
        );
        error
    }

    /// Neither of two operators binds tighter.
    pub(super) fn conflict(
        &self,
        left: Token,
        left_op: &Operator,
        right: Token,
        right_op: &Operator,
    ) -> Box<Diagnostic> {
        let (a, b) = (left_op.name, right_op.name);
        let shown = |op: &Operator| {
            if op.name == "-." {
                "-".to_owned()
            } else {
                op.name.to_owned()
            }
        };
        let message = if a == b {
            format!(
                "`{}` does not associate: {} `{}` in a row have no meaning",
                shown(left_op),
                "several",
                shown(left_op)
            )
        } else {
            format!(
                "`{}` and `{}` side by side: neither binds tighter than the other",
                shown(left_op),
                shown(right_op)
            )
        };
        let mut error = self
            .error_at(codes::PRECEDENCE, right, message)
            .note(self.span(left), "the other operator");
        let bullets = ["/\\", "\\/"];
        error.hint = Some(
            if bullets.contains(&b) && bullets.contains(&a) && (right.first || left.first) {
                "use parentheses; or, if this was to be a list, put its bullets in one column"
                    .into()
            } else {
                "use parentheses".into()
            },
        );
        Box::new(error)
    }
}
