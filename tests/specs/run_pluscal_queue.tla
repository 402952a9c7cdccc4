---- MODULE run_pluscal_queue ----
EXTENDS Naturals, Sequences
CONSTANTS Cap, Items
(* --algorithm queue
variables q = <<>>, got = {};
procedure put(item) begin
  Wait: await Len(q) < Cap;
        q := Append(q, item);
        return;
end procedure;
process producer = "p"
variables left = Items;
begin
  Loop: while left # {} do
    with i \in left do
      left := left \ {i};
      call put(i);
    end with;
  end while;
end process;
process consumer = "c"
begin
  Take: while got # Items do
    await q # <<>>;
    got := got \cup {Head(q)};
    q := Tail(q);
  end while;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
CONSTANT defaultInitValue
VARIABLES q, got, pc, stack, item, left

vars == << q, got, pc, stack, item, left >>

ProcSet == {"p"} \cup {"c"}

Init == (* Global variables *)
        /\ q = <<>>
        /\ got = {}
        (* Procedure put *)
        /\ item = [ self \in ProcSet |-> defaultInitValue]
        (* Process producer *)
        /\ left = Items
        /\ stack = [self \in ProcSet |-> << >>]
        /\ pc = [self \in ProcSet |-> CASE self = "p" -> "Loop"
                                        [] self = "c" -> "Take"]

Wait(self) == /\ pc[self] = "Wait"
              /\ Len(q) < Cap
              /\ q' = Append(q, item[self])
              /\ pc' = [pc EXCEPT ![self] = Head(stack[self]).pc]
              /\ item' = [item EXCEPT ![self] = Head(stack[self]).item]
              /\ stack' = [stack EXCEPT ![self] = Tail(stack[self])]
              /\ UNCHANGED << got, left >>

put(self) == Wait(self)

Loop == /\ pc["p"] = "Loop"
        /\ IF left # {}
              THEN /\ \E i \in left:
                        /\ left' = left \ {i}
                        /\ /\ item' = [item EXCEPT !["p"] = i]
                           /\ stack' = [stack EXCEPT !["p"] = << [ procedure |->  "put",
                                                                    pc        |->  "Loop",
                                                                    item      |->  item["p"] ] >>
                                                                \o stack["p"]]
                        /\ pc' = [pc EXCEPT !["p"] = "Wait"]
              ELSE /\ pc' = [pc EXCEPT !["p"] = "Done"]
                   /\ UNCHANGED << stack, item, left >>
        /\ UNCHANGED << q, got >>

producer == Loop

Take == /\ pc["c"] = "Take"
        /\ IF got # Items
              THEN /\ q # <<>>
                   /\ got' = (got \cup {Head(q)})
                   /\ q' = Tail(q)
                   /\ pc' = [pc EXCEPT !["c"] = "Take"]
              ELSE /\ pc' = [pc EXCEPT !["c"] = "Done"]
                   /\ UNCHANGED << q, got >>
        /\ UNCHANGED << stack, item, left >>

consumer == Take

Terminating == /\ \A self \in ProcSet: pc[self] = "Done"
               /\ UNCHANGED vars

Next == producer \/ consumer
           \/ (\E self \in ProcSet: put(self))
           \/ Terminating

Spec == Init /\ [][Next]_vars
\* END TRANSLATION
Bounded == Len(q) <= Cap
Nothing == \A n \in DOMAIN q : q[n] \notin got
====
