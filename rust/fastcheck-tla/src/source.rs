//! Source texts, places in them, and where modules come from.

use std::sync::Arc;

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
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let lines = std::iter::once(0)
            .chain(breaks.map(|(i, _)| i as u32 + 1))
            .collect();
        let id = FileId(self.files.len() as u32);
        self.files.push(Source {
            name: name.into(),
            text,
            lines,
        });
        id
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

/// What a loader found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// How the user would name it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Finds modules by name. The crate itself does no input or output: files come through this.
pub trait SourceLoader {
    /// The text of module `name`; `None` if there is none. Built-in modules are looked for behind what this finds.
    ///
    /// # Errors
    /// When there is one that cannot be read; the message says why.
    fn module(&self, name: &str) -> Result<Option<Loaded>, String>;
}
