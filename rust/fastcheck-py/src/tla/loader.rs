//! Where modules and configurations come from: files.

use std::fs;
use std::path::{Path, PathBuf};

use fastcheck_tla::source::{Loaded, SourceLoader};

/// Looks for modules beside the specification, in the file of the specification itself, then in the library folders.
pub(crate) struct Files {
    folders: Vec<PathBuf>,
    root: Loaded,
}

impl Files {
    /// For the specification in `path`.
    ///
    /// # Errors
    /// When it cannot be read, or is not text.
    pub(crate) fn open(path: &str, library: &[String]) -> Result<Self, String> {
        let beside = Path::new(path).parent().map(Path::to_path_buf);
        Ok(Files {
            folders: beside
                .into_iter()
                .chain(library.iter().map(PathBuf::from))
                .collect(),
            root: read(Path::new(path))?,
        })
    }

    /// The specification itself.
    pub(crate) fn root(&self) -> Loaded {
        self.root.clone()
    }
}

impl SourceLoader for Files {
    fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
        for folder in &self.folders {
            let path = folder.join(format!("{name}.tla"));
            if path.is_file() {
                return read(&path).map(Some);
            }
        }
        Ok(section(&self.root, &["MODULE", name]))
    }
}

/// The configuration in `path`: all of a `.cfg` file, or the section `---- CONFIG` of a `.tla` file.
///
/// # Errors
/// When it cannot be read, is not text, or has no such section.
pub(crate) fn configuration(path: &str) -> Result<Loaded, String> {
    let loaded = read(Path::new(path))?;
    if !path.ends_with(".tla") {
        return Ok(loaded);
    }
    section(&loaded, &["CONFIG"]).ok_or_else(|| {
        format!("{path} has no configuration: expected a section that begins with ---- CONFIG")
    })
}

fn read(path: &Path) -> Result<Loaded, String> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        format!("{name} is not text: line {line} has bytes that are not UTF-8")
    })?;
    if let Some(at) = text.find('\0') {
        let line = 1 + text[..at].matches('\n').count();
        return Err(format!("{name} is not text: line {line} has a zero byte"));
    }
    let text = text
        .strip_prefix('\u{feff}')
        .map_or(text.clone(), str::to_owned);
    Ok(Loaded { name, text })
}

/// The part of a text that begins with a line such as `---- MODULE Name ----`, up to its end. Lines before it are
/// there, but empty, so that places are those of the whole text.
fn section(whole: &Loaded, words: &[&str]) -> Option<Loaded> {
    let mut text = String::new();
    let mut inside = false;
    for line in whole.text.split_inclusive('\n') {
        if !inside && heads(line, words) {
            inside = true;
            // The header of a configuration says nothing that a configuration may say.
            text.push_str(if words[0] == "CONFIG" { "\n" } else { line });
            continue;
        }
        if inside && words[0] == "CONFIG" && is_end(line) {
            break;
        }
        text.push_str(if inside { line } else { "\n" });
    }
    inside.then(|| Loaded {
        name: whole.name.clone(),
        text,
    })
}

/// Whether a line is a header with these words: dashes, the words, perhaps one more, perhaps dashes.
fn heads(line: &str, words: &[&str]) -> bool {
    let dashes = |text: &str| text.len() >= 4 && text.bytes().all(|b| b == b'-');
    let line = line.trim();
    let rest = line.trim_start_matches('-');
    if line.len() - rest.len() < 4 {
        return false;
    }
    let mut found = rest.split_whitespace();
    words.iter().all(|word| {
        found
            .next()
            .is_some_and(|found| found.trim_end_matches('-') == *word)
    }) && found
        .next()
        .is_none_or(|next| dashes(next) || words.len() == 1)
}

fn is_end(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4 && line.bytes().all(|b| b == b'=')
}
