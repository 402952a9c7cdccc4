---- MODULE TestFiles ----
EXTENDS Integers, Sequences, CSV, Json, IOUtils, TLC, TLCExt

(* The folder of the test is called /test. *)

Record == [a |-> 1, b |-> <<TRUE, "x">>, c |-> [d |-> {}]]
Read == [a |-> 1, b |-> <<TRUE, "x">>, c |-> [d |-> <<>>]]

ASSUME JsonSerialize("/test/value.json", Record)
ASSUME JsonDeserialize("/test/value.json") = Read
ASSUME ndJsonSerialize("/test/new/values.ndjson", <<Record, 2, "three">>)
ASSUME ndJsonDeserialize("/test/new/values.ndjson") = <<Read, 2, "three">>
ASSUME AssertError("The second argument of JsonSerialize should be a sequence or record, but instead it is:\n3",
                   JsonSerialize("/test/value.json", 3))

ASSUME CSVRecords("/test/lines.csv") = 0 /\ CSVRead(<<"p", "q">>, ",", "/test/lines.csv") = <<>>
ASSUME CSVWrite("%1$s,%2$s", <<1, 23>>, "/test/lines.csv")
ASSUME CSVWrite("%s,%s", <<TRUE, "text">>, "/test/lines.csv")
ASSUME CSVRecords("/test/lines.csv") = 2
ASSUME CSVRead(<<"p", "q">>, ",", "/test/lines.csv")
         = <<[p |-> "1", q |-> "23"], [p |-> "TRUE", q |-> "\"text\""]>>
ASSUME CSVWriteRecord([p |-> 1, q |-> 2], ";", TRUE, "/test/records.csv")
ASSUME CSVWriteRecord([p |-> 3, q |-> 4], ";", FALSE, "/test/records.csv")
ASSUME CSVRead(<<"x", "y">>, ";", "/test/records.csv")
         = <<[x |-> "p", y |-> "q"], [x |-> "1", y |-> "2"], [x |-> "3", y |-> "4"]>>

Text == [format |-> "TXT", charset |-> "UTF-8",
         openOptions |-> <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>]
ASSUME Serialize("some text", "/test/text", Text).exitValue = 0
ASSUME Serialize(" and more", "/test/text", [Text EXCEPT !.openOptions = <<"WRITE", "APPEND">>]).exitValue = 0
ASSUME Deserialize("/test/text", Text) = [exitValue |-> 0, stdout |-> "some text and more", stderr |-> ""]
ASSUME Serialize("again", "/test/text", [Text EXCEPT !.openOptions = <<"CREATE_NEW">>]).exitValue = 1
ASSUME Deserialize("/test/nothing", Text).exitValue = 1
ASSUME Serialize(<<1, [a |-> 2]>>, "/test/lines.ndjson", [Text EXCEPT !.format = "NDJSON"])
ASSUME ndJsonDeserialize("/test/lines.ndjson") = <<1, [a |-> 2]>>
ASSUME IOSerialize(<<Record, {1, 2}, 3 :> 4>>, "/test/values", FALSE)
ASSUME IODeserialize("/test/values", FALSE) = <<Record, {1, 2}, 3 :> 4>>

ASSUME IOExec(<<"echo", "hello">>) = [exitValue |-> 0, stdout |-> "hello\n", stderr |-> ""]
ASSUME IOExec(<<"sh", "-c", "echo wrong >&2; exit 3">>) = [exitValue |-> 3, stdout |-> "", stderr |-> "wrong\n"]
ASSUME IOEnvExec([VARIABLE |-> "value"], <<"sh", "-c", "echo $VARIABLE">>).stdout = "value\n"
ASSUME IOExecTemplate(<<"echo", "%s-%2$s">>, <<"one", "two">>).stdout = "one-two\n"
ASSUME IOEnvExecTemplate([NUMBER |-> 42], <<"sh", "-c", "echo $NUMBER %s">>, <<"x">>).stdout = "42 x\n"
ASSUME IOEnv.HOME_OF_TEST = "/test" /\ DOMAIN IOEnv \subseteq STRING
====
