//! Wrong modules with what is said about them, in the files of `tests/syntax`.
//!
//! Below a wrong line stands, for each error in it, `\*! 3-5 FC1008 message` (columns) and perhaps `\*? hint`. All errors of a
//! file are listed, and no others come. `UPDATE_EXPECTED=1` writes what is said now, for review.
#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::Sources;
use fastcheck_tla::syntax;

#[test]
fn every_wrong_line_is_answered_as_written_below_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let expected: Vec<&str> = text.lines().collect();
        let found = annotated(&text);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, &found).unwrap();
            continue;
        }
        assert_eq!(
            found.lines().collect::<Vec<_>>(),
            expected,
            "{}\n{found}",
            path.display()
        );
        seen += expected
            .iter()
            .filter(|line| line.starts_with(MARK))
            .count();
    }
    let updated = std::env::var_os("UPDATE_EXPECTED").is_some();
    assert!(seen > 100 || updated, "only {seen} errors were expected");
}

/// Every code of the syntax is expected by some test.
#[test]
fn every_code_is_tested() {
    let catalogue = include_str!("../src/codes.rs");
    let codes: Vec<&str> = catalogue
        .split('"')
        .filter(|word| word.starts_with("FC10") || ["FC1301", "FC1302"].contains(word))
        .collect();
    assert!(codes.len() > 15);
    let mut tests = [
        include_str!("limits.rs"),
        include_str!("config.rs"),
        include_str!("source.rs"),
        include_str!("traps.rs"),
    ]
    .concat();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax")).unwrap() {
        tests += &fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let untested: Vec<&&str> = codes
        .iter()
        .filter(|code| !tests.contains(**code))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
}

const MARK: &str = "\\*! ";
const HINT: &str = "\\*? ";

/// The text without its notes, and with those of now.
fn annotated(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(MARK) && !line.starts_with(HINT))
        .collect();
    let mut sources = Sources::default();
    let file = sources.add("M.tla", lines.join("\n") + "\n");
    let (module, errors) = syntax::parse(&sources, file);
    assert!(module.is_none() && !errors.is_empty());
    // The end of the text is counted to its last line.
    let line_of = |error: &Diagnostic| {
        let line = sources.get(file).position(error.span.unwrap().start).line as usize;
        line.min(lines.len())
    };
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        writeln!(out, "{line}").unwrap();
        for error in errors.iter().filter(|error| line_of(error) == index + 1) {
            out += &note(&sources, error);
        }
    }
    out
}

fn note(sources: &Sources, error: &Diagnostic) -> String {
    let span = error.span.unwrap();
    let source = sources.get(span.file);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let first = start.column;
    let last = if end.line == start.line {
        end.column.saturating_sub(1).max(first)
    } else {
        first
    };
    let columns = if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    };
    let hint = error
        .hint
        .as_ref()
        .map_or(String::new(), |hint| format!("{HINT}{hint}\n"));
    format!("{MARK}{columns} {} {}\n{hint}", error.code, error.message)
}
