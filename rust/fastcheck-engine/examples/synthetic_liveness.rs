//! Liveness on a synthetic graph: time and memory of the search, without any model.
//!
//! `cargo run --release -p fastcheck-engine --example synthetic_liveness [STATES] [WORKERS]`; ten million states and five
//! times as many edges by default. Nearly all states are one component, so nothing is decided by looking at small ones.

use std::time::Instant;

use fastcheck_engine::StopToken;
use fastcheck_engine::liveness::{
    Fairness, Formula, Property, StateAtom, StateGraph, StepAtom, Temporal, check,
};

const ACTIONS: usize = 8;
const DEGREE: usize = 5;

/// Spreads a number.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// Where an edge leads: to the next state, or to one that is not far, or anywhere.
fn target(states: u64, state: u64, edge: usize) -> u64 {
    let random = mix(state * DEGREE as u64 + edge as u64);
    match edge {
        0 => (state + 1) % states,
        1 | 2 => (state + 1 + random % 1000) % states,
        _ => random % states,
    }
}

fn action(state: u64, edge: usize) -> usize {
    (mix(state ^ (edge as u64) << 40) % ACTIONS as u64) as usize
}

fn temporal() -> Temporal {
    let (rare, seldom) = (Formula::state(0), Formula::state(1));
    let property = |name: &str, formula: Formula| Property {
        name: name.to_owned(),
        formula,
    };
    Temporal {
        properties: vec![
            property("again and again rare", rare.clone().infinitely_often()),
            property(
                "rare leads to seldom",
                rare.clone().leads_to(seldom.clone()),
            ),
            property("some action is taken no more", taken_no_more()),
            property("something happens again and again", goes_on()),
            property(
                "rare until seldom, some day",
                rare.until(seldom).eventually(),
            ),
        ],
        fairness: (0..ACTIONS)
            .map(|a| match a % 2 {
                0 => Fairness::weak(format!("WF{a}"), vec![a]),
                _ => Fairness::strong(format!("SF{a}"), vec![a]),
            })
            .collect(),
        kept: Vec::new(),
    }
}

/// False of every behaviour that takes each action again and again.
fn taken_no_more() -> Formula {
    let stops = |a: usize| {
        Formula::Step(StepAtom::Taken(vec![a]))
            .negate()
            .stabilizes()
    };
    Formula::Or((0..ACTIONS).map(stops).collect())
}

/// True: every state can take an action, and each action is fair.
fn goes_on() -> Formula {
    Formula::Step(StepAtom::Taken((0..ACTIONS).collect())).infinitely_often()
}

fn build(temporal: &Temporal, states: u64) -> StateGraph {
    let mut graph = StateGraph::new(temporal);
    for state in 0..states {
        let random = mix(state);
        let takes: u32 = (0..DEGREE).fold(0, |mask, edge| mask | 1 << action(state, edge));
        graph.add_state(state == 0, |atom| match atom {
            StateAtom::Question(0) => random % 100_000 == 1,
            StateAtom::Question(_) => random % 1000 == 7,
            StateAtom::CanTake(actions) => actions.iter().any(|a| takes >> a & 1 == 1),
        });
        for edge in 0..DEGREE {
            let own = action(state, edge);
            graph.add_edge(target(states, state, edge) as u32, |atom| match atom {
                StepAtom::Taken(actions) => actions.contains(&own),
                StepAtom::Question { stuttering, .. } => *stuttering,
            });
        }
    }
    graph
}

/// Peak resident memory of this process in megabytes, where the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.unwrap_or(0) / 1024
}

/// Processor seconds of `self`, this process, or of `thread-self`, where the system tells them.
fn cpu(of: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{of}/stat")).unwrap_or_default();
    let fields = status
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|f| f.parse::<u64>().ok())
        .sum();
    ticks as f64 / 100.0
}

/// Runs something, and tells how long it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, String) {
    let now = || ["self", "thread-self"].map(cpu);
    let (started, before) = (Instant::now(), now());
    let result = run();
    let wall = started.elapsed().as_secs_f64();
    let [all, main] = now();
    let text = format!(
        "{wall:.1} s, {:.1} s CPU ({:.1} of the main thread), peak {} MB",
        all - before[0],
        main - before[1],
        peak()
    );
    (result, text)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| {
        let given = arguments.next();
        given
            .map_or(Some(default), |text| text.parse().ok())
            .unwrap_or(default)
    };
    let (states, workers) = (number(10_000_000), number(1) as usize);
    let temporal = temporal();
    let (graph, time) = timed(|| build(&temporal, states));
    println!(
        "{} states, {} edges, {} MB, built in {time}",
        graph.states(),
        graph.edge_count(),
        graph.bytes() >> 20
    );
    let fairness = &temporal.fairness;
    for property in &temporal.properties {
        let one = std::slice::from_ref(property);
        let (found, time) = timed(|| check(&graph, one, fairness, workers, &StopToken::new()));
        let answer = match found.as_deref() {
            Ok([Some(violation)]) => format!(
                "violated, {} states, back to {}",
                violation.states.len(),
                violation.loop_start
            ),
            Ok(_) => "holds".to_owned(),
            Err(error) => error.clone(),
        };
        println!("{}: {answer}, {time}", property.name);
    }
    let all = || {
        check(
            &graph,
            &temporal.properties,
            fairness,
            workers,
            &StopToken::new(),
        )
    };
    let (all, time) = timed(all);
    let count = all.map_or(0, |all| all.len());
    println!("all {count} properties on {workers} workers: {time}");
}
