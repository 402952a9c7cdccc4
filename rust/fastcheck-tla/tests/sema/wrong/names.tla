---- MODULE M ----
EXTENDS Sequences
CONSTANTS C, F(_)
VARIABLES x, counter

Unknown == contuer + y
\*! 12-18 FC1100 unknown name `contuer`
\*? did you mean `counter`?
\*! 20-20 FC1100 unknown name `+`
\*? it is defined in module Integers: add `EXTENDS Integers`
\*! 22-22 FC1100 unknown name `y`
OneMore == Cardinality({1})
\*! 12-22 FC1100 unknown name `Cardinality`
\*? it is defined in module FiniteSets: add `EXTENDS FiniteSets`
Later == Earlier(1)
\*! 10-16 FC1100 unknown name `Earlier`
\*? it is defined further down: a definition must stand above its first use
Earlier(a) == a
Again == 1
Again == 2
\*! 1-5 FC1101 `Again` is declared or defined already
\*? rename one of them
x == 3
\*! 1-1 FC1101 `x` is declared or defined already
\*? rename one of them
Shadow(C) == 1
\*! 8-8 FC1101 `C` is declared or defined already
\*? rename one of them
Bound == \A x \in {1} : x
\*! 13-13 FC1101 `x` is declared or defined already
\*? rename one of them
Twice == \A a \in {1}, a \in {2} : a
\*! 24-24 FC1101 `a` is declared or defined already
\*? rename one of them
InLet == LET a == 1 b == 2 a == 3 IN a
\*! 28-28 FC1101 `a` is declared or defined already
\*? rename one of them
TRUE == 1
\*! 1-4 FC1102 `TRUE` is an operator of the language and cannot be redefined
Old == @
\*! 8-8 FC1106 `@` stands for the old value inside an EXCEPT; there is none here
Fields == [a |-> 1, b |-> 2, a |-> 3]
\*! 30-30 FC1107 field `a` occurs twice
Scope == (\A q \in {1} : q) /\ q
\*! 32-32 FC1100 unknown name `q`
SetOutside == {e \in e : TRUE}
\*! 22-22 FC1100 unknown name `e`
====
