//! Files that hold more than one thing: modules one behind the other, and `---- CONFIG Name ----` sections.

use std::ops::Range;

/// The text of the section `---- CONFIG name ----`: from the line behind its header to the next line that begins with `====`,
/// or to the end.
#[must_use]
pub fn config_section(text: &str, name: &str) -> Option<Range<usize>> {
    let (at, header) = lines(text).find(|(_, line)| header_name(line, "CONFIG") == Some(name))?;
    let start = at + header.len();
    let end = lines(&text[start..])
        .find(|(_, line)| line.starts_with("===="))
        .map_or(text.len(), |(at, _)| start + at);
    Some(start..end)
}

/// The names of the modules that stand one behind the other in a text, nested ones included.
#[must_use]
pub fn module_names(text: &str) -> Vec<&str> {
    lines(text)
        .filter_map(|(_, line)| header_name(line, "MODULE"))
        .collect()
}

/// Where the header of module `name` begins.
pub(crate) fn module_at(text: &str, name: &str) -> Option<usize> {
    lines(text)
        .find(|(_, line)| header_name(line, "MODULE") == Some(name))
        .map(|(at, _)| at)
}

/// Lines with their ends, and where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The name in a line `---- KIND name ----` with nothing else in it.
fn header_name<'a>(line: &'a str, kind: &str) -> Option<&'a str> {
    let line = line.trim_end();
    let inner = line.trim_start_matches('-');
    let name = inner.trim_end_matches('-');
    let (before, after) = (line.len() - inner.len(), inner.len() - name.len());
    let name = name
        .trim_start()
        .strip_prefix(kind)?
        .strip_prefix([' ', '\t'])?
        .trim();
    (before >= 4 && after >= 4 && !name.is_empty()).then_some(name)
}
