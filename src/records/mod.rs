//! What the journal adds up to, kept in sled: put, get, range, rebuild, compare.
