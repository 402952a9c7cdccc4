//! Recursive descent over tokens, with an explicit stack for operators.
//!
//! - this file: the cursor, what everything else stands on, and the way in;
//! - [`messages`]: what is said when something else was expected;
//! - [`units`], [`definitions`], [`declarations`]: modules and what is in them;
//! - [`expressions`]: operators and their precedence; [`operands`], [`names`], [`enclosed`], [`open`]: what stands between them;
//! - [`proofs`]: parsed to their end, and dropped.

mod declarations;
mod definitions;
mod enclosed;
mod expressions;
mod messages;
mod names;
mod open;
mod operands;
mod proofs;
mod units;

use std::collections::HashMap;
use std::sync::Arc;

use super::ast::{Ident, Module};
use super::brackets::partners;
use super::lexer::{Lexed, find_header, lex};
use super::sections::module_at;
use super::token::{Kind, Token, Word};
use crate::codes;
use crate::diag::Diagnostic;
use crate::source::{FileId, Sources, Span};

/// How deeply constructs may nest in the text: brackets, binders, LETs, modules, proofs. Bounds the parser's own stack.
pub const MAX_NESTING: u32 = 400;

/// No path in the tree of an expression has more expressions than this. Larger than [`MAX_NESTING`] because chains such as
/// `a @@ b @@ c` or `ELSE IF` are deep in the tree without being nested in the text.
pub const MAX_DEPTH: u32 = 4_000;

/// More errors than this are not shown.
const MAX_ERRORS: usize = 50;

/// The first module of a file, with those nested in it. With any error there is no module.
#[must_use]
pub fn parse(sources: &Sources, file: FileId) -> (Option<Module>, Vec<Diagnostic>) {
    let text = &sources.get(file).text;
    match find_header(text, 0) {
        Some(start) => parse_from(text, file, start, text.len()),
        None => {
            let place = Span {
                file,
                start: 0,
                end: 0,
            };
            let error = Diagnostic::error(codes::NO_MODULE, place, "this file has no module")
                .hint("a module begins with `---- MODULE Name ----` and ends with `====`; at least four of each");
            (None, vec![error])
        }
    }
}

/// The module `name` of a file with several, one behind the other; `None` if none has that name.
#[must_use]
pub fn parse_module(
    sources: &Sources,
    file: FileId,
    name: &str,
) -> Option<(Option<Module>, Vec<Diagnostic>)> {
    let text = &sources.get(file).text;
    module_at(text, name).map(|start| parse_from(text, file, start, text.len()))
}

fn parse_from(
    text: &str,
    file: FileId,
    start: usize,
    end: usize,
) -> (Option<Module>, Vec<Diagnostic>) {
    let Lexed {
        tokens,
        errors,
        cut,
    } = lex(text, file, start, end);
    let mut parser = Parser::new(text, file, &tokens, cut);
    let module = parser.file_module();
    let errors = merge(text, errors, parser.errors);
    (module.filter(|_| errors.is_empty()), errors)
}

/// Both kinds of errors in order of place. Where a line has a wrong token, what the parser says about that line is left out.
fn merge(text: &str, lexical: Vec<Diagnostic>, syntactical: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let start = |error: &Diagnostic| error.span.map_or(0, |span| span.start as usize);
    let line = |error: &Diagnostic| text[..start(error)].rfind('\n').map_or(0, |at| at + 1);
    let lines: Vec<usize> = lexical.iter().map(line).collect();
    let mut all = lexical;
    all.dedup_by_key(|error| line(error));
    all.extend(
        syntactical
            .into_iter()
            .filter(|error| lines.binary_search(&line(error)).is_err()),
    );
    all.sort_by_key(start);
    if all.len() > MAX_ERRORS {
        all.truncate(MAX_ERRORS);
        let span = all.last().and_then(|last| last.span);
        all.push(Diagnostic::error(
            codes::TOO_MANY,
            span,
            "too many errors; those behind this place are not shown",
        ));
    }
    all
}

/// A part of the tree, or what is wrong.
type Parsed<T> = Result<T, Box<Diagnostic>>;

/// The bullet of the list item that is being read.
#[derive(Clone, Copy, Debug)]
struct Bullet {
    column: u32,
    token: u32,
}

/// What is being read.
struct Parser<'a> {
    text: &'a str,
    file: FileId,
    tokens: &'a [Token],
    partners: Vec<u32>,
    at: usize,
    /// From the outside inwards; their columns increase.
    bullets: Vec<Bullet>,
    nesting: u32,
    /// The height of the tallest expression finished since this was last set to 0.
    height: u32,
    /// The levels of the proofs around, from the outside inwards.
    proofs: Vec<Option<u64>>,
    names: HashMap<&'a str, Arc<str>>,
    errors: Vec<Diagnostic>,
    /// The lexer could not read to the end.
    cut: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, file: FileId, tokens: &'a [Token], cut: bool) -> Self {
        Parser {
            text,
            file,
            tokens,
            partners: partners(tokens),
            at: 0,
            bullets: Vec::new(),
            nesting: 0,
            height: 0,
            proofs: Vec::new(),
            names: HashMap::new(),
            errors: Vec::new(),
            cut,
        }
    }

    /// The token `ahead` of the next one, wherever it stands.
    fn raw(&self, ahead: usize) -> Token {
        self.tokens[(self.at + ahead).min(self.tokens.len() - 1)]
    }

    /// What the next token is; [`Kind::Outdent`] if it cannot belong to the list item being read.
    fn peek(&self) -> Kind {
        let token = self.raw(0);
        match self.bullets.last() {
            Some(bullet) if token.column <= bullet.column => Kind::Outdent,
            _ => token.kind,
        }
    }

    fn at(&self, kind: Kind) -> bool {
        self.peek() == kind
    }

    fn at_word(&self, word: Word) -> bool {
        self.at(Kind::Word(word))
    }

    fn advance(&mut self) -> Token {
        let token = self.raw(0);
        if token.kind != Kind::End {
            self.at += 1;
        }
        token
    }

    fn eat(&mut self, kind: Kind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    fn eat_word(&mut self, word: Word) -> bool {
        self.eat(Kind::Word(word))
    }

    /// The next token, which must be of this kind.
    fn expect(&mut self, kind: Kind, what: &str) -> Parsed<Token> {
        if self.at(kind) {
            Ok(self.advance())
        } else {
            Err(self.expected_kind(kind, what))
        }
    }

    /// `item {, item}`
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.eat(Kind::Comma) {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn name(&mut self, what: &str) -> Parsed<Ident> {
        let token = self.expect(Kind::Ident, what)?;
        Ok(self.ident(token))
    }

    /// A name where reserved words are names too: modules and fields.
    fn name_or_word(&mut self, what: &str) -> Parsed<Ident> {
        let next_unit = self.raw(0).first && self.is_definition(0);
        if self.peek() != Kind::Outdent && self.is_name_or_word(0) && !next_unit {
            let token = self.advance();
            Ok(self.ident(token))
        } else {
            Err(self.unexpected(what))
        }
    }

    fn is_name_or_word(&self, ahead: usize) -> bool {
        let token = self.raw(ahead);
        let word = matches!(token.kind, Kind::Ident | Kind::Word(_) | Kind::Op(_));
        word && self
            .slice(token)
            .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || "ℕℤℝ".contains(c))
    }

    fn slice(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// A token as a name; operators under the one name that the tree has for them.
    fn ident(&mut self, token: Token) -> Ident {
        let text = match (token.kind, self.slice(token)) {
            // `SUBSET` and its like as field names are themselves, as are all operators that are words.
            (Kind::Op(op), _) => op.get().name,
            (_, "ℕ") => "Nat",
            (_, "ℤ") => "Int",
            (_, "ℝ") => "Real",
            (_, text) => text,
        };
        Ident {
            name: self.intern(text),
            span: self.span(token),
        }
    }

    fn intern(&mut self, text: &'a str) -> Arc<str> {
        self.names
            .entry(text)
            .or_insert_with(|| Arc::from(text))
            .clone()
    }

    fn span(&self, token: Token) -> Span {
        self.between(token.start, token.end)
    }

    fn between(&self, start: u32, end: u32) -> Span {
        Span {
            file: self.file,
            start,
            end,
        }
    }

    /// From byte `start` to the end of the last token read.
    fn since(&self, start: u32) -> Span {
        let end = if self.at == 0 {
            start
        } else {
            self.tokens[self.at - 1].end
        };
        self.between(start, end.max(start))
    }

    /// Runs something one level deeper.
    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nesting >= MAX_NESTING {
            return Err(self.too_deep());
        }
        self.nesting += 1;
        let result = inner(self);
        self.nesting -= 1;
        result
    }
}
