//! Text to tokens. Reads one module, from its first dash to its last equals sign, so what stands behind it is never looked at.

use super::symbols::symbol;
use super::token::{Kind, Step, Token, word};
use crate::codes;
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// A stretch of tokens. The last is [`Kind::End`].
#[derive(Debug)]
pub(crate) struct Lexed {
    /// The tokens.
    pub(crate) tokens: Vec<Token>,
    /// What is wrong with them.
    pub(crate) errors: Vec<Diagnostic>,
    /// A comment or string has no end, so that what follows it was not seen.
    pub(crate) cut: bool,
}

/// The tokens from byte `start` to the end of the module that begins there; of the whole rest if none begins there.
pub(crate) fn lex(text: &str, file: FileId, start: usize, end: usize) -> Lexed {
    let text = &text[..end];
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut lexer = Lexer {
        text,
        file,
        at: line,
        column: 0,
        first: true,
        modules: None,
        out: Lexed {
            tokens: Vec::new(),
            errors: Vec::new(),
            cut: false,
        },
    };
    lexer.skip(start - line);
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    column: u32,
    first: bool,
    /// How many modules are open, once there was one.
    modules: Option<u32>,
    out: Lexed,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(next) = self.rest().bytes().next() {
            match next {
                b' ' | b'\t' | b'\n' | b'\r' => self.skip(1),
                b'\\' if self.rest().starts_with("\\*") => self.line_comment(),
                b'(' if self.rest().starts_with("(*") => self.block_comment(),
                b'"' => self.string(),
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                _ => {
                    self.other();
                    if self.modules == Some(0) {
                        break;
                    }
                }
            }
        }
        self.push(Kind::End, 0);
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Moves over `length` bytes and counts columns.
    fn skip(&mut self, length: usize) {
        let end = self.at + length;
        for c in self.text[self.at..end].chars() {
            match c {
                '\n' | '\r' => (self.column, self.first) = (0, true),
                '\t' => self.column += 8 - self.column % 8,
                // A mark at the beginning of the file that says nothing.
                '\u{feff}' => {}
                _ => self.column += 1,
            }
        }
        self.at = end;
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.at as u32, (self.at + length) as u32);
        self.out.tokens.push(Token {
            kind,
            start,
            end,
            column: self.column,
            first: self.first,
        });
        self.first = false;
        self.skip(length);
    }

    fn error(
        &mut self,
        code: &'static str,
        length: usize,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = Span {
            file: self.file,
            start: self.at as u32,
            end: (self.at + length) as u32,
        };
        self.out.errors.push(Diagnostic::error(code, span, message));
        let last = self.out.errors.len() - 1;
        &mut self.out.errors[last]
    }

    fn line_comment(&mut self) {
        let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
        self.skip(length);
    }

    /// Block comments nest; strings mean nothing in them.
    fn block_comment(&mut self) {
        let bytes = self.rest().as_bytes();
        let (mut depth, mut i) = (1u32, 2);
        while depth > 0 {
            match bytes.get(i..i + 2) {
                Some(b"(*") => (depth, i) = (depth + 1, i + 2),
                Some(b"*)") => (depth, i) = (depth - 1, i + 2),
                Some(_) => i += 1,
                None => {
                    let hint = "comments nest: every `(*` needs a `*)`";
                    self.error(codes::OPEN_COMMENT, 2, "this comment has no end")
                        .hint = Some(hint.into());
                    self.out.cut = true;
                    i = self.text.len() - self.at;
                    break;
                }
            }
        }
        self.skip(i);
    }

    fn string(&mut self) {
        let bytes = self.rest().as_bytes();
        let mut i = 1;
        let closed = loop {
            match bytes.get(i) {
                Some(b'"') => break true,
                Some(b'\n' | b'\r') | None => break false,
                Some(b'\\') if matches!(bytes.get(i + 1), Some(b'\n' | b'\r') | None) => {
                    break false;
                }
                Some(b'\\') => i += 2,
                Some(_) => i += 1,
            }
        };
        if closed {
            self.push(Kind::String, i + 1);
        } else {
            let hint = "a string ends with `\"` on the line where it begins";
            self.error(codes::BAD_STRING, i, "this string has no end")
                .hint = Some(hint.into());
            // What follows on the line was meant as text: reading on behind it is the best guess.
            self.push(Kind::String, i);
        }
    }

    fn word(&mut self) {
        let bytes = self.rest().as_bytes();
        let length = bytes
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count();
        let text = &self.rest()[..length];
        if let Some(fairness) = text
            .get(..3)
            .and_then(word)
            .filter(|_| text.starts_with("WF_") || text.starts_with("SF_"))
        {
            self.push(Kind::Word(fairness), 3);
        } else if bytes[..length].iter().any(u8::is_ascii_alphabetic) {
            let kind = self.reserved(text);
            self.push(kind, length);
        } else if bytes[0] == b'_' {
            self.push(Kind::Underscore, 1);
        } else {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            self.push(Kind::Number, digits);
        }
    }

    fn reserved(&self, text: &str) -> Kind {
        use super::operators::named;
        match text {
            "ENABLED" => Kind::Op(const { named("ENABLED") }),
            "UNCHANGED" => Kind::Op(const { named("UNCHANGED") }),
            "SUBSET" => Kind::Op(const { named("SUBSET") }),
            "UNION" => Kind::Op(const { named("UNION") }),
            "DOMAIN" => Kind::Op(const { named("DOMAIN") }),
            _ => word(text).map_or(Kind::Ident, Kind::Word),
        }
    }

    fn other(&mut self) {
        let rest = self.rest();
        if let Some((kind, length)) = rule(rest)
            .or_else(|| number(rest))
            .or_else(|| step(rest))
            .or_else(|| symbol(rest))
        {
            match kind {
                Kind::ModuleStart => self.modules = Some(self.modules.unwrap_or(0) + 1),
                Kind::ModuleEnd => self.modules = self.modules.map(|open| open - 1),
                _ => {}
            }
            return self.push(kind, length);
        }
        let known = |c: char| {
            c.is_ascii_graphic()
                || c.is_ascii_whitespace()
                || symbol(c.encode_utf8(&mut [0; 4])).is_some()
        };
        let length = rest
            .find(known)
            .unwrap_or(rest.len())
            .max(rest.chars().next().map_or(1, char::len_utf8));
        let text: String = rest[..length].chars().take(20).collect();
        if text.trim_start_matches('\u{feff}').is_empty() {
            return self.skip(length);
        }
        let hint = match text.as_str() {
            ";" => {
                Some("TLA+ has no `;`: definitions follow one another, and `/\\` joins conditions")
            }
            "`" => Some("strings are written with double quotes: \"text\""),
            _ if text.contains(['“', '”', '‘', '’']) => {
                Some("strings are written with plain double quotes: \"text\"")
            }
            _ => None,
        };
        self.error(
            codes::BAD_CHARACTER,
            length,
            format!("{text:?} means nothing in TLA+"),
        )
        .hint = hint.map(Into::into);
        self.skip(length);
    }
}

/// Where the first module header at or behind byte `from` begins: four or more dashes, spaces, `MODULE`.
pub(crate) fn find_header(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text[at..].find("MODULE") {
        let before = &text.as_bytes()[from..at + found];
        let spaces = before.iter().rev().take_while(|b| **b == b' ').count();
        let dashes = before[..before.len() - spaces]
            .iter()
            .rev()
            .take_while(|b| **b == b'-')
            .count();
        if dashes >= 4 {
            return Some(at + found - spaces - dashes);
        }
        at += found + "MODULE".len();
    }
    None
}

/// `----`, `---- MODULE`, `====`
fn rule(rest: &str) -> Option<(Kind, usize)> {
    let run = |c: char| rest.len() - rest.trim_start_matches(c).len();
    let equals = run('=');
    if equals >= 4 {
        return Some((Kind::ModuleEnd, equals));
    }
    let dashes = run('-');
    if dashes < 4 {
        return None;
    }
    let behind = rest[dashes..].trim_start_matches(' ');
    match behind.strip_prefix("MODULE") {
        Some(behind) => Some((Kind::ModuleStart, rest.len() - behind.len())),
        None => Some((Kind::Separator, dashes)),
    }
}

/// `\b1010`, `\o12`, `\hA`; decimal numbers are words.
fn number(rest: &str) -> Option<(Kind, usize)> {
    let digits = rest.strip_prefix('\\')?.get(1..)?;
    let base = match rest.as_bytes()[1] {
        b'b' | b'B' => 2,
        b'o' | b'O' => 8,
        b'h' | b'H' => 16,
        _ => return None,
    };
    let length = digits.chars().take_while(|c| c.is_digit(base)).count();
    (length > 0).then_some((Kind::Number, length + 2))
}

/// `<1>`, `<1>2`, `<1>2.`, `<*>a`, `<+>`, ...
fn step(rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.strip_prefix('<')?.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let level = if digits > 0 {
        digits
    } else {
        usize::from(matches!(bytes.first(), Some(b'*' | b'+')))
    };
    if level == 0 || bytes.get(level) != Some(&b'>') {
        return None;
    }
    let behind = &bytes[level + 1..];
    let name = behind
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
        .count();
    let mark = usize::from(name == 0 && matches!(behind.first(), Some(b'*' | b'-')));
    let dots = behind[name + mark..]
        .iter()
        .take_while(|b| **b == b'.')
        .count();
    let kind = match (name, mark + dots) {
        (0, 0) => Step::Bare,
        (0, _) => Step::Anonymous,
        _ if dots > 0 => Step::Dotted,
        _ => Step::Named,
    };
    Some((Kind::Step(kind), level + 2 + name + mark + dots))
}
