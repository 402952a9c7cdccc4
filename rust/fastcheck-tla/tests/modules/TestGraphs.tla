---- MODULE TestGraphs ----
EXTENDS Graphs, TLC
U == INSTANCE UndirectedGraphs

G == [node |-> 1..4, edge |-> {<<1, 2>>, <<2, 3>>, <<3, 1>>, <<3, 4>>}]
T == [node |-> 1..3, edge |-> {<<2, 1>>, <<3, 1>>}]

ASSUME IsDirectedGraph(G) /\ ~IsDirectedGraph([node |-> {1}, edge |-> {<<1, 2>>}])
ASSUME Cardinality(DirectedSubgraph(T)) = 13
ASSUME Transpose(T) = [node |-> 1..3, edge |-> {<<1, 2>>, <<1, 3>>}]
ASSUME IsUndirectedGraph(GraphUnion(T, Transpose(T))) /\ ~IsUndirectedGraph(T)
ASSUME Cardinality(UndirectedSubgraph([node |-> 1..2, edge |-> {<<1, 2>>, <<2, 1>>}])) = 5
ASSUME <<1, 2, 3, 1>> \in Path(G) /\ <<1, 3>> \notin Path(G) /\ <<>> \notin Path(G)
ASSUME SimplePath(T) = {<<1>>, <<2>>, <<3>>, <<2, 1>>, <<3, 1>>}
ASSUME <<1, 2, 3, 4>> \in SimplePath(G) /\ <<1, 2, 3, 1>> \notin SimplePath(G)
ASSUME AreConnectedIn(1, 4, G) /\ ~AreConnectedIn(4, 1, G) /\ AreConnectedIn(4, 4, G)
ASSUME ~IsStronglyConnected(G) /\ IsStronglyConnected([G EXCEPT !.edge = @ \cup {<<4, 1>>}])
ASSUME ConnectionsIn(G)[1, 4] /\ ~ConnectionsIn(G)[4, 1] /\ ConnectionsIn(G)[4, 4]
ASSUME IsTreeWithRoot(T, 1) /\ ~IsTreeWithRoot(T, 2) /\ ~IsTreeWithRoot(G, 4)
ASSUME IsBipartiteWithPartitions(T, {1}, {2, 3}) /\ ~IsBipartiteWithPartitions(T, {1, 2}, {3})
ASSUME HasCycle(G) /\ ~HasCycle(T) /\ IsDag(T) /\ ~IsDag(G)
ASSUME Successors(G, 3) = {1, 4} /\ Predecessors(G, 1) = {3}
ASSUME AllSuccessors(G, {1, 3}) = {1, 2, 4} /\ AllPredecessors(G, {1, 4}) = {3}
ASSUME Ancestors(T, 1) = {2, 3} /\ Descendants(G, 1) = 1..4 /\ Descendants(G, 4) = {}
ASSUME InDegree(G, 1) = 1 /\ OutDegree(G, 3) = 2 /\ Roots(T) = {2, 3} /\ Leaves(T) = {1}
ASSUME EmptyGraph = [node |-> {}, edge |-> {}] /\ Cardinality(Graphs({1, 2})) = 16

H == [node |-> 1..5, edge |-> {{1, 2}, {2, 3}, {4}}]
ASSUME U!IsUndirectedGraph(H) /\ ~U!IsLoopFreeUndirectedGraph(H)
ASSUME U!SimplePath([node |-> 1..2, edge |-> {{1, 2}}]) = {<<1>>, <<2>>, <<1, 2>>, <<2, 1>>}
ASSUME U!AreConnectedIn(3, 1, H) /\ ~U!AreConnectedIn(1, 4, H)
ASSUME U!ConnectedComponents(H) = {{1, 2, 3}, {4}, {5}} /\ ~U!IsStronglyConnected(H)
ASSUME U!IsStronglyConnected([node |-> {1}, edge |-> {}])
ASSUME Cardinality(U!UndirectedGraphs({1, 2})) = 8 /\ <<1, 2, 1>> \in U!Path(H)
====
