//! Places and diagnostics as dicts.

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::{Position, Sources, Span};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// Enters a place: file, module, line, column, and those of its last character.
pub(crate) fn set_place(entry: &Bound<'_, PyDict>, sources: &Sources, span: Span) -> PyResult<()> {
    let source = sources.get(span.file);
    let (from, to) = ends(sources, span);
    entry.set_item("file", &source.name)?;
    entry.set_item("module", module_of(&source.name))?;
    entry.set_item("line", from.line)?;
    entry.set_item("column", from.column)?;
    entry.set_item("end_line", to.line)?;
    entry.set_item("end_column", to.column)?;
    Ok(())
}

/// A place as TLC writes it: `line 4, col 3 to line 4, col 9 of module M`.
pub(crate) fn location(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.file);
    let (from, to) = ends(sources, span);
    format!(
        "line {}, col {} to line {}, col {} of module {}",
        from.line,
        from.column,
        to.line,
        to.column,
        module_of(&source.name)
    )
}

/// Where the first and the last character of a span are.
pub(crate) fn ends(sources: &Sources, span: Span) -> (Position, Position) {
    let source = sources.get(span.file);
    let last = last(&source.text, span);
    (source.position(span.start), source.position(last))
}

/// The byte where the last character of a span begins.
fn last(text: &str, span: Span) -> u32 {
    let within = text.get(span.start as usize..span.end as usize);
    match within.and_then(|within| within.char_indices().next_back()) {
        Some((offset, _)) => span.start + offset as u32,
        None => span.start,
    }
}

/// The name of the module in a file: that of the file.
pub(crate) fn module_of(name: &str) -> &str {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches(".tla")
}

/// Name and file of every module among the texts, in the order in which they were read.
pub(crate) fn modules(sources: &Sources) -> Vec<(String, String)> {
    let modules = sources
        .iter()
        .filter(|source| source.name.ends_with(".tla") || source.name.starts_with('<'));
    modules
        .map(|source| (module_of(&source.name).to_owned(), source.name.clone()))
        .collect()
}

/// Diagnostics as a list of dicts.
pub(crate) fn to_list<'py>(
    py: Python<'py>,
    sources: &Sources,
    diagnostics: &[Diagnostic],
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for diagnostic in diagnostics {
        let entry = PyDict::new(py);
        entry.set_item("code", diagnostic.code)?;
        entry.set_item("message", &diagnostic.message)?;
        entry.set_item("hint", &diagnostic.hint)?;
        if let Some(span) = diagnostic.span {
            set_place(&entry, sources, span)?;
            entry.set_item("excerpt", excerpt(sources, span))?;
        }
        entry.set_item("notes", notes(py, sources, &diagnostic.notes)?)?;
        list.append(entry)?;
    }
    Ok(list)
}

/// Further places as a list of dicts.
pub(crate) fn notes<'py>(
    py: Python<'py>,
    sources: &Sources,
    notes: &[(Span, String)],
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (span, message) in notes {
        let note = PyDict::new(py);
        note.set_item("message", message)?;
        set_place(&note, sources, *span)?;
        list.append(note)?;
    }
    Ok(list)
}

/// The line where a span begins.
pub(crate) fn excerpt(sources: &Sources, span: Span) -> &str {
    let source = sources.get(span.file);
    source.line(source.position(span.start).line)
}
