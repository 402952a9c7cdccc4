//! fastcheck-py
