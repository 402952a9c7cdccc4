//! Reads configurations. The tokens are those of TLA+, so comments of both kinds work.

use std::ops::Range;
use std::sync::Arc;

use super::keywords::{Section, resembling, section};
use super::{Config, Constant, Meaning, Value, ValueKind};
use crate::codes;
use crate::diag::Diagnostic;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::Ident;
use crate::syntax::literals;
use crate::syntax::operators::MINUS;
use crate::syntax::{Kind, Lexed, Token, lex};

/// How deeply sets may nest.
const MAX_NESTING: u32 = 200;

type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Reads the configuration in a stretch of a text.
pub(super) fn parse(
    sources: &Sources,
    file: FileId,
    range: Range<usize>,
) -> (Config, Vec<Diagnostic>) {
    let text = &sources.get(file).text;
    let Lexed {
        tokens,
        errors,
        cut,
    } = lex(text, file, range.start, range.end);
    let mut parser = Parser {
        text,
        file,
        tokens,
        at: 0,
        config: Config::default(),
        errors,
    };
    if !cut {
        parser.sections();
    }
    (parser.config, parser.errors)
}

struct Parser<'a> {
    text: &'a str,
    file: FileId,
    tokens: Vec<Token>,
    at: usize,
    config: Config,
    errors: Vec<Diagnostic>,
}

impl<'a> Parser<'a> {
    /// Section after section; behind an error, reading goes on at the next keyword.
    fn sections(&mut self) {
        while self.peek() != Kind::End {
            if let Err(error) = self.section() {
                self.errors.push(*error);
                while self.peek() != Kind::End && self.keyword().is_none() {
                    self.advance();
                }
            }
        }
    }

    fn section(&mut self) -> Parsed<()> {
        let Some(section) = self.keyword() else {
            return Err(self.no_keyword());
        };
        let token = self.advance();
        match section {
            Section::Constants => {
                while self.in_section() {
                    let constant = self.constant()?;
                    self.config.constants.push(constant);
                }
            }
            Section::List(list) => {
                while self.in_section() {
                    let name = self.name("the name of a definition")?;
                    list(&mut self.config).push(name);
                }
            }
            Section::Single(single) => {
                let name = self.name("the name of a definition")?;
                let before = single(&mut self.config).replace(name);
                self.once(token, before.map(|name| name.span))?;
            }
            Section::Deadlock => {
                let value = self.truth()?;
                let before = self
                    .config
                    .check_deadlock
                    .replace((value, self.span(token)));
                self.once(token, before.map(|(_, span)| span))?;
            }
        }
        Ok(())
    }

    fn truth(&mut self) -> Parsed<bool> {
        match self.slice(self.token()) {
            "TRUE" => self.advance(),
            "FALSE" => {
                self.advance();
                return Ok(false);
            }
            _ => return Err(self.expected("TRUE or FALSE")),
        };
        Ok(true)
    }

    fn once(&self, token: Token, before: Option<Span>) -> Parsed<()> {
        match before {
            None => Ok(()),
            Some(before) => {
                let message = format!("{} stands twice", self.slice(token));
                let error = Diagnostic::error(codes::CONFIG_TWICE, self.span(token), message);
                Err(Box::new(error.note(before, "the first one")))
            }
        }
    }

    /// `C = v`, `F(a, b) = v`, `C <- Op`, `C <- [Mod] Op`, `C = [Mod] v`
    fn constant(&mut self) -> Parsed<Constant> {
        let start = self.token().start;
        let name = self.qualified_name()?;
        let mut arguments = Vec::new();
        if self.peek() == Kind::LParen {
            self.advance();
            arguments = self.values(Kind::RParen, "`,` or `)`", 0)?;
        }
        let replaces = match (self.peek(), self.slice(self.token())) {
            (Kind::Substitute, _) if arguments.is_empty() => true,
            (_, "=") => false,
            _ => return Err(self.no_meaning()),
        };
        self.advance();
        let module = if self.peek() == Kind::LBracket {
            Some(self.module()?)
        } else {
            None
        };
        let meaning = if replaces {
            Meaning::Definition(self.definition()?)
        } else {
            Meaning::Value(arguments, self.value(0)?)
        };
        Ok(Constant {
            name,
            module,
            meaning,
            span: self.since(start),
        })
    }

    /// `C`, `A!B!C`, or an operator symbol.
    fn qualified_name(&mut self) -> Parsed<Ident> {
        let mut name = self.name_or_symbol("the name of a constant or definition")?;
        while self.peek() == Kind::Bang {
            self.advance();
            let next = self.name_or_symbol("a name behind `!`")?;
            name = Ident {
                name: Arc::from(format!("{}!{}", name.name, next.name)),
                span: name.span.to(next.span),
            };
        }
        Ok(name)
    }

    /// `[Mod]`
    fn module(&mut self) -> Parsed<Ident> {
        self.advance();
        let name = self.name("the name of a module")?;
        self.expect(Kind::RBracket, "`]`")?;
        Ok(name)
    }

    fn definition(&mut self) -> Parsed<Ident> {
        if matches!(self.peek(), Kind::Number | Kind::String | Kind::LBrace) {
            let error = self.expected("the name of a definition behind `<-`");
            return Err(Box::new(error.hint(
                "a value is given with `=`; `<-` puts a definition in the place of the constant",
            )));
        }
        let name = self.name_or_symbol("the name of a definition")?;
        if self.peek() == Kind::Bang {
            let error = self.expected("the next constant");
            return Err(Box::new(
                error.hint("name it in the module: `Op == I!Op`, and write `<- Op`"),
            ));
        }
        Ok(name)
    }

    fn no_meaning(&self) -> Box<Diagnostic> {
        let error = self.expected("`=` and a value, or `<-` and the name of a definition");
        match self.peek() {
            Kind::Def => Box::new(error.hint("a value is given with one `=`")),
            Kind::Comma => Box::new(error.hint("entries follow one another without commas")),
            _ => error,
        }
    }

    fn value(&mut self, depth: u32) -> Parsed<Value> {
        let token = self.token();
        let text = self.slice(token);
        let kind = match token.kind {
            Kind::LBrace => return self.set(depth),
            Kind::Number => self.number(text)?,
            // Escapes are not resolved, as in TLC.
            Kind::String => ValueKind::String(Arc::from(&text[1..text.len() - 1])),
            Kind::Op(MINUS) => {
                let error = self.expected("a value");
                return Err(Box::new(error.hint(
                    "a negative number: define `Neg == -1` in the module, and write `N <- Neg`",
                )));
            }
            _ if text == "TRUE" => ValueKind::Boolean(true),
            _ if text == "FALSE" => ValueKind::Boolean(false),
            Kind::Ident | Kind::Word(_) if self.keyword().is_none() => {
                ValueKind::Model(Arc::from(text))
            }
            _ => {
                let hint = "values are numbers, strings, TRUE, FALSE, names (model values) and sets of them; \
                            for others define `V == ...` in the module, and write `C <- V`";
                return Err(Box::new(self.expected("a value").hint(hint)));
            }
        };
        self.advance();
        Ok(Value {
            kind,
            span: self.span(token),
        })
    }

    fn number(&self, text: &str) -> Parsed<ValueKind> {
        match literals::number(text) {
            Some(digits) if !text.starts_with('\\') => Ok(ValueKind::Number(Arc::from(digits))),
            Some(_) => Err(self.wrong(
                codes::CONFIG_SYNTAX,
                "numbers in a configuration are decimal",
            )),
            None => Err(self.wrong(codes::CONFIG_SYNTAX, "a number of too many digits")),
        }
    }

    fn set(&mut self, depth: u32) -> Parsed<Value> {
        if depth >= MAX_NESTING {
            return Err(self.wrong(
                codes::TOO_DEEP,
                format!("sets nested more than {MAX_NESTING} levels deep"),
            ));
        }
        let start = self.advance().start;
        if self.peek() == Kind::RBrace {
            self.advance();
            return Ok(Value {
                kind: ValueKind::Set(Vec::new()),
                span: self.since(start),
            });
        }
        let elements = self.values(Kind::RBrace, "`,` or `}`", depth + 1)?;
        Ok(Value {
            kind: ValueKind::Set(elements),
            span: self.since(start),
        })
    }

    /// Values with commas between them, and what closes them.
    fn values(&mut self, close: Kind, what: &str, depth: u32) -> Parsed<Vec<Value>> {
        let mut values = vec![self.value(depth)?];
        while self.peek() == Kind::Comma {
            self.advance();
            values.push(self.value(depth)?);
        }
        self.expect(close, what)?;
        Ok(values)
    }

    fn name(&mut self, what: &str) -> Parsed<Ident> {
        match self.peek() {
            Kind::Ident if self.keyword().is_none() => {
                let token = self.advance();
                Ok(Ident {
                    name: Arc::from(self.slice(token)),
                    span: self.span(token),
                })
            }
            Kind::Comma => Err(Box::new(
                self.expected(what)
                    .hint("names follow one another without commas"),
            )),
            Kind::Def | Kind::Bang | Kind::LParen | Kind::Op(_) => {
                let hint = "no expressions here: define it in the module, and give its name";
                Err(Box::new(self.expected(what).hint(hint)))
            }
            _ => Err(self.expected(what)),
        }
    }

    fn name_or_symbol(&mut self, what: &str) -> Parsed<Ident> {
        match self.peek() {
            Kind::Op(op) => {
                let token = self.advance();
                Ok(Ident {
                    name: Arc::from(op.get().name),
                    span: self.span(token),
                })
            }
            _ => self.name(what),
        }
    }

    fn no_keyword(&self) -> Box<Diagnostic> {
        let error = self.expected("a keyword such as CONSTANT, INVARIANT or SPECIFICATION");
        let found = self.slice(self.token());
        match resembling(found) {
            Some(keyword) => Box::new(error.hint(format!("{keyword}?"))),
            None => error,
        }
    }

    fn keyword(&self) -> Option<Section> {
        let text = self.slice(self.token());
        section(text)
    }

    fn in_section(&self) -> bool {
        self.peek() != Kind::End && self.keyword().is_none()
    }

    fn token(&self) -> Token {
        self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn peek(&self) -> Kind {
        self.token().kind
    }

    fn advance(&mut self) -> Token {
        let token = self.token();
        self.at += 1;
        token
    }

    fn expect(&mut self, kind: Kind, what: &str) -> Parsed<()> {
        if self.peek() != kind {
            return Err(self.expected(what));
        }
        self.advance();
        Ok(())
    }

    fn expected(&self, what: &str) -> Box<Diagnostic> {
        let found = match self.peek() {
            Kind::End => "the end".to_owned(),
            _ => format!("`{}`", self.slice(self.token())),
        };
        self.wrong(
            codes::CONFIG_SYNTAX,
            format!("expected {what}, found {found}"),
        )
    }

    fn wrong(&self, code: &'static str, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, self.span(self.token()), message))
    }

    fn slice(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    fn span(&self, token: Token) -> Span {
        Span {
            file: self.file,
            start: token.start,
            end: token.end,
        }
    }

    fn since(&self, start: u32) -> Span {
        Span {
            file: self.file,
            start,
            end: self.tokens[self.at.saturating_sub(1)].end.max(start),
        }
    }
}
