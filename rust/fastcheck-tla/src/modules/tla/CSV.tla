---- MODULE CSV ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers

(* Appends a line: the template with the values in it, or a record's fields.    *)
CSVWrite(template, values, path) == TRUE
CSVWriteRecord(record, delimiter, headers, path) == TRUE

(* The rows of a file, and their number.                                        *)
CSVRead(columns, delimiter, path) == CHOOSE rows : TRUE
CSVRecords(path) == CHOOSE n \in Nat : TRUE
====
