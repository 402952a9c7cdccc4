//! A breadth-first explorer over plain values, with TLC's rules of counting. It knows nothing of the engine.

use std::collections::{HashMap, VecDeque};

use super::model::{Model, Part, PlainView};
use super::plain::{Plain, in_order};

pub type State = Vec<Plain>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    Invariant(usize),
    Step(usize),
    Init(usize),
    Deadlock,
    Failure(usize),
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds {
    pub deadlock: bool,
    pub go_on: bool,
    pub max_states: Option<u64>,
    pub max_depth: Option<u64>,
    /// Give the model up after so many alternatives were run.
    pub patience: Option<u64>,
}

/// What was found wrong, and how many states its shortest trace has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub wrong: Wrong,
    pub length: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub found: Vec<Found>,
    pub bounded: bool,
    /// It was too much work; nothing else here means anything.
    pub skipped: bool,
    pub generated: u64,
    pub left: u64,
    pub depth: u64,
    /// Generated and distinct, by action.
    pub actions: Vec<(u64, u64)>,
    pub states: Vec<State>,
    pub levels: Vec<u32>,
    /// Source, target, question; in the order in which they were made.
    pub edges: Vec<(u32, u32, u32)>,
    pub initial: u32,
}

/// The run is over.
struct End;

struct Brute<'a> {
    model: &'a Model,
    bounds: Bounds,
    /// States by what tells them apart.
    index: HashMap<State, u32>,
    queue: VecDeque<u32>,
    out: Outcome,
    work: u64,
}

/// One question tried in one state.
#[derive(Default)]
pub struct Tried {
    /// Successors and the members they are about.
    pub next: Vec<(State, Option<Plain>)>,
    /// It failed after these.
    pub failed: bool,
    /// How many alternatives were run.
    pub work: u64,
}

/// The successors of one question in a state with their elements, or how far it came before it failed.
pub fn successors(model: &Model, action: usize, state: &State, level: u32) -> Tried {
    let elements: Vec<Option<Plain>> = match model.actions[action].over {
        None => vec![None],
        Some(variable) => match &state[variable] {
            Plain::Set(members) => in_order(members).into_iter().map(Some).collect(),
            _ => Vec::new(),
        },
    };
    let mut tried = Tried::default();
    for element in elements {
        let mut view = PlainView::new(state, &[], level);
        tried.failed = model.run(action, element.as_ref(), &mut view).is_err();
        tried.work += view.begun;
        let next = view.successors.into_iter();
        tried.next.extend(next.map(|s| (s, element.clone())));
        if tried.failed {
            return tried;
        }
    }
    tried
}

/// `None` where it cannot be evaluated.
pub fn holds(model: &Model, part: Part, before: &State, after: &State, level: u32) -> Option<bool> {
    model
        .truth(part, &mut PlainView::new(before, after, level))
        .ok()
}

pub fn explore(model: &Model, bounds: Bounds) -> Outcome {
    let mut brute = Brute {
        model,
        bounds,
        index: HashMap::new(),
        queue: VecDeque::new(),
        out: Outcome {
            actions: vec![(0, 0); model.action_names.len()],
            ..Outcome::default()
        },
        work: 0,
    };
    let ended = brute.all().is_err();
    brute.out.left = brute.queue.len() as u64;
    // As in TLC initial states make a level also where the constraints leave none of them, if they were all looked at.
    let begun = brute.out.generated > 0 && !ended;
    let last = brute.out.levels.last().copied();
    brute.out.depth = last.unwrap_or(u32::from(begun)).into();
    brute.out
}

impl Brute<'_> {
    fn all(&mut self) -> Result<(), End> {
        for state in self.model.initial.clone() {
            self.visit(state, None)?;
        }
        self.out.initial = self.out.states.len() as u32;
        while let Some(source) = self.queue.pop_front() {
            let level = u64::from(self.out.levels[source as usize]);
            if self.bounds.max_depth.is_some_and(|max| level >= max) {
                self.queue.push_front(source);
                self.out.bounded = true;
                return Err(End);
            }
            self.expand(source)?;
        }
        Ok(())
    }

    fn expand(&mut self, source: u32) -> Result<(), End> {
        let state = self.out.states[source as usize].clone();
        let mut stuck = true;
        for action in 0..self.model.actions.len() {
            let tried = successors(self.model, action, &state, self.length(source) as u32);
            self.work += tried.work;
            if self.bounds.patience.is_some_and(|most| self.work > most) {
                self.out.skipped = true;
                return Err(End);
            }
            for (target, _) in tried.next {
                stuck = false;
                self.visit(target, Some((source, action)))?;
            }
            if tried.failed {
                let counted = u64::from(self.model.unassigned);
                self.out.generated += counted;
                self.out.actions[self.model.actions[action].action].0 += counted;
                return self.wrong(Wrong::Failure(action), self.length(source));
            }
        }
        if !stuck || !self.bounds.deadlock {
            return Ok(());
        }
        for i in 0..self.model.terminals.len() {
            let level = self.length(source) as u32;
            match holds(self.model, Part::Terminal(i), &state, &state, level) {
                Some(true) => return Ok(()),
                Some(false) => {}
                None => {
                    let question = self.model.question(Part::Terminal(i));
                    return self.wrong(Wrong::Failure(question), self.length(source));
                }
            }
        }
        self.wrong(Wrong::Deadlock, self.length(source))
    }

    fn length(&self, state: u32) -> usize {
        self.out.levels[state as usize] as usize
    }

    fn visit(&mut self, state: State, from: Option<(u32, usize)>) -> Result<(), End> {
        self.out.generated += 1;
        let length = from.map_or(1, |(source, _)| self.length(source) + 1);
        if let Some((_, action)) = from {
            self.out.actions[self.model.actions[action].action].0 += 1;
        }
        let key = self.key(&state);
        let inside = self.inside(&state, from, length)?;
        let known = self.index.get(&key).copied();
        if inside {
            let target = match known {
                Some(target) => target,
                None => self.enter(key, &state, length, from)?,
            };
            self.edge(from, target);
        }
        if known.is_none() || !inside {
            for i in 0..self.model.invariants.len() {
                let wrong = Wrong::Invariant(i);
                self.judge(Part::Invariant(i), [&state, &state], wrong, length, length)?;
            }
            if from.is_none() {
                for i in 0..self.model.init_properties.len() {
                    self.judge(Part::Init(i), [&state, &state], Wrong::Init(i), 1, 1)?;
                }
            }
        }
        self.step(&state, from, length)
    }

    fn key(&self, state: &State) -> State {
        self.model.identity(state).unwrap_or_else(|| state.clone())
    }

    fn edge(&mut self, from: Option<(u32, usize)>, target: u32) {
        if let Some((source, action)) = from {
            self.out.edges.push((source, target, action as u32));
        }
    }

    fn inside(
        &mut self,
        state: &State,
        from: Option<(u32, usize)>,
        length: usize,
    ) -> Result<bool, End> {
        for i in 0..self.model.constraints.len() {
            match holds(self.model, Part::Constraint(i), state, state, length as u32) {
                Some(true) => {}
                Some(false) => return Ok(false),
                None => {
                    let question = self.model.question(Part::Constraint(i));
                    self.wrong(Wrong::Failure(question), length)?;
                }
            }
        }
        let Some((source, _)) = from else {
            return Ok(true);
        };
        let before = self.out.states[source as usize].clone();
        for i in 0..self.model.action_constraints.len() {
            match holds(
                self.model,
                Part::Between(i),
                &before,
                state,
                length as u32 - 1,
            ) {
                Some(true) => {}
                Some(false) => return Ok(false),
                None => {
                    let question = self.model.question(Part::Between(i));
                    self.wrong(Wrong::Failure(question), length)?;
                }
            }
        }
        Ok(true)
    }

    fn enter(
        &mut self,
        key: State,
        state: &State,
        length: usize,
        from: Option<(u32, usize)>,
    ) -> Result<u32, End> {
        let number = self.out.states.len() as u32;
        if self
            .bounds
            .max_states
            .is_some_and(|max| u64::from(number) >= max)
        {
            self.out.bounded = true;
            return Err(End);
        }
        self.index.insert(key, number);
        self.out.states.push(state.clone());
        self.out.levels.push(length as u32);
        self.queue.push_back(number);
        if let Some((_, action)) = from {
            self.out.actions[self.model.actions[action].action].1 += 1;
        }
        Ok(number)
    }

    fn step(
        &mut self,
        state: &State,
        from: Option<(u32, usize)>,
        length: usize,
    ) -> Result<(), End> {
        let Some((source, _)) = from else {
            return Ok(());
        };
        if self.model.steps.is_empty() {
            return Ok(());
        }
        let before = self.out.states[source as usize].clone();
        for i in 0..self.model.steps.len() {
            let wrong = Wrong::Step(i);
            self.judge(Part::Step(i), [&before, state], wrong, length, length - 1)?;
        }
        Ok(())
    }

    fn judge(
        &mut self,
        part: Part,
        [before, after]: [&State; 2],
        wrong: Wrong,
        length: usize,
        level: usize,
    ) -> Result<(), End> {
        match holds(self.model, part, before, after, level as u32) {
            Some(true) => Ok(()),
            Some(false) => self.wrong(wrong, length),
            None => {
                let question = self.model.question(part);
                self.wrong(Wrong::Failure(question), length)
            }
        }
    }

    fn wrong(&mut self, wrong: Wrong, length: usize) -> Result<(), End> {
        if !self.out.found.iter().any(|f| f.wrong == wrong) {
            self.out.found.push(Found { wrong, length });
        }
        if self.bounds.go_on && !matches!(wrong, Wrong::Failure(_)) {
            Ok(())
        } else {
            Err(End)
        }
    }
}
