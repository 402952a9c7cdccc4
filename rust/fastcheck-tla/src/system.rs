//! A specification as a transition system.
