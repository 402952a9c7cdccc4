//! Modules Graphs, UndirectedGraphs, GraphViz, TransitiveClosure and VectorClocks.

use std::collections::{BTreeMap, HashMap};

use fastcheck_values::{Shape, Universe, Value};

use super::args::{
    boolean, from_items, from_text, function, int, items, limited, misapplied, notation, sequence,
    wrong,
};
use super::functions::warshall;
use super::table::Entry;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("Graphs", "SimplePath", 1, simple_path),
    Entry::pure("Graphs", "AreConnectedIn", 3, are_connected),
    Entry::pure("Graphs", "IsStronglyConnected", 1, is_strongly_connected),
    Entry::pure("Graphs", "ConnectionsIn", 1, connections).ours(),
    Entry::pure("UndirectedGraphs", "SimplePath", 1, undirected_simple_path),
    Entry::pure(
        "UndirectedGraphs",
        "AreConnectedIn",
        3,
        undirected_are_connected,
    ),
    Entry::pure(
        "UndirectedGraphs",
        "ConnectedComponents",
        1,
        connected_components,
    ),
    Entry::pure("GraphViz", "DotDiGraph", 3, dot),
    Entry::pure("TransitiveClosure", "Warshall", 1, closure),
    Entry::pure("VectorClocks", "CausalOrder", 4, causal_order),
];

/// A graph: its nodes in order, and for each the positions of those that an edge leads to.
struct Graph {
    nodes: Vec<Value>,
    index: HashMap<Value, usize>,
    next: Vec<Vec<usize>>,
}

/// The ends of an edge.
type Ends = fn(&Universe, Value) -> Option<[Value; 2]>;

fn directed(universe: &Universe, edge: Value) -> Option<[Value; 2]> {
    match *items(universe, edge)? {
        [from, to] => Some([from, to]),
        _ => None,
    }
}

fn undirected(universe: &Universe, edge: Value) -> Option<[Value; 2]> {
    match universe.shape(edge) {
        Shape::Set(&[one]) => Some([one, one]),
        Shape::Set(&[one, other]) => Some([one, other]),
        _ => None,
    }
}

impl Graph {
    /// Reads a record of nodes and edges. What is no edge between its nodes is left out, as in TLC.
    fn read(
        host: &mut dyn Host,
        position: &'static str,
        operator: &str,
        v: &V,
        ends: Ends,
        both: bool,
    ) -> Eval<Graph> {
        let value = host.value(v)?;
        let universe = host.universe();
        let field = |name| match universe.shape(value) {
            Shape::Record(fields) => {
                let name = universe.string(name);
                let found = fields.iter().find(|(field, _)| *field == name)?;
                match universe.shape(found.1) {
                    Shape::Set(members) => Some(members.to_vec()),
                    _ => None,
                }
            }
            _ => None,
        };
        let (Some(nodes), Some(edges)) = (field("node"), field("edge")) else {
            let expected = "graph: a record whose fields node and edge are sets";
            return wrong(host, position, operator, expected, v);
        };
        let index: HashMap<Value, usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (*node, at))
            .collect();
        let mut next = vec![Vec::new(); nodes.len()];
        for [from, to] in edges.into_iter().filter_map(|edge| ends(universe, edge)) {
            if let (Some(&from), Some(&to)) = (index.get(&from), index.get(&to)) {
                next[from].push(to);
                if both && from != to {
                    next[to].push(from);
                }
            }
        }
        Ok(Graph { nodes, index, next })
    }

    /// What can be reached from a node, itself included.
    fn reachable(&self, from: usize) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                open.extend(&self.next[node]);
            }
        }
        reached
    }

    /// The same nodes, edges the other way.
    fn transposed(&self) -> Graph {
        let mut next = vec![Vec::new(); self.nodes.len()];
        for (from, successors) in self.next.iter().enumerate() {
            for &to in successors {
                next[to].push(from);
            }
        }
        Graph {
            nodes: self.nodes.clone(),
            index: self.index.clone(),
            next,
        }
    }

    /// All paths that visit no node twice, as sequences.
    fn simple_paths(&self, host: &mut dyn Host) -> Eval<V> {
        let mut paths = Vec::new();
        for start in 0..self.nodes.len() {
            // For each node of the current path, how many of its successors were looked at.
            let mut path = vec![(start, 0)];
            paths.push(self.tuple(host, &path));
            while let Some((node, looked)) = path.last_mut() {
                host.poll()?;
                let successor = self.next[*node].get(*looked).copied();
                *looked += 1;
                match successor {
                    None => {
                        path.pop();
                    }
                    Some(to) if path.iter().any(|(node, _)| *node == to) => {}
                    Some(to) => {
                        limited("SimplePath", Some(paths.len() as u64))?;
                        path.push((to, 0));
                        paths.push(self.tuple(host, &path));
                    }
                }
            }
        }
        host.set(paths)
    }

    fn tuple(&self, host: &dyn Host, path: &[(usize, usize)]) -> Value {
        host.universe()
            .tuple(path.iter().map(|(node, _)| self.nodes[*node]).collect())
    }

    fn connected(&self, host: &mut dyn Host, from: &V, to: &V) -> Eval<V> {
        let (from, to) = (host.value(from)?, host.value(to)?);
        let connected = match (self.index.get(&from), self.index.get(&to)) {
            (Some(&from), Some(&to)) => self.reachable(from)[to],
            _ => false,
        };
        boolean(host, connected)
    }
}

fn simple_path(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    Graph::read(host, "first", "SimplePath", &args[0], directed, false)?.simple_paths(host)
}

fn are_connected(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(host, "third", "AreConnectedIn", &args[2], directed, false)?;
    graph.connected(host, &args[0], &args[1])
}

fn is_strongly_connected(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(
        host,
        "first",
        "IsStronglyConnected",
        &args[0],
        directed,
        false,
    )?;
    let all = |graph: &Graph| graph.reachable(0).into_iter().all(|reached| reached);
    boolean(
        host,
        graph.nodes.is_empty() || (all(&graph) && all(&graph.transposed())),
    )
}

fn connections(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(host, "first", "ConnectionsIn", &args[0], directed, false)?;
    let universe = host.universe();
    let mut entries = Vec::with_capacity(graph.nodes.len() * graph.nodes.len());
    for (from, &m) in graph.nodes.iter().enumerate() {
        for (&n, reached) in graph.nodes.iter().zip(graph.reachable(from)) {
            entries.push((universe.tuple(vec![m, n]), universe.boolean(reached)));
        }
    }
    function(host, entries)
}

fn undirected_simple_path(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    Graph::read(host, "first", "SimplePath", &args[0], undirected, true)?.simple_paths(host)
}

fn undirected_are_connected(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(host, "third", "AreConnectedIn", &args[2], undirected, true)?;
    graph.connected(host, &args[0], &args[1])
}

fn connected_components(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(
        host,
        "first",
        "ConnectedComponents",
        &args[0],
        undirected,
        true,
    )?;
    let mut seen = vec![false; graph.nodes.len()];
    let mut components = Vec::new();
    for start in 0..graph.nodes.len() {
        if seen[start] {
            continue;
        }
        let reached = graph.reachable(start);
        let members = graph
            .nodes
            .iter()
            .zip(&reached)
            .filter(|(_, reached)| **reached);
        components.push(
            host.universe()
                .set(members.map(|(node, _)| *node).collect()),
        );
        for (seen, reached) in seen.iter_mut().zip(reached) {
            *seen |= reached;
        }
    }
    host.set(components)
}

/// The DOT text of a graph. Nodes are named by their positions.
fn dot(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let graph = Graph::read(host, "first", "DotDiGraph", &args[0], directed, false)?;
    let mut text = String::from("digraph MyGraph {");
    for (at, &node) in graph.nodes.iter().enumerate() {
        let label = host.call(&args[1], vec![V::Val(node)])?;
        text += &format!("{at}[label={}];", notation(host, &label)?);
    }
    for (from, successors) in graph.next.iter().enumerate() {
        for &to in successors {
            let edge = host
                .universe()
                .tuple(vec![graph.nodes[from], graph.nodes[to]]);
            let label = host.call(&args[2], vec![V::Val(edge)])?;
            text += &format!("{from}->{to}[label={}];", notation(host, &label)?);
        }
    }
    text.push('}');
    from_text(host, &text)
}

/// The transitive closure of a set of pairs.
fn closure(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut pairs = Vec::new();
    for member in host.members(&args[0])? {
        match directed(host.universe(), member) {
            Some(pair) => pairs.push(pair),
            None => return misapplied(host, "TransitiveClosure", "a pair", &V::Val(member)),
        }
    }
    let nodes = host
        .universe()
        .set(pairs.iter().flatten().copied().collect());
    let nodes = host.members(&V::Val(nodes))?;
    let index: HashMap<Value, usize> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (*node, at))
        .collect();
    let size = nodes.len();
    let mut related = vec![false; size * size];
    for [from, to] in pairs {
        related[index[&from] * size + index[&to]] = true;
    }
    warshall(size, &mut related);
    let universe = host.universe();
    let closed = related.iter().enumerate().filter(|(_, related)| **related);
    let closed = closed
        .map(|(at, _)| universe.tuple(vec![nodes[at / size], nodes[at % size]]))
        .collect();
    host.set(closed)
}

/// An event of a log with vector clocks.
struct Event {
    entry: Value,
    clock: V,
    hosts: Vec<Value>,
    time: Value,
}

/// Events of each host by their own time; round by round each host gives its next event, once all those that its clock
/// has seen of other hosts are out.
fn causal_order(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [log, clock, node, domain] = args else {
        return Err(EvalError::new(
            code::NATIVE,
            "CausalOrder takes four arguments.",
        ));
    };
    let log = sequence(host, "first", "CausalOrder", log)?;
    let count = log.len();
    let mut by_host: BTreeMap<usize, Vec<Event>> = BTreeMap::new();
    let mut hosts: Vec<Value> = Vec::new();
    for entry in log {
        host.poll()?;
        let own = host.call(node, vec![V::Val(entry)])?;
        let own = host.value(&own)?;
        let clock = host.call(clock, vec![V::Val(entry)])?;
        let time = host.apply(&clock, own)?;
        let time = host.value(&time)?;
        let others = host.call(domain, vec![clock.clone()])?;
        let others = host.members(&others)?;
        let at = hosts
            .iter()
            .position(|host| *host == own)
            .unwrap_or_else(|| {
                hosts.push(own);
                hosts.len() - 1
            });
        let event = Event {
            entry,
            clock,
            hosts: others,
            time,
        };
        by_host.entry(at).or_default().push(event);
    }
    for events in by_host.values_mut() {
        let universe = host.universe();
        events.sort_by(|a, b| universe.compare(a.time, b.time));
    }
    let mut taken = vec![0usize; hosts.len()];
    let mut ordered = Vec::with_capacity(count);
    while ordered.len() < count {
        let before = ordered.len();
        for (at, events) in &by_host {
            let Some(event) = events.get(taken[*at]) else {
                continue;
            };
            if is_due(host, event, *at, &hosts, &taken)? {
                ordered.push(event.entry);
                taken[*at] += 1;
            }
        }
        if ordered.len() == before {
            return Err(EvalError::new(
                code::NATIVE,
                "CausalOrder was given clocks that no order of the log respects.",
            ));
        }
    }
    from_items(host, ordered)
}

/// Whether all events of other hosts that a clock has seen were taken.
fn is_due(
    host: &mut dyn Host,
    event: &Event,
    own: usize,
    hosts: &[Value],
    taken: &[usize],
) -> Eval<bool> {
    for &other in &event.hosts {
        let time = host.apply(&event.clock, other)?;
        let time = host.value(&time)?;
        let seen = int(host.universe(), time).unwrap_or(0);
        let at = hosts.iter().position(|host| *host == other);
        let out = match at {
            Some(at) if at == own => continue,
            Some(at) => taken[at] as i64,
            None => 0,
        };
        if seen > out {
            return Ok(false);
        }
    }
    Ok(true)
}
