//! `.cfg` files.
