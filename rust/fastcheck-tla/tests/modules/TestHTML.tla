---- MODULE TestHTML ----
EXTENDS HTML, GraphViz, Statistics, Sequences, TLC, Variants, Option

ASSUME HTMLFill("%a% and %b%", <<<<"%a%", "1">>, <<"%b%", "2">>>>) = "1 and 2"
ASSUME HTMLAttribute("color", "red") = "color: red;"
ASSUME HTMLClass("box", <<"a: b;", "c: d;">>) = "box {\na: b;\nc: d;\n}"
ASSUME HTMLSize("1px", "2px") = "width: 1px; height: 2px;"
ASSUME HTMLText("id1", "text") = "<span id=\"id1\">\ntext\n</span>"
ASSUME HTMLFrame("f", <<"x", "y">>) = "<div id=\"f\">\nx\ny\n</div>"
ASSUME HTMLBox("b", <<"c1", "c2">>, "s", <<"x">>)
         = "<div id=\"b\" class=\"default_box c1 c2\" style=\"s\">\nx\n</div>"
ASSUME HTMLCircle("b", <<>>, "s", <<"x">>)
         = "<div id=\"b\" class=\"default_box default_circle\" style=\"s\">\nx\n</div>"
ASSUME HTMLDocument("H", "B", <<"S1", "S2">>) = "<!DOCTYPE html>\n<html>\nH\nB\nS1\nS2\n</html>"
ASSUME HTMLLink("n", "t") = "<link href=\"n\" rel=\"t\"/>"
ASSUME HTMLScriptFile("n") = "<script src=\"n\"></script>"
ASSUME HTMLJSLine("f", "t", "red", "2")
         = "new LeaderLine(document.getElementById(\"f\"), document.getElementById(\"t\"), {color: 'red', size: 2})"

ASSUME DotDiGraph([node |-> {1, 2}, edge |-> {<<1, 2>>}], LAMBDA n : n * 10, LAMBDA e : e[2])
         = "digraph MyGraph {0[label=10];1[label=20];0->1[label=2];}"

(* The critical value for three degrees of freedom at 0.05 is 7.815. *)
ASSUME ChiSquare(<<25, 25, 25, 25>>, <<25, 25, 25, 25>>, "0.05")
ASSUME ChiSquare(<<25, 25, 25, 25>>, <<35, 20, 25, 20>>, "0.05")
ASSUME ~ChiSquare(<<25, 25, 25, 25>>, <<40, 20, 20, 20>>, "0.05")

V1 == Variant("Num", 3)
ASSUME VariantTag(V1) = "Num" /\ VariantGetUnsafe("Num", V1) = 3
ASSUME VariantGetOrElse("Num", V1, 0) = 3 /\ VariantGetOrElse("Other", V1, 0) = 0
ASSUME VariantFilter("Num", {V1, Variant("Str", 4)}) = {3}
ASSUME IsSome(Some(1)) /\ IsNone(None) /\ ~IsSome(None)
ASSUME OptionGetOrElse(Some(1), 2) = 1 /\ OptionGetOrElse(None, 2) = 2
ASSUME OptionMap(LAMBDA x : <<x>>, Some(1)) = Some(<<1>>) /\ OptionMap(LAMBDA x : x, None) = None
ASSUME OptionToSeq(Some(1)) = <<1>> /\ OptionToSet(None) = {} /\ OptionGuess({5}) = Some(5)
ASSUME OptionPartialFun(<<7>>, {2}) = <<Some(7), None>> /\ OptionFunApp(<<7>>, Some(1)) = Some(7)
ASSUME ApaFoldSet(LAMBDA acc, x : Append(acc, x), <<>>, {2, 1}) = <<1, 2>>
ASSUME ApaFoldSeqLeft(LAMBDA acc, x : <<x>> \o acc, <<>>, <<1, 2>>) = <<2, 1>>
ASSUME MkSeq(3, LAMBDA i : i) = <<1, 2, 3>> /\ FunAsSeq(<<4, 5>>, 1, 2) = <<4>>
ASSUME SetAsFun({<<1, "a">>, <<2, "b">>}) = <<"a", "b">> /\ Guess({9}) = 9 /\ 3 := 3
ASSUME Repeat(LAMBDA x, i : Append(x, i), 3, <<>>) = <<1, 2, 3>>
====
