------------------------- MODULE cache_invalidation ------------------------
(* A cache with invalidation: a write tells every node. Twin of Invalidation *)
(* in cache.py; for StaleFill the cfg replaces Lands.                        *)
EXTENDS Naturals, Sequences

CONSTANTS Node, WRITES, None

VARIABLES
  db,
  cache,
  fill,
  known,     \* the latest version that a message told the node of
  messages

vars == <<db, cache, fill, known, messages>>

Init ==
  /\ db = 0
  /\ cache = [n \in Node |-> None]
  /\ fill = [n \in Node |-> None]
  /\ known = [n \in Node |-> 0]
  /\ messages = [n \in Node |-> <<>>]

Write ==
  /\ db < WRITES
  /\ db' = db + 1
  /\ messages' = [n \in Node |-> Append(messages[n], db')]
  /\ UNCHANGED <<cache, fill, known>>

Read(n) ==
  /\ cache[n] = None
  /\ fill[n] = None
  /\ fill' = [fill EXCEPT ![n] = db]
  /\ UNCHANGED <<db, cache, known, messages>>

(* A fill that is older than what the node was told since is thrown away. *)
Lands(n, version) == version >= known[n]

(* Broken: the message removes what is in the cache; what is about to land *)
(* there lands.                                                            *)
AlwaysLands(n, version) == TRUE

Land(n) ==
  /\ fill[n] # None
  /\ fill' = [fill EXCEPT ![n] = None]
  /\ cache' = IF Lands(n, fill[n]) THEN [cache EXCEPT ![n] = fill[n]] ELSE cache
  /\ UNCHANGED <<db, known, messages>>

Invalidate(n) ==
  /\ messages[n] # <<>>
  /\ LET version == Head(messages[n])
     IN  /\ known' = [known EXCEPT ![n] = version]
         /\ cache' = IF cache[n] # None /\ cache[n] < version
                       THEN [cache EXCEPT ![n] = None]
                       ELSE cache
  /\ messages' = [messages EXCEPT ![n] = Tail(@)]
  /\ UNCHANGED <<db, fill>>

Evict(n) ==
  /\ cache[n] # None
  /\ cache' = [cache EXCEPT ![n] = None]
  /\ UNCHANGED <<db, fill, known, messages>>

Next ==
  \/ Write
  \/ \E n \in Node : Read(n)
  \/ \E n \in Node : Land(n)
  \/ \E n \in Node : Invalidate(n)
  \/ \E n \in Node : Evict(n)

Spec == Init /\ [][Next]_vars

(* Messages arrive, and what was read lands. *)
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_vars(Invalidate(n)) /\ WF_vars(Land(n))

(* There are only so many writes, so from some time on all copies are good. *)
CurrentInTheEnd == <>[](\A n \in Node : cache[n] \in {None, db})

(* A node with no message under way serves what the database holds. *)
ToldMeansCurrent ==
  \A n \in Node : messages[n] # <<>> \/ cache[n] \in {None, db}
=============================================================================
