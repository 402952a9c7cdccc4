---- MODULE live_pluscal ----
EXTENDS Naturals, TLC
CONSTANT Procs
(* --fair algorithm semaphore {
  variable sem = 1;
  fair process (p \in Procs) {
    Try:  while (TRUE) {
            await sem > 0;
            sem := sem - 1;
    Crit:   skip;
    Exit:   sem := sem + 1;
          }
  }
} *)
\* BEGIN TRANSLATION
VARIABLES sem, pc

vars == << sem, pc >>

ProcSet == (Procs)

Init == (* Global variables *)
        /\ sem = 1
        /\ pc = [self \in ProcSet |-> "Try"]

Try(self) == /\ pc[self] = "Try"
             /\ sem > 0
             /\ sem' = sem - 1
             /\ pc' = [pc EXCEPT ![self] = "Crit"]

Crit(self) == /\ pc[self] = "Crit"
              /\ TRUE
              /\ pc' = [pc EXCEPT ![self] = "Exit"]
              /\ sem' = sem

Exit(self) == /\ pc[self] = "Exit"
              /\ sem' = sem + 1
              /\ pc' = [pc EXCEPT ![self] = "Try"]

p(self) == Try(self) \/ Crit(self) \/ Exit(self)

Next == (\E self \in Procs: p(self))

Spec == /\ Init /\ [][Next]_vars
        /\ WF_vars(Next)
        /\ \A self \in Procs : WF_vars(p(self))

StrongSpec == Spec /\ \A self \in Procs : SF_vars(p(self))
\* END TRANSLATION
Mutex == \A i, j \in Procs : pc[i] \in {"Crit", "Exit"} /\ pc[j] \in {"Crit", "Exit"} => i = j
Served == \A i \in Procs : []<>(pc[i] = "Crit")
SomeServed == []<>(\E i \in Procs : pc[i] = "Crit")
====
