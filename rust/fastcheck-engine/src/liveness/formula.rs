//! Formulas over behaviours, and fairness, as a front end gives them.

/// Something that is true or false of a state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateAtom {
    /// The answer of a [`crate::QuestionKind::StatePredicate`].
    Question(usize),
    /// One of these action questions has a successor that is another state. Costs no evaluation of its own.
    ///
    /// For an action `A` that is the disjunction of these questions and assigns every variable, this is exactly
    /// `ENABLED <<A>>_vars`. Successors outside the constraints count.
    CanTake(Vec<usize>),
}

/// Something that is true or false of a step from one state to the next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepAtom {
    /// The answer of a [`crate::QuestionKind::StepPredicate`], and what it says of a step that changes nothing
    /// (`<<A>>_v`: false, `[A]_v`: true). It is never asked about such a step.
    Question {
        /// The question.
        question: usize,
        /// Its truth where nothing changes.
        stuttering: bool,
    },
    /// The step changes the state and is a successor by one of these action questions, whether or not others lead to the
    /// same state. Costs no evaluation of its own.
    ///
    /// For an action `A` that is the disjunction of these questions and assigns every variable, this is exactly `<<A>>_vars`.
    Taken(Vec<usize>),
}

/// A formula over behaviours, which are infinite. A step atom speaks of the step from the present state to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// True or false.
    Constant(bool),
    /// Of the present state.
    State(StateAtom),
    /// Of the step from the present state. `[][A]_v` is `Always(Step([A]_v))`, `[]<><<A>>_v` is
    /// `Always(Eventually(Step(<<A>>_v)))`.
    Step(StepAtom),
    /// Not.
    Not(Box<Formula>),
    /// All of them.
    And(Vec<Formula>),
    /// One of them.
    Or(Vec<Formula>),
    /// If the first, then the second.
    Implies(Box<Formula>, Box<Formula>),
    /// Both or neither.
    Equiv(Box<Formula>, Box<Formula>),
    /// From now on, `[]F`.
    Always(Box<Formula>),
    /// Now or later, `<>F`.
    Eventually(Box<Formula>),
    /// Whenever the first, then or later the second, `F ~> G`.
    LeadsTo(Box<Formula>, Box<Formula>),
    /// The second holds now or later, and the first until then.
    Until(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// A predicate of the state, by question.
    pub fn state(question: usize) -> Self {
        Formula::State(StateAtom::Question(question))
    }

    /// `<<A>>_v`: false where nothing changes.
    pub fn angle(question: usize) -> Self {
        Formula::Step(StepAtom::Question {
            question,
            stuttering: false,
        })
    }

    /// `[A]_v`: true where nothing changes.
    pub fn square(question: usize) -> Self {
        Formula::Step(StepAtom::Question {
            question,
            stuttering: true,
        })
    }

    /// Not.
    pub fn negate(self) -> Self {
        Formula::Not(Box::new(self))
    }

    /// From now on.
    pub fn always(self) -> Self {
        Formula::Always(Box::new(self))
    }

    /// Now or later.
    pub fn eventually(self) -> Self {
        Formula::Eventually(Box::new(self))
    }

    /// Now or later, again and again: `[]<>F`.
    pub fn infinitely_often(self) -> Self {
        self.eventually().always()
    }

    /// From some time on for ever: `<>[]F`.
    pub fn stabilizes(self) -> Self {
        self.always().eventually()
    }

    /// If this, then that.
    pub fn implies(self, then: Formula) -> Self {
        Formula::Implies(Box::new(self), Box::new(then))
    }

    /// Whenever this, then or later that.
    pub fn leads_to(self, then: Formula) -> Self {
        Formula::LeadsTo(Box::new(self), Box::new(then))
    }

    /// This until that, and that now or later.
    pub fn until(self, then: Formula) -> Self {
        Formula::Until(Box::new(self), Box::new(then))
    }
}

/// A property of behaviours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// What it says.
    pub formula: Formula,
}

/// A fairness condition on one action. A quantified fairness is one condition per instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fairness {
    /// How it is shown, such as `WF(take(p1))`.
    pub name: String,
    /// Strong: an action that is enabled again and again is taken again and again. Weak: one that stays enabled.
    pub strong: bool,
    /// `<<A>>_v`.
    pub action: StepAtom,
    /// `ENABLED <<A>>_v`.
    pub enabled: StateAtom,
}

impl Fairness {
    /// Weak fairness, `WF_v(A)`, of an action that consists of these questions.
    pub fn weak(name: impl Into<String>, questions: Vec<usize>) -> Self {
        Fairness {
            name: name.into(),
            strong: false,
            action: StepAtom::Taken(questions.clone()),
            enabled: StateAtom::CanTake(questions),
        }
    }

    /// Strong fairness, `SF_v(A)`, of an action that consists of these questions.
    pub fn strong(name: impl Into<String>, questions: Vec<usize>) -> Self {
        Fairness {
            strong: true,
            ..Fairness::weak(name, questions)
        }
    }

    /// The condition as a formula.
    pub fn formula(&self) -> Formula {
        let enabled = Formula::State(self.enabled.clone());
        let taken = Formula::Step(self.action.clone()).infinitely_often();
        let disabled = enabled.negate();
        let excused = if self.strong {
            disabled.stabilizes()
        } else {
            disabled.infinitely_often()
        };
        Formula::Or(vec![excused, taken])
    }
}

/// What is asked of behaviours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Temporal {
    /// Each must hold on every fair behaviour. Nothing is recorded while there is none.
    pub properties: Vec<Property>,
    /// What behaviours are assumed to satisfy.
    pub fairness: Vec<Fairness>,
    /// Not checked; but what they speak of is recorded, and the recorded graph kept: see [`crate::Report::recorded`].
    pub kept: Vec<Formula>,
}

impl Temporal {
    /// Whether states and steps are to be recorded.
    pub(crate) fn is_asked(&self) -> bool {
        !self.properties.is_empty() || !self.kept.is_empty()
    }
}

/// Nothing is asked.
pub static NOTHING: Temporal = Temporal {
    properties: Vec::new(),
    fairness: Vec::new(),
    kept: Vec::new(),
};
