//! Names, arities, levels and configurations.
#![allow(clippy::unwrap_used)]

mod configuration;
mod loading;
mod meaning;
mod support;
mod wrong;
