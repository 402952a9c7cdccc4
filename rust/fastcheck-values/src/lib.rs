//! fastcheck-values
