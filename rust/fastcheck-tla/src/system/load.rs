//! From texts to a [`Specification`].

use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex};

use fastcheck_engine::{Hint, StopToken, Variable};

use super::history::History;
use super::questions::{Questions, constant_invariants, no_constants, trivially_false};
use super::symmetry::{Choice, MAX_PERMUTATIONS, Refused, Symmetry};
use super::temporal::temporal;
use super::{Checked, Possible, Printer, Registers, Specification};
use crate::config::{self, Config, Constant, Meaning, ValueKind};
use crate::diag::{Diagnostic, Severity};
use crate::eval::{EvalError, EvalOptions, Evaluator, Shared};
use crate::sema::{self, Model, Piece};
use crate::source::{Loaded, SourceLoader, Sources};

/// What to load, and how.
pub struct Request<'a> {
    /// The root module.
    pub root: Loaded,
    /// Where other modules come from.
    pub loader: &'a dyn SourceLoader,
    /// The configuration file, if there is one.
    pub config: Option<Loaded>,
    /// What the command line adds or says instead.
    pub options: sema::Options,
    /// The invariants and properties of the options are all that are checked, not those of the file too.
    pub only_named: bool,
    /// What the specification prints goes there.
    pub printer: Printer,
    /// Stops the run, also from within.
    pub stop: Arc<StopToken>,
    /// Ends a long evaluation; whoever stops the run sets it too.
    pub interrupt: Arc<AtomicBool>,
    /// Bytes of stack of the threads that evaluate.
    pub stack: usize,
    /// `\cdot` is evaluated.
    pub compose: bool,
}

/// Why there is no specification to check.
#[derive(Debug)]
pub struct LoadFailure {
    /// All that is wrong, and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// For their places.
    pub sources: Sources,
    /// It is the configuration that is wrong, not the specification.
    pub configuration: bool,
}

impl Specification {
    /// Reads, resolves and configures a specification.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn load(request: Request<'_>) -> Result<Self, Box<LoadFailure>> {
        let mut sources = Sources::default();
        let (configuration, diagnostics) = match model(&mut sources, &request) {
            Err(failed) => failed,
            Ok((model, mut warnings)) => match build(model, request, &sources) {
                Ok(mut specification) => {
                    warnings.append(&mut specification.warnings);
                    specification.warnings = warnings;
                    specification.sources = sources;
                    return Ok(specification);
                }
                Err(diagnostics) => (true, diagnostics),
            },
        };
        Err(Box::new(LoadFailure {
            diagnostics,
            sources,
            configuration,
        }))
    }
}

type Failed = (bool, Vec<Diagnostic>);

/// The model and the warnings on the way to it; or whether it is the configuration's fault, and the errors.
fn model(sources: &mut Sources, request: &Request<'_>) -> Result<(Model, Vec<Diagnostic>), Failed> {
    let spec =
        sema::load(sources, request.root.clone(), request.loader).map_err(|all| (false, all))?;
    let mut options = request.options.clone();
    let config = match &request.config {
        None => None,
        Some(loaded) => {
            let file = sources.add(loaded.name.clone(), loaded.text.clone());
            let mut config = parsed(config::parse(sources, file)).map_err(|all| (true, all))?;
            if request.only_named {
                // What the file lists as an invariant is one, whatever option names it.
                let listed = |name: &String| config.invariants.iter().any(|i| *i.name == **name);
                let (invariants, properties) = options
                    .properties
                    .drain(..)
                    .partition::<Vec<String>, _>(listed);
                options.invariants.extend(invariants);
                options.properties = properties;
                config.invariants.clear();
                config.properties.clear();
            }
            Some(config)
        }
    };
    let config = with_model_values(&spec, sources, config, &mut options);
    let mut model =
        sema::configure(&spec, sources, config.as_ref(), &options).map_err(|all| (true, all))?;
    let mut warnings = spec.warnings.clone();
    warnings.append(&mut model.warnings);
    Ok((model, warnings))
}

/// Takes from the options those constants whose value is written as in a configuration and has names that the
/// specification does not know: model values, as there.
fn with_model_values(
    spec: &sema::Spec,
    sources: &mut Sources,
    mut config: Option<Config>,
    options: &mut sema::Options,
) -> Option<Config> {
    options.constants.retain(|(name, text)| {
        let entry = format!("CONSTANT {name} = {text}");
        let file = sources.add(format!("-D {name}"), entry);
        let (read, found) = config::parse(sources, file);
        let [Constant { meaning, .. }] = read.constants.as_slice() else {
            return true;
        };
        let Meaning::Value(arguments, value) = meaning else {
            return true;
        };
        let (mut some, mut known) = (false, false);
        // `-D NONE=NONE` makes a constant a model value of its own name.
        names(value, &mut |value| {
            some = true;
            known |= spec.has_name(value) && value != name;
        });
        if spec.constant_or_definition(name).is_none() {
            return true;
        }
        if !found.is_empty() || !arguments.is_empty() || !some || known {
            return true;
        }
        let config = config.get_or_insert_default();
        config.constants.retain(|other| *other.name.name != **name);
        config.constants.extend(read.constants);
        false
    });
    config
}

/// The model values in a value.
fn names(value: &config::Value, sink: &mut dyn FnMut(&str)) {
    match &value.kind {
        ValueKind::Model(name) => sink(name),
        ValueKind::Set(members) => members.iter().for_each(|member| names(member, sink)),
        _ => {}
    }
}

/// A configuration without errors.
fn parsed((config, found): (Config, Vec<Diagnostic>)) -> Result<Config, Vec<Diagnostic>> {
    match found.iter().any(|d| d.severity == Severity::Error) {
        true => Err(found),
        false => Ok(config),
    }
}

/// The specification of a model, without its sources.
fn build(
    mut model: Model,
    request: Request<'_>,
    sources: &Sources,
) -> Result<Specification, Vec<Diagnostic>> {
    let universe = Arc::new(std::mem::take(&mut model.universe));
    let program = Arc::new(std::mem::take(&mut model.program));
    let registers = Arc::new(Registers::new(
        universe.clone(),
        request.printer,
        request.stop,
    ));
    registers.configure(model.check_deadlock.unwrap_or(true), request.compose);
    let options = EvalOptions {
        stop: request.interrupt,
        stack: request.stack,
        compose: request.compose,
        ..EvalOptions::default()
    };
    let shared = Shared::new(program, universe, options, registers.clone());
    let mut evaluator = Evaluator::new(shared.clone());
    let failed = |error: Box<EvalError>| vec![diagnostic(sources, &error)];
    let unfit = no_constants(&shared, &mut evaluator);
    if !unfit.is_empty() {
        return Err(unfit);
    }
    registers.loaded();
    if let Some(error) = trivially_false(&model, &shared, &mut evaluator).map_err(failed)? {
        return Err(vec![error]);
    }
    let mut warnings = constant_invariants(&model, &shared, &mut evaluator).map_err(failed)?;
    if warnings.iter().any(|d| d.severity == Severity::Error) {
        return Err(warnings);
    }
    let mut all = Questions::of(&model, &shared, &mut evaluator).map_err(failed)?;
    let temporal = temporal(&model, &shared, &mut evaluator, &mut all).map_err(failed)?;
    let history = all.ask_history(&shared).then(History::default);
    if let Some(view) = &model.view
        && !temporal.properties.is_empty()
    {
        warnings.push(temporal_with_view(view));
    }
    let symmetry = symmetry(&model, &shared, &mut evaluator).map_err(|d| vec![d])?;
    let depends = all.depends(&shared);
    Ok(Specification {
        sources: Sources::default(),
        warnings,
        check_deadlock: model.check_deadlock,
        registers,
        variables: variables(&shared),
        action_names: all.actions.iter().map(|a| a.name.to_string()).collect(),
        actions: all.actions,
        depends,
        questions: all.questions,
        asked: all.asked,
        shown: all.shown,
        init: model
            .init
            .iter()
            .map(|piece| shared.scoped(piece.def))
            .collect(),
        assumptions: assumptions(&shared),
        postconditions: Checked::all(&model.postconditions, &shared),
        possible: possible(&model),
        alias: model.alias.as_ref().map(|piece| shared.scoped(piece.def)),
        view: model.view.as_ref().map(|piece| shared.scoped(piece.def)),
        symmetry,
        history,
        temporal,
        evaluators: Mutex::new(vec![evaluator]),
        shared,
    })
}

fn temporal_with_view(view: &Piece) -> Diagnostic {
    let text = "temporal properties are checked without VIEW: states that it takes for one need not go on alike";
    Diagnostic::warning("FC1353", view.span, text)
        .hint("if there are infinitely many states without it, say when to stop looking: --max-seconds or --max-states")
}

fn variables(shared: &Shared) -> Vec<Variable> {
    let names = shared.program.variables.iter();
    names
        .map(|variable| Variable {
            name: variable.name.to_string(),
            hint: Hint::Split,
        })
        .collect()
}

fn possible(model: &Model) -> Vec<Possible> {
    let all = model.possible.iter();
    all.map(|piece| Possible {
        name: piece.name.clone(),
        span: piece.span,
        seen: AtomicU64::new(0),
    })
    .collect()
}

fn assumptions(shared: &Shared) -> Vec<Checked> {
    let all = shared.program.assumptions.iter();
    all.map(|assumption| Checked {
        name: assumption.name.clone(),
        span: shared.program.def(assumption.def).span,
        formula: shared.scoped(assumption.def),
    })
    .collect()
}

fn symmetry(
    model: &Model,
    shared: &Shared,
    evaluator: &mut Evaluator,
) -> Result<Option<Symmetry>, Diagnostic> {
    let Some(piece) = &model.symmetry else {
        return Ok(None);
    };
    let scoped = shared.scoped(piece.def);
    let refuse = |text: String| Diagnostic::error("FC1352", piece.span, text);
    let set = evaluator
        .constant(&scoped)
        .map_err(|error| refuse(format!("SYMMETRY cannot be evaluated: {}", error.message)))?;
    // A view may tell a state's permutations apart.
    let choice = match model.view {
        Some(_) => Choice::Least,
        None => Choice::Any,
    };
    Symmetry::new(&shared.universe, set, choice)
        .map(Some)
        .map_err(|why| match why {
            Refused::TooMany => refuse(format!(
                "SYMMETRY generates more than {MAX_PERMUTATIONS} permutations"
            ))
            .hint("use symmetry for fewer or smaller sets"),
            _ => refuse("SYMMETRY is not a set of permutations of model values".to_owned())
                .hint("write Permutations(S), or unions of such sets, for sets S of model values"),
        })
}

/// An error of evaluation as a diagnostic.
fn diagnostic(sources: &Sources, error: &EvalError) -> Diagnostic {
    let _ = sources;
    Diagnostic {
        hint: error.hint.clone(),
        ..Diagnostic::error(error.code, error.span, error.message.clone())
    }
}
