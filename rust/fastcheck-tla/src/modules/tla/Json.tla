---- MODULE Json ----
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC

(* JSON texts of values: records are objects; sequences and sets are arrays.    *)
ToJson(value) == ToString(value)
ToJsonArray(value) == ToString(value)
ToJsonObject(value) == ToString(value)

(* Files of JSON: one value, or one value on each line.                         *)
JsonSerialize(path, value) == TRUE
JsonDeserialize(path) == CHOOSE value : TRUE
ndJsonSerialize(path, values) == TRUE
ndJsonDeserialize(path) == CHOOSE values : TRUE
====
