//! fastcheck-tables
