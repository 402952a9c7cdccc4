//! Parses the files given and prints what is wrong with them: `parse [--time] FILE...`. For corpora.

use std::process::ExitCode;
use std::time::Instant;

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::{Sources, decode};
use fastcheck_tla::{config, syntax};

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let time = files.first().is_some_and(|file| file == "--time");
    files.drain(..usize::from(time));
    let (mut bad, total) = (0, files.len());
    for file in files {
        let start = Instant::now();
        let errors = read(&file);
        if time {
            println!("{file}: {:.3} ms", start.elapsed().as_secs_f64() * 1e3);
        }
        bad += usize::from(!errors.is_empty());
        errors.iter().for_each(|error| println!("{error}"));
    }
    eprintln!("{total} files, {bad} with errors");
    if bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn read(file: &str) -> Vec<String> {
    let text = match std::fs::read(file) {
        Ok(bytes) => decode(&bytes),
        Err(error) => return vec![format!("{file}: {error}")],
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => return vec![format!("{file}: {} {}", error.code, error.message)],
    };
    let mut sources = Sources::default();
    let id = sources.add(file, text);
    let errors = if file.ends_with(".cfg") {
        config::parse(&sources, id).1
    } else {
        syntax::parse(&sources, id).1
    };
    errors.iter().map(|error| show(&sources, error)).collect()
}

fn show(sources: &Sources, error: &Diagnostic) -> String {
    let Some(span) = error.span else {
        return format!("{}: {}", error.code, error.message);
    };
    let source = sources.get(span.file);
    let place = source.position(span.start);
    let hint = error
        .hint
        .as_ref()
        .map_or(String::new(), |hint| format!("\n    hint: {hint}"));
    let line = source.line(place.line);
    let note = |(span, text): &(fastcheck_tla::source::Span, String)| {
        let place = sources.get(span.file).position(span.start);
        format!("\n    note: {}:{} {text}", place.line, place.column)
    };
    let notes: String = error.notes.iter().map(note).collect();
    format!(
        "{}:{}:{}: {} {}\n    {line}{hint}{notes}",
        source.name, place.line, place.column, error.code, error.message
    )
}
