---- MODULE IOUtils ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt

(* What operators that run something or write something answer.                 *)
LOCAL Outcome == [exitValue : Int, stdout : STRING, stderr : STRING]

(* Values in files                                                              *)
IOSerialize(value, path, compress) == TRUE
IODeserialize(path, compressed) == CHOOSE value : TRUE
Serialize(value, destination, options) == CHOOSE outcome \in Outcome : TRUE
Deserialize(source, options) == CHOOSE value : TRUE

(* Processes: a command is a sequence of its words, which may have places for   *)
(* parameters; an environment is a record or a set of pairs.                    *)
IOExec(command) == CHOOSE outcome \in Outcome : TRUE
IOEnvExec(environment, command) == CHOOSE outcome \in Outcome : TRUE
IOExecTemplate(command, parameters) == CHOOSE outcome \in Outcome : TRUE
IOEnvExecTemplate(environment, command, parameters) ==
  CHOOSE outcome \in Outcome : TRUE

(* The variables of the process's environment.                                  *)
IOEnv == CHOOSE environment \in [STRING -> STRING] : TRUE

atoi(text) == CHOOSE i \in Int : ToString(i) = text

(* The digits of n with zeros in front, at least this wide.                     *)
zeroPadN(n, width) ==
  LET digits == ToString(n)
      padded[i \in 0..width] == IF i = 0 THEN digits ELSE "0" \o padded[i - 1]
  IN IF Len(digits) < width THEN padded[width - Len(digits)] ELSE digits
====
