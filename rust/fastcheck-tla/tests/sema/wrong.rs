//! Wrong modules with what is said about them, in the files of `tests/sema/wrong`, written as those of `tests/syntax`: below
//! a wrong line `\*! 3-5 FC1100 message` (columns) and perhaps `\*? hint`. `UPDATE_EXPECTED=1` writes what is said now, for
//! review.

use std::fs;
use std::path::Path;

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::Sources;

use crate::support::{NoFiles, load};

const MARK: &str = "\\*! ";
const HINT: &str = "\\*? ";

#[test]
fn every_wrong_line_is_answered_as_written_below_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sema/wrong");
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let found = annotated(&text);
        if update {
            fs::write(&path, &found).unwrap();
        }
        assert_eq!(
            found,
            fs::read_to_string(&path).unwrap(),
            "{}",
            path.display()
        );
        seen += text.lines().filter(|line| line.starts_with(MARK)).count();
    }
    assert!(seen > 60 || update, "only {seen} errors were expected");
}

/// The text without its notes, and with those of now.
fn annotated(text: &str) -> String {
    let is_note = |line: &&str| line.starts_with(MARK) || line.starts_with(HINT);
    let lines: Vec<&str> = text.lines().filter(|line| !is_note(line)).collect();
    let mut sources = Sources::default();
    let mut errors = load(&mut sources, &(lines.join("\n") + "\n"), &NoFiles).unwrap_err();
    errors.sort_by_key(|e| e.span.map_or(0, |s| s.start));
    let mut out = String::new();
    for (number, line) in (1..).zip(lines) {
        out += line;
        out.push('\n');
        for error in &errors {
            let span = error.span.unwrap();
            if sources.get(span.file).position(span.start).line == number {
                out += &note(&sources, error);
            }
        }
    }
    out
}

fn note(sources: &Sources, error: &Diagnostic) -> String {
    let span = error.span.unwrap();
    let source = sources.get(span.file);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let last = if end.line == start.line {
        end.column - 1
    } else {
        start.column
    };
    let hint = error.hint.as_ref();
    let hint = hint.map_or(String::new(), |hint| format!("{HINT}{hint}\n"));
    format!(
        "{MARK}{}-{last} {} {}\n{hint}",
        start.column, error.code, error.message
    )
}
