---- MODULE HTML ----
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt

(* The text with the first occurrence of each pair's first text replaced by its *)
(* second, pair by pair.                                                        *)
HTMLFill(text, pairs) ==
  FoldLeft(LAMBDA filled, pair : ReplaceFirstSubSeq(pair[2], pair[1], filled), text, pairs)

LOCAL Join(texts, separator) ==
  FoldLeft(LAMBDA left, right : IF left = "" THEN right ELSE left \o separator \o right,
           "", texts)
LOCAL Lines(texts) == Join(texts, "\n")
LOCAL Quoted(text) == "\"" \o text \o "\""

HTMLDocument(header, body, scripts) ==
  Lines(<<"<!DOCTYPE html>", "<html>", header, body, Lines(scripts), "</html>">>)

(* Styles *)

HTMLAttribute(name, value) ==
  HTMLFill("%name%: %value%;", <<<<"%name%", name>>, <<"%value%", value>>>>)

HTMLClass(name, attributes) == Lines(<<name \o " {", Lines(attributes), "}">>)

HTMLDefaultStyle ==
  Lines(<<HTMLClass(".default_grid", <<HTMLAttribute("display", "grid")>>),
          HTMLClass(".default_box", <<HTMLAttribute("border", "1px solid black")>>),
          HTMLClass(".default_circle", <<HTMLAttribute("border-radius", "50%")>>)>>)

HTMLStyleSheet(classes) ==
  Lines(<<"<style type=\"text/css\">", HTMLDefaultStyle, Lines(classes), "</style>">>)

HTMLSize(width, height) ==
  Join(<<HTMLAttribute("width", width), HTMLAttribute("height", height)>>, " ")

HTMLFlexCenterAttributes ==
  Lines(<<HTMLAttribute("display", "flex"),
          HTMLAttribute("align-items", "center"),
          HTMLAttribute("justify-content", "center")>>)

(* Scripts *)

HTMLScriptFile(name) == "<script src=" \o Quoted(name) \o "></script>"

HTMLScript(children) == Lines(<<"<script>", Lines(children), "</script>">>)

HTMLJSLineElems(from, to) ==
  HTMLFill("document.getElementById(\"%from%\"), document.getElementById(\"%to%\")",
           <<<<"%from%", from>>, <<"%to%", to>>>>)

HTMLJSLine(from, to, color, size) ==
  HTMLFill("new LeaderLine(%elems%, {color: '%color%', size: %size%})",
           <<<<"%elems%", HTMLJSLineElems(from, to)>>,
             <<"%color%", color>>, <<"%size%", size>>>>)

HTMLJSLineDash(from, to, color, size) ==
  HTMLFill("new LeaderLine(%elems%,  {color: '%color%', size: %size%, dash: true})",
           <<<<"%elems%", HTMLJSLineElems(from, to)>>,
             <<"%color%", color>>, <<"%size%", size>>>>)

HTMLJSKeyListener(events) ==
  Lines(<<"window.onkeyup = function(event) {",
          "let key = event.key.toUpperCase();",
          Lines(events),
          "}">>)

HTMLJSNavigationKey(key, file) ==
  Lines(<<"if(key == '" \o key \o "'){",
          "window.location.replace(" \o Quoted(file) \o ");",
          "}">>)

(* Head and body *)

HTMLLink(name, type) ==
  "<link href=" \o Quoted(name) \o " rel=" \o Quoted(type) \o "/>"

HTMLHeader(title, links, classes) ==
  Lines(<<"<head>",
          "<meta charset=\"UTF-8\">",
          "<title>" \o title \o "</title>",
          Lines(links),
          HTMLStyleSheet(classes),
          "</head>">>)

HTMLBody(body) == Lines(<<"<body>", body, "</body>">>)

HTMLNewLine == "<br>"

HTMLText(id, text) == Lines(<<"<span id=" \o Quoted(id) \o ">", text, "</span>">>)

HTMLFrame(id, children) ==
  Lines(<<"<div id=" \o Quoted(id) \o ">", Lines(children), "</div>">>)

HTMLGridContainer(id, classes, children) ==
  Lines(<<HTMLFill("<div id=\"%id%\" class=\"default_grid %class_list%\">",
                   <<<<"%id%", id>>, <<"%class_list%", Join(classes, " ")>>>>),
          Lines(children),
          "</div>">>)

HTMLBox(id, classes, size, children) ==
  Lines(<<HTMLFill("<div id=\"%id%\" class=\"default_box %class_list%\" style=\"%size%\">",
                   <<<<"%id%", id>>, <<"%class_list%", Join(classes, " ")>>,
                     <<"%size%", size>>>>),
          Lines(children),
          "</div>">>)

HTMLCircle(id, classes, size, children) ==
  HTMLBox(id, <<"default_circle">> \o classes, size, children)

HTMLSVG(id, viewBox, size, svg) ==
  Lines(<<HTMLFill("<svg id=\"%id%\" viewBox=\"%viewBox%\" style=\"%size%\">",
                   <<<<"%id%", id>>, <<"%viewBox%", viewBox>>, <<"%size%", size>>>>),
          svg,
          "</svg>">>)
====
