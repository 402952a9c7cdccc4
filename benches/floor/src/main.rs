//! The floor: explorers written by hand, each for one model, to know how fast a machine can be.
//!
//! A state is packed into one or two machine words, successors are bit operations, the set of
//! states seen is an open-addressing table, one thread goes breadth first. Nothing here can check
//! another model; a general checker is measured by how many times longer it takes.
//!
//! - [`search`]: the breadth-first search and the table.
//! - [`paxos_commit`], [`lamport_mutex`], [`two_phase`]: one model each, with its packing.
//! - [`report`]: the counts that must come out, and the result as JSON.
//!
//! `floor MODEL [SIZE]` prints one JSON document, and fails if the counts are not those known.

mod lamport_mutex;
mod paxos_commit;
mod report;
mod search;
mod two_phase;

use std::process::ExitCode;
use std::time::Instant;

use lamport_mutex::LamportMutex;
use paxos_commit::PaxosCommit;
use report::{Expected, expected};
use search::{Outcome, explore};
use two_phase::TwoPhase;

const USAGE: &str = "usage: floor (paxos_commit 1|2 | lamport_mutex 3|6 | two_phase 3|5|7|8)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, size] = arguments.as_slice() else {
        return fail(USAGE);
    };
    let Some(known) = size.parse().ok().and_then(|size| expected(model, size)) else {
        return fail(USAGE);
    };
    let started = Instant::now();
    let outcome = run(known);
    let seconds = started.elapsed().as_secs_f64();
    match outcome.and_then(|counts| known.compare(counts).map(|()| counts)) {
        Ok(counts) => {
            println!("{}", report::json(known, counts, seconds));
            ExitCode::SUCCESS
        }
        Err(message) => fail(&format!("{model} {size}: {message}")),
    }
}

fn run(known: &Expected) -> Outcome {
    let distinct = known.counts.distinct;
    match (known.model, known.size) {
        ("paxos_commit", 1) => explore(&PaxosCommit::<1>, distinct),
        ("paxos_commit", _) => explore(&PaxosCommit::<2>, distinct),
        ("lamport_mutex", size) => explore(&LamportMutex::new(size), distinct),
        (_, size) => explore(&TwoPhase::new(size), distinct),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("floor: {message}");
    ExitCode::FAILURE
}
