//! The counterexample as the value that postconditions and `CounterExample` see.

use fastcheck_engine::report::TraceState;
use fastcheck_engine::{Found, System};
use fastcheck_tla::system::Specification;
use fastcheck_values::{Universe, Value};

use super::diagnostics::{ends, module_of};

/// `[action |-> {<<from, action, to>>, ..}, state |-> {<<number, state>>, ..}]`, states being pairs of number and record.
pub(crate) fn counterexample(specification: &Specification, found: &Found) -> Value {
    let universe = specification.values();
    let states: Vec<Value> = found
        .trace
        .iter()
        .zip(1..)
        .map(|(state, number)| {
            universe.tuple(vec![universe.int(number), record(specification, state)])
        })
        .collect();
    let mut actions: Vec<Value> = states
        .windows(2)
        .zip(found.trace.iter().skip(1))
        .map(|(pair, to)| universe.tuple(vec![pair[0], action(specification, to), pair[1]]))
        .collect();
    if let (Some(lasso), Some(last)) = (&found.lasso, found.trace.last()) {
        let back = states.get(lasso.loop_start).zip(states.last());
        actions.extend(
            back.map(|(to, from)| universe.tuple(vec![*from, action(specification, last), *to])),
        );
    }
    fields(
        universe,
        vec![
            ("action", universe.set(actions)),
            ("state", universe.set(states)),
        ],
    )
}

fn record(specification: &Specification, state: &TraceState) -> Value {
    let names = specification.variables().iter();
    let names = names.map(|variable| variable.name.as_str());
    fields(
        specification.values(),
        names.zip(state.values.iter().copied()).collect(),
    )
}

fn action(specification: &Specification, state: &TraceState) -> Value {
    let universe = specification.values();
    let Some(question) = state.question else {
        return fields(universe, vec![("name", universe.string("Init"))]);
    };
    let shown = specification.shown(question);
    let sources = &specification.sources;
    let (from, to) = ends(sources, shown.location);
    let number = |number: u32| universe.int(i64::from(number));
    let location = fields(
        universe,
        vec![
            ("beginLine", number(from.line)),
            ("beginColumn", number(from.column)),
            ("endLine", number(to.line)),
            ("endColumn", number(to.column)),
            (
                "module",
                universe.string(module_of(&sources.get(shown.location.file).name)),
            ),
        ],
    );
    fields(
        universe,
        vec![
            ("name", universe.string(&shown.name)),
            ("location", location),
        ],
    )
}

fn fields(universe: &Universe, fields: Vec<(&str, Value)>) -> Value {
    let pairs = fields.into_iter();
    let pairs = pairs.map(|(name, value)| (universe.string(name), value));
    // Names are different by construction.
    universe
        .function(pairs.collect())
        .unwrap_or_else(|_| universe.tuple(Vec::new()))
}
