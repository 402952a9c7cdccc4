//! Temporal formulas and fairness as Python describes them: nested tuples over question numbers.

use fastcheck_engine::liveness::{Fairness, Formula, Property, StateAtom, StepAtom, Temporal};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Operators may be nested so deep.
const DEPTH: usize = 200;

/// Name, whether it is strong, and the questions of the action.
type DescribedFairness = (String, bool, Vec<usize>);

/// Reads `temporal` and `fairness` of a `Description`.
pub(crate) fn read(description: &Bound<'_, PyAny>) -> PyResult<Temporal> {
    let properties: Vec<(String, Bound<'_, PyTuple>)> =
        description.getattr("temporal")?.extract()?;
    let fairness: Vec<DescribedFairness> = description.getattr("fairness")?.extract()?;
    let kept: Vec<Bound<'_, PyTuple>> = description.getattr("kept")?.extract()?;
    let property = |(name, described): (String, Bound<'_, PyTuple>)| -> PyResult<Property> {
        Ok(Property {
            name,
            formula: parse(&described)?,
        })
    };
    let fair = |(name, strong, questions): DescribedFairness| match strong {
        true => Fairness::strong(name, questions),
        false => Fairness::weak(name, questions),
    };
    Ok(Temporal {
        properties: properties
            .into_iter()
            .map(property)
            .collect::<PyResult<_>>()?,
        fairness: fairness.into_iter().map(fair).collect(),
        kept: kept.iter().map(parse).collect::<PyResult<_>>()?,
    })
}

/// A formula, as a tuple.
pub(crate) fn parse(described: &Bound<'_, PyTuple>) -> PyResult<Formula> {
    formula(described, 0)
}

fn formula(described: &Bound<'_, PyTuple>, depth: usize) -> PyResult<Formula> {
    if depth > DEPTH {
        return Err(PyValueError::new_err("a formula is nested too deep"));
    }
    let operator: String = described.get_item(0)?.extract()?;
    let part = |index: usize| -> PyResult<Formula> {
        formula(described.get_item(index)?.cast::<PyTuple>()?, depth + 1)
    };
    let boxed = |index: usize| part(index).map(Box::new);
    let all = || (1..described.len()).map(part).collect::<PyResult<Vec<_>>>();
    let questions = || described.get_item(1)?.extract::<Vec<usize>>();
    Ok(match operator.as_str() {
        "constant" => Formula::Constant(described.get_item(1)?.extract()?),
        "state" => Formula::State(StateAtom::Question(described.get_item(1)?.extract()?)),
        "can_take" => Formula::State(StateAtom::CanTake(questions()?)),
        "taken" => Formula::Step(StepAtom::Taken(questions()?)),
        "negate" => Formula::Not(boxed(1)?),
        "all_of" => Formula::And(all()?),
        "any_of" => Formula::Or(all()?),
        "implies" => Formula::Implies(boxed(1)?, boxed(2)?),
        "equivalent" => Formula::Equiv(boxed(1)?, boxed(2)?),
        "always" => Formula::Always(boxed(1)?),
        "eventually" => Formula::Eventually(boxed(1)?),
        "leads_to" => Formula::LeadsTo(boxed(1)?, boxed(2)?),
        "until" => Formula::Until(boxed(1)?, boxed(2)?),
        "infinitely_often" => part(1)?.infinitely_often(),
        "stabilizes" => part(1)?.stabilizes(),
        _ => {
            return Err(PyValueError::new_err(format!(
                "no temporal operator: {operator}"
            )));
        }
    })
}
