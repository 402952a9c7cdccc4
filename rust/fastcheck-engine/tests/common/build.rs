//! Models in few words.

use fastcheck_engine::Options;

use super::model::{Action, Alternative, Expr, Model, Pick, Place, Stmt, Test};
use super::plain::{Change, Look, Plain, int, string};

pub fn at(variable: usize, path: &[Plain]) -> Place {
    Place {
        after: false,
        variable,
        path: path.iter().cloned().map(Expr::Lit).collect(),
    }
}

pub fn read(place: Place) -> Expr {
    Expr::Ask(place, Box::new(Look::Whole))
}

pub fn lit(i: i64) -> Expr {
    Expr::Lit(int(i))
}

pub fn size(place: Place) -> Expr {
    Expr::Ask(place, Box::new(Look::Size))
}

pub fn less(a: Expr, b: Expr) -> Expr {
    Expr::Less(Box::new(a), Box::new(b))
}

pub fn eq(a: Expr, b: Expr) -> Expr {
    Expr::Eq(Box::new(a), Box::new(b))
}

pub fn not(a: Expr) -> Expr {
    Expr::Not(Box::new(a))
}

pub fn plus(a: Expr, b: i64, modulus: i64) -> Expr {
    Expr::Plus(Box::new(a), Box::new(lit(b)), modulus)
}

pub fn contains(place: Place, member: Plain) -> Expr {
    Expr::Ask(place, Box::new(Look::Contains(Expr::Lit(member))))
}

pub fn edit(place: Place, change: Change<Expr>) -> Stmt {
    Stmt::Edit(place, Box::new(change))
}

pub fn assign(place: Place, e: Expr) -> Stmt {
    edit(place, Change::Assign(e))
}

pub fn pick(values: impl IntoIterator<Item = Plain>, body: Vec<Stmt>) -> Alternative {
    Alternative {
        pick: Pick::Among(values.into_iter().collect()),
        body,
    }
}

pub fn one(body: Vec<Stmt>) -> Vec<Alternative> {
    vec![Alternative {
        pick: Pick::Nothing,
        body,
    }]
}

/// One variable per initial value, one action per list of alternatives.
pub fn model(initial: Vec<Plain>, actions: Vec<Vec<Alternative>>) -> Model {
    Model {
        variables: (0..initial.len())
            .map(|i| (format!("v{i}"), None))
            .collect(),
        initial: vec![initial],
        action_names: (0..actions.len()).map(|i| format!("Action{i}")).collect(),
        actions: actions
            .into_iter()
            .enumerate()
            .map(|(action, alternatives)| Action {
                action,
                over: None,
                direct: false,
                alternatives,
            })
            .collect(),
        tests: vec![
            Test::All,
            Test::Odd,
            Test::Field(string("kind"), string("a")),
        ],
        ..Model::default()
    }
}

pub fn no_deadlock() -> Options {
    Options {
        deadlock: false,
        record_states: true,
        record_graph: true,
        ..Options::default()
    }
}

/// Several counters modulo `modulus`, each with its own action: `modulus ^ counters` states.
pub fn counters(counters: usize, modulus: i64) -> Model {
    let step = |i| one(vec![assign(at(i, &[]), plus(read(at(i, &[])), 1, modulus))]);
    model(vec![int(0); counters], (0..counters).map(step).collect())
}
