//! Source texts, places in them, and where modules come from.

use std::sync::Arc;

use crate::codes;
use crate::diag::Diagnostic;

/// A text that was loaded: index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of a source text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
}

impl Span {
    /// From the start of `self` to the end of `other`, both in one text.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A place as people count: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

/// One loaded text.
#[derive(Debug)]
pub struct Source {
    /// How the user would name it: a path, or the name of a built-in module in angle brackets.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    lines: Vec<u32>,
}

/// All texts of a specification.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let lines = line_starts(&text);
        let id = FileId(self.files.len() as u32);
        self.files.push(Source {
            name: name.into(),
            text,
            lines,
        });
        id
    }

    /// All texts, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The text of an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }
}

impl Source {
    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.lines.partition_point(|start| *start <= offset).max(1) - 1;
        let before = &self.text.as_bytes()[self.lines[line] as usize..offset as usize];
        // Bytes that begin a character; what follows them inside a character is 10xxxxxx.
        let column = before.iter().filter(|b| **b & 0xc0 != 0x80).count();
        Position {
            line: line as u32 + 1,
            column: column as u32 + 1,
        }
    }

    /// The text of a line, counted from 1, without its end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let start = self.lines[line as usize - 1] as usize;
        let rest = &self.text[start..];
        rest.split(['\n', '\r']).next().unwrap_or(rest)
    }
}

/// Where lines begin: behind `\n`, `\r\n`, and `\r` alone.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let ends_line =
        |i: &usize| bytes[*i] == b'\n' || bytes[*i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    let behind = (0..bytes.len()).filter(ends_line).map(|i| i as u32 + 1);
    std::iter::once(0).chain(behind).collect()
}

/// The largest text that is read: places are 32 bits wide.
pub const MAX_BYTES: usize = 1 << 30;

/// The bytes of a file as text.
///
/// # Errors
/// If they are none: not UTF-8, with NUL bytes, or more than [`MAX_BYTES`]. The error has no span: there is no text to point into.
pub fn decode(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let refuse = |message: String, hint: &str| {
        Err(Box::new(
            Diagnostic::error(codes::NOT_A_TEXT, None, message).hint(hint),
        ))
    };
    if bytes.len() > MAX_BYTES {
        return refuse(
            format!(
                "the file has {} bytes, more than the {MAX_BYTES} that are read",
                bytes.len()
            ),
            "split it",
        );
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse("the file is UTF-16 text".into(), "save it as UTF-8");
    }
    let place = |at: usize| {
        let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
        format!("line {line}, byte {at}")
    };
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return refuse(
            format!("the file is no text: a NUL byte at {}", place(at)),
            "is this the right file?",
        );
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => refuse(
            format!(
                "the file is not UTF-8 text: see {}",
                place(error.valid_up_to())
            ),
            "save it as UTF-8",
        ),
    }
}

/// What a loader found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// How the user would name it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Finds modules by name. The crate itself does no input or output: files come through this.
pub trait SourceLoader: Sync {
    /// The text of module `name`; `None` if there is none. Built-in modules are looked for behind what this finds.
    ///
    /// # Errors
    /// When there is one that cannot be read; the message says why.
    fn module(&self, name: &str) -> Result<Option<Loaded>, String>;

    /// Where it looks, in order, for messages about modules that are not found.
    fn places(&self) -> Vec<String> {
        Vec::new()
    }
}
