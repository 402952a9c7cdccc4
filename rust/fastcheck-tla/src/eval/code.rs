//! Codes of evaluation errors.

/// Values of kinds that cannot be compared.
pub const COMPARE: &str = "FC1401";
/// A value of the wrong kind, such as a number where a set is wanted.
pub const KIND: &str = "FC1402";
/// A function applied outside its domain, a field that a record does not have.
pub const DOMAIN: &str = "FC1403";
/// An integer that does not fit 64 bits, or a number that is no integer.
pub const OVERFLOW: &str = "FC1404";
/// Division by zero, a modulus that is not positive, `0^0`.
pub const ARITHMETIC: &str = "FC1405";
/// A set that cannot be listed, or is too large to be listed.
pub const ENUMERATE: &str = "FC1406";
/// A condition that is not a boolean.
pub const BOOLEAN: &str = "FC1407";
/// CHOOSE without a member that satisfies the condition, or without a bound.
pub const CHOOSE: &str = "FC1408";
/// CASE without a true condition.
pub const CASE: &str = "FC1409";
/// A variable that is read before it has a value in the next state.
pub const UNASSIGNED: &str = "FC1410";
/// A next-state or initial predicate that leaves a variable without a value.
pub const INCOMPLETE: &str = "FC1411";
/// An expression that cannot be evaluated: temporal, unbounded.
pub const UNSUPPORTED: &str = "FC1412";
/// Evaluation is nested too deep, most likely without end.
pub const RECURSION: &str = "FC1413";
/// `Assert` was given FALSE.
pub const ASSERTION: &str = "FC1414";
/// The run was stopped.
pub const STOPPED: &str = "FC1415";
/// A native operator that was used wrongly.
pub const NATIVE: &str = "FC1416";
