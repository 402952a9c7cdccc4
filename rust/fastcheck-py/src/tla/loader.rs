//! Where modules and configurations come from: files.

use std::fs;
use std::path::{Path, PathBuf};

use fastcheck_tla::source::{Loaded, SourceLoader};

/// Looks for modules beside the specification, then in the library folders.
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
        Ok(None)
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
    section(&loaded).ok_or_else(|| {
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

/// The part of a text behind a line such as `---- CONFIG Name ----`, up to its end. Lines before it are there, but
/// empty, so that places are those of the whole text.
fn section(whole: &Loaded) -> Option<Loaded> {
    let mut text = String::new();
    let mut inside = false;
    for line in whole.text.split_inclusive('\n') {
        if inside && is_end(line) {
            break;
        }
        text.push_str(if inside { line } else { "\n" });
        inside |= is_head(line);
    }
    inside.then(|| Loaded {
        name: whole.name.clone(),
        text,
    })
}

fn is_head(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches('-');
    let word = rest
        .trim_start()
        .split(|c: char| c.is_whitespace() || c == '-');
    line.len() - rest.len() >= 4 && word.take(1).any(|word| word == "CONFIG")
}

fn is_end(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4 && line.bytes().all(|b| b == b'=')
}
