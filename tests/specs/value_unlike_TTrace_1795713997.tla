---- MODULE value_unlike_TTrace_1795713997 ----
EXTENDS Sequences, TLCExt, value_unlike, Toolbox, Naturals, TLC

_expression ==
    LET value_unlike_TEExpression == INSTANCE value_unlike_TEExpression
    IN value_unlike_TEExpression!expression
----

_trace ==
    LET value_unlike_TETrace == INSTANCE value_unlike_TETrace
    IN value_unlike_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        x = ({<<1, "a">>, <<2, 7>>})
        /\
        n = (2)
    )
----

_init ==
    /\ n = _TETrace[1].n
    /\ x = _TETrace[1].x
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ n  = _TETrace[i].n
        /\ n' = _TETrace[j].n
        /\ x  = _TETrace[i].x
        /\ x' = _TETrace[j].x

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("value_unlike_TTrace_1795713997.json", _TETrace)

=============================================================================

 Note that you can extract this module `value_unlike_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `value_unlike_TEExpression.tla` file takes precedence 
  over the module `value_unlike_TEExpression` below).

---- MODULE value_unlike_TEExpression ----
EXTENDS Sequences, TLCExt, value_unlike, Toolbox, Naturals, TLC

expression == 
    [
        \* To hide variables of the `value_unlike` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        n |-> n
        ,x |-> x
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_nUnchanged |-> n = n'
        
        \* Format the `n` variable as Json value.
        \* ,_nJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(n)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_nModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].n # _TETrace[s-1].n
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE value_unlike_TETrace ----
\*EXTENDS IOUtils, value_unlike, TLC
\*
\*trace == IODeserialize("value_unlike_TTrace_1795713997.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE value_unlike_TETrace ----
EXTENDS value_unlike, TLC

trace == 
    <<
    ([x |-> {},n |-> 0]),
    ([x |-> {<<1, "a">>},n |-> 1]),
    ([x |-> {<<1, "a">>, <<2, 7>>},n |-> 2])
    >>
----


=============================================================================

---- CONFIG value_unlike_TTrace_1795713997 ----
CONSTANTS
    m = m
    m = m

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
\* Generated on Thu Nov 26 17:26:38 UTC 2026