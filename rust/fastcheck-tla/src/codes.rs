//! The catalogue of codes. FC10xx: syntax; FC11xx: names, arities and instances; FC12xx: levels; FC13xx: configuration;
//! FC14xx: evaluation; FC15xx: modules that cannot be loaded.

/// The bytes are not a text: no UTF-8, or NUL bytes in it, or too many of them.
pub const NOT_A_TEXT: &str = "FC1001";
/// The file has no `---- MODULE Name ----`.
pub const NO_MODULE: &str = "FC1002";
/// A character that means nothing here.
pub const BAD_CHARACTER: &str = "FC1003";
/// A comment without its end.
pub const OPEN_COMMENT: &str = "FC1004";
/// A string without its end, or with an escape that is none.
pub const BAD_STRING: &str = "FC1005";
/// A number that is written wrongly.
pub const BAD_NUMBER: &str = "FC1006";
/// Something else was expected.
pub const UNEXPECTED: &str = "FC1007";
/// An expression was expected.
pub const NO_EXPRESSION: &str = "FC1008";
/// A bracket without its partner.
pub const UNBALANCED: &str = "FC1009";
/// Two operators of which neither binds tighter.
pub const PRECEDENCE: &str = "FC1010";
/// Part of an item of a `/\` or `\/` list is not to the right of its bullet.
pub const INDENTATION: &str = "FC1011";
/// Nested too deeply.
pub const TOO_DEEP: &str = "FC1012";
/// A label where none may be.
pub const BAD_LABEL: &str = "FC1013";
/// A proof step of the wrong level, or outside a proof.
pub const BAD_STEP: &str = "FC1014";
/// The module has no end.
pub const NO_END: &str = "FC1015";
/// An operator that cannot be written this way here.
pub const BAD_OPERATOR: &str = "FC1016";
/// There were too many errors to go on.
pub const TOO_MANY: &str = "FC1017";

/// A name that is not declared or defined.
pub const UNKNOWN_NAME: &str = "FC1100";
/// A name that is declared or defined already.
pub const DECLARED_TWICE: &str = "FC1101";
/// An operator of the language cannot be redefined.
pub const REDEFINES_LANGUAGE: &str = "FC1102";
/// An operator with too many or too few arguments.
pub const ARGUMENT_COUNT: &str = "FC1103";
/// An argument must be an operator with so many arguments.
pub const NOT_AN_OPERATOR: &str = "FC1104";
/// The name of an instance without a name behind it.
pub const INSTANCE_AS_NAME: &str = "FC1105";
/// `@` outside an EXCEPT.
pub const NO_OLD_VALUE: &str = "FC1106";
/// A field of a record occurs twice.
pub const FIELD_TWICE: &str = "FC1107";
/// A LAMBDA that is no argument.
pub const MISPLACED_LAMBDA: &str = "FC1108";
/// Declared RECURSIVE, but not defined.
pub const RECURSIVE_UNDEFINED: &str = "FC1109";
/// Declared RECURSIVE with another number of arguments.
pub const RECURSIVE_ARITY: &str = "FC1110";
/// Declared RECURSIVE outside the LET that defines it.
pub const RECURSIVE_ELSEWHERE: &str = "FC1111";
/// Something that may not stand between RECURSIVE and the definition.
pub const IN_RECURSIVE_SECTION: &str = "FC1112";
/// An INSTANCE gives nothing for a constant or variable.
pub const NOTHING_SUBSTITUTED: &str = "FC1113";
/// An INSTANCE gives something for what is no constant or variable.
pub const BAD_SUBSTITUTION: &str = "FC1114";
/// An INSTANCE gives two things for one name.
pub const SUBSTITUTED_TWICE: &str = "FC1115";
/// An operator is substituted for a value.
pub const SUBSTITUTION_ARITY: &str = "FC1116";
/// A name comes from two modules, as a definition and as a declaration.
pub const EXTENDS_CONFLICT: &str = "FC1117";
/// A module of that name exists already.
pub const MODULE_TWICE: &str = "FC1118";
/// A function with the wrong number of arguments.
pub const FUNCTION_ARGUMENTS: &str = "FC1119";
/// A subexpression name that names nothing.
pub const BAD_SUBEXPRESSION: &str = "FC1121";
/// The name of an ASSUME/PROVE used as an expression.
pub const NO_EXPRESSION_NAMED: &str = "FC1122";
/// A temporal quantifier with a set.
pub const TEMPORAL_BOUND: &str = "FC1123";
/// CHOOSE of a tuple without a set.
pub const CHOOSE_TUPLE: &str = "FC1124";
/// A unit that a LET cannot have.
pub const NOT_IN_LET: &str = "FC1125";
/// A label in the wrong place or with the wrong parameters.
pub const BAD_LABEL_PLACE: &str = "FC1126";
/// Warning: what an INSTANCE or a declaration brings is there already.
pub const REPEATED: &str = "FC1190";
/// Warning: two extended modules define one name differently.
pub const EXTENDS_AMBIGUOUS: &str = "FC1191";

/// An argument of too high a level, such as a prime that is primed.
pub const ARGUMENT_LEVEL: &str = "FC1201";
/// An assumption that is not about constants alone.
pub const ASSUMPTION_LEVEL: &str = "FC1202";
/// A parameter of a recursive operator is primed.
pub const RECURSIVE_PRIMED: &str = "FC1204";
/// An operator argument that cannot take what it is given.
pub const OPERATOR_LEVEL: &str = "FC1205";
/// An argument that is given to an operator argument that cannot take it.
pub const OPERATOR_ARGUMENT_LEVEL: &str = "FC1206";
/// What an INSTANCE substitutes is of too high a level.
pub const SUBSTITUTION_LEVEL: &str = "FC1207";
/// An operator that an INSTANCE substitutes cannot take what it is given.
pub const SUBSTITUTED_OPERATOR_LEVEL: &str = "FC1208";
/// What an INSTANCE substitutes is given to an operator that cannot take it.
pub const SUBSTITUTED_ARGUMENT_LEVEL: &str = "FC1209";
/// An operator that an INSTANCE substitutes does not respect equality.
pub const SUBSTITUTED_OPERATOR_OPAQUE: &str = "FC1210";
/// `[]` before an action that is not `[A]_v`.
pub const ALWAYS_ACTION: &str = "FC1211";
/// `<>` before an action that is not `<<A>>_v`.
pub const EVENTUALLY_ACTION: &str = "FC1212";
/// `~>` or `-+->` beside an action.
pub const LEADS_TO_ACTION: &str = "FC1213";
/// An action and a temporal formula joined.
pub const MIXED_LEVELS: &str = "FC1214";
/// A temporal formula quantified over a set of level action.
pub const TEMPORAL_OVER_ACTION: &str = "FC1215";
/// A quantifier over a temporal formula.
pub const TEMPORAL_SET: &str = "FC1216";

/// A configuration that is not written as one.
pub const CONFIG_SYNTAX: &str = "FC1301";
/// What a configuration has once is there twice.
pub const CONFIG_TWICE: &str = "FC1302";
/// A configuration replaces what the specification does not have.
pub const NO_SUCH_CONSTANT: &str = "FC1303";
/// A configuration names what is not defined.
pub const NO_SUCH_DEFINITION: &str = "FC1304";
/// A configuration names something with the wrong number of arguments, or no definition.
pub const WRONG_KIND: &str = "FC1305";
/// SPECIFICATION together with INIT or NEXT.
pub const SPECIFICATION_AND_INIT: &str = "FC1306";
/// A configuration names a module that is no part of the specification.
pub const NO_SUCH_MODULE: &str = "FC1307";
/// A name on the right of `<-` that is replaced itself, or a definition that comes to depend on itself.
pub const CIRCULAR_REPLACEMENT: &str = "FC1308";
/// A number of a configuration that does not fit 64 bits.
pub const VALUE_TOO_LARGE: &str = "FC1309";
/// A formula of too high a level for its place in the configuration.
pub const FORMULA_LEVEL: &str = "FC1310";
/// An invariant that is no state predicate.
pub const INVARIANT_LEVEL: &str = "FC1311";
/// There is no next-state relation.
pub const NO_NEXT: &str = "FC1312";
/// An option that is not one expression.
pub const NOT_ONE_EXPRESSION: &str = "FC1313";
/// A name whose meaning was lost: a mistake of fastcheck.
pub const LOST_NAME: &str = "FC1314";
/// What stands for a constant is not constant.
pub const CONSTANT_LEVEL: &str = "FC1315";
/// Something of a configuration that is not supported.
pub const UNSUPPORTED: &str = "FC1316";
/// A conjunct of a SPECIFICATION that is an action.
pub const ACTION_CONJUNCT: &str = "FC1321";
/// A SPECIFICATION with `\EE` or `\AA`.
pub const TEMPORAL_QUANTIFIER: &str = "FC1322";
/// A SPECIFICATION with `[]P` for a state predicate.
pub const ALWAYS_STATE: &str = "FC1323";
/// A SPECIFICATION with two next-state relations.
pub const TWO_NEXT: &str = "FC1324";
/// A PROPERTY that is an action.
pub const ACTION_PROPERTY: &str = "FC1325";
/// A SPECIFICATION or PROPERTY that is FALSE or no formula.
pub const TRIVIAL: &str = "FC1326";
/// There is no initial predicate.
pub const NO_INIT: &str = "FC1327";
/// A constant without a value.
pub const UNASSIGNED: &str = "FC1328";
/// Temporal properties that are true of every behaviour.
pub const TAUTOLOGY: &str = "FC1329";
/// Warning: the subscript of the next-state relation leaves variables out.
pub const SUBSCRIPT_INCOMPLETE: &str = "FC1391";
/// Warning: a PROPERTY that is checked in initial states only.
pub const STATE_PROPERTY: &str = "FC1392";
/// Warning: a value for what the specification does not have.
pub const UNUSED_CONSTANT: &str = "FC1393";
/// Warning: a reward, which only simulation looks at.
pub const UNUSED_REWARD: &str = "FC1394";

/// A module that is not found.
pub const MODULE_NOT_FOUND: &str = "FC1500";
/// A module that cannot be read.
pub const MODULE_UNREADABLE: &str = "FC1501";
/// Modules that depend on each other in a circle.
pub const MODULE_CYCLE: &str = "FC1502";
/// A file that holds a module of another name.
pub const MODULE_NAME: &str = "FC1503";
/// Modules that depend on each other too deeply.
pub const MODULE_DEPTH: &str = "FC1504";
/// No memory to read the specification.
pub const NO_MEMORY: &str = "FC1505";
