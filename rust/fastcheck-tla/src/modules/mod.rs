//! The standard modules.
