---- MODULE GraphViz ----

(* The DOT text of a graph with these labels of its nodes and edges.            *)
DotDiGraph(G, NodeLabel(_), EdgeLabel(_)) == CHOOSE text \in STRING : TRUE
====
