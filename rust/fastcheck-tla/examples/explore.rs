//! Explores a specification with the plain evaluator and prints TLC's numbers: a bench of the evaluator alone.
//!
//! `cargo run --release -p fastcheck-tla --example explore -- Spec.tla [Spec.cfg]`

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use fastcheck_tla::eval::{
    EvalError, EvalOptions, Evaluator, Nowhere, Outside, Scoped, Shared, StateView,
};
use fastcheck_tla::sema::{self, Options, Piece};
use fastcheck_tla::source::{Loaded, SourceLoader, Sources};
use fastcheck_tla::{config, diag::Diagnostic};
use fastcheck_values::Value;

struct Files(Vec<PathBuf>);

impl SourceLoader for Files {
    fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
        for folder in &self.0 {
            let path = folder.join(format!("{name}.tla"));
            if path.exists() {
                return read(&path).map(Some);
            }
        }
        Ok(None)
    }
}

fn read(path: &Path) -> Result<Loaded, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Ok(Loaded {
        name: path.display().to_string(),
        text,
    })
}

/// Prints what a specification prints.
struct Printer;

impl Outside for Printer {
    fn print(&self, text: &str) {
        println!("{text}");
    }

    fn get(&self, name: &str) -> Option<Value> {
        Nowhere.get(name)
    }

    fn register(&self, _: i64) -> Option<Value> {
        None
    }

    fn set_register(&self, _: i64, _: Value) {}

    fn set(&self, _: &str, _: Value) -> bool {
        false
    }
}

fn show(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let place = d.span.map(|span| {
            let file = sources.get(span.file);
            let at = file.position(span.start);
            format!("{}:{}:{}: ", file.name, at.line, at.column)
        });
        format!("{}{} {}\n", place.unwrap_or_default(), d.code, d.message)
    };
    diagnostics.iter().map(line).collect()
}

fn show_error(sources: &Sources, shared: &Shared, error: &EvalError) -> String {
    let place = |span: fastcheck_tla::source::Span| {
        let file = sources.get(span.file);
        let at = file.position(span.start);
        format!("{}:{}:{}", file.name, at.line, at.column)
    };
    let mut text = format!("{} {}", error.code, error.message);
    if let Some(span) = error.span {
        text.push_str(&format!("\n  at {}", place(span)));
    }
    for (def, span) in &error.chain {
        let name = &shared.program.def(*def).name;
        text.push_str(&format!("\n  in {name}, called at {}", place(*span)));
    }
    text
}

fn main() -> Result<(), String> {
    let work = || {
        let args: Vec<String> = std::env::args().skip(1).collect();
        run(&args)
    };
    let thread = std::thread::Builder::new().stack_size(1 << 30);
    let handle = thread.spawn(work).map_err(|e| e.to_string())?;
    handle.join().map_err(|_| "panicked".to_owned())?
}

fn run(args: &[String]) -> Result<(), String> {
    let spec = PathBuf::from(args.first().ok_or("a specification is missing")?);
    let cfg = args
        .get(1)
        .map_or_else(|| spec.with_extension("cfg"), PathBuf::from);
    let folder = spec.parent().unwrap_or(Path::new(".")).to_owned();
    let mut folders = vec![folder];
    if let Ok(more) = std::env::var("TLA_LIBRARY") {
        folders.extend(more.split(':').map(PathBuf::from));
    }
    let mut sources = Sources::default();
    let loaded = sema::load(&mut sources, read(&spec)?, &Files(folders));
    let loaded = loaded.map_err(|d| show(&sources, &d))?;
    let text = read(&cfg)?;
    let file = sources.add(text.name, text.text);
    let (config, diagnostics) = config::parse(&sources, file);
    if !diagnostics.is_empty() {
        return Err(show(&sources, &diagnostics));
    }
    let model = sema::configure(&loaded, &mut sources, Some(&config), &Options::default());
    let model = model.map_err(|d| show(&sources, &d))?;
    let options = EvalOptions {
        stack: 900 << 20,
        ..EvalOptions::default()
    };
    let shared = Shared::new(
        Arc::new(model.program),
        Arc::new(model.universe),
        options,
        Arc::new(Printer),
    );
    let mut evaluator = Evaluator::new(shared.clone());
    let fail = |error: Box<EvalError>| show_error(&sources, &shared, &error);
    for assumption in &shared.program.assumptions {
        let holds = evaluator
            .constant(&shared.scoped(assumption.def))
            .map_err(fail)?;
        if holds != shared.universe.boolean(true) {
            return Err(format!("assumption {:?} is false", assumption.name));
        }
    }
    let pieces = |pieces: &[Piece]| -> Vec<(Arc<str>, Scoped)> {
        let one = |p: &Piece| (p.name.clone(), shared.scoped(p.def));
        pieces.iter().map(one).collect()
    };
    let invariants = pieces(&model.invariants);
    let constraints = pieces(&model.constraints);
    let init: Vec<Scoped> = pieces(&model.init).into_iter().map(|p| p.1).collect();
    let Some(next) = &model.next else {
        println!("nothing to explore");
        return Ok(());
    };
    let instances = evaluator.split(next.def).map_err(fail)?;
    let started = Instant::now();
    let mut generated = 0u64;
    let mut seen: HashMap<Vec<Value>, ()> = HashMap::new();
    let mut frontier: Vec<Vec<Value>> = Vec::new();
    let mut first: Vec<Vec<Value>> = Vec::new();
    let result = evaluator.initial(&init, &mut |state| {
        first.push(state.to_vec());
        ControlFlow::Continue(())
    });
    generated += first.len() as u64;
    result.map_err(fail)?;
    let mut depth = 0;
    let mut found = first;
    let limit: u64 = std::env::var("MAX_STATES")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(u64::MAX);
    while !found.is_empty() && (seen.len() as u64) < limit {
        let before = seen.len();
        for state in std::mem::take(&mut found) {
            if seen.contains_key(&state) {
                continue;
            }
            let view = || StateView::Plain {
                before: &state,
                after: None,
            };
            for (name, invariant) in &invariants {
                if !evaluator.truth(invariant, view()).map_err(fail)? {
                    let show: Vec<String> = shared
                        .program
                        .variables
                        .iter()
                        .zip(&state)
                        .map(|(var, v)| format!("{} = {}", var.name, shared.universe.display(*v)))
                        .collect();
                    return Err(format!(
                        "invariant {name} is violated; {generated} generated, {} distinct\n{}",
                        seen.len() + 1,
                        show.join("\n")
                    ));
                }
            }
            let mut inside = true;
            for (_, constraint) in &constraints {
                inside = inside && evaluator.truth(constraint, view()).map_err(fail)?;
            }
            if inside {
                seen.insert(state.clone(), ());
                frontier.push(state);
            }
        }
        if seen.len() > before {
            depth += 1;
        }
        for state in std::mem::take(&mut frontier) {
            for instance in &instances {
                let members = match &instance.over {
                    Some((variable, ..)) => {
                        let set = state[variable.0 as usize];
                        match shared.universe.shape(set) {
                            fastcheck_values::Shape::Set(members) => members.to_vec(),
                            _ => return Err("not a set".into()),
                        }
                    }
                    None => vec![state[0]],
                };
                for member in members {
                    let view = StateView::Plain {
                        before: &state,
                        after: None,
                    };
                    let result = evaluator.successors_over(instance, member, view, &mut |next| {
                        generated += 1;
                        found.push(next.to_vec());
                        ControlFlow::Continue(())
                    });
                    result.map_err(fail)?;
                }
            }
        }
    }
    println!(
        "{generated} generated, {} distinct, depth {depth}, {:.2} s, {} instances, {} MB of values",
        seen.len(),
        started.elapsed().as_secs_f64(),
        instances.len(),
        shared.universe.bytes() >> 20
    );
    Ok(())
}
