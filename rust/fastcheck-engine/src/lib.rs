//! fastcheck-engine
