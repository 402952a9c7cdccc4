------------------------- MODULE cache_write_back --------------------------
(* A write-back cache: a write stays in the cache until it is flushed. Twin  *)
(* of WriteBack in cache.py; for EvictDirty the cfg replaces MayEvict.       *)
EXTENDS Naturals

CONSTANTS Node, WRITES, None

VARIABLES
  db,
  cache,
  dirty,
  written  \* the latest version that a client was told is written

vars == <<db, cache, dirty, written>>

Init ==
  /\ db = 0
  /\ cache = [n \in Node |-> None]
  /\ dirty = [n \in Node |-> FALSE]
  /\ written = 0

Read(n) ==
  /\ cache[n] = None
  /\ cache' = [cache EXCEPT ![n] = db]
  /\ UNCHANGED <<db, dirty, written>>

(* One owner at a time: no other node holds a version that is not flushed. *)
Write(n) ==
  /\ written < WRITES
  /\ \A m \in Node \ {n} : ~dirty[m]
  /\ written' = written + 1
  /\ cache' = [cache EXCEPT ![n] = written']
  /\ dirty' = [dirty EXCEPT ![n] = TRUE]
  /\ UNCHANGED db

Flush(n) ==
  /\ dirty[n]
  /\ db' = cache[n]
  /\ dirty' = [dirty EXCEPT ![n] = FALSE]
  /\ UNCHANGED <<cache, written>>

MayEvict(n) == ~dirty[n]

(* Broken: a full cache drops the entry that was used least, flushed or not. *)
MayAlwaysEvict(n) == TRUE

Evict(n) ==
  /\ cache[n] # None
  /\ MayEvict(n)
  /\ cache' = [cache EXCEPT ![n] = None]
  /\ dirty' = [dirty EXCEPT ![n] = FALSE]
  /\ UNCHANGED <<db, written>>

Next ==
  \/ \E n \in Node : Read(n)
  \/ \E n \in Node : Write(n)
  \/ \E n \in Node : Flush(n)
  \/ \E n \in Node : Evict(n)

Spec == Init /\ [][Next]_vars

NoWriteIsLost ==
  db = written \/ \E n \in Node : dirty[n] /\ cache[n] = written
=============================================================================
