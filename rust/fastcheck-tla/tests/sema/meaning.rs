//! What names come to, shown by assumptions that are true.

use crate::support::assumptions_hold;

#[test]
fn instances_of_all_forms() {
    assumptions_hold(
        "EXTENDS Naturals
CONSTANT C
---- MODULE Inner ----
CONSTANTS N, Op(_)
Add(a) == a + N
Twice(a) == Op(Op(a))
Both(a) == Add(Twice(a))
f[i \\in 0..3] == IF i = 0 THEN N ELSE f[i - 1] + 1
a ++ b == a + b * N
====
---- MODULE Outer ----
CONSTANT N
Double(a) == 2 * a
Deep == INSTANCE Inner WITH Op <- Double
Flat(N2) == INSTANCE Inner WITH N <- N + N2, Op <- LAMBDA z : z + N2
====
Inc(a) == a + 1
I == INSTANCE Inner WITH N <- C + 1, Op <- Inc
P(n) == INSTANCE Inner WITH N <- n, Op <- LAMBDA z : z * n
O == INSTANCE Outer WITH N <- 5
Q(k) == INSTANCE Outer WITH N <- k
ASSUME I!Add(1) = 12 /\\ I!Twice(1) = 3 /\\ I!Both(1) = 14 /\\ I!f[3] = 14
ASSUME P(3)!Add(1) = 4 /\\ P(3)!Twice(2) = 18 /\\ P(3)!Both(2) = 21 /\\ P(4)!f[2] = 6
ASSUME O!Deep!Both(3) = 17 /\\ O!Flat(2)!Both(1) = 12
ASSUME Q(7)!Deep!Add(1) = 8 /\\ Q(7)!Flat(1)!Twice(1) = 3 /\\ Q(7)!Flat(1)!f[1] = 9
ASSUME I!++(1, 2) = 23
ASSUME \\A i \\in 1..3 : P(i)!Add(i) = 2 * i
ASSUME LET L(m) == INSTANCE Inner WITH N <- m + C, Op <- Inc IN L(1)!Both(1) = 14 /\\ L(2)!f[1] = 13
ASSUME \\A i \\in 1..2 : LET L == INSTANCE Inner WITH N <- i, Op <- LAMBDA z : z + i IN L!Both(1) = 1 + 3 * i",
        "CONSTANT C = 10",
        8,
    );
}

#[test]
fn operators_as_arguments() {
    assumptions_hold(
        "EXTENDS Naturals, Sequences
Apply(Op(_, _), a, b) == Op(a, b)
Fold(Op(_, _), a, b, c) == Apply(Op, Apply(Op, a, b), c)
a && b == a * b + 1
---- MODULE Inner ----
CONSTANT N
Plus(a, b) == a + b + N
====
P(n) == INSTANCE Inner WITH N <- n
With(k) == LET Loc(a, b) == a + b + k IN Fold(Loc, 1, 2, 3)
ASSUME Apply(+, 1, 2) = 3 /\\ Apply(\\cup, {1}, {2}) = {1, 2} /\\ Apply(&&, 2, 3) = 7
ASSUME Fold(LAMBDA a, b : 2 * a + b, 1, 2, 3) = 11
ASSUME Fold(P(10)!Plus, 1, 2, 3) = 26
ASSUME With(5) = 16 /\\ \\A k \\in 1..2 : With(k) = 6 + 2 * k
ASSUME Apply(=>, FALSE, FALSE) /\\ Apply(\\o, <<1>>, <<2>>) = <<1, 2>>",
        "",
        5,
    );
}

#[test]
fn recursion_of_all_forms() {
    assumptions_hold(
        "EXTENDS Naturals, Sequences
RECURSIVE Sum(_)
Sum(s) == IF s = <<>> THEN 0 ELSE Head(s) + Sum(Tail(s))
RECURSIVE Even(_), Odd(_)
Even(n) == n = 0 \\/ Odd(n - 1)
Odd(n) == n # 0 /\\ Even(n - 1)
RECURSIVE Reduce(_, _)
Reduce(Op(_, _), n) == IF n = 0 THEN 0 ELSE Op(n, Reduce(Op, n - 1))
f[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * f[n - 1]
RECURSIVE g
h[n \\in Nat] == g[n]
g[n \\in Nat] == IF n = 0 THEN 0 ELSE 1 + h[n - 1]
ASSUME Sum(<<1, 2, 3>>) = 6 /\\ Even(4) /\\ ~Odd(4) /\\ Reduce(+, 4) = 10 /\\ f[5] = 120 /\\ g[3] = 3
ASSUME LET RECURSIVE Down(_)
           Down(n) == IF n = 0 THEN <<>> ELSE <<n>> \\o Down(n - 1)
           k[n \\in 0..3] == IF n = 0 THEN 2 ELSE 2 * k[n - 1]
       IN Down(3) = <<3, 2, 1>> /\\ k[3] = 16",
        "",
        2,
    );
}

#[test]
fn subexpressions() {
    assumptions_hold(
        "EXTENDS Naturals
CONSTANT C
A(a) == /\\ a > 1
        /\\ \\E x \\in {1, 2}, <<y, z>> \\in {<<3, 4>>} : l(x, y, z) :: LET b ++ c == b + c * a IN x ++ (m :: y * z + C)
B(a) == {x + a : x \\in {1, 2}}
D == CASE C = 1 -> 11 [] OTHER -> 22
E == [f |-> C, g |-> C + 1]
F(n) == IF n = 0 THEN 1 ELSE 2 + n
Two(Op(_, _), a, b) == Op(a, b)
---- MODULE Inner ----
CONSTANT N
G(a) == N + a
H == {x \\in {1} : p(x) :: x + N = 2}
====
I(n) == INSTANCE Inner WITH N <- n
THEOREM T == l :: C = 7
ASSUME A(5)!1 = TRUE /\\ A(5)!1!1 = 5 /\\ A(5)!2!1 = {1, 2}
ASSUME A(5)!2!(1, 3, 4)!1 = 1 + 19 * 5
ASSUME A(5)!l(1, 3, 4)!m = 19
ASSUME A(5)!l(1, 3, 4)!:!++(2, 3) = 17
ASSUME Two(B!@, 10, 1) = 11 /\\ B(3)!1 = {1, 2} /\\ B(3)!(2) = 5
ASSUME D!1!2 = 11 /\\ D!2!2 = 22 /\\ E!2 = 8 /\\ F(3)!3!>> = 3 /\\ F(3)!<< = FALSE /\\ F(3)!: = 5
ASSUME I(4)!G(1)!1 = 4 /\\ I(4)!H!p(3)!1!>> = 4 /\\ T!l
ASSUME Two(I!H!p, 4, 3) = FALSE /\\ Two(LAMBDA n, k : I(n)!H!(k), 1, 1)",
        "CONSTANT C = 7",
        8,
    );
}

#[test]
fn trap_14_substitution_in_nested_and_extended_modules() {
    assumptions_hold(
        "EXTENDS Naturals
---- MODULE Base ----
CONSTANT N
Get == N
====
---- MODULE Mid ----
EXTENDS Base
---- MODULE Inside ----
Sum == Get + N
====
J == INSTANCE Inside
Own == Get * 2
====
R(n) == INSTANCE Mid WITH N <- n
N == 100
INSTANCE Mid
ASSUME R(3)!Get = 3 /\\ R(3)!Own = 6 /\\ R(3)!J!Sum = 6
ASSUME Get = 100 /\\ Own = 200
ASSUME R(R(2)!Own)!J!Sum = 8",
        "",
        3,
    );
}

#[test]
fn what_the_configuration_replaces() {
    let units = "EXTENDS Naturals
CONSTANTS A, B, Op(_), G(_)
Small == 0..3
Three == 3
Name == \"module\"
Other == \"configuration\"
Double(a) == 2 * a
---- MODULE Inner ----
EXTENDS Naturals
Kind == \"inner\"
All == Nat
====
I == INSTANCE Inner
ASSUME Nat = 0..3 /\\ I!All = 0..3
ASSUME A = 3 /\\ B = {{1}, {2}} /\\ Op(1) = 10 /\\ Op(2) = 20 /\\ G(4) = 8
ASSUME Name = \"configuration\" /\\ I!Kind = \"configuration\"";
    let cfg = "CONSTANTS Nat <- Small A <- Three B = {{2}, {1}} Op(1) = 10 Op(2) = 20 G <- Double Name <- Other \
               Kind <- [Inner] Other";
    assumptions_hold(units, cfg, 3);
}
