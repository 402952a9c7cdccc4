//! Names, arities, instances and levels.
