//! How fast questions are asked that never repeat: counters, each of which an action of its own turns on, under an
//! evaluator that costs next to nothing. What is measured is the engine.
//!
//! `cargo run --release -p fastcheck-engine --example direct -- WORKERS SIZE [together]`; with `together` the counters are
//! one variable, so that every state brings a value that no state had before.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use fastcheck_engine::system::PredicateId;
use fastcheck_engine::{
    Answer, Ask, Failure, Hint, Options, PlainAsk, Progress, Question, QuestionKind, Replies,
    StopToken, System, Variable, explore,
};
use fastcheck_values::{Shape, Universe, Value};

const COUNTERS: usize = 4;

struct Counters {
    universe: Arc<Universe>,
    size: i64,
    together: bool,
    variables: Vec<Variable>,
    actions: Vec<String>,
    questions: Vec<Question>,
}

impl Counters {
    fn new(size: i64, together: bool) -> Self {
        let names = ["a", "b", "c", "d"].map(str::to_owned);
        let question = |kind, name: &str| Question {
            kind,
            name: name.to_owned(),
            over: None,
            direct: true,
            impure: false,
        };
        let mut questions: Vec<Question> = names
            .iter()
            .enumerate()
            .map(|(action, name)| question(QuestionKind::Action { action }, name))
            .collect();
        questions.push(question(QuestionKind::Invariant, "in range"));
        Counters {
            universe: Arc::new(Universe::new()),
            size,
            together,
            variables: names[..if together { 1 } else { COUNTERS }]
                .iter()
                .map(|name| Variable {
                    name: name.clone(),
                    hint: Hint::Split,
                })
                .collect(),
            actions: names.to_vec(),
            questions,
        }
    }

    fn counters(&self, state: &[Value]) -> [Value; COUNTERS] {
        let mut counters = [self.universe.int(0); COUNTERS];
        match (self.together, self.universe.shape(state[0])) {
            (true, Shape::Tuple(items)) => counters.copy_from_slice(items),
            _ => counters.copy_from_slice(state),
        }
        counters
    }

    fn number(&self, value: Value) -> i64 {
        match self.universe.shape(value) {
            Shape::Int(i) => i,
            _ => -1,
        }
    }
}

impl System for Counters {
    fn universe(&self) -> &Arc<Universe> {
        &self.universe
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn actions(&self) -> &[String] {
        &self.actions
    }

    fn questions(&self) -> &[Question] {
        &self.questions
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        let start = [self.universe.int(0); COUNTERS];
        let _ = if self.together {
            sink(&[self.universe.tuple(start.to_vec())])
        } else {
            sink(&start)
        };
        Ok(())
    }

    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask> {
        asks
    }

    fn select(&self, _: PredicateId, elements: &[Value]) -> Result<Vec<bool>, Arc<Failure>> {
        Ok(vec![true; elements.len()])
    }

    fn accepts_plain(&self) -> bool {
        true
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        for ask in asks {
            let mut next = self.counters(ask.before);
            if ask.question < COUNTERS {
                let turned = (self.number(next[ask.question]) + 1) % self.size;
                next[ask.question] = self.universe.int(turned);
                if self.together {
                    replies.successor(&[self.universe.tuple(next.to_vec())]);
                } else {
                    replies.successor(&next);
                }
                replies.answer(Answer::Successors);
            } else {
                let holds = next.iter().all(|v| self.number(*v) < self.size);
                replies.answer(Answer::Truth(holds));
            }
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|a| a.parse().ok());
    let workers = number(0).unwrap_or(1);
    let together = arguments.get(2).is_some_and(|a| a == "together");
    let system = Counters::new(number(1).unwrap_or(32) as i64, together);
    let options = Options {
        workers,
        ..Options::default()
    };
    let started = Instant::now();
    let report = explore(&system, &options, &StopToken::new(), &Progress::default());
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{:?} {} generated {} distinct {seconds:.2} s {:.2} M generated/s {:.1} bytes/state",
        report.verdict,
        report.generated,
        report.distinct,
        report.generated as f64 / seconds / 1e6,
        report.peak_memory as f64 / report.distinct as f64,
    );
}
