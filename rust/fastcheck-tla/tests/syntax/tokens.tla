---- MODULE tokens ----
A1 == a;
\*! 8 FC1003 ";" means nothing in TLA+
\*? TLA+ has no `;`: definitions follow one another, and `/\` joins conditions
A2 == `a`
\*! 7 FC1003 "`" means nothing in TLA+
\*? strings are written with double quotes: "text"
A3 == "abc
\*! 7-10 FC1005 this string has no end
\*? a string ends with `"` on the line where it begins
A4 == “abc”
\*! 7 FC1003 "“" means nothing in TLA+
\*? strings are written with plain double quotes: "text"
A5 == "a\qb"
\*! 9-10 FC1005 no escape that TLA+ knows
\*? the escapes are \" \\ \n \t \r \f
A6 == 1 § 2
\*! 9 FC1003 "§" means nothing in TLA+
A7 == a ? b
\*! 9 FC1003 "?" means nothing in TLA+
A8 == λ
\*! 7 FC1003 "λ" means nothing in TLA+
A9 == "a\
\*! 7-8 FC1005 this string has no end
\*? a string ends with `"` on the line where it begins
A10 == \b12
\*! 11 FC1007 expected a definition, a declaration, or `====`, found `2`
\*? what stands before it has ended: is an operator or a comma missing?
A11 == \h1.5
\*! 8-10 FC1006 a number with a fraction is written in decimal digits
A12 == 1.\b1
\*! 8 FC1006 a number with a fraction is written in decimal digits
====
