---- MODULE lamport_mutex_TTrace_1795701288 ----
EXTENDS Sequences, TLCExt, Toolbox, lamport_mutex, Naturals, TLC

_expression ==
    LET lamport_mutex_TEExpression == INSTANCE lamport_mutex_TEExpression
    IN lamport_mutex_TEExpression!expression
----

_trace ==
    LET lamport_mutex_TETrace == INSTANCE lamport_mutex_TETrace
    IN lamport_mutex_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        crit = ({1, 2})
        /\
        ack = (<<{1, 2}, {1, 2}>>)
        /\
        clock = (<<2, 2>>)
        /\
        network = (<<<<<<>>, <<>>>>, <<<<>>, <<>>>>>>)
        /\
        req = (<<<<1, 1>>, <<1, 1>>>>)
    )
----

_init ==
    /\ network = _TETrace[1].network
    /\ req = _TETrace[1].req
    /\ crit = _TETrace[1].crit
    /\ ack = _TETrace[1].ack
    /\ clock = _TETrace[1].clock
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ network  = _TETrace[i].network
        /\ network' = _TETrace[j].network
        /\ req  = _TETrace[i].req
        /\ req' = _TETrace[j].req
        /\ crit  = _TETrace[i].crit
        /\ crit' = _TETrace[j].crit
        /\ ack  = _TETrace[i].ack
        /\ ack' = _TETrace[j].ack
        /\ clock  = _TETrace[i].clock
        /\ clock' = _TETrace[j].clock

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("lamport_mutex_TTrace_1795701288.json", _TETrace)

=============================================================================

 Note that you can extract this module `lamport_mutex_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `lamport_mutex_TEExpression.tla` file takes precedence 
  over the module `lamport_mutex_TEExpression` below).

---- MODULE lamport_mutex_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, lamport_mutex, Naturals, TLC

expression == 
    [
        \* To hide variables of the `lamport_mutex` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        network |-> network
        ,req |-> req
        ,crit |-> crit
        ,ack |-> ack
        ,clock |-> clock
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_networkUnchanged |-> network = network'
        
        \* Format the `network` variable as Json value.
        \* ,_networkJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(network)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_networkModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].network # _TETrace[s-1].network
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE lamport_mutex_TETrace ----
\*EXTENDS IOUtils, lamport_mutex, TLC
\*
\*trace == IODeserialize("lamport_mutex_TTrace_1795701288.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE lamport_mutex_TETrace ----
EXTENDS lamport_mutex, TLC

trace == 
    <<
    ([crit |-> {},ack |-> <<{}, {}>>,clock |-> <<1, 1>>,network |-> <<<<<<>>, <<>>>>, <<<<>>, <<>>>>>>,req |-> <<<<0, 0>>, <<0, 0>>>>]),
    ([crit |-> {},ack |-> <<{1}, {}>>,clock |-> <<1, 1>>,network |-> <<<<<<>>, <<[clock |-> 1, kind |-> "req"]>>>>, <<<<>>, <<>>>>>>,req |-> <<<<1, 0>>, <<0, 0>>>>]),
    ([crit |-> {},ack |-> <<{1}, {2}>>,clock |-> <<1, 1>>,network |-> <<<<<<>>, <<[clock |-> 1, kind |-> "req"]>>>>, <<<<[clock |-> 1, kind |-> "req"]>>, <<>>>>>>,req |-> <<<<1, 0>>, <<0, 1>>>>]),
    ([crit |-> {},ack |-> <<{1}, {2}>>,clock |-> <<1, 2>>,network |-> <<<<<<>>, <<>>>>, <<<<[clock |-> 1, kind |-> "req"], [clock |-> 0, kind |-> "ack"]>>, <<>>>>>>,req |-> <<<<1, 0>>, <<1, 1>>>>]),
    ([crit |-> {},ack |-> <<{1}, {2}>>,clock |-> <<2, 2>>,network |-> <<<<<<>>, <<[clock |-> 0, kind |-> "ack"]>>>>, <<<<[clock |-> 0, kind |-> "ack"]>>, <<>>>>>>,req |-> <<<<1, 1>>, <<1, 1>>>>]),
    ([crit |-> {},ack |-> <<{1}, {1, 2}>>,clock |-> <<2, 2>>,network |-> <<<<<<>>, <<>>>>, <<<<[clock |-> 0, kind |-> "ack"]>>, <<>>>>>>,req |-> <<<<1, 1>>, <<1, 1>>>>]),
    ([crit |-> {2},ack |-> <<{1}, {1, 2}>>,clock |-> <<2, 2>>,network |-> <<<<<<>>, <<>>>>, <<<<[clock |-> 0, kind |-> "ack"]>>, <<>>>>>>,req |-> <<<<1, 1>>, <<1, 1>>>>]),
    ([crit |-> {2},ack |-> <<{1, 2}, {1, 2}>>,clock |-> <<2, 2>>,network |-> <<<<<<>>, <<>>>>, <<<<>>, <<>>>>>>,req |-> <<<<1, 1>>, <<1, 1>>>>]),
    ([crit |-> {1, 2},ack |-> <<{1, 2}, {1, 2}>>,clock |-> <<2, 2>>,network |-> <<<<<<>>, <<>>>>, <<<<>>, <<>>>>>>,req |-> <<<<1, 1>>, <<1, 1>>>>])
    >>
----


=============================================================================

---- CONFIG lamport_mutex_TTrace_1795701288 ----
CONSTANTS
    N = 2
    MAX_CLOCK = 6
    Beats <- BeatsOrTies

INVARIANT
    _inv

CHECK_DEADLOCK
    \* CHECK_DEADLOCK off because of PROPERTY or INVARIANT above.
    FALSE

INIT
    _init

NEXT
    _next

CONSTANT
    _TETrace <- _trace

ALIAS
    _expression
=============================================================================
\* Generated on Thu Nov 26 13:54:49 UTC 2026