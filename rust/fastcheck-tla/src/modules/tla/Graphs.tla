---- MODULE Graphs ----
EXTENDS Naturals, Sequences, FiniteSets, SequencesExt, Relation

(* A directed graph is a record: a set of nodes and a set of pairs of nodes.    *)
IsDirectedGraph(G) ==
  /\ G = [node |-> G.node, edge |-> G.edge]
  /\ G.edge \subseteq G.node \X G.node

DirectedSubgraph(G) ==
  {H \in [node : SUBSET G.node, edge : SUBSET (G.node \X G.node)] :
     IsDirectedGraph(H) /\ H.edge \subseteq G.edge}

Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]

IsUndirectedGraph(G) ==
  IsDirectedGraph(G) /\ \A e \in G.edge : <<e[2], e[1]>> \in G.edge

UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : IsUndirectedGraph(H)}

(* Paths are sequences of at least one node; simple ones repeat none.           *)
Path(G) ==
  {p \in Seq(G.node) :
     p # <<>> /\ \A i \in 1..(Len(p) - 1) : <<p[i], p[i + 1]>> \in G.edge}
SimplePath(G) == {p \in Path(G) : IsInjective(p)}

AreConnectedIn(m, n, G) == \E p \in Path(G) : p[1] = m /\ p[Len(p)] = n

IsStronglyConnected(G) == \A m, n \in G.node : AreConnectedIn(m, n, G)

(* Which nodes are connected, by adding intermediate nodes one by one.          *)
ConnectionsIn(G) ==
  LET through[N \in SUBSET G.node] ==
        IF N = {} THEN [m, n \in G.node |-> m = n \/ <<m, n>> \in G.edge]
        ELSE LET u == CHOOSE x \in N : TRUE
                 C == through[N \ {u}]
             IN [m, n \in G.node |-> C[m, n] \/ (C[m, u] /\ C[u, n])]
  IN through[G.node]

(* From each node one way leads to the root.                                    *)
IsTreeWithRoot(G, root) ==
  /\ IsDirectedGraph(G)
  /\ root \in G.node
  /\ \A e \in G.edge : e[1] # root /\ \A f \in G.edge : e[1] = f[1] => e = f
  /\ \A n \in G.node : AreConnectedIn(n, root, G)

GraphUnion(G, H) == [node |-> G.node \cup H.node, edge |-> G.edge \cup H.edge]

IsBipartiteWithPartitions(G, S, T) ==
  /\ S \cap T = {}
  /\ G.node \subseteq S \cup T
  /\ \A e \in G.edge : \/ e[1] \in S /\ e[2] \in T
                       \/ e[1] \in T /\ e[2] \in S

HasCycle(G) ==
  LET C == ConnectionsIn(G)
  IN \/ \E n \in G.node : <<n, n>> \in G.edge
     \/ \E m, n \in G.node : m # n /\ C[m, n] /\ C[n, m]

IsDag(G) == IsDirectedGraph(G) /\ ~HasCycle(G)

Successors(G, n) == {m \in G.node : <<n, m>> \in G.edge}
Predecessors(G, n) == {m \in G.node : <<m, n>> \in G.edge}
AllSuccessors(G, S) == UNION {Successors(G, n) : n \in S}
AllPredecessors(G, S) == UNION {Predecessors(G, n) : n \in S}

(* What reaches n, and what n reaches, by at least one edge.                    *)
LOCAL Reach(G) ==
  TransitiveClosure([p \in G.node \X G.node |-> p \in G.edge], G.node)
Ancestors(G, n) == LET R == Reach(G) IN {m \in G.node : R[m, n]}
Descendants(G, n) == LET R == Reach(G) IN {m \in G.node : R[n, m]}

InDegree(G, n) == Cardinality(Predecessors(G, n))
OutDegree(G, n) == Cardinality(Successors(G, n))
Roots(G) == {n \in G.node : Predecessors(G, n) = {}}
Leaves(G) == {n \in G.node : Successors(G, n) = {}}

EmptyGraph == [node |-> {}, edge |-> {}]
Graphs(S) == [node : {S}, edge : SUBSET (S \X S)]
====
