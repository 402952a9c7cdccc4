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

/// A configuration that is not written as one.
pub const CONFIG_SYNTAX: &str = "FC1301";
/// What a configuration has once is there twice.
pub const CONFIG_TWICE: &str = "FC1302";
