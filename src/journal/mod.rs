//! The append-only journal: frames, hash chain, sealing, recovery, export; it knows bytes and a header.
