---- MODULE ShiViz ----
LOCAL INSTANCE Integers
LOCAL INSTANCE Json
LOCAL INSTANCE TLC
INSTANCE Toolbox

(* Which process took each step of the trace: the one whose pc changed, or, if  *)
(* none did, the one before.                                                    *)
LOCAL HostAt ==
  LET host[i \in DOMAIN _TETrace] ==
        IF i = 1 THEN "--"
        ELSE LET before == _TETrace[i - 1].pc
                 after == _TETrace[i].pc
             IN IF before = after THEN host[i - 1]
                ELSE CHOOSE p \in DOMAIN before : before[p] # after[p]
  IN TLCEval(host)
Host == HostAt[_TEPosition]

(* How many steps each process has taken, as a vector clock in JSON.            *)
LOCAL ClockAt ==
  LET ticks(i) == [p \in DOMAIN _TETrace[i].pc |->
                     IF i > 1 /\ p = HostAt[i] THEN 1 ELSE 0]
      clock[i \in DOMAIN _TETrace] ==
        IF i = 1 THEN ticks(1)
        ELSE LET before == TLCEval(clock[i - 1])
                 tick == ticks(i)
             IN [p \in DOMAIN before |-> before[p] + tick[p]]
  IN TLCEval(clock)
Clock == ToJsonObject(ClockAt[_TEPosition])
====
