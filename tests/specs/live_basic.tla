---- MODULE live_basic ----
(* A counter modulo 3 beside a light, with every strength of fairness.       *)
EXTENDS Naturals
VARIABLES x, lamp
vars == <<x, lamp>>
Init == x = 0 /\ lamp = FALSE
Tick == x' = (x + 1) % 3 /\ UNCHANGED lamp
Switch == x = 1 /\ lamp' = ~lamp /\ UNCHANGED x
Next == Tick \/ Switch
None == Init /\ [][Next]_vars
Weak == None /\ WF_vars(Tick)
WeakSwitch == None /\ WF_vars(Tick) /\ WF_vars(Switch)
StrongSwitch == None /\ WF_vars(Tick) /\ SF_vars(Switch)
WeakNext == None /\ WF_vars(Next)
StrongNext == None /\ SF_vars(Next)
Two == <>(x = 2)
Again == []<>(x = 2)
Lit == <>lamp
LitAgain == []<>lamp
StaysLit == <>[]lamp
Leads == (x = 1) ~> (x = 0)
LeadsLit == (x = 1) ~> lamp
Stable == <>[](x < 3)
TickAgain == []<><<Tick>>_vars
SwitchAgain == []<><<Switch>>_vars
NoSwitch == <>[][~Switch]_vars
Either == []<>(x = 2) \/ <>[](x # 2)
Implies == []<>(x = 1) => []<>lamp
ImpliesWeak == WF_vars(Tick) => []<>(x = 2)
Nested == [](x = 0 => <>(x = 1 /\ <>(x = 2)))
Until == [](lamp => <>~lamp)
InitPart == x = 0 /\ []<>(x = 0)
InitWrong == x = 1 /\ []<>(x = 0)
BoxImplies == [](x = 2 => <>[](x < 3))
Equiv == ([]<>lamp => []<>~lamp) /\ ([]<>~lamp => []<>lamp)
Forall == \A n \in 0..2 : []<>(x = n)
Exists == \E n \in 0..2 : <>[](x = n)
Negated == ~<>lamp
====
