//! What an expression means.
